"""KMS keys."""

from ..access import open_to_everybody
from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import EXTERNAL_KEY, KEY, KEY_POLICY, REPLICA_KEY


@control(
    id="KMS-01",
    title="Keys rotate and cannot vanish quickly",
    severity=Severity.MEDIUM,
    types=(KEY, REPLICA_KEY, EXTERNAL_KEY),
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
            *(
                expect(lambda path=path: key.flag(path, default=True), f"{path} is false")
                for path in ("isEnabled", "enabled")
            ),
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
    """Only symmetric encryption keys can rotate; a replica does when its primary does."""
    return (
        key.view.type == KEY
        and key.text("keyUsage", default="ENCRYPT_DECRYPT") == "ENCRYPT_DECRYPT"
        and key.text("customerMasterKeySpec", default="SYMMETRIC_DEFAULT") == "SYMMETRIC_DEFAULT"
    )


@control(
    id="KMS-02",
    title="Keys say who may use them, and it is not everybody",
    severity=Severity.CRITICAL,
    types=(KEY, REPLICA_KEY, EXTERNAL_KEY),
    frameworks=Frameworks(fsbp=("KMS.5",), checkov=("CKV_AWS_33", "CKV2_AWS_64")),
    reads_stack=True,
    why="The key policy has the last word on everything the key encrypts. One statement for everybody opens "
    "databases, secrets and logs at once.",
    fix="Write the key's policy; tie statements with principal * to kms:CallerAccount, aws:PrincipalOrgID "
    "or a source ARN.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html#kms-5",
)
def key_policy_is_closed(key: Subject) -> Problems:
    beside = list(key.stack.sources(key, "keyId", KEY_POLICY))
    if not beside and not key.present("policy"):
        yield Problem("has no policy of its own: AWS's default leaves the decision to IAM alone")
    yield from every(open_to_everybody(holder, "policy") for holder in (key, *beside))
