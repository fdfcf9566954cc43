"""The application's image: built from the sources beside this program, or an existing one by digest."""

from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws
import pulumi_docker as docker

from components.content_hash import content_hash

PLATFORMS = {"arm64": "linux/arm64", "x86_64": "linux/amd64"}


@dataclass(frozen=True, kw_only=True)
class AppImageArgs:
    repository_url: pulumi.Input[str]
    """Where a built image is pushed to: `<account>.dkr.ecr.<region>.amazonaws.com/<repository>`."""
    context: Path
    """Folder with the Dockerfile, relative to the program."""
    base_image: str
    """Python image the build starts from."""
    architecture: str
    """`arm64` or `x86_64`; must be the functions' own, or they fail at run time with 'exec format error'."""
    existing_image_uri: str | None
    """Deploy this digest and build nothing."""

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

    def __init__(self, name: str, args: AppImageArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:image:AppImage", name, None, opts)
        self._name, self._args = name, args
        self.image_uri = (
            pulumi.Output.from_input(args.existing_image_uri)
            if args.existing_image_uri is not None
            else self._build()
        )
        self.version = self.image_uri.apply(lambda uri: uri.partition("@sha256:")[2][:12])
        self.register_outputs({"image_uri": self.image_uri, "version": self.version})

    def _build(self) -> pulumi.Output[str]:
        args = self._args
        platform = PLATFORMS[args.architecture]
        tag = content_hash(args.context, args.base_image, platform)
        token = aws.ecr.get_authorization_token_output(opts=pulumi.InvokeOutputOptions(parent=self))
        image = docker.Image(
            f"{self._name}-image",
            image_name=pulumi.Output.format("{}:app-{}", args.repository_url, tag),
            build={
                "context": args.context.as_posix(),
                "dockerfile": (args.context / "Dockerfile").as_posix(),
                "platform": platform,
                "args": {"BASE_IMAGE": args.base_image},
                "builder_version": docker.BuilderVersion.BUILDER_BUILD_KIT,
            },
            registry={
                "server": args.repository_url,
                "username": token.user_name,
                # Said here, so that no version of the provider has to.
                "password": pulumi.Output.secret(token.password),
            },
            opts=pulumi.ResourceOptions(parent=self),
        )
        return image.repo_digest
