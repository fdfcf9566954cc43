"""Whether Lambda has still to take a snapshot of this process, to start all others from it (SnapStart)."""

import os

pending = os.environ.get("AWS_LAMBDA_INITIALIZATION_TYPE") == "snap-start"
"""Until it is taken no secret is read: it is kept as long as its version. `handlers.snapshot` ends this."""
