"""Who may use keys, buckets and functions, good and bad."""

from policy.controls.model import UNKNOWN, Verdict
from tests.policy.case import bad, good, unknown
from tests.policy.cases.identities import ROOT, SECRET
from tests.policy.cases.services import key
from tests.policy.cases.storage import policy as bucket_policy
from tests.policy.program import Json, Resource

OPEN = Verdict.UNDETERMINED
ANYONE = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::media/*"}


def permission(principal: str, **props: object) -> Resource:
    return Resource("aws:lambda/permission:Permission", "invoke", {"principal": principal, **props})


CASES = [
    good(
        "KMS-02",
        "the account decides",
        key(
            policy=Json(
                {"Statement": [{"Effect": "Allow", "Principal": ROOT, "Action": "kms:*", "Resource": "*"}]}
            )
        ),
    ),
    good(
        "KMS-02",
        "everybody of this account",
        key(
            policy=Json(
                {
                    "Statement": {
                        "Effect": "Allow",
                        "Principal": "*",
                        "Action": "kms:Decrypt",
                        "Resource": "*",
                        "Condition": {"StringEquals": {"kms:CallerAccount": "123456789012"}},
                    }
                }
            )
        ),
    ),
    bad("KMS-02", "no policy", key(), says="no policy"),
    bad(
        "KMS-02", "everybody", key(policy=Json({"Statement": {"Principal": {"AWS": "*"}, "Action": "kms:*"}}))
    ),
    bad(
        "KMS-02",
        "everybody who may use a service anywhere",
        key(
            policy=Json(
                {
                    "Statement": {
                        "Principal": "*",
                        "Action": "kms:Decrypt",
                        "Condition": {"StringEquals": {"kms:ViaService": "s3.us-east-1.amazonaws.com"}},
                    }
                }
            )
        ),
    ),
    bad(
        "KMS-02",
        "a policy declared beside the key",
        (bare := key(policy="")),
        Resource(
            "aws:kms/keyPolicy:KeyPolicy",
            "p",
            {"keyId": bare.id, "policy": Json({"Statement": {"Principal": "*"}})},
        ),
        on=bare,
    ),
    unknown("KMS-02", "a policy that is not known", key(policy=UNKNOWN)),
    good(
        "S3-05",
        "a service for one source",
        bucket_policy({**ANYONE, "Principal": {"Service": "cloudfront.amazonaws.com"}}),
    ),
    good(
        "S3-05",
        "everybody in the organization",
        bucket_policy({**ANYONE, "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4"}}}),
    ),
    good("S3-05", "everybody denied", bucket_policy({**ANYONE, "Effect": "Deny"})),
    bad("S3-05", "everybody", bucket_policy(ANYONE), says="everybody"),
    bad("S3-05", "everybody, in a list", bucket_policy({**ANYONE, "Principal": {"AWS": ["*"]}})),
    bad(
        "S3-05",
        "everybody but one",
        bucket_policy({"Effect": "Allow", "NotPrincipal": {"AWS": "1"}, "Action": "s3:*"}),
    ),
    bad(
        "S3-05",
        "a condition that names nobody",
        bucket_policy({**ANYONE, "Condition": {"StringLike": {"aws:PrincipalOrgID": "*"}}}),
    ),
    bad(
        "S3-05",
        "a condition that names every bucket",
        bucket_policy({**ANYONE, "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::*"}}}),
    ),
    bad(
        "S3-05",
        "a condition a missing key satisfies",
        bucket_policy(
            {**ANYONE, "Condition": {"StringEqualsIfExists": {"aws:SourceAccount": "123456789012"}}}
        ),
    ),
    bad(
        "S3-05",
        "half of the internet",
        bucket_policy({**ANYONE, "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1"]}}}),
    ),
    bad(
        "S3-05",
        "everybody but a referer",
        bucket_policy({**ANYONE, "Condition": {"StringNotEquals": {"aws:SourceAccount": "1"}}}),
    ),
    bad(
        "S3-05",
        "an access point",
        Resource("aws:s3/accessPoint:AccessPoint", "door", {"policy": Json({"Statement": [ANYONE]})}),
    ),
    bad(
        "S3-05",
        "a text that is not known",
        SECRET,
        bucket_policy({**ANYONE, "Sid": SECRET.arn}),
        preview=OPEN,
    ),
    good(
        "LAM-04",
        "one API",
        permission("apigateway.amazonaws.com", sourceArn="arn:aws:execute-api:us-east-1:1:abc/live/*"),
    ),
    good(
        "LAM-04",
        "one account",
        permission("s3.amazonaws.com", sourceArn="arn:aws:s3:::media", sourceAccount="1"),
    ),
    good(
        "LAM-04", "an API not known yet", SECRET, permission("apigateway.amazonaws.com", sourceArn=SECRET.arn)
    ),
    good("LAM-04", "another account", permission("123456789012")),
    bad("LAM-04", "everybody", permission("*"), says="every principal"),
    bad("LAM-04", "a service in any account", permission("s3.amazonaws.com"), says="any account"),
    bad(
        "LAM-04",
        "any API",
        permission("apigateway.amazonaws.com", sourceArn="arn:aws:execute-api:*:*:*"),
        says="neither",
    ),
    unknown(
        "LAM-04",
        "a principal that is not known",
        Resource("aws:lambda/permission:Permission", "invoke", {"principal": UNKNOWN}),
    ),
]
