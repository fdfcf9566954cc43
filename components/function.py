"""One Lambda function of the Django image: its role, its version and the alias that serves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import pulumi
import pulumi_aws as aws

from components.documents import Statement, policy_document, trust
from components.place import Place

ALIAS = "live"


class Architecture(StrEnum):
    """arm64 costs about a fifth less for the same memory and time."""

    ARM64 = "arm64"
    X86_64 = "x86_64"


class WarmStart(StrEnum):
    """How a first answer is kept from waiting for Django to load. The last two exclude each other at AWS."""

    NONE = "none"
    PROVISIONED = "provisioned"
    """Loaded instances stand ready, paid by the hour."""
    SNAPSTART = "snapstart"
    """Instances start from a snapshot of a loaded one, paid per kept version and per start."""


class LogLevel(StrEnum):
    DEBUG = "DEBUG"
    INFO = "INFO"
    WARNING = "WARNING"
    ERROR = "ERROR"


@dataclass(frozen=True, kw_only=True)
class DjangoFunctionArgs:
    place: Place
    purpose: str
    """Last part of the fixed name of function and role, `<project>-<environment>-<purpose>`."""
    description: str
    command: str
    """Handler inside the image, `package.module.function`."""
    image_uri: pulumi.Input[str]
    """Image by digest."""
    architecture: Architecture
    memory_mb: int
    """1769 MB are one processor; memory and processor grow together."""
    timeout_seconds: int
    private_subnet_ids: Sequence[pulumi.Input[str]]
    security_group_id: pulumi.Input[str]
    environment: Mapping[str, pulumi.Input[str]]
    """Addresses and ARNs, never secret values."""
    key_arn: pulumi.Input[str]
    """KMS key of the environment and of every secret the function reads."""
    log_group_name: pulumi.Input[str]
    """`place.app_log_group`, as it comes out of its resource: the function waits for it."""
    readable_secrets: Sequence[pulumi.Input[str]]
    """ARNs, or literal patterns of one ARN each."""
    statements: Sequence[Statement] = ()
    """Permissions beyond logs, traces, network and secrets."""
    encrypts_through: Sequence[str] = ()
    """Services, such as `s3`, that write for the function under `key_arn`."""
    failure_queue_arn: pulumi.Input[str] | None = None
    """Queue for asynchronous calls that failed for good; its key is `key_arn`."""
    warm_start: WarmStart = WarmStart.NONE
    warm_capacity: int = 0
    """Instances that stand ready; more than none with `PROVISIONED`, and only with it."""
    serve_after: Sequence[pulumi.Resource] = ()
    """What must be done before the alias moves to the new version."""

    def __post_init__(self) -> None:
        if not 128 <= self.memory_mb <= 10240:
            raise ValueError(f"memory_mb: {self.memory_mb} is not from 128 to 10240")
        if not 1 <= self.timeout_seconds <= 900:
            raise ValueError(f"timeout_seconds: {self.timeout_seconds} is not from 1 to 900")
        if (self.warm_start is WarmStart.PROVISIONED) != (self.warm_capacity > 0):
            raise ValueError(f"warm_capacity: {self.warm_capacity} does not go with {self.warm_start}")

    @property
    def function_name(self) -> str:
        return f"{self.place.prefix}-{self.purpose}"

    @property
    def function_arn(self) -> str:
        return self.place.arn("lambda", f"function:{self.function_name}")


class DjangoFunction(pulumi.ComponentResource):
    function_name: pulumi.Output[str]
    version: pulumi.Output[str]
    """The version this program published last; the alias may still serve its predecessor."""
    alias_name: pulumi.Output[str]
    alias_arn: pulumi.Output[str]
    invoke_arn: pulumi.Output[str]
    """What API Gateway calls to reach the alias."""

    def __init__(
        self, name: str, args: DjangoFunctionArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits:function:DjangoFunction", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)

        role, permissions = self._role()
        function = self._function(role, permissions)
        alias = aws.lambda_.Alias(
            f"{name}-{ALIAS}",
            name=ALIAS,
            function_name=function.name,
            function_version=function.version,
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(args.serve_after)),
        )
        if args.warm_start is WarmStart.PROVISIONED:
            aws.lambda_.ProvisionedConcurrencyConfig(
                f"{name}-warm",
                function_name=function.name,
                qualifier=alias.name,
                provisioned_concurrent_executions=args.warm_capacity,
                opts=self._child,
            )
        if args.failure_queue_arn is not None:
            aws.lambda_.FunctionEventInvokeConfig(
                f"{name}-failures",
                function_name=function.name,
                qualifier=alias.name,
                maximum_retry_attempts=2,
                destination_config={"on_failure": {"destination": args.failure_queue_arn}},
                opts=self._child,
            )

        self.function_name = function.name
        self.version = function.version
        self.alias_name = alias.name
        self.alias_arn = alias.arn
        self.invoke_arn = alias.invoke_arn
        self.register_outputs(
            {
                "function_name": self.function_name,
                "version": self.version,
                "alias_name": self.alias_name,
                "alias_arn": self.alias_arn,
                "invoke_arn": self.invoke_arn,
            }
        )

    def _function(self, role: aws.iam.Role, permissions: Sequence[pulumi.Resource]) -> aws.lambda_.Function:
        args = self._args
        return aws.lambda_.Function(
            f"{self._name}-function",
            name=args.function_name,
            description=args.description,
            package_type="Image",
            image_uri=args.image_uri,
            image_config={"commands": [args.command]},
            architectures=[args.architecture.value],
            memory_size=args.memory_mb,
            timeout=args.timeout_seconds,
            publish=True,
            snap_start={"apply_on": "PublishedVersions"} if args.warm_start is WarmStart.SNAPSTART else None,
            role=role.arn,
            vpc_config={
                "subnet_ids": list(args.private_subnet_ids),
                "security_group_ids": [args.security_group_id],
            },
            environment={"variables": dict(args.environment)},
            kms_key_arn=args.key_arn,
            tracing_config={"mode": "Active"},
            logging_config={
                "log_format": "JSON",
                "log_group": args.log_group_name,
                "system_log_level": "WARN",
            },
            # The service checks the network permissions when it creates the function.
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(permissions)),
        )

    def _role(self) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
        args = self._args
        role = aws.iam.Role(
            f"{self._name}-role",
            name=args.function_name,
            permissions_boundary=args.place.permissions_boundary,
            assume_role_policy=trust("lambda.amazonaws.com"),
            opts=self._child,
        )
        policies = {
            "run": [*self._run_statements(), *args.statements],
            "read-secrets": [_allow(["secretsmanager:GetSecretValue"], list(args.readable_secrets))],
            "use-key": self._key_statements(),
        }
        if args.failure_queue_arn is not None:
            policies["report-failures"] = [_allow(["sqs:SendMessage"], args.failure_queue_arn)]
        permissions: list[pulumi.Resource] = [
            aws.iam.RolePolicy(
                f"{self._name}-{label}",
                role=role.id,
                policy=policy_document(statements),
                opts=self._child,
            )
            for label, statements in policies.items()
        ]
        return role, permissions

    def _run_statements(self) -> list[Statement]:
        """Every value is a literal, so that policies can judge the text before anything exists."""
        args = self._args
        interfaces = [
            "ec2:CreateNetworkInterface",
            "ec2:DescribeNetworkInterfaces",
            "ec2:DescribeSubnets",
            "ec2:DeleteNetworkInterface",
            "ec2:AssignPrivateIpAddresses",
            "ec2:UnassignPrivateIpAddresses",
        ]
        return [
            # Not CreateLogGroup: a line written late would bring a destroyed group back, to be kept for ever.
            _allow(
                ["logs:CreateLogStream", "logs:PutLogEvents"],
                args.place.arn("logs", f"log-group:{args.place.app_log_group}:*"),
            ),
            _allow(["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
            _allow(interfaces, "*"),
            # The service needs these to attach the function to the network; the code inside does not.
            {
                "Effect": "Deny",
                "Action": interfaces,
                "Resource": "*",
                "Condition": {"ArnEquals": {"lambda:SourceFunctionArn": args.function_arn}},
            },
        ]

    def _key_statements(self) -> list[Statement]:
        args = self._args

        def through(services: Sequence[str]) -> dict[str, object]:
            return {"StringEquals": {"kms:ViaService": [args.place.service(name) for name in services]}}

        own_environment = {"kms:EncryptionContext:aws:lambda:FunctionArn": args.function_arn}
        statements: list[Statement] = [
            {**_allow(["kms:Decrypt"], args.key_arn), "Condition": through(["secretsmanager"])},
            # Lambda holds a grant for this, but for the role it met first: a re-created one is locked out.
            {**_allow(["kms:Decrypt"], args.key_arn), "Condition": {"StringEquals": own_environment}},
        ]
        writers = [*args.encrypts_through, *(["sqs"] if args.failure_queue_arn is not None else [])]
        if writers:
            actions = ["kms:Decrypt", "kms:GenerateDataKey"]
            statements.append({**_allow(actions, args.key_arn), "Condition": through(writers)})
        return statements


def _allow(actions: Sequence[str], resource: object) -> Statement:
    return {"Effect": "Allow", "Action": list(actions), "Resource": resource}
