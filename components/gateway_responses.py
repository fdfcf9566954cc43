"""What API Gateway says itself, in the shape of the application's errors."""

import json
from typing import Any

ANSWERS: dict[str, tuple[int, str, str]] = {
    "ACCESS_DENIED": (403, "Forbidden", "Access is denied."),
    "API_CONFIGURATION_ERROR": (500, "Internal server error", "The service is not set up correctly."),
    "BAD_REQUEST_BODY": (400, "Bad request", "The body is not JSON of the documented shape."),
    "BAD_REQUEST_PARAMETERS": (400, "Bad request", "A required query parameter is missing or empty."),
    "INTEGRATION_FAILURE": (502, "Bad gateway", "The application did not answer. Try again."),
    "INTEGRATION_TIMEOUT": (504, "Gateway timeout", "The application took too long. Try again."),
    "INVALID_API_KEY": (403, "Forbidden", "This address is reached through the site only."),
    # API Gateway's name for a path or method that no resource has.
    "MISSING_AUTHENTICATION_TOKEN": (404, "Not found", "There is nothing at this address."),
    "QUOTA_EXCEEDED": (429, "Too many requests", "Too many requests. Wait a moment and try again."),
    "REQUEST_TOO_LARGE": (413, "Content too large", "The request is larger than 10 MB."),
    "RESOURCE_NOT_FOUND": (404, "Not found", "There is nothing at this address."),
    "THROTTLED": (429, "Too many requests", "Too many requests. Wait a moment and try again."),
    "UNSUPPORTED_MEDIA_TYPE": (415, "Unsupported media type", "The content type is not supported."),
    "WAF_FILTERED": (403, "Forbidden", "The firewall refused this request."),
}
"""Status, title and detail by API Gateway's response type.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""


def gateway_responses() -> dict[str, Any]:
    """The `x-amazon-apigateway-gateway-responses` extension: JSON for every answer that is not Django's."""
    return {
        response_type: {
            "statusCode": str(status),
            "responseTemplates": {
                "application/json": json.dumps(
                    {"type": "about:blank", "title": title, "status": status, "detail": detail, "errors": []}
                )
            },
        }
        for response_type, (status, title, detail) in ANSWERS.items()
    }
