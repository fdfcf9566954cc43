"""The arrows of the architecture drawing that a request and a deployment follow, one test each."""

import json

import pytest
from pulumi_aws import (
    acm,
    apigateway,
    cloudfront,
    ec2,
    ecr,
    elasticache,
    lambda_,
    rds,
    route53,
    s3,
    vpc,
    wafv2,
)

from blueprint.recording import Recording
from tests.program.graph import (
    admitted,
    allowed,
    environment,
    function,
    group,
    ids,
    private_subnets,
    role_statements,
    routes_of_subnet,
    statements,
)

PURPOSES = ("api", "manage", "tasks")


# --- a request, from the world to the region


def test_users_to_route53_to_cloudfront_by_ipv4_and_ipv6(recording: Recording) -> None:
    distribution = recording.one(cloudfront.Distribution)
    records = [r for r in recording.of_type(route53.Record) if r.inputs["type"] in ("A", "AAAA")]
    assert {record.inputs["type"] for record in records} == {"A", "AAAA"}
    for record in records:
        assert record.inputs["name"] in distribution.inputs["aliases"]
        assert record.inputs["aliases"][0]["name"] == distribution.outputs["domainName"]


def test_cloudfront_to_acm_with_a_certificate_that_is_validated(recording: Recording) -> None:
    viewer = recording.one(cloudfront.Distribution).inputs["viewerCertificate"]
    validation, certificate = recording.one(acm.CertificateValidation), recording.one(acm.Certificate)
    assert viewer["acmCertificateArn"] == validation.inputs["certificateArn"] == certificate.id
    assert certificate.inputs["region"] == "us-east-1"
    urns = recording.one(cloudfront.Distribution).property_dependencies["viewerCertificate"]
    assert validation.urn in urns


def test_cloudfront_to_the_firewall(recording: Recording) -> None:
    acl = recording.one(wafv2.WebAcl)
    assert recording.one(cloudfront.Distribution).inputs["webAclId"] == acl.outputs["arn"]
    assert acl.inputs["scope"] == "CLOUDFRONT"


def test_the_firewall_to_the_site_by_https_only(recording: Recording) -> None:
    distribution = recording.one(cloudfront.Distribution)
    origins = {origin["originId"]: origin for origin in distribution.inputs["origins"]}
    target = origins[distribution.inputs["defaultCacheBehavior"]["targetOriginId"]]
    assert target["domainName"] == recording.one(s3.Bucket, "site-bucket").outputs["bucketRegionalDomainName"]
    assert target["originAccessControlId"] == recording.one(cloudfront.OriginAccessControl).id


def test_the_site_serves_users_through_this_distribution_and_in_no_other_way(recording: Recording) -> None:
    policy = recording.one(s3.BucketPolicy, "site-policy")
    allows = [s for s in statements(policy.inputs["policy"]) if s["Effect"] == "Allow"]
    (allow,) = allows
    assert allow["Principal"] == {"Service": "cloudfront.amazonaws.com"}
    distribution = recording.one(cloudfront.Distribution)
    assert allow["Condition"] == {"StringEquals": {"AWS:SourceArn": distribution.outputs["arn"]}}


@pytest.mark.parametrize("path", ["/api/*", "/health"])
def test_the_firewall_to_the_api_with_the_key_that_opens_it(recording: Recording, path: str) -> None:
    distribution = recording.one(cloudfront.Distribution)
    (behaviour,) = [b for b in distribution.inputs["orderedCacheBehaviors"] if b["pathPattern"] == path]
    origins = {origin["originId"]: origin for origin in distribution.inputs["origins"]}
    target = origins[behaviour["targetOriginId"]]
    assert target["customOriginConfig"]["originProtocolPolicy"] == "https-only"
    assert recording.one(apigateway.RestApi).id in target["domainName"]
    headers = {header["name"]: header["value"] for header in target["customHeaders"]}
    assert headers["x-api-key"] == recording.one(apigateway.ApiKey).inputs["value"]


def test_users_to_the_api_without_that_key_get_nowhere(recording: Recording) -> None:
    body = json.loads(recording.one(apigateway.RestApi).inputs["body"])
    operations = [
        (path, method, operation)
        for path, methods in body["paths"].items()
        for method, operation in methods.items()
        if method != "parameters"
    ]
    assert operations
    for path, method, operation in operations:
        assert operation["security"] == [{"api_key": []}], f"{method} {path}"
    (stage,) = recording.one(apigateway.UsagePlan).inputs["apiStages"]
    assert stage["apiId"] == recording.one(apigateway.RestApi).id
    assert recording.one(apigateway.UsagePlanKey).inputs["keyId"] == recording.one(apigateway.ApiKey).id


# --- the API


