"""Secrets Manager and Parameter Store."""

from ..control import ENCRYPTION, Frameworks, Problem, Problems, control
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import PARAMETER, SECRET
from ..secret_material import is_secret_name


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
    yield from customer_key(secret, "kmsKeyId")


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
