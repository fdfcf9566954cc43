"""Recognising secrets where none should be: by the name they are given, and by what they look like.

Names are known even while values are not. No function here returns or quotes a value.
"""

import math
import re
from collections import Counter
from typing import Final

_SECRET_NAME: Final = re.compile(
    r"PASSWORD|PASSWD|PASSPHRASE|(^|_)(PASS|PWD|PW|SECRETS?|SECRET_?KEY|(AUTH_?|ACCESS_?)?TOKENS?|API_?KEYS?|"
    r"PRIVATE_?KEY|(SECRET_?)?ACCESS_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|MASTER_?KEY|HMAC_?KEY|SSH_?KEY|"
    r"CREDENTIALS?|CONNECTION_?STRING|DSN)\d*(_|$)"
)
# Endings that say the variable is about a secret but does not hold it.
_HARMLESS_ENDING: Final = re.compile(
    r"_(ARN|NAME|ID|PATH|FILE|ENDPOINT|REGION|TTL|AGE|SECONDS|MINUTES|HOURS|DAYS|LENGTH|COUNT|LIMIT|ENABLED|"
    r"REQUIRED|TYPE|VERSION|HEADER|HASHERS?|VALIDATORS?|POLICY|ISSUER|AUDIENCE)$|_(URL|URI)$"
)
_POINTER_ENDING: Final = re.compile(r"_(ARN|NAME|ID|PATH|FILE|HOST|BUCKET|ENDPOINT|REGION|VERSION)$")
_CONNECTION_URL: Final = re.compile(
    r"(^|_)(DATABASE|DB|POSTGRES(QL)?|MYSQL|MONGO(DB)?|REDIS|CACHE|BROKER|AMQP|JDBC)_?(URL|URI)$"
)
_ACCESS_KEY_NAME: Final = re.compile(r"(^|_)AWS_(ACCESS_KEY_ID|SECRET_ACCESS_KEY|SESSION_TOKEN)$")
_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_MATERIAL: Final = (
    ("an AWS access key", re.compile(r"\b(AKIA|ASIA)[A-Z0-9]{16}\b")),
    ("a private key", re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY")),
    ("a URL with a password", re.compile(r"\b[a-z][a-z0-9+.-]*://[^\s/:@]*:[^\s/@]+@", re.IGNORECASE)),
    ("an authorization header", re.compile(r"^(Basic|Bearer)\s+[\w+/=.~-]{8,}", re.IGNORECASE)),
    ("a signed token", re.compile(r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]*")),
    (
        "a service token",
        re.compile(
            r"\b(gh[pousr]_\w{30,}|github_pat_\w{30,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|[sr]k_live_\w{16,}|"
            r"npm_\w{36}|AIza[\w-]{35}|SG\.[\w-]{16,}\.[\w-]{16,}|sk-(ant-|proj-)?[A-Za-z0-9_-]{32,}|"
            r"dckr_pat_[\w-]{20,})|https://hooks\.slack\.com/services/T\w+/B\w+/\w+"
        ),
    ),
    (
        "an AWS secret key",
        re.compile(r"aws_?secret_?access_?key\W{1,4}[A-Za-z0-9/+=]{40}", re.IGNORECASE),
    ),
    (
        "a connection string with a password",
        re.compile(r"(^|[;\s])(password|pwd)=[^\s;&'\"$<{%*]{4,}(;|\s|$)", re.IGNORECASE),
    ),
)
_RANDOM_TEXT: Final = re.compile(r"[A-Za-z0-9+/=_-]{40,}")
_RANDOM_BITS: Final = 4.2
"""Bits per character from which a long word is random. Hexadecimal digests reach 4.0 at most."""


def is_secret_name(name: str) -> bool:
    """Whether a variable of this name would hold a secret, in any common spelling."""
    spelt = _spelt(name)
    if _ACCESS_KEY_NAME.search(spelt) or _CONNECTION_URL.search(spelt):
        return True
    return bool(_SECRET_NAME.search(spelt)) and not _HARMLESS_ENDING.search(spelt)


def is_pointer_name(name: str) -> bool:
    """Whether the name says that the value only leads to something: an ARN, an id, a path."""
    return bool(_POINTER_ENDING.search(_spelt(name)))


def secret_in(value: str) -> str | None:
    """What kind of secret a text holds, in words; `None` if it looks harmless."""
    if kind := material_in(value):
        return kind
    return "a long random text" if _RANDOM_TEXT.fullmatch(value) and _entropy(value) > _RANDOM_BITS else None


def material_in(value: str) -> str | None:
    """As `secret_in`, but only what has the form of a secret beyond doubt: no guess by randomness."""
    return next((kind for kind, pattern in _MATERIAL if pattern.search(value)), None)


def redacted(text: str) -> str:
    """The text with the kind of secret in the place of each that it holds."""
    for kind, pattern in _MATERIAL:
        text = pattern.sub(f"[{kind}]", text)
    return text


def _spelt(name: str) -> str:
    return re.sub(r"[-./]", "_", _CAMEL.sub("_", name)).upper()


def _entropy(text: str) -> float:
    """Shannon entropy in bits per character."""
    shares = [count / len(text) for count in Counter(text).values()]
    return -sum(share * math.log2(share) for share in shares)
