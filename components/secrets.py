"""A random secret: born in Pulumi, kept in Secrets Manager, read by whoever knows its ARN and may."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws
import pulumi_random as random

from components.place import Place

MIN_LENGTH, MAX_LENGTH = 20, 128
"""The narrowest of its users: an API Gateway key takes 20 to 128 characters, a cache password 16 to 128."""


@dataclass(frozen=True, kw_only=True)
class SecretReplica:
    region: str
    key_arn: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class RandomSecretArgs:
    place: Place
    purpose: str
    """Last part of the fixed name in Secrets Manager, `<project>-<environment>/<purpose>`."""
    description: str
    key_arn: pulumi.Input[str]
    recovery_days: int
    """0 deletes at once, so that the name is free again; 7 to 30 keep a deleted secret that long."""
    username: str | None = None
    """Given, the secret is the JSON `{"username", "password"}`; otherwise the bare text."""
    length: int = 50
    replica: SecretReplica | None = None
    """A second region that holds the same value."""

    def __post_init__(self) -> None:
        if self.recovery_days != 0 and not 7 <= self.recovery_days <= 30:
            raise ValueError(f"recovery_days: {self.recovery_days} is neither 0 nor from 7 to 30")
        if not MIN_LENGTH <= self.length <= MAX_LENGTH:
            raise ValueError(f"length: {self.length} is not from {MIN_LENGTH} to {MAX_LENGTH}")

    @property
    def secret_name(self) -> str:
        return f"{self.place.prefix}/{self.purpose}"

    @property
    def arn_pattern(self) -> str:
        """Matches the secret's ARN, which ends with six random characters; known before the secret exists."""
        return self.place.arn("secretsmanager", f"secret:{self.secret_name}-??????")


class RandomSecret(pulumi.ComponentResource):
    arn: pulumi.Output[str]
    """Known once the secret has a value: who waits for it can read it."""
    arn_pattern: str
    """For policies: a literal that matches this secret's ARN only."""
    version_id: pulumi.Output[str]
    """Changes with the value, and tells nothing about it."""
    value: pulumi.Output[str]
    """The random text itself, alphanumeric and marked as secret."""

    def __init__(self, name: str, args: RandomSecretArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:secrets:RandomSecret", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        password = random.RandomPassword(f"{name}-value", length=args.length, special=False, opts=child)
        secret = aws.secretsmanager.Secret(
            f"{name}-secret",
            name=args.secret_name,
            description=args.description,
            kms_key_id=args.key_arn,
            recovery_window_in_days=args.recovery_days,
            replicas=[{"region": args.replica.region, "kms_key_id": args.replica.key_arn}]
            if args.replica
            else None,
            opts=child,
        )
        text = password.result
        if args.username is not None:
            text = pulumi.Output.json_dumps({"username": args.username, "password": text})
        version = aws.secretsmanager.SecretVersion(
            f"{name}-version", secret_id=secret.id, secret_string=text, opts=child
        )

        self.arn = version.secret_id  # the id of a secret is its ARN
        self.arn_pattern = args.arn_pattern
        self.version_id = version.version_id
        self.value = password.result
        self.register_outputs(
            {
                "arn": self.arn,
                "arn_pattern": self.arn_pattern,
                "version_id": self.version_id,
                "value": self.value,
            }
        )
