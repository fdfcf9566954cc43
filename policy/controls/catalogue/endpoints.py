"""Endpoints: the private ways to AWS's services."""

from typing import Final

from ..access import IDENTIFYING_KEYS, everybody, restricted
from ..control import Problem, Problems, control, every, expect
from ..documents import Statement, statements
from ..graph import Subject
from ..identity_documents import is_unbounded
from ..model import Severity
from ..resource_types import SECURITY_GROUP, VPC_ENDPOINT, VPC_ENDPOINT_POLICY
from ..security_groups import admits_ports_outside, inbound_rules_of

# An endpoint may also be tied to what it reaches instead of to who uses it.
_KEYS: Final = IDENTIFYING_KEYS | {"aws:resourceaccount", "aws:resourceorgid", "aws:resourceorgpaths"}


@control(
    id="NET-10",
    title="Interface endpoints take over the service's name and admit only HTTPS",
    severity=Severity.MEDIUM,
    types=(VPC_ENDPOINT,),
    reads_stack=True,
    why="Without private DNS every client goes on to the public address, past the endpoint. Without a group "
    "of its own the endpoint is guarded by the network's default one.",
    fix="Set privateDnsEnabled to true and securityGroupIds to a group that admits port 443 from the "
    "clients' groups.",
    url="https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html",
)
def endpoint_is_used_and_guarded(endpoint: Subject) -> Problems:
    if endpoint.text("vpcEndpointType", default="Gateway") != "Interface":
        return

    def group_problems() -> Problems:
        for group in endpoint.stack.targets(endpoint, "securityGroupIds", SECURITY_GROUP):
            for rule in inbound_rules_of(group):
                if admits_ports_outside(rule, 443, 443):
                    yield Problem(f"group '{group.view.name}' opens more than port 443", group.view.name)

    yield from every(
        [
            expect(lambda: endpoint.flag("privateDnsEnabled"), "privateDnsEnabled is not true"),
            expect(lambda: endpoint.present("securityGroupIds"), "securityGroupIds is not set"),
            group_problems(),
        ]
    )


@control(
    id="NET-11",
    title="Endpoints serve only accounts or resources that are named",
    severity=Severity.MEDIUM,
    types=(VPC_ENDPOINT,),
    reads_stack=True,
    why="Without a policy an endpoint carries every caller to every account: stolen data leaves for a "
    "bucket of the thief's own on a way that no firewall sees.",
    fix="Give the endpoint a policy with a condition on aws:PrincipalAccount, aws:ResourceAccount or the "
    "organisation, or one that names the resources.",
    url="https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html",
)
def endpoint_serves_the_account(endpoint: Subject) -> Problems:
    standalone = list(endpoint.stack.sources(endpoint, "vpcEndpointId", VPC_ENDPOINT_POLICY))
    if not standalone and not endpoint.present("policy"):
        yield Problem("has no policy: it serves every account")
        return
    holders = standalone or [endpoint]
    yield from every(
        _unbounded(statement) for holder in holders for statement in statements(holder, "policy")
    )


def _unbounded(statement: Statement) -> Problems:
    if not statement.allows or not everybody(statement) or restricted(statement, _KEYS):
        return
    if not statement.present("Resource") or any(map(is_unbounded, statement.resources())):
        yield Problem(f"{statement.path} lets everybody reach everything", statement.path)
