"""Keys, roles and what they may do."""

from ..control import ENCRYPTION, Frameworks, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import KEY


@control(
    id="KMS-01",
    title="Keys rotate and cannot vanish quickly",
    severity=Severity.MEDIUM,
    types=(KEY,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("KMS.3",), cis=("3.6",), checkov=("CKV_AWS_7", "CKV_AWS_227")),
    settings={
        "minDeletionWindowDays": Setting(
            default=14, description="Days a deleted key must still be recoverable"
        )
    },
    why="A key that never rotates protects ever more data with one secret. A key that is gone takes all "
    "data under it along; the waiting time is the only way back.",
    fix="Set enableKeyRotation to true, deletionWindowInDays to the waiting time wanted (default 30), and "
    "leave isEnabled and bypassPolicyLockoutSafetyCheck at their defaults.",
    url="https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html",
)
def key_is_kept_well(key: Subject) -> Problems:
    shortest = key.settings["minDeletionWindowDays"]
    yield from every(
        [
            expect(
                lambda: not _rotates(key) or key.flag("enableKeyRotation"), "enableKeyRotation is not true"
            ),
            expect(lambda: key.flag("isEnabled", default=True), "isEnabled is false"),
            expect(
                lambda: key.number("deletionWindowInDays", default=30) >= shortest,
                f"deletionWindowInDays is shorter than {shortest} days",
            ),
            expect(
                lambda: not key.flag("bypassPolicyLockoutSafetyCheck"),
                "bypassPolicyLockoutSafetyCheck is true",
            ),
        ]
    )


def _rotates(key: Subject) -> bool:
    """Only symmetric encryption keys can rotate."""
    return (
        key.text("keyUsage", default="ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
        and key.text("customerMasterKeySpec", default="SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    )
