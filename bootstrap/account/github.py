"""GitHub as an identity provider: a job proves its repository and environment, and holds no key."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

ISSUER = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"


@dataclass(frozen=True, kw_only=True)
class GitHubIdentityArgs:
    repository: str
    """`owner/name`"""
    existing_provider_arn: str | None = None
    """An account holds one provider for GitHub; this one is used instead of a new one."""


class GitHubIdentity(pulumi.ComponentResource):
    provider_arn: pulumi.Output[str]

    def __init__(
        self, name: str, args: GitHubIdentityArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits-bootstrap:github:GitHubIdentity", name, None, opts)
        self._repository = args.repository
        if args.existing_provider_arn:
            self.provider_arn = pulumi.Output.from_input(args.existing_provider_arn)
        else:
            # No thumbprints: AWS checks GitHub's certificate by its own list of authorities.
            provider = aws.iam.OpenIdConnectProvider(
                f"{name}-provider",
                url=f"https://{ISSUER}",
                client_id_lists=[AUDIENCE],
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.provider_arn = provider.arn
        self.register_outputs({"provider_arn": self.provider_arn})

    def trust(self, environment: str) -> pulumi.Output[str]:
        """Trust policy of a role for the jobs of one GitHub environment, whose rules GitHub enforces."""
        subject = f"repo:{self._repository}:environment:{environment}"
        return pulumi.Output.json_dumps(
            {
                "Version": "2012-10-17",
                "Statement": [
                    {
                        "Effect": "Allow",
                        "Principal": {"Federated": self.provider_arn},
                        "Action": "sts:AssumeRoleWithWebIdentity",
                        "Condition": {"StringEquals": {f"{ISSUER}:aud": AUDIENCE, f"{ISSUER}:sub": subject}},
                    }
                ],
            }
        )
