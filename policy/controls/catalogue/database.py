"""Aurora, RDS instances and the RDS proxy."""

from ..control import (
    ENCRYPTION,
    PRIVATE_SUBNETS,
    Frameworks,
    Problem,
    Problems,
    Setting,
    control,
    every,
    expect,
)
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import (
    CLUSTER,
    CLUSTER_INSTANCE,
    DB_INSTANCE,
    DOCDB_CLUSTER,
    GLOBAL_CLUSTER,
    NEPTUNE_CLUSTER,
)


@control(
    id="RDS-01",
    title="Databases are encrypted at rest",
    severity=Severity.HIGH,
    types=(CLUSTER, DB_INSTANCE, GLOBAL_CLUSTER, DOCDB_CLUSTER, NEPTUNE_CLUSTER),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("RDS.27", "RDS.3"), cis=("2.3.1",), checkov=("CKV_AWS_96", "CKV_AWS_16")),
    why="Encryption can only be chosen when the database is created. Left out, the volume, every snapshot "
    "and every replica are stored in clear, and the way back is a new database.",
    fix="Set storageEncrypted to true before the first deployment.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html",
)
def database_encrypted(database: Subject) -> Problems:
    # Only the first generation of serverless clusters is encrypted by default; Serverless v2 is provisioned.
    by_default = database.view.type == CLUSTER and database.text("engineMode") == "serverless"
    # A replica without a word of its own is encrypted like its source.
    by_default = by_default or database.present("replicateSourceDb")
    if not database.flag("storageEncrypted", default=by_default):
        yield Problem("storageEncrypted is not true: volume, snapshots and replicas are stored in clear")


@control(
    id="RDS-02",
    title="Databases are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(CLUSTER, DB_INSTANCE),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_327",)),
    why="The key aws/rds cannot be restricted, audited by its own policy, or shared to restore a snapshot "
    "in another account; and a database never changes its key.",
    fix="Set kmsKeyId to the ARN of a key declared in the program.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.Keys.html",
)
def database_key(database: Subject) -> Problems:
    if database.present("kmsKeyId") or not database.present("replicateSourceDb"):
        yield from customer_key(database, "kmsKeyId")


@control(
    id="RDS-03",
    title="Databases have no public address",
    severity=Severity.CRITICAL,
    types=(CLUSTER, CLUSTER_INSTANCE, DB_INSTANCE),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(fsbp=("RDS.2",), cis=("2.3.3",), checkov=("CKV_AWS_17",)),
    why="A publicly accessible instance gets an address the whole internet can try passwords on.",
    fix="Leave out publiclyAccessible or set it to false, on the cluster and on each of its instances.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-2",
)
def database_not_public(database: Subject) -> Problems:
    if database.flag("publiclyAccessible"):
        yield Problem("publiclyAccessible is true")


@control(
    id="RDS-04",
    title="Databases accept IAM authentication",
    severity=Severity.HIGH,
    types=(CLUSTER, DB_INSTANCE),
    frameworks=Frameworks(fsbp=("RDS.12", "RDS.10"), checkov=("CKV_AWS_162",)),
    why="With IAM authentication people and jobs log in with credentials that last fifteen minutes instead "
    "of sharing a password.",
    fix="Set iamDatabaseAuthenticationEnabled to true.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-12",
)
def database_accepts_iam(cluster: Subject) -> Problems:
    if cluster.view.type == DB_INSTANCE and not _offers_iam(cluster):
        return
    if not cluster.flag("iamDatabaseAuthenticationEnabled"):
        yield Problem("iamDatabaseAuthenticationEnabled is not true")


def _offers_iam(instance: Subject) -> bool:
    """Oracle, SQL Server and Db2 do not; a replica has the logins of its source."""
    knows = any(word in instance.text("engine", default="postgres") for word in _LOGS)
    return knows and not instance.present("replicateSourceDb")


