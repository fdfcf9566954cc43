"""Stores and servers no other tier is about: the same demands, so that no change of service loses them."""

from collections.abc import Callable
from typing import Final

from ..access import open_to_everybody
from ..address_ranges import broad_ranges
from ..control import ENCRYPTION, PRIVATE_SUBNETS, Frameworks, Problem, Problems, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import (
    CLASSIC_LOAD_BALANCER,
    DELIVERY_STREAM,
    ECS_SERVICE,
    INSTANCE,
    KAFKA_CLUSTER,
    LAUNCH_TEMPLATE,
    LISTENER_RULES,
    LISTENERS,
    MEMORYDB_CLUSTER,
    OTHER_POLICIES,
    REDSHIFT_CLUSTER,
    REDSHIFT_WORKGROUP,
    SEARCH_DOMAINS,
    TASK_DEFINITION,
)
from ..values import Block, chained

# The switch each of them has, and how AWS leaves it.
_AT_REST: Final = {
    "aws:ebs/volume:Volume": ("encrypted", False),
    "aws:efs/fileSystem:FileSystem": ("encrypted", False),
    "aws:dynamodb/table:Table": ("serverSideEncryption.enabled", False),
    REDSHIFT_CLUSTER: ("encrypted", True),
    **dict.fromkeys(SEARCH_DOMAINS, ("encryptAtRest.enabled", False)),
}
_STREAM: Final = "aws:kinesis/stream:Stream"


@control(
    id="OTHER-01",
    title="Other stores are encrypted at rest",
    severity=Severity.HIGH,
    types=(*_AT_REST, _STREAM, DELIVERY_STREAM, INSTANCE, LAUNCH_TEMPLATE),
    families=(ENCRYPTION,),
    frameworks=Frameworks(
        fsbp=("EC2.3", "EFS.1", "ES.1", "Kinesis.1", "Opensearch.1", "Redshift.10"),
        cis=("2.2.1", "2.4.1"),
        checkov=(
            "CKV_AWS_3",
            "CKV_AWS_5",
            "CKV_AWS_8",
            "CKV_AWS_42",
            "CKV_AWS_43",
            "CKV_AWS_64",
            "CKV_AWS_119",
        ),
    ),
    why="Most stores take their encryption only when they are created. Left out, disks, snapshots and "
    "copies lie in clear, or under a key nobody here can take away.",
    fix="Switch the encryption on that the message names, with a key declared in the program.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
)
def stores_encrypted(store: Subject) -> Problems:
    kind = store.view.type
    if kind in _AT_REST:
        path, by_default = _AT_REST[kind]
        yield from expect(lambda: store.flag(path, default=by_default), f"{path} is not true")
    elif kind == _STREAM:
        yield from expect(lambda: store.text("encryptionType") == "KMS", "encryptionType is not KMS")
    elif kind == DELIVERY_STREAM:
        # What comes from a stream is encrypted there.
        if not store.present("kinesisSourceConfiguration"):
            yield from expect(
                lambda: store.flag("serverSideEncryption.enabled"), "serverSideEncryption.enabled is not true"
            )
    else:
        yield from every(map(_disk_problems, _disks(store)))


def _disks(machine: Subject) -> list[Block]:
    if machine.view.type == LAUNCH_TEMPLATE:
        return [
            mapping.block("ebs")
            for mapping in machine.blocks("blockDeviceMappings")
            if mapping.present("ebs")
        ]
    return [machine.block("rootBlockDevice"), *machine.blocks("ebsBlockDevices")]


def _disk_problems(disk: Block) -> Problems:
    if not disk.flag("encrypted"):
        yield Problem(f"{disk.path}.encrypted is not true", disk.path)