def test_the_api_to_the_alias_of_the_function_and_to_nothing_else(recording: Recording) -> None:
    alias = recording.one(lambda_.Alias, "api-live")
    body = json.loads(recording.one(apigateway.RestApi).inputs["body"])
    uris = {
        operation["x-amazon-apigateway-integration"]["uri"]
        for methods in body["paths"].values()
        for method, operation in methods.items()
        if method != "parameters"
    }
    assert uris == {alias.outputs["invokeArn"]}
    permission = recording.one(lambda_.Permission)
    assert permission.inputs["function"] == function(recording, "api").inputs["name"]
    assert permission.inputs["qualifier"] == alias.inputs["name"]
    assert recording.one(apigateway.RestApi).id in permission.inputs["sourceArn"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_functions_to_network_interfaces_in_private_subnets_only(recording: Recording, purpose: str) -> None:
    config = function(recording, purpose).inputs["vpcConfig"]
    assert set(config["subnetIds"]) == private_subnets(recording)
    assert config["securityGroupIds"] == [group(recording, "manage" if purpose == "manage" else "functions")]


def test_database_proxy_cache_and_endpoints_stand_in_private_subnets_only(recording: Recording) -> None:
    private = private_subnets(recording)
    assert set(recording.one(rds.SubnetGroup).inputs["subnetIds"]) == private
    assert set(recording.one(rds.Proxy).inputs["vpcSubnetIds"]) == private
    assert set(recording.one(elasticache.ServerlessCache).inputs["subnetIds"]) == private
    assert set(recording.one(ec2.VpcEndpoint, "endpoints-logs").inputs["subnetIds"]) <= private
    assert not any(
        instance.inputs["publiclyAccessible"] for instance in recording.of_type(rds.ClusterInstance)
    )


@pytest.mark.parametrize("purpose", ["api", "tasks"])
def test_functions_to_the_database_through_the_proxy(recording: Recording, purpose: str) -> None:
    assert environment(recording, purpose)["DATABASE_HOST"] == recording.one(rds.Proxy).outputs["endpoint"]
    assert admitted(recording, "proxy") == {("functions", 5432)}


def test_the_proxy_to_the_cluster_as_the_applications_user(recording: Recording) -> None:
    assert recording.one(rds.ProxyTarget).inputs["dbClusterIdentifier"] == recording.one(rds.Cluster).id
    (auth,) = recording.one(rds.Proxy).inputs["auths"]
    assert auth["secretArn"] == environment(recording, "api")["DATABASE_SECRET_ARN"]


def test_the_database_admits_the_proxy_and_the_migration_and_nothing_else(recording: Recording) -> None:
    assert recording.one(rds.Cluster).inputs["vpcSecurityGroupIds"] == [group(recording, "database")]
    assert admitted(recording, "database") == {("proxy", 5432), ("manage", 5432)}


def test_the_migration_goes_to_the_writer_as_the_owner(recording: Recording) -> None:
    cluster = recording.one(rds.Cluster)
    variables = environment(recording, "manage")
    assert variables["DATABASE_HOST"] == cluster.outputs["endpoint"]
    assert variables["DATABASE_ADMIN_SECRET_ARN"] == cluster.outputs["masterUserSecrets"][0]["secretArn"]


def test_functions_to_the_cache(recording: Recording) -> None:
    cache = recording.one(elasticache.ServerlessCache)
    assert environment(recording, "api")["CACHE_HOST"] == cache.outputs["endpoints"][0]["address"]
    assert cache.inputs["securityGroupIds"] == [group(recording, "cache")]
    assert admitted(recording, "cache") == {("functions", 6379), ("functions", 6380)}


@pytest.mark.parametrize("purpose", ["api", "tasks"])
def test_functions_to_the_media_bucket_and_no_other(recording: Recording, purpose: str) -> None:
    bucket = recording.one(s3.Bucket, "media-bucket").inputs["bucket"]
    assert environment(recording, purpose)["MEDIA_BUCKET"] == bucket
    for action in ("s3:GetObject", "s3:PutObject", "s3:DeleteObject"):
        assert allowed(recording, f"{purpose}-role", action) == {f"arn:aws:s3:::{bucket}/*"}
    assert allowed(recording, f"{purpose}-role", "s3:ListBucket") == {f"arn:aws:s3:::{bucket}"}
    through = [
        statement["Condition"]["StringEquals"].get("kms:ViaService", [])
        for statement in role_statements(recording, f"{purpose}-role")
        if "kms:GenerateDataKey" in statement["Action"]
    ]
    assert [services for services in through if "s3.us-east-1.amazonaws.com" in services]


def test_functions_to_the_media_bucket_through_the_free_endpoint(recording: Recording) -> None:
    endpoint = recording.one(ec2.VpcEndpoint, "network-s3")
    assert endpoint.inputs["vpcEndpointType"] == "Gateway"
    (statement,) = statements(endpoint.inputs["policy"])
    bucket = recording.one(s3.Bucket, "media-bucket").inputs["bucket"]
    assert statement["Resource"] == [f"arn:aws:s3:::{bucket}", f"arn:aws:s3:::{bucket}/*"]
    tables = {
        association.inputs["routeTableId"]
        for association in recording.of_type(ec2.RouteTableAssociation)
        if association.inputs["subnetId"] in private_subnets(recording)
    }
    assert set(endpoint.inputs["routeTableIds"]) == tables
    rule = recording.one(vpc.SecurityGroupEgressRule, "groups-functions-to-s3")
    assert rule.inputs["prefixListId"] == endpoint.outputs["prefixListId"]


# --- a deployment


def test_the_build_to_the_registry(recording: Recording) -> None:
    image, repository = recording.one("docker:index/image:Image"), recording.one(ecr.Repository)
    assert image.inputs["imageName"].startswith(repository.outputs["repositoryUrl"] + ":app-")
    assert image.inputs["registry"]["server"] == repository.outputs["repositoryUrl"]


@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_registry_to_the_functions_by_digest(recording: Recording, purpose: str) -> None:
    image = recording.one("docker:index/image:Image")
    assert function(recording, purpose).inputs["imageUri"] == image.outputs["repoDigest"]
    (statement,) = statements(recording.one(ecr.RepositoryPolicy).inputs["policy"])
    assert statement["Principal"] == {"Service": "lambda.amazonaws.com"}


def test_the_migration_of_this_digest_calls_the_new_code_after_the_writer_answers(
    recording: Recording,
) -> None:
    invocation = recording.one(lambda_.Invocation)
    manage = function(recording, "manage")
    assert invocation.inputs["triggers"] == {"image": manage.inputs["imageUri"]}
    assert invocation.inputs["qualifier"] == manage.outputs["version"]
    assert recording.one(rds.ClusterInstance, "database-writer").urn in invocation.dependencies


def test_the_migration_has_its_way_to_the_secrets_before_it_runs(recording: Recording) -> None:
    needed = [r for r in recording.of_type(ec2.Route) if r.name.startswith("network-private")]
    needed += [r for r in recording.of_type(vpc.SecurityGroupEgressRule) if "manage" in r.name]
    needed += recording.of_type(ec2.RouteTableAssociation)
    assert {r.urn for r in needed} <= recording.one(lambda_.Invocation).dependencies


@pytest.mark.parametrize("purpose", ["api", "tasks"])
def test_traffic_moves_to_new_code_only_after_the_migration(recording: Recording, purpose: str) -> None:
    alias = recording.one(lambda_.Alias, f"{purpose}-live")
    waits = {recording.one(lambda_.Invocation).urn, recording.one(rds.ProxyTarget).urn}
    assert waits <= alias.dependencies


def test_the_proxy_meets_the_user_the_migration_makes(recording: Recording) -> None:
    target = recording.one(rds.ProxyTarget)
    assert recording.one(lambda_.Invocation).urn in target.dependencies
    assert recording.one(rds.ClusterInstance, "database-writer").urn in target.dependencies


def test_a_new_page_never_meets_the_old_api(recording: Recording) -> None:
    alias = recording.one(lambda_.Alias, "api-live").urn
    site = recording.one("habits:site:Site")
    assert alias in site.dependencies


# --- the way out


def test_private_subnets_to_nat_to_the_internet_gateway(recording: Recording) -> None:
    gateways = recording.of_type(ec2.NatGateway)
    for subnet in private_subnets(recording):
        (route,) = routes_of_subnet(recording, subnet)
        assert route.inputs["natGatewayId"] in ids(gateways)
    for gateway in gateways:
        (route,) = routes_of_subnet(recording, gateway.inputs["subnetId"])
        assert route.inputs["gatewayId"] == recording.one(ec2.InternetGateway).id
        assert route.inputs["destinationCidrBlock"] == "0.0.0.0/0"


def test_functions_to_the_internet_by_https_only(recording: Recording) -> None:
    world = [
        rule
        for rule in recording.of_type(vpc.SecurityGroupEgressRule)
        if rule.inputs.get("cidrIpv4") == "0.0.0.0/0"
    ]
    assert {rule.inputs["securityGroupId"] for rule in world} == {
        group(recording, "functions"),
        group(recording, "manage"),
    }
    assert {(rule.inputs["fromPort"], rule.inputs["toPort"]) for rule in world} == {(443, 443)}


def test_the_internet_to_nothing_inside(recording: Recording) -> None:
    for rule in recording.of_type(vpc.SecurityGroupIngressRule):
        assert "referencedSecurityGroupId" in rule.inputs, rule.name
