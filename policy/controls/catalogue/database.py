"""Aurora, RDS instances and the RDS proxy."""

from ..control import ENCRYPTION, PRIVATE_SUBNETS, Frameworks, Problem, Problems, control, every, expect
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import (
    CLUSTER,
    CLUSTER_INSTANCE,
    CLUSTER_PARAMETER_GROUP,
    DB_INSTANCE,
    GLOBAL_CLUSTER,
    PROXY,
)


@control(
    id="RDS-01",
    title="Databases are encrypted at rest",
    severity=Severity.HIGH,
    types=(CLUSTER, DB_INSTANCE, GLOBAL_CLUSTER),
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
    id="RDS-09",
    title="Clusters refuse connections without TLS and log slow statements",
    severity=Severity.MEDIUM,
    types=(CLUSTER,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV2_AWS_69", "CKV2_AWS_27")),
    reads_stack=True,
    why="Whether the server insists on TLS depends on engine and version unless a parameter group says so. "
    "Without statement logging a slow or hostile query leaves no trace.",
    fix="Give the cluster a parameter group with rds.force_ssl = 1 (PostgreSQL) or require_secure_transport "
    "= ON (MySQL), and for PostgreSQL log_statement or log_min_duration_statement.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Security.html",
)
def cluster_demands_tls(cluster: Subject) -> Problems:
    group_is_set = cluster.present("dbClusterParameterGroupName")
    if not group_is_set or str(cluster.read("dbClusterParameterGroupName")).startswith("default."):
        yield Problem("no parameter group of its own is named: the default group demands no TLS")
        return
    mysql = "mysql" in cluster.text("engine")
    for group in cluster.stack.targets(cluster, "dbClusterParameterGroupName", CLUSTER_PARAMETER_GROUP):
        yield from _parameter_problems(group, mysql=mysql)


def _parameter_problems(group: Subject, *, mysql: bool) -> Problems:
    parameters = {parameter.text("name"): parameter for parameter in group.blocks("parameters")}

    def value(name: str, default: str) -> str:
        return parameters[name].text("value").lower() if name in parameters else default

    def logs_statements() -> bool:
        return value("log_statement", "none") != "none" or value("log_min_duration_statement", "-1") != "-1"

    demand, wanted = ("require_secure_transport", {"on", "1"}) if mysql else ("rds.force_ssl", {"1"})
    where = f"in parameter group '{group.view.name}'"
    yield from every(
        [
            expect(lambda: value(demand, "") in wanted, f"{demand} is not on {where}", demand),
            expect(
                lambda: mysql or logs_statements(),
                f"neither log_statement nor log_min_duration_statement is on {where}",
                "log_statement",
            ),
        ]
    )


@control(
    id="PRX-01",
    title="Proxies demand TLS",
    severity=Severity.HIGH,
    types=(PROXY,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(fsbp=("RDS.43",)),
    why="A proxy accepts unencrypted clients unless told otherwise, whatever the database behind it demands.",
    fix="Set requireTls to true.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy.howitworks.html",
)
def proxy_demands_tls(proxy: Subject) -> Problems:
    if not proxy.flag("requireTls"):
        yield Problem("requireTls is not true: clients may send passwords and rows in clear")