@control(
    id="RDS-05",
    title="Databases cannot be deleted by accident",
    severity=Severity.MEDIUM,
    types=(CLUSTER, DB_INSTANCE),
    frameworks=Frameworks(fsbp=("RDS.7", "RDS.8"), checkov=("CKV_AWS_139",)),
    why="One renamed resource in the program replaces the cluster. Deletion protection stops it, and the "
    "final snapshot is what remains if it does not.",
    fix="Set deletionProtection to true, leave skipFinalSnapshot out, and set finalSnapshotIdentifier.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-7",
)
def database_guarded(cluster: Subject) -> Problems:
    if cluster.present("replicateSourceDb"):
        return  # what a replica holds can be made again
    yield from every(
        [
            expect(lambda: cluster.flag("deletionProtection"), "deletionProtection is not true"),
            expect(lambda: not cluster.flag("skipFinalSnapshot"), "skipFinalSnapshot is true"),
            expect(
                lambda: cluster.flag("skipFinalSnapshot") or cluster.present("finalSnapshotIdentifier"),
                "finalSnapshotIdentifier is not set: a deletion fails half-way",
            ),
        ]
    )


@control(
    id="RDS-06",
    title="Databases can be restored to any moment of the last days",
    severity=Severity.MEDIUM,
    types=(CLUSTER, DB_INSTANCE, DOCDB_CLUSTER, NEPTUNE_CLUSTER),
    frameworks=Frameworks(fsbp=("RDS.50", "RDS.11"), checkov=("CKV_AWS_133",)),
    settings={"minDays": Setting(default=7, description="Days of automatic backups a database must keep")},
    why="A cluster keeps one day unless told otherwise, an instance none. A mistake found after "
    "the weekend is then beyond repair.",
    fix="Set backupRetentionPeriod to the days wanted, at most 35.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.html",
)
def backups_kept(database: Subject) -> Problems:
    if database.present("replicateSourceDb"):
        return
    by_default = 0 if database.view.type == DB_INSTANCE else 1
    days, wanted = database.number("backupRetentionPeriod", default=by_default), database.settings["minDays"]
    if not wanted <= days <= 35:
        yield Problem(f"backupRetentionPeriod is {days:g} days, wanted are {wanted} to 35")


@control(
    id="RDS-07",
    title="The master password belongs to RDS, not to the program",
    severity=Severity.HIGH,
    types=(CLUSTER, DB_INSTANCE),
    why="A password the program knows is in its state, its previews and its author's shell. RDS can make "
    "it, keep it in Secrets Manager and rotate it every week.",
    fix="Set manageMasterUserPassword to true and masterUserSecretKmsKeyId to a key of the program; remove "
    "the password.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-secrets-manager.html",
)
def master_password_managed(database: Subject) -> Problems:
    password = "masterPassword" if database.view.type == CLUSTER else "password"
    if any(database.present(origin) for origin in _ORIGINS):
        return  # a replica or a restored copy brings its password along
    if database.present(password):
        yield Problem(f"{password} is set in the program")
    elif not database.flag("manageMasterUserPassword"):
        yield from expect(
            lambda: database.present(f"{password}Wo"),
            "manageMasterUserPassword is not true, and no password is given",
        )
    else:
        yield from customer_key(database, "masterUserSecretKmsKeyId")


_ORIGINS = (
    "replicateSourceDb",
    "replicationSourceIdentifier",
    "snapshotIdentifier",
    "restoreToPointInTime",
    "globalClusterIdentifier",
)


@control(
    id="RDS-08",
    title="Databases hand their log to CloudWatch",
    severity=Severity.MEDIUM,
    types=(CLUSTER, DB_INSTANCE),
    frameworks=Frameworks(fsbp=("RDS.37",), checkov=("CKV_AWS_324",)),
    why="The log on the server is gone with the server, and after a few days anyway. Failed logins and slow "
    "statements must outlive it.",
    fix="Add postgresql (for MySQL: error and slowquery) to enabledCloudwatchLogsExports.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-37",
)
def log_exported(database: Subject) -> Problems:
    engine = database.text("engine")
    wanted = next((log for word, log in _LOGS.items() if word in engine), "")
    if not any(log == wanted or not wanted for log in database.texts("enabledCloudwatchLogsExports")):
        yield Problem(f"enabledCloudwatchLogsExports leaves out {wanted or 'every log'}")


_LOGS = {"postgres": "postgresql", "mysql": "error", "maria": "error"}