@control(
    id="OTHER-02",
    title="Other servers speak TLS only",
    severity=Severity.HIGH,
    types=(
        *LISTENERS,
        CLASSIC_LOAD_BALANCER,
        *SEARCH_DOMAINS,
        KAFKA_CLUSTER,
        MEMORYDB_CLUSTER,
        TASK_DEFINITION,
    ),
    families=(ENCRYPTION,),
    frameworks=Frameworks(
        fsbp=("ELB.1", "ELB.17", "ES.3", "MSK.1", "Opensearch.3", "Opensearch.8"),
        checkov=("CKV_AWS_2", "CKV_AWS_6", "CKV_AWS_81", "CKV_AWS_83", "CKV_AWS_97", "CKV_AWS_103"),
    ),
    reads_stack=True,
    why="One listener in clear is enough: sessions and passwords cross it, and the client never learns that "
    "there was a better door.",
    fix="Let an HTTP listener only redirect to HTTPS, give HTTPS listeners an sslPolicy of TLS 1.2 or newer, "
    "and switch on the transport encryption that the message names.",
    url="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
)
def servers_speak_tls(server: Subject) -> Problems:
    kind = server.view.type
    if kind in LISTENERS:
        yield from _listener_problems(server)
    elif kind == CLASSIC_LOAD_BALANCER:
        for listener in server.blocks("listeners"):
            if listener.text("lbProtocol").lower() not in ("https", "ssl"):
                yield Problem(f"{listener.path} answers in clear", listener.path)
    elif kind in SEARCH_DOMAINS:
        yield from _search_problems(server)
    elif kind == KAFKA_CLUSTER:
        transit = server.block("encryptionInfo").block("encryptionInTransit")
        if transit.text("clientBroker", default="TLS") != "TLS" or not transit.flag(
            "inCluster", default=True
        ):
            yield Problem("encryptionInfo.encryptionInTransit allows plain text")
    elif kind == MEMORYDB_CLUSTER:
        yield from expect(lambda: server.flag("tlsEnabled", default=True), "tlsEnabled is false")
    else:
        for volume in server.blocks("volumes"):
            mounted = volume.block("efsVolumeConfiguration")
            if mounted.present("fileSystemId") and mounted.text("transitEncryption") != "ENABLED":
                yield Problem(f"{mounted.path}.transitEncryption is not ENABLED", mounted.path)


_MODERN_POLICY: Final = tuple(
    f"ELBSecurityPolicy-{name}" for name in ("TLS13-1-2", "TLS13-1-3", "TLS-1-2", "FS-1-2")
)


def _listener_problems(listener: Subject) -> Problems:
    protocol = listener.text("protocol", default="HTTP" if listener.present("port") else "")
    if protocol in ("HTTPS", "TLS"):
        policy = listener.text("sslPolicy", default="ELBSecurityPolicy-2016-08")
        if not policy.startswith(_MODERN_POLICY):
            yield Problem(f"sslPolicy {policy} accepts TLS older than 1.2")
    elif protocol == "HTTP":
        rules = listener.stack.sources(listener, "listenerArn", *LISTENER_RULES)
        actions = chained([listener.blocks("defaultActions"), *(rule.blocks("actions") for rule in rules)])
        if not all(map(_leads_to_https, actions)):
            yield Problem("answers plain HTTP with more than a redirect to HTTPS")


def _leads_to_https(action: Block) -> bool:
    kind = action.text("type")
    return kind == "fixed-response" or (kind == "redirect" and action.text("redirect.protocol") == "HTTPS")


def _search_problems(domain: Subject) -> Problems:
    policy = "domainEndpointOptions.tlsSecurityPolicy"
    yield from every(
        [
            expect(
                lambda: domain.flag("nodeToNodeEncryption.enabled"),
                "nodeToNodeEncryption.enabled is not true",
            ),
            expect(
                lambda: domain.flag("domainEndpointOptions.enforceHttps", default=True),
                "domainEndpointOptions.enforceHttps is false",
            ),
            expect(lambda: "TLS-1-0" not in domain.text(policy), f"{policy} accepts TLS 1.0"),
        ]
    )


# The switch that gives a public address; off unless said otherwise.
_PUBLIC_SWITCH: Final = {
    REDSHIFT_CLUSTER: "publiclyAccessible",
    REDSHIFT_WORKGROUP: "publiclyAccessible",
    "aws:dms/replicationInstance:ReplicationInstance": "publiclyAccessible",
    "aws:mq/broker:Broker": "publiclyAccessible",
    ECS_SERVICE: "networkConfiguration.assignPublicIp",
    INSTANCE: "associatePublicIpAddress",
}
_SNAPSHOTS: Final = ("aws:rds/snapshot:Snapshot", "aws:rds/clusterSnapshot:ClusterSnapshot")


