"""One distribution serves site and API over TLS, with the right caching, headers and logs."""

from typing import Any

import pytest
from pulumi_aws import cloudfront, cloudwatch, route53

from blueprint.recording import Recording, record
from components.edge import Domain, Edge, EdgeArgs
from components.place import Place
from components.security_headers import content_security_policy

PLACE = Place(project="habits", environment="prod", region="eu-central-1", account_id="123456789012")
KEY = "k" * 40
DOMAIN = Domain(
    name="habits.example.com",
    zone_id="Z1",
    certificate_arn="arn:aws:acm:us-east-1:123456789012:certificate/1",
)


def build(domain: Domain | None = None) -> Edge:
    return Edge(
        "edge",
        EdgeArgs(
            place=PLACE,
            web_acl_arn="arn:aws:wafv2:us-east-1:123456789012:global/webacl/habits-prod/1",
            site_domain="habits-prod-site.s3.eu-central-1.amazonaws.com",
            media_domain="habits-prod-media.s3.eu-central-1.amazonaws.com",
            api_domain="abc.execute-api.eu-central-1.amazonaws.com",
            api_stage="live",
            origin_key=KEY,
            log_bucket_arn="arn:aws:s3:::habits-prod-logs",
            domain=domain,
        ),
    )


@pytest.fixture(scope="module")
def plain() -> Recording:
    return record(build)


@pytest.fixture(scope="module")
def named() -> Recording:
    return record(lambda: build(DOMAIN))


def distribution(recording: Recording) -> Any:
    return recording.one(cloudfront.Distribution).inputs


def origin(recording: Recording, origin_id: str) -> Any:
    [found] = [item for item in distribution(recording)["origins"] if item["originId"] == origin_id]
    return found


def behaviors(recording: Recording) -> list[Any]:
    settings = distribution(recording)
    return [settings["defaultCacheBehavior"], *settings["orderedCacheBehaviors"]]


def outputs(recording: Recording) -> Any:
    [found] = [
        registered for urn, registered in recording.registered_outputs.items() if "habits:edge:Edge" in urn
    ]
    return found


def answer(recording: Recording, policy_name: str) -> str:
    """The identifier a lookup of a managed policy got."""
    [found] = {call.answer["id"] for call in recording.invokes if call.arguments.get("name") == policy_name}
    return found


def test_the_firewall_stands_before_everything(plain: Recording) -> None:
    assert distribution(plain)["webAclId"].endswith("/habits-prod/1")


def test_the_bucket_is_read_by_signed_requests_only(plain: Recording) -> None:
    access = plain.one(cloudfront.OriginAccessControl)
    assert access.inputs["signingBehavior"] == "always"
    assert access.inputs["signingProtocol"] == "sigv4"
    assert origin(plain, "site")["originAccessControlId"] == access.id
    assert "customOriginConfig" not in origin(plain, "site")


def test_the_api_is_called_by_tls_under_its_stage_with_the_key(plain: Recording) -> None:
    api = origin(plain, "api")
    assert api["originPath"] == "/live"
    assert api["customHeaders"] == [{"name": "x-api-key", "value": KEY}]
    assert api["customOriginConfig"]["originProtocolPolicy"] == "https-only"
    assert api["customOriginConfig"]["originSslProtocols"] == ["TLSv1.2"]


def test_the_key_is_no_plain_state(plain: Recording) -> None:
    secrets = plain.one(cloudfront.Distribution).secret_inputs
    assert any("customHeaders" in path for path in secrets)


def test_the_api_is_never_cached_and_gets_everything_but_the_host(plain: Recording) -> None:
    api = distribution(plain)["orderedCacheBehaviors"]
    assert [behavior["pathPattern"] for behavior in api] == ["/api/*", "/health"]
    for behavior in api:
        assert behavior["targetOriginId"] == "api"
        assert behavior["cachePolicyId"] == answer(plain, "Managed-CachingDisabled")
        assert behavior["originRequestPolicyId"] == answer(plain, "Managed-AllViewerExceptHostHeader")
        assert set(behavior["allowedMethods"]) == {
            "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT",
        }  # fmt: skip


def test_the_site_is_cached_compressed_and_read_only(plain: Recording) -> None:
    site = distribution(plain)["defaultCacheBehavior"]
    assert site["targetOriginId"] == "site"
    assert site["cachePolicyId"] == answer(plain, "Managed-CachingOptimized")
    assert site["compress"] is True
    assert site["allowedMethods"] == ["GET", "HEAD"]


