"""What Lambda's network interfaces keep others waiting for."""

import pulumi

INTERFACES_LINGER = pulumi.CustomTimeouts(delete="45m")
"""Lambda gives its network interfaces back up to forty minutes after the function is gone; until then AWS
deletes neither group nor subnet."""
