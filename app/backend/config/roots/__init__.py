"""The certificate authorities that the application believes, one PEM file for each AWS region.

A file holds the three roots that sign Aurora's own endpoints in that region and the five of Amazon Trust
Services, which sign RDS Proxy, ElastiCache and the AWS APIs. Why they are kept here: docs/decisions/0073.
"""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent


class UnknownRegionError(LookupError):
    """No certificate authorities are kept for this region."""


def root_certificates(region: str) -> Path:
    """The PEM file of `region`, for `sslrootcert` and for TLS contexts.

    Raises UnknownRegionError naming the region and those that are known.
    """
    known = sorted(file.stem for file in FOLDER.glob("*.pem"))
    if region not in known:
        raise UnknownRegionError(f"{region!r} is not one of {', '.join(known)}, the files of config/roots")
    return FOLDER / f"{region}.pem"
