"""The built web client as objects in its bucket."""

from dataclasses import dataclass
from pathlib import Path

import pulumi


@dataclass(frozen=True, kw_only=True)
class SiteArgs:
    directory: Path
    """The build's output; it holds `index.html`."""
    bucket_name: pulumi.Input[str]


class Site(pulumi.ComponentResource):
    file_count: pulumi.Output[int]
    content_hash: pulumi.Output[str]
    """SHA-256 over every path and content: names the build that is served."""

    def __init__(self, name: str, args: SiteArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:site:Site", name, None, opts)
