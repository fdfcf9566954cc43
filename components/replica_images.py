"""Every image that is pushed, copied to the registry of a second region."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import policy_document
from components.place import Place


@dataclass(frozen=True, kw_only=True)
class ImageReplicaArgs:
    place: Place
    repository_name: str
    target_region: str
    target_provider: aws.Provider


class ImageReplica(pulumi.ComponentResource):
    """Copying is a setting of the whole registry, so only one stack of an account may have a replica."""

    repository_url: pulumi.Output[str]

    def __init__(self, name: str, args: ImageReplicaArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:replica_images:ImageReplica", name, None, opts)
        place, region = args.place, args.target_region
        functions = f"arn:aws:lambda:{region}:{place.account_id}:function:{place.project}-*"
        # ECR makes the repository with the first copy; without a template its tags could move.
        template = aws.ecr.RepositoryCreationTemplate(
            f"{name}-template",
            prefix=args.repository_name,
            description="Copies from the first region",
            applied_fors=["REPLICATION"],
            image_tag_mutability="IMMUTABLE",
            # A key of ours would need a role for ECR to use it with; what a key protects here is public code.
            encryption_configurations=[{"encryption_type": "AES256"}],
            repository_policy=policy_document(
                [
                    {
                        "Sid": "FunctionsPull",
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                        "Condition": {"ArnLike": {"aws:SourceArn": functions}},
                    }
                ]
            ),
            opts=pulumi.ResourceOptions(parent=self, provider=args.target_provider),
        )
        replication = aws.ecr.ReplicationConfiguration(
            f"{name}-replication",
            replication_configuration={
                "rules": [
                    {
                        "destinations": [{"region": region, "registry_id": place.account_id}],
                        "repository_filters": [
                            {"filter": args.repository_name, "filter_type": "PREFIX_MATCH"}
                        ],
                    }
                ]
            },
            opts=pulumi.ResourceOptions(parent=self, depends_on=[template]),
        )
        registry = f"{place.account_id}.dkr.ecr.{region}.amazonaws.com"
        self.repository_url = replication.id.apply(lambda _: f"{registry}/{args.repository_name}")
        self.register_outputs({"repository_url": self.repository_url})
