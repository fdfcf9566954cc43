"""ElastiCache: the serverless kind, and the node-based one a program may change to."""

from ..control import ENCRYPTION, PRIVATE_SUBNETS, Frameworks, Problem, Problems, control, every, expect
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import (
    CACHE_CLUSTER,
    CACHE_USER,
    CACHE_USER_GROUP,
    REPLICATION_GROUP,
    SERVERLESS_CACHE,
)
from ..values import as_list


@control(
    id="CACHE-01",
    title="Serverless caches name their subnets and security groups",
    severity=Severity.HIGH,
    types=(SERVERLESS_CACHE,),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(fsbp=("ElastiCache.7",), checkov=("CKV_AWS_323",)),
    why="Left out, AWS puts the cache into the default VPC's public subnets and behind its default group.",
    fix="Set subnetIds to private subnets and securityGroupIds to a group that admits only the cache's "
    "clients.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/VPCs.html",
)
def cache_placement_is_explicit(cache: Subject) -> Problems:
    yield from every(
        expect(lambda path=path: cache.present(path), f"{path} is not set: AWS chooses the default VPC's")
        for path in ("subnetIds", "securityGroupIds")
    )


@control(
    id="CACHE-02",
    title="Serverless caches are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(SERVERLESS_CACHE,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_191",)),
    why="A serverless cache is always encrypted, but without a key of its own nobody can say who may "
    "decrypt its snapshots, nor take that right away.",
    fix="Set kmsKeyId to the ARN of a key declared in the program.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/at-rest-encryption.html",
)
def cache_key(cache: Subject) -> Problems:
    yield from customer_key(cache, "kmsKeyId")


@control(
    id="CACHE-04",
    title="Node-based caches are encrypted and ask for a password",
    severity=Severity.HIGH,
    types=(REPLICATION_GROUP, CACHE_CLUSTER),
    families=(ENCRYPTION,),
    frameworks=Frameworks(
        fsbp=("ElastiCache.4", "ElastiCache.5", "ElastiCache.6"),
        checkov=("CKV_AWS_29", "CKV_AWS_30", "CKV_AWS_31"),
    ),
    why="What a serverless cache always does, a node-based one does only when told: encrypt its disks and "
    "its connections, and ask its clients who they are.",
    fix="Set atRestEncryptionEnabled and transitEncryptionEnabled to true, and authToken or userGroupIds.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html",
)
def replication_group_encrypted(group: Subject) -> Problems:
    if group.view.type == CACHE_CLUSTER:
        yield from _node_problems(group)
        return
    yield from every(
        [
            *(
                expect(lambda setting=setting: group.flag(setting), f"{setting} is not true")
                for setting in ("atRestEncryptionEnabled", "transitEncryptionEnabled")
            ),
            expect(
                lambda: group.text("transitEncryptionMode", default="required") == "required",
                "transitEncryptionMode lets clients choose to speak in clear",
            ),
            expect(
                lambda: group.present("authToken") or group.present("userGroupIds"),
                "has neither authToken nor userGroupIds: every client in the network is let in",
            ),
        ]
    )


def _node_problems(cluster: Subject) -> Problems:
    """A lone node: only Memcached can speak TLS, and nothing of it can be encrypted at rest."""
    if cluster.present("replicationGroupId"):
        return
    if cluster.text("engine", default="redis") != "memcached":
        yield Problem("is a lone node, which can be neither encrypted nor locked: use a ReplicationGroup")
    elif not cluster.flag("transitEncryptionEnabled"):
        yield Problem("transitEncryptionEnabled is not true")


@control(
    id="CACHE-03",
    title="Caches know their users and give none everything",
    severity=Severity.HIGH,
    types=(SERVERLESS_CACHE, REPLICATION_GROUP),
    frameworks=Frameworks(fsbp=("ElastiCache.6",), checkov=("CKV_AWS_31",)),
    reads_stack=True,
    why="Without a user group whoever reaches the port reads every key and may empty the cache: network and "
    "password are one lock only if there is a password.",
    fix="Set userGroupId to a group of users with a password or IAM, each with the keys and commands it "
    "needs, without the user named default.",
    url="https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html",
)
def cache_knows_its_users(cache: Subject) -> Problems:
    path = "userGroupId" if cache.view.type == SERVERLESS_CACHE else "userGroupIds"
    if not cache.present(path):
        if cache.view.type == REPLICATION_GROUP:
            return  # another control demands a password or users
        yield Problem("userGroupId is not set: nobody is asked for a password")
        return
    for group in cache.stack.targets(cache, path, CACHE_USER_GROUP):
        yield from every(
            [
                expect(
                    lambda group=group: "default" not in as_list(group.read("userIds")),
                    f"group '{group.view.name}' holds the user default",
                ),
                every(map(_user_problems, group.stack.named(group, "userIds", CACHE_USER))),
            ]
        )


def _user_problems(user: Subject) -> Problems:
    rights = user.text("accessString").lower().split()
    if "off" in rights:
        return
    where = f"user '{user.view.name}'"
    yield from every(
        [
            expect(
                lambda: (
                    not user.flag("noPasswordRequired")
                    and user.text("authenticationMode.type") != "no-password-required"
                ),
                f"{where} needs no password",
                user.view.name,
            ),
            expect(
                lambda: (
                    not ({"~*", "allkeys", "%rw~*"} & {*rights} and {"+@all", "allcommands"} & {*rights})
                    or bool({"-@dangerous", "-@admin"} & {*rights})
                ),
                f"{where} may do everything with every key",
                user.view.name,
            ),
        ]
    )
