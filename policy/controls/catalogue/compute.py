"""Lambda functions."""

from ..control import ENCRYPTION, PRIVATE_SUBNETS, Frameworks, Problems, control, every, expect
from ..encryption import customer_key
from ..graph import Subject
from ..model import Severity
from ..resource_types import FUNCTION


@control(
    id="LAM-01",
    title="Functions run inside the private network",
    severity=Severity.HIGH,
    types=(FUNCTION,),
    families=(PRIVATE_SUBNETS,),
    frameworks=Frameworks(checkov=("CKV_AWS_117",)),
    why="Outside a VPC a function's traffic is bound by no security group, no endpoint policy and no flow "
    "log, and it cannot reach a database that is private.",
    fix="Set vpcConfig.subnetIds to private subnets and vpcConfig.securityGroupIds to a group of its own.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html",
)
def function_in_network(function: Subject) -> Problems:
    yield from every(
        expect(
            lambda path=path: function.present(path), f"{path} is not set: the function runs outside the VPC"
        )
        for path in ("vpcConfig.subnetIds", "vpcConfig.securityGroupIds")
    )


@control(
    id="LAM-03",
    title="Environment variables are encrypted with a key of the account",
    severity=Severity.MEDIUM,
    types=(FUNCTION,),
    families=(ENCRYPTION,),
    frameworks=Frameworks(checkov=("CKV_AWS_173",)),
    why="Lambda shows a function's variables to everyone who may read its configuration, unless a key of "
    "the account stands before them.",
    fix="Set kmsKeyArn to the ARN of a key declared in the program.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars-encryption.html",
)
def variables_encrypted(function: Subject) -> Problems:
    if function.present("environment.variables"):
        yield from customer_key(function, "kmsKeyArn")
