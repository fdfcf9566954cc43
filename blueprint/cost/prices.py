"""Unit prices of AWS in us-east-1, US dollars, without the free tier of new accounts.

`page` is where AWS publishes the price; `read` is the year of the text that last confirmed the figure. Other
regions cost up to half as much again: the tables say so instead of guessing.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

REGION: Final = "us-east-1"
HOURS: Final = 730
"""Hours in AWS's calculating month."""
SECONDS: Final = HOURS * 3600


@dataclass(frozen=True)
class Price:
    """`amount` dollars for one `unit`."""

    amount: Decimal
    unit: str
    page: str
    read: int


def _price(amount: str, unit: str, page: str, read: int = 2024) -> Price:
    return Price(Decimal(amount), unit, f"https://aws.amazon.com/{page}/pricing/", read)


NAT_HOUR = _price("0.045", "gateway-hours", "vpc", 2026)
NAT_GB = _price("0.045", "GB", "vpc", 2026)
PUBLIC_ADDRESS_HOUR = _price("0.005", "address-hours", "vpc", 2026)
ENDPOINT_HOUR = _price("0.01", "endpoint-hours in one zone", "privatelink", 2026)
ENDPOINT_GB = _price("0.01", "GB", "privatelink", 2026)

AURORA_ACU_HOUR = _price("0.12", "ACU-hours", "rds/aurora", 2026)
AURORA_GB = _price("0.10", "GB-months", "rds/aurora", 2026)
AURORA_REQUESTS = _price("0.20", "million I/O requests", "rds/aurora", 2026)
PROXY_ACU_HOUR = _price("0.015", "ACU-hours", "rds/proxy", 2026)
VALKEY_GB_HOUR = _price("0.084", "GB-hours", "elasticache", 2026)
VALKEY_UNITS = _price("0.0023", "million processing units", "elasticache", 2026)
REDIS_GB_HOUR = _price("0.125", "GB-hours", "elasticache", 2026)
REDIS_UNITS = _price("0.0034", "million processing units", "elasticache", 2026)

LAMBDA_ARM_GB_SECONDS = _price("13.3334", "million GB-seconds (arm64)", "lambda")
LAMBDA_X86_GB_SECONDS = _price("16.6667", "million GB-seconds (x86_64)", "lambda")
LAMBDA_REQUESTS = _price("0.20", "million calls", "lambda")
WARM_ARM_GB_SECONDS = _price("3.3334", "million GB-seconds kept warm (arm64)", "lambda")
WARM_X86_GB_SECONDS = _price("4.1667", "million GB-seconds kept warm (x86_64)", "lambda")
SNAPSHOT_GB_SECONDS = _price("1.5046", "million GB-seconds of kept snapshots", "lambda", 2026)
RESTORED_GB = _price("0.0001397998", "GB restored", "lambda", 2026)
TRACES = _price("5.00", "million traces", "xray")
REST_CALLS = _price("3.50", "million calls", "api-gateway")

MAILS = _price("0.10", "thousand mails", "ses")

CLOUDFRONT_GB = _price("0.085", "GB after the first TB", "cloudfront")
CLOUDFRONT_REQUESTS = _price("1.00", "million requests after the first ten", "cloudfront")
EDGE_FUNCTION_CALLS = _price("0.10", "million calls after the first two", "cloudfront")
WEB_ACL = _price("5.00", "web ACLs", "waf")
WAF_RULE = _price("1.00", "rules", "waf")
WAF_REQUESTS = _price("0.60", "million requests", "waf")
HOSTED_ZONE = _price("0.50", "hosted zones", "route53")
DNS_QUERIES = _price("0.40", "million queries", "route53")

S3_GB = _price("0.023", "GB-months", "s3")
REGISTRY_GB = _price("0.10", "GB-months", "ecr")

ARM_BUILD_MINUTE = _price("0.0034", "minutes of a small arm64 machine", "codebuild")
X86_BUILD_MINUTE = _price("0.01", "minutes of a medium x86_64 machine", "codebuild")
PIPELINE_MINUTE = _price("0.002", "minutes of an action", "codepipeline")

SNAPSHOT_GB = _price("0.021", "GB-months", "backup")
BETWEEN_REGIONS_GB = _price("0.02", "GB", "ec2/on-demand")

KEY = _price("1.00", "keys", "kms")
SECRET = _price("0.40", "secrets", "secrets-manager")
LOG_GB = _price("0.50", "GB taken in", "cloudwatch")
LOG_STORED_GB = _price("0.03", "GB-months kept", "cloudwatch")
FLOW_LOG_GB = _price("0.25", "GB delivered to S3", "cloudwatch")
DASHBOARD = _price("3.00", "dashboards", "cloudwatch")
ALARM_METRIC = _price("0.10", "alarm metrics", "cloudwatch")
COMPOSITE_ALARM = _price("0.50", "composite alarms", "cloudwatch")

PROXY_MINIMUM_ACU: Final = 8
"""RDS Proxy bills at least this many ACU in front of Aurora Serverless v2."""
VALKEY_MINIMUM_GB: Final = Decimal("0.1")
REDIS_MINIMUM_GB: Final = Decimal(1)
"""ElastiCache Serverless bills at least this much storage per cache."""
CLOUDFRONT_FREE_GB: Final = 1000
CLOUDFRONT_FREE_REQUESTS: Final = Decimal(10)
EDGE_FUNCTION_FREE_CALLS: Final = Decimal(2)
"""CloudFront's lasting free tier, per month; requests and calls in millions."""