def test_nothing_is_served_without_tls_or_security_headers(plain: Recording) -> None:
    headers = plain.one(cloudfront.ResponseHeadersPolicy).id
    for behavior in behaviors(plain):
        assert behavior["viewerProtocolPolicy"] in ("https-only", "redirect-to-https")
        assert behavior["responseHeadersPolicyId"] == headers


def test_each_behavior_runs_its_own_function(plain: Recording) -> None:
    arns = {item.name: item.outputs["arn"] for item in plain.of_type(cloudfront.Function)}
    used = [behavior["functionAssociations"] for behavior in behaviors(plain)]
    assert used == [
        [{"eventType": "viewer-request", "functionArn": arns["edge-site-route"]}],
        [{"eventType": "viewer-request", "functionArn": arns["edge-public-host"]}],
        [{"eventType": "viewer-request", "functionArn": arns["edge-public-host"]}],
    ]


def test_errors_stay_errors(plain: Recording) -> None:
    assert "customErrorResponses" not in distribution(plain), "would turn the API's 404 into a page"


def test_the_headers_bind_the_browser(plain: Recording) -> None:
    headers = plain.one(cloudfront.ResponseHeadersPolicy).inputs["securityHeadersConfig"]
    assert headers["strictTransportSecurity"]["accessControlMaxAgeSec"] >= 365 * 24 * 3600
    assert headers["contentTypeOptions"] == {"override": True}
    assert headers["frameOptions"] == {"frameOption": "DENY", "override": True}
    assert headers["contentSecurityPolicy"]["contentSecurityPolicy"] == content_security_policy(
        "https://habits-prod-media.s3.eu-central-1.amazonaws.com"
    )


def test_a_page_gets_no_device_and_no_foreign_window(plain: Recording) -> None:
    items = plain.one(cloudfront.ResponseHeadersPolicy).inputs["customHeadersConfig"]["items"]
    headers = {item["header"]: item["value"] for item in items}
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_the_origins_do_not_tell_what_they_are(plain: Recording) -> None:
    removed = plain.one(cloudfront.ResponseHeadersPolicy).inputs["removeHeadersConfig"]["items"]
    assert {"server", "x-amz-apigw-id"} <= {item["header"] for item in removed}


def test_pages_run_their_own_scripts_only_and_reach_only_the_api_and_the_media_bucket() -> None:
    directives = dict(
        directive.split(" ", 1) for directive in content_security_policy("https://media.example").split("; ")
    )
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["connect-src"] == "'self' https://media.example"
    assert directives["img-src"] == "'self' data: blob: https://media.example"
    assert directives["frame-ancestors"] == "'none'"


def test_access_logs_leave_from_us_east_1_without_cookies_or_queries(plain: Recording) -> None:
    source = plain.one(cloudwatch.LogDeliverySource)
    destination = plain.one(cloudwatch.LogDeliveryDestination)
    delivery = plain.one(cloudwatch.LogDelivery)
    assert {thing.inputs["region"] for thing in (source, destination, delivery)} == {"us-east-1"}
    assert source.inputs["resourceArn"] == plain.one(cloudfront.Distribution).outputs["arn"]
    config = destination.inputs["deliveryDestinationConfiguration"]
    assert config["destinationResourceArn"] == "arn:aws:s3:::habits-prod-logs"
    assert not {"cs(Cookie)", "cs-uri-query", "cs(Referer)"} & set(delivery.inputs["recordFields"])


def test_without_a_domain_cloudfronts_own_name_and_certificate_serve(plain: Recording) -> None:
    assert "aliases" not in distribution(plain)
    assert distribution(plain)["viewerCertificate"] == {"cloudfrontDefaultCertificate": True}
    assert plain.of_type(route53.Record) == []
    assert outputs(plain)["url"] == f"https://{outputs(plain)['domain_name']}"


def test_with_a_domain_its_certificate_and_modern_tls_serve(named: Recording) -> None:
    assert distribution(named)["viewerCertificate"] == {
        "acmCertificateArn": DOMAIN.certificate_arn,
        "minimumProtocolVersion": "TLSv1.2_2021",
        "sslSupportMethod": "sni-only",
    }
    assert distribution(named)["aliases"] == ["habits.example.com"]
    assert outputs(named)["url"] == "https://habits.example.com"


def test_with_a_domain_both_address_families_lead_to_the_distribution(named: Recording) -> None:
    host = named.one(cloudfront.Distribution).outputs["domainName"]
    for record_type in ("A", "AAAA"):
        address = named.one(route53.Record, f"edge-{record_type.lower()}").inputs
        assert (address["type"], address["name"]) == (record_type, "habits.example.com")
        assert address["aliases"][0]["name"] == host
