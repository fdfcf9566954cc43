"""A program of the kind others write, done well with servers instead of functions, raises no alarm."""

import json

import pulumi
import pulumi_aws as aws
import pytest

from blueprint.gate import to_views
from blueprint.recording import Recording, record
from policy.controls.config import PackConfig
from policy.controls.evaluate import evaluate
from policy.controls.model import Verdict

ACCOUNT = "123456789012"
ASSUMED_BY_TASKS = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
                   "Principal": {"Service": "ecs-tasks.amazonaws.com"}}],
})  # fmt: skip
OF_THE_ACCOUNT = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
                   "Action": "kms:*", "Resource": "*"}],
})  # fmt: skip


class Network:
    """Two zones: public subnets with a load balancer and NAT, private ones with everything else."""

    def __init__(self) -> None:
        self.vpc = aws.ec2.Vpc("main", cidr_block="10.0.0.0/16", enable_dns_hostnames=True)
        aws.ec2.DefaultSecurityGroup("default", vpc_id=self.vpc.id)
        gateway = aws.ec2.InternetGateway("main", vpc_id=self.vpc.id)
        logs = aws.cloudwatch.LogGroup("flow", retention_in_days=90, kms_key_id=KEY_ARN)
        aws.ec2.FlowLog("flow", vpc_id=self.vpc.id, traffic_type="ALL", log_destination=logs.arn)
        public = aws.ec2.RouteTable(
            "public", vpc_id=self.vpc.id, routes=[{"cidr_block": "0.0.0.0/0", "gateway_id": gateway.id}]
        )
        self.public, self.private = [], []
        for index, zone in enumerate(("us-east-1a", "us-east-1b")):
            outer, inner = (
                aws.ec2.Subnet(
                    f"{kind}-{zone}", vpc_id=self.vpc.id, availability_zone=zone,
                    cidr_block=f"10.0.{index + 10 * offset}.0/24",
                )
                for offset, kind in enumerate(("public", "private"))
            )  # fmt: skip
            aws.ec2.RouteTableAssociation(f"public-{zone}", subnet_id=outer.id, route_table_id=public.id)
            nat = aws.ec2.NatGateway(zone, subnet_id=outer.id, allocation_id=aws.ec2.Eip(zone).id)
            table = aws.ec2.RouteTable(
                zone, vpc_id=self.vpc.id, routes=[{"cidr_block": "0.0.0.0/0", "nat_gateway_id": nat.id}]
            )
            aws.ec2.RouteTableAssociation(f"private-{zone}", subnet_id=inner.id, route_table_id=table.id)
            self.public.append(outer.id)
            self.private.append(inner.id)
        self._endpoints()

    def _endpoints(self) -> None:
        """The way into machines without SSH."""
        group = aws.ec2.SecurityGroup("endpoints", vpc_id=self.vpc.id, description="Endpoints", ingress=[{
            "description": "HTTPS", "protocol": "tcp", "from_port": 443, "to_port": 443,
            "cidr_blocks": [self.vpc.cidr_block]}])  # fmt: skip
        for service in ("ssm", "ssmmessages", "ec2messages"):
            aws.ec2.VpcEndpoint(
                service, vpc_id=self.vpc.id, service_name=f"com.amazonaws.us-east-1.{service}",
                vpc_endpoint_type="Interface", private_dns_enabled=True, subnet_ids=self.private,
                security_group_ids=[group.id], policy=json.dumps({"Statement": [{
                    "Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*",
                    "Condition": {"StringEquals": {"aws:PrincipalAccount": ACCOUNT}}}]}),
            )  # fmt: skip


KEY_ARN = f"arn:aws:kms:us-east-1:{ACCOUNT}:key/0a1b2c3d-0000-0000-0000-000000000000"


