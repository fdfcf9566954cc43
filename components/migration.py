"""The database is migrated inside the deployment, before any alias moves to the new code."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

EVENT = json.dumps({"command": "migrate"})


@dataclass(frozen=True, kw_only=True)
class MigrationArgs:
    function_name: pulumi.Input[str]
    version: pulumi.Input[str]
    """The published version to call: the new code, which no alias serves yet."""
    image_uri: pulumi.Input[str]
    """A new digest is what makes the migration run again."""
    run_after: Sequence[pulumi.Resource]
    """What the function needs and does not name: the writer, the routes and rules on its way to it."""


class Migration(pulumi.ComponentResource):
    """Waited for by whatever must meet the new schema. A migration that raises fails the deployment here."""

    result: pulumi.Output[str]
    """The function's short JSON answer; it is kept in the state, so it holds no secret."""

    def __init__(self, name: str, args: MigrationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:migration:Migration", name, None, opts)
        invocation = aws.lambda_.Invocation(
            f"{name}-invocation",
            function_name=args.function_name,
            qualifier=args.version,
            input=EVENT,
            triggers={"image": args.image_uri},
            opts=pulumi.ResourceOptions(parent=self, depends_on=list(args.run_after)),
        )
        self.result = invocation.result
        self.register_outputs({"result": self.result})