def _template(template: Subject) -> Problems:
    for interface in template.blocks("networkInterfaces"):
        if interface.flag("associatePublicIpAddress"):
            yield Problem(f"{interface.path}.associatePublicIpAddress is true", interface.path)


def _kubernetes(cluster: Subject) -> Problems:
    network = cluster.block("vpcConfig")
    everywhere = any(broad_ranges(network.texts("publicAccessCidrs"), "vpcConfig.publicAccessCidrs"))
    open_to_all = everywhere or not network.present("publicAccessCidrs")
    if open_to_all and network.flag("endpointPublicAccess", default=True):
        yield Problem("vpcConfig.endpointPublicAccess is true for every address")


def _kafka(cluster: Subject) -> Problems:
    path = "brokerNodeGroupInfo.connectivityInfo.publicAccess.type"
    yield from expect(lambda: cluster.text(path, default="DISABLED") == "DISABLED", f"{path} is not DISABLED")


def _search(domain: Subject) -> Problems:
    yield from expect(lambda: domain.present("vpcOptions.subnetIds"), "vpcOptions.subnetIds is not set")


def _snapshot(snapshot: Subject) -> Problems:
    yield from expect(lambda: "all" not in snapshot.texts("sharedAccounts"), "is shared with every account")


def _image(permission: Subject) -> Problems:
    yield from expect(lambda: permission.text("group") != "all", "shares the image with every account")


_PUBLIC: Final[dict[str, Callable[[Subject], Problems]]] = {
    LAUNCH_TEMPLATE: _template,
    "aws:eks/cluster:Cluster": _kubernetes,
    KAFKA_CLUSTER: _kafka,
    "aws:ec2/amiLaunchPermission:AmiLaunchPermission": _image,
    **dict.fromkeys(SEARCH_DOMAINS, _search),
    **dict.fromkeys(_SNAPSHOTS, _snapshot),
}


@control(
    id="OTHER-03",
    title="Other services stand on no public address",
    severity=Severity.CRITICAL,
    types=(*_PUBLIC_SWITCH, *_PUBLIC),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(
        fsbp=("DMS.1", "EC2.9", "ECS.2", "EKS.1", "ES.2", "Opensearch.2", "RDS.1", "Redshift.1"),
        checkov=(
            "CKV_AWS_39",
            "CKV_AWS_69",
            "CKV_AWS_87",
            "CKV_AWS_88",
            "CKV_AWS_89",
            "CKV_AWS_137",
            "CKV_AWS_333",
        ),
    ),
    why="What has a public address is tried by the whole internet within minutes, and one forgotten "
    "password or one old version is enough.",
    fix="Leave the public switch off and place the service into private subnets; share snapshots with named "
    "accounts only.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html",
)
def no_public_address(service: Subject) -> Problems:
    if service.view.type in _PUBLIC:
        yield from _PUBLIC[service.view.type](service)
        return
    switch = _PUBLIC_SWITCH[service.view.type]
    yield from expect(lambda: not service.flag(switch), f"{switch} is true")


@control(
    id="OTHER-04",
    title="Policies of other services admit nobody unnamed",
    severity=Severity.CRITICAL,
    types=(*OTHER_POLICIES, "aws:lambda/layerVersionPermission:LayerVersionPermission"),
    why="Every service with a policy of its own can be opened to the world by one star, and each does so in "
    "a place of its own where nobody looks.",
    fix="Name accounts or roles as principals, or tie the statement to an organisation or a source.",
    url="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html",
)
def other_policies_closed(resource: Subject) -> Problems:
    if resource.view.type in OTHER_POLICIES:
        yield from open_to_everybody(resource, OTHER_POLICIES[resource.view.type])
    elif resource.text("principal") == "*" and not resource.present("organizationId"):
        yield Problem("lets every account use the layer")