def web(network: Network) -> aws.ec2.SecurityGroup:
    """A public load balancer that sends plain HTTP to HTTPS, and containers behind it."""
    door = aws.ec2.SecurityGroup("door", vpc_id=network.vpc.id, description="The load balancer", ingress=[
        {"description": "web", "protocol": "tcp", "from_port": port, "to_port": port,
         "cidr_blocks": ["0.0.0.0/0"], "ipv6_cidr_blocks": ["::/0"]} for port in (80, 443)])  # fmt: skip
    app = aws.ec2.SecurityGroup("app", vpc_id=network.vpc.id, description="The containers", ingress=[
        {"description": "web", "protocol": "tcp", "from_port": 8080, "to_port": 8080,
         "security_groups": [door.id]}])  # fmt: skip
    balancer = aws.lb.LoadBalancer("web", security_groups=[door.id], subnets=network.public)
    target = aws.lb.TargetGroup("web", port=8080, protocol="HTTP", target_type="ip", vpc_id=network.vpc.id)
    certificate = aws.acm.Certificate("web", domain_name="www.example.com", validation_method="DNS")
    aws.lb.Listener(
        "http",
        load_balancer_arn=balancer.arn,
        port=80,
        protocol="HTTP",
        default_actions=[
            {"type": "redirect", "redirect": {"port": "443", "protocol": "HTTPS", "status_code": "HTTP_301"}}
        ],
    )
    aws.lb.Listener(
        "https", load_balancer_arn=balancer.arn, port=443, protocol="HTTPS", certificate_arn=certificate.arn,
        ssl_policy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        default_actions=[{"type": "forward", "target_group_arn": target.arn}],
    )  # fmt: skip
    role = aws.iam.Role("tasks", assume_role_policy=ASSUMED_BY_TASKS)
    task = aws.ecs.TaskDefinition(
        "web", family="web", execution_role_arn=role.arn, network_mode="awsvpc",
        container_definitions=json.dumps([{
            "name": "web", "image": "web:1", "environment": [{"name": "LOG_LEVEL", "value": "INFO"}],
            "secrets": [{"name": "DATABASE_PASSWORD", "valueFrom": "arn:aws:secretsmanager:x"}]}]),
    )  # fmt: skip
    aws.ecs.Service(
        "web", task_definition=task.arn,
        network_configuration={"subnets": network.private, "security_groups": [app.id]},
    )  # fmt: skip
    return app


def data(network: Network, app: aws.ec2.SecurityGroup) -> None:
    group = aws.ec2.SecurityGroup("data", vpc_id=network.vpc.id, description="The database")
    aws.vpc.SecurityGroupIngressRule(
        "data", security_group_id=group.id, referenced_security_group_id=app.id, ip_protocol="tcp",
        from_port=5432, to_port=5432, description="From the containers",
    )  # fmt: skip
    subnets = aws.rds.SubnetGroup("data", subnet_ids=network.private)
    primary = aws.rds.Instance(
        "data", identifier="data", engine="postgres", username="owner", allocated_storage=20,
        instance_class="db.t4g.medium",
        manage_master_user_password=True, master_user_secret_kms_key_id=KEY_ARN, storage_encrypted=True,
        kms_key_id=KEY_ARN, db_subnet_group_name=subnets.name, vpc_security_group_ids=[group.id],
        iam_database_authentication_enabled=True, deletion_protection=True, backup_retention_period=14,
        final_snapshot_identifier="last", enabled_cloudwatch_logs_exports=["postgresql"],
        copy_tags_to_snapshot=True, opts=pulumi.ResourceOptions(protect=True),
    )  # fmt: skip
    aws.rds.Instance(
        "reader", replicate_source_db=primary.identifier, instance_class="db.t4g.medium",
        vpc_security_group_ids=[group.id], enabled_cloudwatch_logs_exports=["postgresql"],
        opts=pulumi.ResourceOptions(protect=True),
    )  # fmt: skip


def key() -> None:
    aws.kms.Key(
        "data", enable_key_rotation=True, policy=OF_THE_ACCOUNT, opts=pulumi.ResourceOptions(protect=True)
    )


def program() -> None:
    key()
    network = Network()
    data(network, web(network))


@pytest.fixture(scope="module", params=[False, True], ids=["known", "preview"])
def recorded(request: pytest.FixtureRequest) -> Recording:
    tags = json.dumps({"tags": {"Project": "shop"}})
    return record(program, unknown=request.param, config={"aws:defaultTags": tags})


def test_nothing_mandatory_fails(recorded: Recording) -> None:
    failures = evaluate(to_views(recorded), config=PackConfig()).mandatory_failures

    assert [(f.control_id, f.urn.rpartition("::")[2], f.message) for f in failures] == []


def test_nearly_everything_is_decided_and_little_is_advised(recorded: Recording) -> None:
    evaluation = evaluate(to_views(recorded), config=PackConfig())

    assert evaluation.undetermined < 0.1 * evaluation.passed
    assert {f.control_id for f in evaluation.findings if f.verdict is Verdict.FAILED} <= {"RDS-10"}
