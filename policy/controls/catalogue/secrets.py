"""Secrets Manager."""

from ..control import ENCRYPTION, Frameworks, Problems, control
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import SECRET


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
