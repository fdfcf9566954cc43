"""Upkeep: backups, logins, versions, variables, builds; good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.data import KEY, instance, proxy
from tests.policy.cases.placement import cluster, function
from tests.policy.cases.services import group
from tests.policy.cases.storage import BUCKET, repository
from tests.policy.program import Resource

SCRAM = {
    "secretArn": "arn:aws:secretsmanager:us-east-1:1:secret:db",
    "clientPasswordAuthType": "POSTGRES_SCRAM_SHA_256",
}
GUARDED = {"deletionProtection": True, "finalSnapshotIdentifier": "last"}
OPEN_SCAN = Resource(
    "aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration", "all", {"scanType": "ENHANCED"}
)
ALL = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
TOKEN = "ghp_" + "a1B2c3D4e5" * 4
RANDOM = "kJ8s0fQ2vLx9ZbT4nWc7Rm1YpHd6Ge3UaVi5OqXtEyBw"


def about(kind: str, **props: object) -> Resource:
    return Resource(f"aws:s3/bucket{kind}:Bucket{kind}", kind.lower(), {"bucket": BUCKET.id, **props})


def block(name: str = "block", of: Resource = BUCKET, **changes: object) -> Resource:
    flags = {"bucket": of.id} | dict.fromkeys(ALL, True) | changes
    return Resource("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", name, flags)


def variables(**values: object) -> Resource:
    return function(environment={"variables": values})


def url(**props: object) -> Resource:
    return Resource("aws:lambda/functionUrl:FunctionUrl", "url", props)


def parameter(**props: object) -> Resource:
    return Resource("aws:ssm/parameter:Parameter", "parameter", props)


def project(*environment: object, **props: object) -> Resource:
    return Resource(
        "aws:codebuild/project:Project",
        "build",
        {"environment": {"environmentVariables": list(environment)}, **props},
    )


def pipeline(**store: object) -> Resource:
    return Resource("aws:codepipeline/pipeline:Pipeline", "release", {"artifactStores": [store]})


CASES = [
    good("RDS-04", "accepted", cluster(iamDatabaseAuthenticationEnabled=True)),
    bad("RDS-04", "nothing said", cluster(), says="iamDatabaseAuthenticationEnabled"),
    unknown("RDS-04", "not known", cluster(iamDatabaseAuthenticationEnabled=UNKNOWN)),
    good("RDS-05", "guarded", cluster(**GUARDED)),
    bad("RDS-05", "not protected", cluster(finalSnapshotIdentifier="last"), says="deletionProtection"),
    bad("RDS-05", "no last snapshot", cluster(**GUARDED, skipFinalSnapshot=True), says="skipFinalSnapshot"),
    bad(
        "RDS-05",
        "a snapshot without a name",
        cluster(deletionProtection=True),
        says="finalSnapshotIdentifier",
    ),
    unknown("RDS-05", "not known", cluster(**GUARDED | {"deletionProtection": UNKNOWN})),
    good("RDS-06", "a week", cluster(backupRetentionPeriod=7)),
    good(
        "RDS-06", "as much as the stack wants", cluster(backupRetentionPeriod="14"), settings={"minDays": 14}
    ),
    bad("RDS-06", "nothing said", cluster(), says="1 days"),
    bad(
        "RDS-06",
        "less than the stack wants",
        cluster(backupRetentionPeriod=7.0),
        settings={"minDays": 14},
        says="7 days",
    ),
    bad("RDS-06", "more than AWS offers", cluster(backupRetentionPeriod=36)),
    unknown("RDS-06", "not known", cluster(backupRetentionPeriod=UNKNOWN)),
    good("RDS-07", "managed", KEY, cluster(manageMasterUserPassword=True, masterUserSecretKmsKeyId=KEY.arn)),
    good("RDS-07", "written but not kept", instance(passwordWo="only-for-tests")),
    good("RDS-07", "a replica brings its own", instance(replicateSourceDb="primary")),
    bad("RDS-07", "in the program", cluster(masterPassword="only-for-tests"), says="masterPassword"),
    bad("RDS-07", "in the program, not known yet", instance(password=UNKNOWN), says="password"),
    bad("RDS-07", "nobody's", cluster(), says="manageMasterUserPassword"),
    bad(
        "RDS-07",
        "under the key AWS manages",
        cluster(manageMasterUserPassword=True),
        says="masterUserSecretKmsKeyId",
    ),
    unknown("RDS-07", "not known", cluster(manageMasterUserPassword=UNKNOWN)),
    good("PRX-02", "IAM end to end", proxy(defaultAuthScheme="IAM_AUTH")),
    good("PRX-02", "IAM to the proxy", proxy(auths=[{**SCRAM, "iamAuth": "REQUIRED"}])),
    good(
        "PRX-02",
        "passwords where the stack allows them",
        KEY,
        proxy(auths=[{**SCRAM, "secretArn": KEY.arn}]),
        settings={"passwordLoginAllowed": True},
    ),
    bad("PRX-02", "passwords", proxy(auths=[{**SCRAM, "iamAuth": "DISABLED"}]), says="IAM authentication"),
    bad("PRX-02", "no secret", proxy(auths=[{"iamAuth": "REQUIRED"}]), says="names no secret"),
    bad("PRX-02", "nobody is known", proxy(), says="neither auths"),
    bad(
        "PRX-02",
        "MD5",
        proxy(auths=[{**SCRAM, "iamAuth": "REQUIRED", "clientPasswordAuthType": "POSTGRES_MD5"}]),
        says="MD5",
    ),
    unknown("PRX-02", "not known", proxy(auths=[{**SCRAM, "iamAuth": UNKNOWN}])),
    good("S3-01", "all four", block(), BUCKET),
    bad("S3-01", "none", BUCKET, says="no public access block"),
    bad("S3-01", "one of four off", block(ignorePublicAcls=False), BUCKET, says="ignorePublicAcls"),
    bad("S3-01", "two", block(), block("second"), BUCKET, says="2 public access blocks"),
    unknown("S3-01", "not known", block(blockPublicAcls=UNKNOWN), BUCKET),
    good("S3-03", "kept", about("Versioning", versioningConfiguration={"status": "Enabled"}), BUCKET),
    good(
        "S3-03",
        "declared inside the bucket",
        Resource(BUCKET.type, "media", {"versioning": {"enabled": True}}),
    ),
    bad("S3-03", "not kept", BUCKET, says="no versioning"),
    bad(
        "S3-03",
        "suspended",
        about("Versioning", versioningConfiguration={"status": "Suspended"}),
        BUCKET,
        says="not Enabled",
    ),
    unknown("S3-03", "not known", about("Versioning", versioningConfiguration=UNKNOWN), BUCKET),
    good(
        "S3-06",
        "no lists",
        about("OwnershipControls", rule={"objectOwnership": "BucketOwnerEnforced"}),
        BUCKET,
    ),
    good("S3-06", "AWS's default", BUCKET),
    bad(
        "S3-06",
        "lists brought back",
        about("OwnershipControls", rule={"objectOwnership": "ObjectWriter"}),
        BUCKET,
        says="ObjectWriter",
    ),
    bad("S3-06", "a list", about("Acl", acl="private"), BUCKET, says="sets a list"),
    bad(
        "S3-06",
        "a list inside the bucket",
        Resource(BUCKET.type, "media", {"acl": "public-read"}),
        says="inline",
    ),
    unknown("S3-06", "not known", about("OwnershipControls", rule={"objectOwnership": UNKNOWN}), BUCKET),
    good("ECR-01", "immutable", repository(imageTagMutability="IMMUTABLE")),
    good("ECR-01", "but for cache tags", repository(imageTagMutability="IMMUTABLE_WITH_EXCLUSION")),
    bad("ECR-01", "nothing said", repository(), says="imageTagMutability"),
    unknown("ECR-01", "not known", repository(imageTagMutability=UNKNOWN)),
    good("ECR-02", "on push", repository(imageScanningConfiguration={"scanOnPush": True})),
    good("ECR-02", "by the registry", OPEN_SCAN, repository()),
    bad("ECR-02", "never", repository(), says="scanOnPush"),
    unknown("ECR-02", "not known", repository(imageScanningConfiguration=UNKNOWN)),
    good(
        "LAM-02",
        "pointers and plain settings",
        variables(
            DATABASE_SECRET_ARN="arn:aws:x",
            LOG_LEVEL="INFO",
            PASSWORD_MIN_LENGTH="12",
            CACHE_HOST="cache.internal",
        ),
    ),
    good("LAM-02", "a pointer that is not known yet", variables(DJANGO_SECRET_ARN=UNKNOWN)),
    bad("LAM-02", "a password", variables(DB_PASSWORD="only-for-tests"), says="DB_PASSWORD"),
    bad("LAM-02", "a password not known yet", variables(DB_PASSWORD=UNKNOWN), says="DB_PASSWORD"),
    good(
        "LAM-02",
        "the address of a token service",
        variables(OAUTH_TOKEN_URL="https://login.example.com/token"),
    ),
    bad("LAM-02", "a short password", variables(DB_PASS=UNKNOWN)),
    bad("LAM-02", "PostgreSQL's own name for it", variables(PGPASSWORD=UNKNOWN)),
    bad("LAM-02", "a header", variables(HEADER="Basic dXNlcjpwYXNzd29yZA=="), says="authorization header"),
    bad("LAM-02", "in camel case", variables(apiKey="x")),
    bad("LAM-02", "Django's key", variables(DJANGO_SECRET_KEY=UNKNOWN)),
    bad("LAM-02", "a URL of a database", variables(DATABASE_URL=UNKNOWN)),
    bad(
        "LAM-02",
        "a URL with a password",
        variables(UPSTREAM="postgresql://app:hunter2@db/app"),
        says="URL with a password",
    ),
    bad(
        "LAM-02",
        "an access key under another name",
        variables(WHO="AKIAIOSFODNN7EXAMPLE"),
        says="AWS access key",
    ),
    bad("LAM-02", "a service's token", variables(GIT=TOKEN), says="service token"),
    bad("LAM-02", "a private key", variables(CERT="-----BEGIN RSA PRIVATE KEY-----"), says="private key"),
    bad("LAM-02", "long random text", variables(SALT=RANDOM), says="random"),
    bad("LAM-02", "beside a value that is not known", variables(A=UNKNOWN, B_TOKEN="x")),
    unknown("LAM-02", "a value that is not known", variables(UPSTREAM=UNKNOWN)),
    good("LAM-05", "IAM", url(authorizationType="AWS_IAM")),
    bad("LAM-05", "open", url(authorizationType="NONE"), says="AWS_IAM"),
    bad(
        "LAM-05",
        "every site",
        url(authorizationType="AWS_IAM", cors={"allowOrigins": ["*"], "allowMethods": ["*"]}),
        says="cors",
    ),
    unknown("LAM-05", "not known", url(authorizationType=UNKNOWN)),
    good(
        "SEC-04",
        "a secure string",
        KEY,
        parameter(name="/app/db-password", type="SecureString", keyId=KEY.arn),
    ),
    good("SEC-04", "no secret", parameter(name="/app/log-level", type="String")),
    bad(
        "SEC-04", "a secret in clear", parameter(name="/app/db/password", type="String"), says="SecureString"
    ),
    bad("SEC-04", "the key AWS manages", parameter(name="x", type="SecureString"), says="keyId"),
    unknown("SEC-04", "not known", parameter(name="x", type=UNKNOWN)),
    good("LOG-01", "a month", group(retentionInDays=30)),
    bad("LOG-01", "for ever", group(), says="never expire"),
    bad("LOG-01", "for ever, written as zero", group(retentionInDays=0)),
    bad("LOG-01", "too short", group(retentionInDays=30), settings={"minDays": 90}, says="90"),
    unknown("LOG-01", "not known", group(retentionInDays=UNKNOWN)),
    good(
        "CI-01",
        "from Secrets Manager",
        project({"name": "TOKEN", "type": "SECRETS_MANAGER", "value": "arn:x"}),
    ),
    good(
        "CI-01",
        "a plain setting",
        project({"name": "STAGE", "value": "prod"}, source={"location": "https://github.com/o/r"}),
    ),
    bad("CI-01", "a plain token", project({"name": "GITHUB_TOKEN", "value": "x"}), says="GITHUB_TOKEN"),
    bad(
        "CI-01", "an access key id", project({"name": "AWS_ACCESS_KEY_ID", "type": "PLAINTEXT", "value": "x"})
    ),
    bad(
        "CI-01",
        "a token in the address",
        project(source={"location": "https://x:y@github.com/o/r"}),
        says="location",
    ),
    unknown("CI-01", "a value that is not known", project({"name": "STAGE", "value": UNKNOWN})),
    good("CI-02", "a project's key", KEY, project(encryptionKey=KEY.arn)),
    good("CI-02", "a pipeline's key", KEY, pipeline(encryptionKey={"id": KEY.arn, "type": "KMS"})),
    bad("CI-02", "none", project(), says="encryptionKey"),
    bad("CI-02", "a pipeline without", pipeline(location="artifacts"), says="encryptionKey"),
    bad(
        "CI-02",
        "switched off",
        KEY,
        project(encryptionKey=KEY.arn, artifacts={"encryptionDisabled": True}),
        says="encryptionDisabled",
    ),
    unknown(
        "CI-02", "not known", KEY, project(encryptionKey=KEY.arn, artifacts={"encryptionDisabled": UNKNOWN})
    ),
]
