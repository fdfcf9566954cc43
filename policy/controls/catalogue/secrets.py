"""Secrets Manager and Parameter Store."""

import base64
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from ..access import open_to_everybody
from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import EVERY_TYPE, PARAMETER, SECRET, SECRET_POLICY, SECRET_ROTATION
from ..secret_material import is_pointer_name, is_secret_name, material_in, secret_in
from ..values import Block


@control(
    id="SEC-01",
    title="Secrets are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(SECRET,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_149",)),
    why="With the key aws/secretsmanager, whoever may call GetSecretValue may also decrypt. A key of the "
    "account is a second lock, with a policy and an audit trail of its own.",
    fix="Set kmsKeyId to a key declared in the program.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html",
)
def secret_key(secret: Subject) -> Problems:
    replicas = (customer_key(replica, "kmsKeyId") for replica in secret.blocks("replicas"))
    yield from every([customer_key(secret, "kmsKeyId"), *replicas])


@control(
    id="SEC-04",
    title="Secret parameters are SecureString",
    severity=Severity.HIGH,
    types=(PARAMETER,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV2_AWS_34", "CKV_AWS_337")),
    why="A parameter of type String is readable for everyone who may list parameters.",
    fix="Set type to SecureString and keyId to a key of the program, or use Secrets Manager.",
    url="https://docs.aws.amazon.com/systems-manager/latest/userguide/secure-string-parameter-kms-encryption.html",
)
def secret_parameters_encrypted(parameter: Subject) -> Problems:
    name = parameter.text("name", default=parameter.view.name)
    if parameter.text("type") == "SecureString":
        yield from customer_key(parameter, "keyId")
    elif is_secret_name(name):
        yield Problem("is named like a secret but is not a SecureString")
    elif not is_pointer_name(name) and (kind := secret_in(_readable(parameter))):
        yield Problem(f"holds what looks like {kind} but is not a SecureString")


def _readable(parameter: Subject) -> str:
    """The value the program wrote down; one that is not known yet is no literal."""
    values = (parameter.read(path) for path in ("value", "insecureValue"))
    return next((value for value in values if isinstance(value, str)), "")


@control(
    id="SEC-03",
    title="Secrets are open to nobody unnamed and can be recovered",
    severity=Severity.HIGH,
    types=(SECRET, SECRET_POLICY),
    settings={
        "minRecoveryDays": Setting(default=7, description="Days a deleted secret must still be recoverable")
    },
    why="A secret's own policy admits callers whatever their role says. A secret deleted without a window is "
    "gone at once, and with it whatever only it could open.",
    fix="Name roles as principals, set blockPublicPolicy on the SecretPolicy, and recoveryWindowInDays to 7 "
    "or more on the secret.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html",
)
def secret_stays_ours(secret: Subject) -> Problems:
    days = secret.settings["minRecoveryDays"]
    if secret.view.type == SECRET:
        own = expect(
            lambda: secret.number("recoveryWindowInDays", default=30) >= days,
            f"recoveryWindowInDays is shorter than {days} days",
        )
    else:
        own = expect(lambda: secret.flag("blockPublicPolicy"), "blockPublicPolicy is not true")
    yield from every([own, open_to_everybody(secret, "policy")])


# Properties that are there to hold a secret; the engine encrypts them in the state.
_HOLDERS: Final = frozenset({
    "secretString", "secretStringWo", "secretBinary", "valueWo", "password", "passwordWo", "masterPassword",
    "masterPasswordWo", "passwords", "authToken", "privateKey",
})  # fmt: skip


@control(
    id="SEC-05",
    title="No property holds a secret in clear",
    severity=Severity.CRITICAL,
    types=(EVERY_TYPE,),
    frameworks=Frameworks(fsbp=("CodeBuild.2",)),
    why="Descriptions, headers, tags, start-up scripts: whoever may list a resource reads them, and so does "
    "everyone with the program's source.",
    fix="Revoke the secret, keep the new one in Secrets Manager, and hand on its ARN.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html",
)
def nothing_secret_in_clear(resource: Subject) -> Problems:
    """What is not known yet was computed by a provider: it is no literal of the program."""
    for path, text in _texts(resource.value, ""):
        if kind := material_in(text):
            yield Problem(f"{path} holds {kind}", path)


def _texts(value: object, path: str) -> Iterator[tuple[str, str]]:
    """All texts in a tree of properties, with their paths; not those that are there to hold a secret."""
    match value:
        case str():
            yield path, _readable_form(path, value)
        case Mapping():
            for key, item in cast("Mapping[str, object]", value).items():
                if key not in _HOLDERS:
                    yield from _texts(item, f"{path}.{key}" if path else key)
        case list() | tuple():
            for index, item in enumerate(cast("Sequence[object]", value)):
                yield from _texts(item, f"{path}[{index}]")
        case _:
            return


def _readable_form(path: str, text: str) -> str:
    """The text itself, or what it says in clear where the property's name tells that it is base64."""
    if not path.lower().endswith("base64"):
        return text
    try:
        return base64.b64decode(text).decode(errors="replace")
    except ValueError:
        return text


@control(
    id="SEC-02",
    title="Secrets are rotated",
    severity=Severity.MEDIUM,
    types=(SECRET,),
    frameworks=Frameworks(
        fsbp=("SecretsManager.1", "SecretsManager.4"), checkov=("CKV2_AWS_57", "CKV_AWS_304")
    ),
    reads_stack=True,
    settings={
        "maxDays": Setting(default=90, description="Days after which a secret must have been replaced")
    },
    why="A secret that leaked without anybody noticing opens until it is replaced. Rotation also keeps the "
    "way to replace it in working order for the day it must happen at once.",
    fix="Add a SecretRotation with a schedule; exempt with a reason what cannot be rotated by itself.",
    url="https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotating-secrets.html",
)
def secret_rotates(secret: Subject) -> Problems:
    rotations = list(secret.stack.sources(secret, "secretId", SECRET_ROTATION))
    if not rotations:
        yield Problem("is never rotated")
    most = secret.settings["maxDays"]
    yield from every(
        expect(
            lambda rotation=rotation: 0 < _days_between(rotation.block("rotationRules")) <= most,
            f"'{rotation.view.name}' rotates less often than every {most} days",
        )
        for rotation in rotations
    )


_RATE: Final = re.compile(r"rate\((\d+) (hour|day)s?\)")
# The fourth field of a cron expression is the month: in each of these it comes round within two.
_CRON: Final = re.compile(r"cron\(\S+ \S+ \S+ (\*|[*1]/[12]) \S+ \S+\)")


def _days_between(rules: Block) -> float:
    """The longest time between two rotations; endless for a schedule that is not understood."""
    schedule = rules.text("scheduleExpression")
    if not schedule:
        return rules.number("automaticallyAfterDays", default=math.inf)
    if rate := _RATE.fullmatch(schedule):
        return int(rate[1]) / (24 if rate[2] == "hour" else 1)
    return 62 if _CRON.fullmatch(schedule) else math.inf
