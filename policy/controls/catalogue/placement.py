"""Private subnets: nothing that computes or holds data stands where the internet can reach it."""

from ..control import PRIVATE_SUBNETS, Frameworks, Problems, control, every, expect
from ..graph import Subject
from ..model import Severity
from ..resource_types import SUBNET


@control(
    id="NET-03",
    title="Subnets hand out no public addresses",
    severity=Severity.HIGH,
    types=(SUBNET,),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(fsbp=("EC2.15",), checkov=("CKV_AWS_130",)),
    why="A subnet that gives every new interface a public address makes a machine reachable from the "
    "internet by one forgotten setting. A NAT gateway brings its own elastic address and needs none.",
    fix="Leave out mapPublicIpOnLaunch and assignIpv6AddressOnCreation, or set both to false.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-15",
)
def no_automatic_public_address(subnet: Subject) -> Problems:
    yield from every(
        expect(lambda setting=setting: not subnet.flag(setting), f"{setting} is true")
        for setting in ("mapPublicIpOnLaunch", "assignIpv6AddressOnCreation")
    )
