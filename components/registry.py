"""Where images wait to be deployed: one repository, from which functions pull."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.documents import policy_document

KEPT_IMAGES = 100
"""More than staging builds between two releases of production: a function without its image cannot start."""


@dataclass(frozen=True, kw_only=True)
class ImageRegistryArgs:
    repository_name: str
    pulling_functions: str
    """Pattern of the ARNs of the functions that may pull."""
    key_arn: pulumi.Input[str]
    protect: bool
    """Refuse to delete a repository that holds images."""


class ImageRegistry(pulumi.ComponentResource):
    repository_url: pulumi.Output[str]
    """Known once functions may pull: who deploys from here need not wait for anything else."""

    def __init__(
        self, name: str, args: ImageRegistryArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        super().__init__("habits:registry:ImageRegistry", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        repository = aws.ecr.Repository(
            f"{name}-repository",
            name=args.repository_name,
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "KMS", "kms_key": args.key_arn}],
            force_delete=not args.protect,
            opts=pulumi.ResourceOptions(parent=self, delete_before_replace=True),
        )
        aws.ecr.LifecyclePolicy(
            f"{name}-lifecycle",
            repository=repository.name,
            policy=pulumi.Output.json_dumps({"rules": lifecycle_rules()}),
            opts=child,
        )
        pull = aws.ecr.RepositoryPolicy(
            f"{name}-pull",
            repository=repository.name,
            policy=policy_document(
                [
                    {
                        "Sid": "FunctionsPull",
                        "Effect": "Allow",
                        "Principal": {"Service": "lambda.amazonaws.com"},
                        "Action": ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
                        "Condition": {"ArnLike": {"aws:SourceArn": args.pulling_functions}},
                    }
                ]
            ),
            opts=child,
        )

        self.repository_url = pulumi.Output.all(repository.repository_url, pull.id).apply(
            lambda both: both[0]
        )
        self.register_outputs({"repository_url": self.repository_url})


def lifecycle_rules() -> list[dict[str, object]]:
    """What the registry deletes by itself."""

    def rule(priority: int, description: str, selection: dict[str, object]) -> dict[str, object]:
        return {
            "rulePriority": priority,
            "description": description,
            "selection": selection,
            "action": {"type": "expire"},
        }

    return [
        rule(
            1,
            "Leftovers of interrupted pushes",
            {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": 7},
        ),
        rule(
            2,
            "Old releases",
            {
                "tagStatus": "tagged",
                "tagPrefixList": ["app-"],
                "countType": "imageCountMoreThan",
                "countNumber": KEPT_IMAGES,
            },
        ),
    ]
