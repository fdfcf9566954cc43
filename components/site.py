"""The built web client as objects in its bucket."""

from dataclasses import dataclass
from pathlib import Path

import pulumi
import pulumi_aws as aws

from components.site_files import SiteFile, content_hash, list_site_files


@dataclass(frozen=True, kw_only=True)
class SiteArgs:
    directory: Path
    """The build's output; it holds `index.html`."""
    bucket_name: pulumi.Input[str]


class Site(pulumi.ComponentResource):
    """Uploads the site so that no reader sees half a release.

    Files named after their content go first and stay when a release drops them: a page that is open asks for
    them still. The others, `index.html` among them, follow once everything they name is there.

    Raises SiteError if the directory is not a built site.
    """

    file_count: pulumi.Output[int]
    content_hash: pulumi.Output[str]
    """SHA-256 over every path and content: names the build that is served."""

    def __init__(self, name: str, args: SiteArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:site:Site", name, None, opts)
        files = list_site_files(args.directory)
        hashed = pulumi.ResourceOptions(parent=self, retain_on_delete=True)
        uploaded = [self._upload(name, args, file, hashed) for file in files if file.is_hashed]
        named = pulumi.ResourceOptions(parent=self, depends_on=uploaded)
        for file in files:
            if not file.is_hashed:
                self._upload(name, args, file, named)
        self.file_count = pulumi.Output.from_input(len(files))
        self.content_hash = pulumi.Output.from_input(content_hash(files))
        self.register_outputs({"file_count": self.file_count, "content_hash": self.content_hash})

    def _upload(
        self, name: str, args: SiteArgs, file: SiteFile, opts: pulumi.ResourceOptions
    ) -> aws.s3.BucketObjectv2:
        return aws.s3.BucketObjectv2(
            f"{name}-{file.key}",
            bucket=args.bucket_name,
            key=file.key,
            source=pulumi.FileAsset(file.path),
            source_hash=file.sha256,
            content_type=file.content_type,
            cache_control=file.cache_control,
            opts=opts,
        )
