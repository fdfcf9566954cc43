"""A newsletter: subscribers in PostgreSQL, issues in a bucket, a function that sends what a queue holds."""

import json

import pulumi
import pulumi_aws as aws

account = aws.get_caller_identity().account_id
region = aws.get_region().region


def allow(principal: object, actions: list[str], resources: object, **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Principal": principal, "Action": actions, "Resource": resources, **more}


def document(*statements: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


key = aws.kms.Key(
    "data",
    description="Subscribers, issues and letters",
    enable_key_rotation=True,
    deletion_window_in_days=30,
    policy=document(
        allow({"AWS": f"arn:aws:iam::{account}:root"}, ["kms:*"], "*"),
        allow(
            {"Service": f"logs.{region}.amazonaws.com"},
            ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            "*",
            Condition={"StringEquals": {"aws:SourceAccount": account}},
        ),
    ),
    opts=pulumi.ResourceOptions(protect=True),
)

vpc = aws.ec2.Vpc("network", cidr_block="10.8.0.0/16", enable_dns_hostnames=True)
aws.ec2.DefaultSecurityGroup("closed", vpc_id=vpc.id, ingress=[], egress=[])
flow_logs = aws.cloudwatch.LogGroup("flows", retention_in_days=90, kms_key_id=key.arn)
flow_role = aws.iam.Role(
    "flows",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "vpc-flow-logs.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:SourceAccount": account}},
                }
            ],
        }
    ),
)
aws.ec2.FlowLog(
    "flows",
    vpc_id=vpc.id,
    traffic_type="ALL",
    log_destination=flow_logs.arn,
    iam_role_arn=flow_role.arn,
)
routes = aws.ec2.RouteTable("inside", vpc_id=vpc.id)
subnets = []
for position, zone in enumerate(("eu-central-1a", "eu-central-1b")):
    subnet = aws.ec2.Subnet(
        f"inside-{zone}",
        vpc_id=vpc.id,
        cidr_block=f"10.8.{position}.0/24",
        availability_zone=zone,
        map_public_ip_on_launch=False,
    )
    aws.ec2.RouteTableAssociation(f"inside-{zone}", subnet_id=subnet.id, route_table_id=routes.id)
    subnets.append(subnet.id)

sender_group = aws.ec2.SecurityGroup("sender", vpc_id=vpc.id, description="The function that sends")
store_group = aws.ec2.SecurityGroup("store", vpc_id=vpc.id, description="The subscribers' database")
aws.vpc.SecurityGroupIngressRule(
    "store-from-sender",
    security_group_id=store_group.id,
    referenced_security_group_id=sender_group.id,
    ip_protocol="tcp",
    from_port=5432,
    to_port=5432,
    description="PostgreSQL from the sender",
)
aws.vpc.SecurityGroupEgressRule(
    "sender-to-store",
    security_group_id=sender_group.id,
    referenced_security_group_id=store_group.id,
    ip_protocol="tcp",
    from_port=5432,
    to_port=5432,
    description="PostgreSQL",
)

store = aws.rds.Instance(
    "store",
    engine="postgres",
    engine_version="18",
    instance_class="db.t4g.small",
    allocated_storage=20,
    username="newsletter",
    manage_master_user_password=True,
    master_user_secret_kms_key_id=key.arn,
    storage_encrypted=True,
    kms_key_id=key.arn,
    publicly_accessible=False,
    multi_az=True,
    db_subnet_group_name=aws.rds.SubnetGroup("store", subnet_ids=subnets).name,
    vpc_security_group_ids=[store_group.id],
    iam_database_authentication_enabled=True,
    backup_retention_period=14,
    deletion_protection=True,
    copy_tags_to_snapshot=True,
    enabled_cloudwatch_logs_exports=["postgresql"],
    final_snapshot_identifier="newsletter-last",
    opts=pulumi.ResourceOptions(protect=True),
)

issues = aws.s3.Bucket("issues", opts=pulumi.ResourceOptions(protect=True))
aws.s3.BucketPublicAccessBlock(
    "issues",
    bucket=issues.id,
    block_public_acls=True,
    block_public_policy=True,
    ignore_public_acls=True,
    restrict_public_buckets=True,
)
aws.s3.BucketOwnershipControls("issues", bucket=issues.id, rule={"object_ownership": "BucketOwnerEnforced"})
aws.s3.BucketVersioning("issues", bucket=issues.id, versioning_configuration={"status": "Enabled"})
aws.s3.BucketServerSideEncryptionConfiguration(
    "issues",
    bucket=issues.id,
    rules=[
        {
            "apply_server_side_encryption_by_default": {
                "sse_algorithm": "aws:kms",
                "kms_master_key_id": key.arn,
            },
            "bucket_key_enabled": True,
        }
    ],
)
aws.s3.BucketPolicy(
    "issues",
    bucket=issues.id,
    policy=issues.arn.apply(
        lambda arn: document(
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [arn, f"{arn}/*"],
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        )
    ),
)

letters = aws.sqs.Queue("letters", kms_master_key_id=key.arn, visibility_timeout_seconds=360)
aws.sqs.QueuePolicy(
    "letters",
    queue_url=letters.url,
    policy=letters.arn.apply(
        lambda arn: document(
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "sqs:*",
                "Resource": arn,
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            }
        )
    ),
)

role = aws.iam.Role(
    "sender",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"Service": "lambda.amazonaws.com"},
                    "Action": "sts:AssumeRole",
                }
            ],
        }
    ),
)
aws.iam.RolePolicy(
    "sender",
    role=role.id,
    policy=pulumi.Output.all(letters=letters.arn, issues=issues.arn).apply(
        lambda arns: json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"],
                        "Resource": arns["letters"],
                    },
                    {"Effect": "Allow", "Action": "s3:GetObject", "Resource": f"{arns['issues']}/*"},
                ],
            }
        )
    ),
)
log = aws.cloudwatch.LogGroup("sender", retention_in_days=90, kms_key_id=key.arn)
aws.lambda_.Function(
    "sender",
    role=role.arn,
    runtime="python3.13",
    handler="send.handler",
    code=pulumi.AssetArchive({"send.py": pulumi.StringAsset("def handler(event, context): ...\n")}),
    environment={"variables": {"STORE": store.address, "ISSUES": issues.id}},
    kms_key_arn=key.arn,
    tracing_config={"mode": "Active"},
    logging_config={"log_format": "JSON", "log_group": log.name},
    vpc_config={"subnet_ids": subnets, "security_group_ids": [sender_group.id]},
)
pulumi.export("queue", letters.url)
