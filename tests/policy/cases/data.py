"""Databases, the proxy and caches, good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.cases.placement import GROUP, PRIVATE, cache, cluster
from tests.policy.program import Resource

KEY = Resource("aws:kms/key:Key", "data", {"enableKeyRotation": True})
AWS_KEY = "arn:aws:kms:us-east-1:123456789012:alias/aws/rds"


def instance(**props: object) -> Resource:
    return Resource("aws:rds/instance:Instance", "db", props)


def member(**props: object) -> Resource:
    return Resource("aws:rds/clusterInstance:ClusterInstance", "writer", props)


def proxy(**props: object) -> Resource:
    return Resource("aws:rds/proxy:Proxy", "proxy", props)


def nodes(**props: object) -> Resource:
    return Resource("aws:elasticache/replicationGroup:ReplicationGroup", "nodes", props)


def parameters(**values: object) -> Resource:
    return Resource(
        "aws:rds/clusterParameterGroup:ClusterParameterGroup",
        "tls",
        {"parameters": [{"name": name.replace("__", "."), "value": value} for name, value in values.items()]},
    )


def with_parameters(engine: str = "aurora-postgresql", **values: object) -> tuple[Resource, Resource]:
    group = parameters(**values)
    return group, cluster(engine=engine, dbClusterParameterGroupName=group.id)


CASES = [
    good("RDS-01", "an encrypted cluster", cluster(storageEncrypted=True)),
    good(
        "RDS-01",
        "the first generation of serverless is encrypted by default",
        cluster(engineMode="serverless"),
    ),
    bad("RDS-01", "a cluster that says nothing", cluster(), says="storageEncrypted"),
    bad("RDS-01", "false", cluster(storageEncrypted=False)),
    bad("RDS-01", "false as text", cluster(storageEncrypted="false", engineMode="provisioned")),
    bad("RDS-01", "no boolean at all", cluster(storageEncrypted={"enabled": True}), says="true or false"),
    bad("RDS-01", "an instance", instance()),
    bad("RDS-01", "a global cluster", Resource("aws:rds/globalCluster:GlobalCluster", "world")),
    unknown("RDS-01", "not known", cluster(storageEncrypted=UNKNOWN)),
    good("RDS-02", "a key of the program", KEY, cluster(kmsKeyId=KEY.arn)),
    good("RDS-02", "a key of the account", instance(kmsKeyId="arn:aws:kms:us-east-1:123456789012:key/1")),
    bad("RDS-02", "no key", cluster(storageEncrypted=True), says="kmsKeyId is not set"),
    bad("RDS-02", "an empty key", cluster(kmsKeyId="")),
    bad("RDS-02", "the key AWS manages", cluster(kmsKeyId=AWS_KEY), says="AWS manages"),
    bad("RDS-02", "the key AWS manages, shouted", instance(kmsKeyId="ALIAS/AWS/RDS")),
    good("RDS-03", "a cluster that says nothing", cluster()),
    good("RDS-03", "a private instance", member(publiclyAccessible=False)),
    bad("RDS-03", "a public cluster instance", member(publiclyAccessible=True)),
    bad("RDS-03", "a public instance, as text", instance(publiclyAccessible="true")),
    bad("RDS-03", "a public cluster", cluster(publiclyAccessible=True)),
    unknown("RDS-03", "not known", cluster(publiclyAccessible=UNKNOWN)),
    good(
        "RDS-09",
        "TLS demanded and slow statements logged",
        *with_parameters(rds__force_ssl="1", log_min_duration_statement="1000"),
    ),
    good("RDS-09", "numbers instead of text", *with_parameters(rds__force_ssl=1, log_statement="ddl")),
    good(
        "RDS-09",
        "MySQL has another name for it",
        *with_parameters("aurora-mysql", require_secure_transport="ON"),
    ),
    bad("RDS-09", "no parameter group", cluster(), says="default group"),
    bad(
        "RDS-09",
        "the default group",
        Resource(
            "aws:rds/cluster:Cluster", "db", {"dbClusterParameterGroupName": "default.aurora-postgresql17"}
        ),
        says="default group",
    ),
    bad("RDS-09", "TLS not mentioned", *with_parameters(log_statement="all"), says="rds.force_ssl"),
    bad("RDS-09", "TLS switched off", *with_parameters(rds__force_ssl="0", log_statement="all")),
    bad(
        "RDS-09",
        "nothing logged",
        *with_parameters(rds__force_ssl="1", log_min_duration_statement=-1),
        says="log_min_duration_statement",
    ),
    bad(
        "RDS-09", "MySQL with the name PostgreSQL uses", *with_parameters("aurora-mysql", rds__force_ssl="1")
    ),
    bad(
        "RDS-09",
        "TLS off beside a value that is not known",
        *with_parameters(log_statement=UNKNOWN, rds__force_ssl="0"),
    ),
    unknown("RDS-09", "a group of another stack", cluster(dbClusterParameterGroupName="shared")),
    unknown(
        "RDS-09", "a value that is not known", *with_parameters(rds__force_ssl=UNKNOWN, log_statement="ddl")
    ),
    good("PRX-01", "TLS demanded", proxy(requireTls=True)),
    bad("PRX-01", "nothing said", proxy(), says="requireTls"),
    bad("PRX-01", "not demanded", proxy(requireTls=False)),
    unknown("PRX-01", "not known", proxy(requireTls=UNKNOWN)),
    good("CACHE-01", "placed", PRIVATE, GROUP, cache(subnetIds=[PRIVATE.id], securityGroupIds=[GROUP.id])),
    good("CACHE-01", "placed in subnets not known yet", cache(subnetIds=UNKNOWN, securityGroupIds=[UNKNOWN])),
    bad("CACHE-01", "placed nowhere", cache(), says="subnetIds"),
    bad("CACHE-01", "without a group", cache(subnetIds=["subnet-1"]), says="securityGroupIds"),
    good("CACHE-02", "a key of the program", KEY, cache(kmsKeyId=KEY.arn)),
    bad("CACHE-02", "no key", cache(), says="kmsKeyId"),
    bad("CACHE-02", "the key AWS manages", cache(kmsKeyId="alias/aws/elasticache")),
    good(
        "CACHE-04",
        "encrypted, with a token",
        nodes(atRestEncryptionEnabled=True, transitEncryptionEnabled=True, authToken="secret-token-of-tests"),
    ),
    good(
        "CACHE-04",
        "encrypted, with users",
        nodes(atRestEncryptionEnabled="true", transitEncryptionEnabled="true", userGroupIds=["app"]),
    ),
    bad(
        "CACHE-04",
        "disks in clear",
        nodes(transitEncryptionEnabled=True, authToken="x"),
        says="atRestEncryptionEnabled",
    ),
    bad(
        "CACHE-04",
        "connections in clear",
        nodes(atRestEncryptionEnabled=True, authToken="x"),
        says="transitEncryptionEnabled",
    ),
    bad(
        "CACHE-04",
        "no password",
        nodes(atRestEncryptionEnabled=True, transitEncryptionEnabled=True),
        says="authToken",
    ),
    bad(
        "CACHE-04",
        "in clear beside an unknown value",
        nodes(atRestEncryptionEnabled=UNKNOWN, transitEncryptionEnabled=False, authToken="x"),
    ),
    unknown(
        "CACHE-04",
        "not known",
        nodes(atRestEncryptionEnabled=UNKNOWN, transitEncryptionEnabled=True, authToken="x"),
    ),
]
