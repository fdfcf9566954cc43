"""Lambda functions."""

from ..access import is_specific, is_wild
from ..control import ENCRYPTION, PRIVATE_SUBNETS, Frameworks, Problem, Problems, control, every, expect
from ..embedded_json import embedded_list, embedded_names
from ..encryption import customer_key
from ..graph import Subject
from ..model import UNKNOWN, Severity
from ..resource_types import FUNCTION, FUNCTION_URL, PERMISSION, TASK_DEFINITION
from ..secret_material import is_pointer_name, is_secret_name, secret_in
from ..values import Block


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


@control(
    id="LAM-02",
    title="Environment variables hold no secrets",
    severity=Severity.CRITICAL,
    types=(FUNCTION, TASK_DEFINITION),
    frameworks=Frameworks(checkov=("CKV_AWS_45",)),
    why="Variables are shown in the console, in every GetFunction answer and in the program's state. A "
    "secret there is a secret told.",
    fix="Pass the ARN of a secret (NAME_ARN) and let the function fetch it when it starts.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html",
)
def no_secrets_in_variables(workload: Subject) -> Problems:
    if workload.view.type == TASK_DEFINITION:
        yield from every(
            _variable_problems(entry.text("name"), entry, "value")
            for container in embedded_list(workload, "containerDefinitions")
            for entry in container.blocks("environment")
        )
        return
    variables = workload.block("environment.variables")
    yield from every(_variable_problems(name, variables, name) for name in variables.names())


def _variable_problems(name: str, holder: Block, path: str) -> Problems:
    if is_secret_name(name):
        yield Problem(f"variable {name} is named like a secret", name)
    elif not is_pointer_name(name):
        value = holder.text(path)
        if kind := secret_in(value):
            yield Problem(f"variable {name} holds what looks like {kind}", name)
        elif inner := next(filter(is_secret_name, embedded_names(value)), ""):
            yield Problem(f"variable {name} holds an object with {inner}", name)


@control(
    id="LAM-04",
    title="Functions can be invoked only from where it was meant",
    severity=Severity.CRITICAL,
    types=(PERMISSION,),
    frameworks=Frameworks(fsbp=("Lambda.1",), checkov=("CKV_AWS_301", "CKV_AWS_364")),
    why="A service principal alone admits that service in every account of the world: anybody's API or "
    "bucket could call the function.",
    fix="Set sourceArn to the caller's ARN (or sourceAccount), and never principal *.",
    url="https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-1",
)
def permission_names_caller(permission: Subject) -> Problems:
    principal = permission.text("principal")
    if is_wild(principal):
        if not permission.present("principalOrgId"):
            yield Problem("admits every principal")
    elif principal.endswith((".amazonaws.com", ".amazonaws.com.cn")):
        if not permission.present("sourceArn") and not permission.present("sourceAccount"):
            yield Problem(
                f"admits {principal} on behalf of any account: neither sourceArn nor sourceAccount is set"
            )
        elif not any(_names_caller(permission, path) for path in ("sourceAccount", "sourceArn")):
            yield Problem("sourceArn names neither an account nor a resource")


def _names_caller(permission: Subject, path: str) -> bool:
    """A value that is not known yet belongs to a resource; only a written one can be a pattern."""
    value = permission.read(path)
    return value is UNKNOWN or (value is not None and is_specific(permission.text(path)))


@control(
    id="LAM-05",
    title="Function URLs ask who calls",
    severity=Severity.HIGH,
    types=(FUNCTION_URL,),
    frameworks=Frameworks(checkov=("CKV_AWS_258", "CKV2_AWS_75")),
    why="A function URL without authorization is a second front door: no firewall, no throttle, no log of "
    "its own.",
    fix="Set authorizationType to AWS_IAM, or put the function behind the API.",
    url="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
)
def url_is_authorized(url: Subject) -> Problems:
    yield from every(
        [
            expect(lambda: url.text("authorizationType") == "AWS_IAM", "authorizationType is not AWS_IAM"),
            expect(
                lambda: (
                    "*" not in url.texts("cors.allowOrigins") or "*" not in url.texts("cors.allowMethods")
                ),
                "cors lets every site call with every method",
            ),
        ]
    )
