"""Stores and servers of other services, good and bad."""

from policy.controls.model import UNKNOWN
from tests.policy.case import bad, good, unknown
from tests.policy.program import Json, Resource

LISTENER = "aws:lb/listener:Listener"
MODERN = "ELBSecurityPolicy-TLS13-1-2-2021-06"
TO_HTTPS = {"type": "redirect", "redirect": {"protocol": "HTTPS", "port": "443", "statusCode": "HTTP_301"}}
FORWARD = {"type": "forward", "targetGroupArn": "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/1"}
ANYONE = {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*"}
OURS = {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4"}}


def made(kind: str, **props: object) -> Resource:
    return Resource(kind, "made", props)


def listener(*actions: object, **props: object) -> Resource:
    return made(LISTENER, defaultActions=list(actions), **props)


def search(**changes: object) -> Resource:
    closed = {
        "encryptAtRest": {"enabled": True},
        "nodeToNodeEncryption": {"enabled": True},
        "domainEndpointOptions": {
            "enforceHttps": True, "tlsSecurityPolicy": "Policy-Min-TLS-1-2-PFS-2023-10",
        },
        "vpcOptions": {"subnetIds": ["subnet-1"]},
    }  # fmt: skip
    return made("aws:opensearch/domain:Domain", **closed | changes)


def rule(of: Resource, *actions: object) -> Resource:
    return Resource(
        "aws:lb/listenerRule:ListenerRule", "rule", {"listenerArn": of.arn, "actions": list(actions)}
    )


REDIRECT = listener(TO_HTTPS, port=80, protocol="HTTP")
KINESIS, FIREHOSE = "aws:kinesis/stream:Stream", "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream"
VOLUME, FILES, TABLE = "aws:ebs/volume:Volume", "aws:efs/fileSystem:FileSystem", "aws:dynamodb/table:Table"
MACHINE, TEMPLATE = "aws:ec2/instance:Instance", "aws:ec2/launchTemplate:LaunchTemplate"
KAFKA, EKS, REDSHIFT = "aws:msk/cluster:Cluster", "aws:eks/cluster:Cluster", "aws:redshift/cluster:Cluster"
SWITCHED_ON = (
    (REDSHIFT, {"publiclyAccessible": True}),
    ("aws:redshiftserverless/workgroup:Workgroup", {"publiclyAccessible": "true"}),
    ("aws:dms/replicationInstance:ReplicationInstance", {"publiclyAccessible": True}),
    ("aws:mq/broker:Broker", {"publiclyAccessible": True}),
    ("aws:ecs/service:Service", {"networkConfiguration": {"assignPublicIp": True}}),
    (MACHINE, {"associatePublicIpAddress": True}),
    (TEMPLATE, {"networkInterfaces": [{"associatePublicIpAddress": "true"}]}),
    (EKS, {"vpcConfig": {"subnetIds": ["subnet-1"]}}),
    (EKS, {"vpcConfig": {"endpointPublicAccess": True, "publicAccessCidrs": ["0.0.0.0/1", "128.0.0.0/1"]}}),
    (KAFKA, {"brokerNodeGroupInfo": {"connectivityInfo": {"publicAccess": {
        "type": "SERVICE_PROVIDED_EIPS"}}}}),
    ("aws:rds/snapshot:Snapshot", {"sharedAccounts": ["all"]}),
    ("aws:rds/clusterSnapshot:ClusterSnapshot", {"sharedAccounts": ["123456789012", "all"]}),
    ("aws:ec2/amiLaunchPermission:AmiLaunchPermission", {"group": "all"}),
)  # fmt: skip

CASES = [
    good("OTHER-01", "a volume", made(VOLUME, encrypted=True)),
    good("OTHER-01", "a stream", made(KINESIS, encryptionType="KMS", kmsKeyId="alias/data")),
    good("OTHER-01", "what comes from an encrypted stream",
         made(FIREHOSE, kinesisSourceConfiguration={"kinesisStreamArn": UNKNOWN})),
    good("OTHER-01", "a machine with two disks",
         made(MACHINE, rootBlockDevice={"encrypted": True}, ebsBlockDevices=[{"encrypted": "true"}])),
    good("OTHER-01", "a template without disks of its own", made(TEMPLATE)),
    good("OTHER-01", "a warehouse, as AWS makes it", made(REDSHIFT)),
    good("OTHER-01", "a search domain", search()),
    bad("OTHER-01", "a volume that says nothing", made(VOLUME), says="encrypted"),
    bad("OTHER-01", "files", made(FILES, encrypted=False)),
    bad("OTHER-01", "a table under AWS's key", made(TABLE, serverSideEncryption={"enabled": False})),
    bad("OTHER-01", "a stream without", made(KINESIS, encryptionType="NONE")),
    bad("OTHER-01", "a delivery stream", made(FIREHOSE)),
    bad("OTHER-01", "a warehouse in clear", made(REDSHIFT, encrypted="false")),
    bad("OTHER-01", "the second disk of a machine",
        made(MACHINE, rootBlockDevice={"encrypted": True}, ebsBlockDevices=[{"deviceName": "/dev/sdb"}]),
        says="ebsBlockDevices[0]"),
    bad("OTHER-01", "a disk of a template", made(TEMPLATE, blockDeviceMappings=[{"ebs": {"volumeSize": 8}}])),
    bad("OTHER-01", "a search domain in clear", search(encryptAtRest={"enabled": False})),
    unknown("OTHER-01", "a volume not known", made(VOLUME, encrypted=UNKNOWN)),
    good("OTHER-02", "a redirect to HTTPS", REDIRECT),
    good("OTHER-02", "HTTPS of today", listener(FORWARD, port=443, protocol="HTTPS", sslPolicy=MODERN)),
    good("OTHER-02", "TCP passed through", listener(FORWARD, port=5432, protocol="TCP")),
    good("OTHER-02", "a gateway load balancer", listener(FORWARD)),
    good("OTHER-02", "a search domain", search()),
    good("OTHER-02", "Kafka, as AWS makes it", made(KAFKA)),
    bad("OTHER-02", "a forward on HTTP", listener(FORWARD, port=80, protocol="HTTP"), says="plain HTTP"),
    bad("OTHER-02", "a redirect to HTTP", listener(
        {"type": "redirect", "redirect": {"protocol": "#{protocol}", "port": "8080"}},
        port=80, protocol="HTTP")),
    bad("OTHER-02", "a redirect with an exception", REDIRECT, rule(REDIRECT, FORWARD), on=REDIRECT),
    bad("OTHER-02", "HTTP by default", listener(FORWARD, port=8080)),
    bad("OTHER-02", "HTTPS as AWS makes it", listener(FORWARD, port=443, protocol="HTTPS"), says="2016-08"),
    bad("OTHER-02", "HTTPS of 2016 beside new TLS", listener(
        FORWARD, port=443, protocol="HTTPS", sslPolicy="ELBSecurityPolicy-TLS13-1-0-2021-06")),
    bad("OTHER-02", "a classic load balancer", made(
        "aws:elb/loadBalancer:LoadBalancer", listeners=[{"lbPort": 80, "lbProtocol": "HTTP"}])),
    bad("OTHER-02", "between the nodes of a search domain", search(nodeToNodeEncryption=None)),
    bad("OTHER-02", "a search domain that allows HTTP", search(
        domainEndpointOptions={"enforceHttps": False})),
    bad("OTHER-02", "Kafka for both", made(KAFKA, encryptionInfo={
        "encryptionInTransit": {"clientBroker": "TLS_PLAINTEXT"}})),
    bad("OTHER-02", "a cache without", made("aws:memorydb/cluster:Cluster", tlsEnabled=False)),
    bad("OTHER-02", "files mounted in clear", made("aws:ecs/taskDefinition:TaskDefinition", volumes=[
        {"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}])),
    unknown("OTHER-02", "a protocol not known", listener(FORWARD, port=80, protocol=UNKNOWN)),
    good("OTHER-03", "a service in private subnets", made(
        "aws:ecs/service:Service", networkConfiguration={"subnets": ["subnet-1"]})),
    good("OTHER-03", "a warehouse, as AWS makes it", made(REDSHIFT)),
    good("OTHER-03", "a cluster for the office", made(
        EKS, vpcConfig={"publicAccessCidrs": ["192.0.2.0/24"]})),
    good("OTHER-03", "a cluster for its network", made(EKS, vpcConfig={"endpointPublicAccess": False})),
    good("OTHER-03", "a snapshot for an account", made(
        "aws:rds/snapshot:Snapshot", sharedAccounts=["123456789012"])),
    good("OTHER-03", "a search domain in the network", search()),
    *(
        bad("OTHER-03", f"{kind} for everybody, {number}", made(kind, **props))
        for number, (kind, props) in enumerate(SWITCHED_ON)
    ),
    bad("OTHER-03", "a search domain outside", search(vpcOptions=None), says="vpcOptions"),
    unknown("OTHER-03", "a switch not known", made(REDSHIFT, publiclyAccessible=UNKNOWN)),
    good("OTHER-04", "an organisation", made("aws:efs/fileSystemPolicy:FileSystemPolicy",
         policy=Json({"Statement": {**ANYONE, "Condition": OURS}}))),
    good("OTHER-04", "no policy", search()),
    good("OTHER-04", "a layer for an organisation", made(
        "aws:lambda/layerVersionPermission:LayerVersionPermission", principal="*",
        organizationId="o-a1b2c3d4")),
    bad("OTHER-04", "files", made("aws:efs/fileSystemPolicy:FileSystemPolicy",
        policy=Json({"Statement": [ANYONE]})), says="everybody"),
    bad("OTHER-04", "a search domain", search(
        accessPolicies=Json({"Statement": {**ANYONE, "Principal": "*"}}))),
    bad("OTHER-04", "a vault of backups", made("aws:backup/vaultPolicy:VaultPolicy",
        policy=Json({"statement": {"effect": "allow", "principal": {"AWS": ["*"]}, "action": "backup:*"}}))),
    bad("OTHER-04", "packages", made("aws:codeartifact/domainPermissions:DomainPermissions",
        policyDocument=Json({"Statement": ANYONE}))),
    bad("OTHER-04", "a layer for everybody", made(
        "aws:lambda/layerVersionPermission:LayerVersionPermission", principal="*")),
    unknown("OTHER-04", "a policy not known", made("aws:kinesis/resourcePolicy:ResourcePolicy",
            policy=UNKNOWN)),
]  # fmt: skip
