"""A stand-in for the `pulumi` command line: keeps one stack a place and writes down every call.

Its `up` makes the bucket that the bootstrap looks for next; its `import` puts the state where Pulumi would.
"""

import http.client
import json
import os
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MEMORY = Path(os.environ["FAKE_PULUMI_MEMORY"])
BACKEND = os.environ["PULUMI_BACKEND_URL"]
PLACE = "bucket" if BACKEND.startswith("s3://") else "disk"
STATE = MEMORY / f"{PLACE}.json"
WORDS = sys.argv[1:]
EMPTY: dict[str, Any] = {"deployment": {"resources": []}}


def put(path: str, body: bytes = b"") -> None:
    """Into the stand-in of S3, which wants to see a signature but does not check it."""
    server = http.client.HTTPConnection(urlsplit(os.environ["AWS_ENDPOINT_URL"]).netloc)
    signature = "AWS4-HMAC-SHA256 Credential=of-nobody/20260101/us-east-1/s3/aws4_request"
    server.request("PUT", f"/{os.environ['FAKE_PULUMI_BUCKET']}{path}", body, {"Authorization": signature})
    server.close()


def main() -> int:
    with (MEMORY / "calls").open("a", encoding="utf-8") as calls:
        print(PLACE, *WORDS, file=calls)
    if (MEMORY / "fail").exists() and " ".join(WORDS).startswith((MEMORY / "fail").read_text()):
        return 1
    match WORDS:
        case ["stack", "select", _]:
            return 0 if STATE.exists() else 1
        case ["stack", "init", _, *_]:
            STATE.write_text(json.dumps(EMPTY))
        case ["up", *_]:
            STATE.write_text(json.dumps({"deployment": {"resources": [{"type": "a bucket"}]}}))
            put("")
        case ["stack", "export", *_, file]:
            Path(file).write_text(STATE.read_text())
        case ["stack", "import", *_, file]:
            if "PULUMI_CONFIG_PASSPHRASE" not in os.environ:
                return 1  # what comes from the disk is opened with its passphrase
            STATE.write_text(Path(file).read_text())
            put("/.pulumi/stacks/habits-bootstrap/account.json", STATE.read_bytes())
        case ["preview", *_]:
            return 0 if json.loads(STATE.read_text()) != EMPTY else 1
        case ["config", "set", *_] | ["stack", "output", *_]:
            pass
        case _:
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
