"""AWS on loopback: moto's server, for SES and S3."""

from collections.abc import Generator
from contextlib import contextmanager

from moto.server import ThreadedMotoServer

from tests.support.secrets_manager import CREDENTIALS


@contextmanager
def running_aws() -> Generator[dict[str, str]]:
    """Serve on a free port; gives the environment in which the SDK finds it."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        _, port = server.get_host_and_port()
        yield {**CREDENTIALS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    finally:
        server.stop()
