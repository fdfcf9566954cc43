"""How clients reach the database: over TLS, through a proxy that knows them."""

from ..control import ENCRYPTION, Frameworks, Problem, Problems, Setting, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import (
    CLUSTER,
    CLUSTER_PARAMETER_GROUP,
    PROXY,
)
from ..values import Block


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


@control(
    id="PRX-02",
    title="Proxies log in with secrets, never with MD5",
    severity=Severity.HIGH,
    types=(PROXY,),
    settings={
        "passwordLoginAllowed": Setting(
            default=False, description="Whether clients may log in with a password instead of IAM credentials"
        )
    },
    why="The proxy is where the database's users are checked. IAM credentials expire within minutes; where "
    "a password is used it must come from Secrets Manager and travel as SCRAM, not as an MD5 digest "
    "that can be replayed.",
    fix="Set defaultAuthScheme to IAM_AUTH, or give each entry of auths a secretArn, iamAuth REQUIRED and "
    "clientPasswordAuthType POSTGRES_SCRAM_SHA_256.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-setup.html",
)
def proxy_knows_its_clients(proxy: Subject) -> Problems:
    def problems(auth: Block) -> Problems:
        yield from every(
            [
                expect(lambda: auth.present("secretArn"), f"{auth.path} names no secret", auth.path),
                expect(
                    lambda: proxy.settings["passwordLoginAllowed"] or auth.text("iamAuth") == "REQUIRED",
                    f"{auth.path} does not require IAM authentication",
                    auth.path,
                ),
                expect(
                    lambda: "MD5" not in auth.text("clientPasswordAuthType").upper(),
                    f"{auth.path} lets clients log in with MD5",
                    auth.path,
                ),
            ]
        )

    if proxy.text("defaultAuthScheme") == "IAM_AUTH":
        return
    auths = list(proxy.blocks("auths"))
    if not auths:
        yield Problem("has neither auths nor defaultAuthScheme IAM_AUTH")
    yield from every(map(problems, auths))


@control(
    id="PRX-03",
    title="Proxies keep statements out of their log",
    severity=Severity.MEDIUM,
    types=(PROXY,),
    why="With debug logging the proxy writes every statement with its values, which are the users' data, "
    "into a log that more people may read than the database.",
    fix="Leave debugLogging out; switch it on by hand for the hour it is needed.",
    url="https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-managing.html",
)
def proxy_is_quiet(proxy: Subject) -> Problems:
    if proxy.flag("debugLogging"):
        yield Problem("debugLogging is true: statements with their values go into the log")
