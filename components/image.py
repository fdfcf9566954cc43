"""The application's image: built from the sources beside this program, or an existing one by digest."""

from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pulumi_docker as docker

from components.content_hash import content_hash
from components.documents import policy_document
from components.place import Place

KEPT_IMAGES = 30
"""More than anybody rolls back: a function version whose image is gone fails at its next cold start."""

PLATFORMS = {"arm64": "linux/arm64", "x86_64": "linux/amd64"}


@dataclass(frozen=True, kw_only=True)
class AppImageArgs:
    place: Place
    """The repository is called by its prefix; the functions of all the project's environments may pull."""
    key_arn: pulumi.Input[str]
    context: Path
    """Folder with the Dockerfile, relative to the program."""
    base_image: str
    """Python image the build starts from."""
    architecture: str
    """`arm64` or `x86_64`; must be the functions' own, or they fail at run time with 'exec format error'."""
    existing_image_uri: str | None
    """Deploy this digest and build nothing."""
    protect: bool
    """Refuse to delete a repository that holds images."""

    def __post_init__(self) -> None:
        if self.architecture not in PLATFORMS:
            raise ValueError(f"architecture: '{self.architecture}' is not one of {', '.join(PLATFORMS)}")
        if self.existing_image_uri is not None and "@sha256:" not in self.existing_image_uri:
            raise ValueError(f"existing_image_uri: '{self.existing_image_uri}' does not name a digest")


class AppImage(pulumi.ComponentResource):
    image_uri: pulumi.Output[str]
    """The image by digest."""
    version: pulumi.Output[str]
    """First 12 digits of the digest: what the application answers when asked for its version."""
    repository_url: pulumi.Output[str]

    def __init__(self, name: str, args: AppImageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:image:AppImage", name, None, opts)
        self._name, self._args = name, args
        self._child = pulumi.ResourceOptions(parent=self)
        repository, pull = self._repository()
        self.image_uri = (
            pulumi.Output.from_input(args.existing_image_uri)
            if args.existing_image_uri is not None
            else self._build(repository, pull)
        )
        self.version = self.image_uri.apply(lambda uri: uri.partition("@sha256:")[2][:12])
        self.repository_url = repository.repository_url
        self.register_outputs(
            {"image_uri": self.image_uri, "version": self.version, "repository_url": self.repository_url}
        )

    def _build(self, repository: aws.ecr.Repository, pull: aws.ecr.RepositoryPolicy) -> pulumi.Output[str]:
        args = self._args
        platform = PLATFORMS[args.architecture]
        tag = content_hash(args.context, args.base_image, platform)
        token = aws.ecr.get_authorization_token_output(
            registry_id=repository.registry_id, opts=pulumi.InvokeOutputOptions(parent=self)
        )
        image = docker.Image(
            f"{self._name}-image",
            image_name=pulumi.Output.format("{}:app-{}", repository.repository_url, tag),
            build={
                "context": args.context.as_posix(),
                "dockerfile": (args.context / "Dockerfile").as_posix(),
                "platform": platform,
                "args": {"BASE_IMAGE": args.base_image},
                "builder_version": docker.BuilderVersion.BUILDER_BUILD_KIT,
            },
            registry={
                "server": repository.repository_url,
                "username": token.user_name,
                # Said here, so that no version of the provider has to.
                "password": pulumi.Output.secret(token.password),
            },
            # Who waits for the image may then also pull it.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[pull]),
        )
        return image.repo_digest

    def _repository(self) -> tuple[aws.ecr.Repository, aws.ecr.RepositoryPolicy]:
        args = self._args
        repository = aws.ecr.Repository(
            f"{self._name}-repository",
            name=args.place.prefix,
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "KMS", "kms_key": args.key_arn}],
            force_delete=not args.protect,
            opts=self._child,
        )
        aws.ecr.LifecyclePolicy(
            f"{self._name}-lifecycle",
            repository=repository.name,
            policy=pulumi.Output.json_dumps({"rules": lifecycle_rules()}),
            opts=self._child,
        )
        # Of every environment: production runs the image that staging has tested, from staging's repository.
        functions = args.place.arn("lambda", f"function:{args.place.project}-*")
        pull = aws.ecr.RepositoryPolicy(
            f"{self._name}-pull",
            repository=repository.name,
            policy=policy_document(
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
            opts=self._child,
        )
        return repository, pull


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
