"""A run that stops in the middle can be repeated: nothing is ever made under a name that is still taken.

The engine makes a replacement before it deletes what is replaced. That clashes where the name is ours, so
each kind of resource with a fixed name is listed here, with the reason why it never does.
"""

import pytest
from pulumi_aws import apigateway, ec2, rds

from blueprint.recording import Recording, Resource, record_program
from tests.program.graph import recorded

REPLACED = {
    # What makes the provider replace it while its name stays. All of these go before their successors come.
    "aws:backup/vault:Vault": "another key",
    "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": "another workspace or channel",
    "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": "another bucket or format",
    "aws:cloudwatch/logDeliverySource:LogDeliverySource": "another distribution",
    "aws:ecr/repository:Repository": "another key",
    "aws:elasticache/serverlessCache:ServerlessCache": "other subnets, another key or engine",
    "aws:elasticache/user:User": "another user name or engine",
    "aws:elasticache/userGroup:UserGroup": "another engine",
    "aws:rds/cluster:Cluster": "another key, database name or subnet group",
    "aws:rds/clusterInstance:ClusterInstance": "another key of the insights, another subnet group",
    "aws:rds/proxy:Proxy": "other subnets",
}
KEPT = {
    # Nothing but another name replaces them: everything else the program says of them is changed in place.
    "aws:budgets/budget:Budget",
    "aws:cloudfront/function:Function",
    "aws:cloudfront/originAccessControl:OriginAccessControl",
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
    "aws:cloudwatch/dashboard:Dashboard",
    "aws:cloudwatch/logGroup:LogGroup",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    "aws:cloudwatch/metricAlarm:MetricAlarm",
    "aws:iam/role:Role",
    "aws:kms/alias:Alias",
    "aws:lambda/alias:Alias",
    "aws:lambda/function:Function",
    "aws:s3/bucket:Bucket",
    "aws:scheduler/schedule:Schedule",
    "aws:scheduler/scheduleGroup:ScheduleGroup",
    "aws:secretsmanager/secret:Secret",
    "aws:sesv2/emailIdentity:EmailIdentity",
    "aws:sns/topic:Topic",
    "aws:sqs/queue:Queue",
    "aws:wafv2/webAcl:WebAcl",
}
SHARED = {
    # AWS admits several of one name, or the name lives inside of what is replaced along with it.
    "aws:apigateway/apiKey:ApiKey",
    "aws:apigateway/restApi:RestApi",
    "aws:apigateway/stage:Stage",
    "aws:apigateway/usagePlan:UsagePlan",
    "aws:backup/plan:Plan",
    "aws:backup/selection:Selection",
    "aws:route53/record:Record",
}
OPTIONAL = {
    "replicaRegion": "us-west-2",
    "slackChannelId": "C07EZ1ABC23",
    "slackWorkspaceId": "T07EA123LEP",
}
"""Parts that no stack file asks for."""
OWN_NAMES = (
    "bucket", "clusterIdentifier", "configurationName", "dashboardName", "emailIdentity", "identifier",
    "name", "stageName", "userGroupId", "userId",
)  # fmt: skip
PARTS = ("bucketMetric", "methodSettings")
"""Named after what they are a part of."""


def fixed(recording: Recording) -> list[Resource]:
    """Resources whose name in AWS is in the program and not drawn by the provider."""

    def own_name(resource: Resource) -> bool:
        kind = resource.type.partition("/")[2].partition(":")[0]
        if kind in PARTS or (kind.startswith("bucket") and kind != "bucket"):
            return False
        names = [resource.inputs.get(key) for key in OWN_NAMES]
        of_others = {"clusterInstance": "clusterIdentifier", "serverlessCache": "userGroupId"}
        others = resource.inputs.get(of_others.get(kind, ""))
        return any(isinstance(name, str) and name != others for name in names)

    return [r for r in recording.resources if r.type.startswith("aws:") and own_name(r)]


@pytest.fixture(scope="module", params=["staging", "prod", "with every part"])
def named(request: pytest.FixtureRequest) -> list[Resource]:
    if request.param == "with every part":
        return fixed(record_program("prod", config=OPTIONAL))
    return fixed(recorded(request.param))


def test_of_each_kind_with_a_fixed_name_it_is_known_what_replaces_it(named: list[Resource]) -> None:
    kinds = {resource.type for resource in named}
    assert kinds - REPLACED.keys() - KEPT - SHARED == set()
    assert len(kinds) > 25


def test_nothing_is_listed_that_no_stack_has() -> None:
    kinds = {resource.type for resource in fixed(record_program("prod", config=OPTIONAL))}
    assert (REPLACED.keys() | KEPT | SHARED) - kinds == set()


def test_what_can_be_replaced_under_its_name_goes_first(named: list[Resource]) -> None:
    late = [r.name for r in named if r.type in REPLACED and not r.delete_before_replace]
    assert late == []


def test_what_others_use_while_it_is_replaced_has_no_fixed_name_and_goes_last(recording: Recording) -> None:
    for kind in (ec2.SecurityGroup, rds.SubnetGroup, rds.ClusterParameterGroup, apigateway.Deployment):
        for resource in recording.of_type(kind):
            assert not resource.inputs.get("name"), resource.name
            assert not resource.delete_before_replace, resource.name


def test_no_two_resources_of_one_kind_and_region_claim_a_name(recording: Recording) -> None:
    taken: set[tuple[object, ...]] = set()
    for resource in fixed(recording):
        names = tuple(str(resource.inputs.get(key)) for key in OWN_NAMES)
        within = tuple(
            str(resource.inputs.get(key)) for key in ("functionName", "groupName", "type", "region")
        )
        claim = (resource.type, names, within)
        assert claim not in taken, resource.name
        taken.add(claim)
