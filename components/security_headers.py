"""The headers that tell a browser what pages of this site may do."""

from collections.abc import Sequence

import pulumi
from pulumi_aws import cloudfront

HSTS_SECONDS = 31_536_000

LEAKING_HEADERS = ("server", "x-amz-apigw-id", "x-amzn-trace-id")
"""What the origins tell about themselves. `x-amzn-requestid` CloudFront does not let go."""

ISOLATION_HEADERS = {
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""A page of ours shares no window with others and needs no device."""


def content_security_policy(media_origin: str) -> str:
    """The policy of a page that loads only itself, and its media from one other origin.

    Args:
        media_origin: `https://` origin of the media bucket, which images come from and uploads go to.
    """
    directives: dict[str, Sequence[str]] = {
        "default-src": ("'none'",),
        "base-uri": ("'none'",),
        "connect-src": ("'self'", media_origin),
        "font-src": ("'self'",),
        "form-action": ("'self'",),
        "frame-ancestors": ("'none'",),
        "img-src": ("'self'", "data:", "blob:", media_origin),
        "manifest-src": ("'self'",),
        "script-src": ("'self'",),
        "style-src": ("'self'", "'unsafe-inline'"),  # Mantine writes its styles into the page
        "worker-src": ("'self'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def security_headers(
    media_domain: pulumi.Input[str],
) -> cloudfront.ResponseHeadersPolicySecurityHeadersConfigArgsDict:
    """The part of a response headers policy that replaces whatever an origin says about security."""
    policy = pulumi.Output.from_input(media_domain).apply(
        lambda host: content_security_policy(f"https://{host}")
    )
    return {
        "strict_transport_security": {
            "access_control_max_age_sec": HSTS_SECONDS,
            "include_subdomains": True,
            "override": True,
        },
        "content_type_options": {"override": True},
        "frame_options": {"frame_option": "DENY", "override": True},
        "referrer_policy": {"referrer_policy": "strict-origin-when-cross-origin", "override": True},
        "content_security_policy": {"content_security_policy": policy, "override": True},
    }
