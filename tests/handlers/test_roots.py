"""The certificate authorities are Amazon's, of the region asked for, and will outlive the stack."""

import re
import warnings
from datetime import UTC, datetime
from pathlib import Path

import botocore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256

from config.roots import FOLDER, UnknownRegionError, root_certificates

# One of Amazon's own has a serial number that newer X.509 rules disallow.
pytestmark = pytest.mark.filterwarnings("ignore:Parsed a serial number")

REGIONS = sorted(file.stem for file in FOLDER.glob("*.pem"))


def authorities(file: Path) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(file.read_bytes())


def name_of(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)


@pytest.mark.parametrize("region", REGIONS)
def test_each_file_holds_the_regions_three_database_roots_and_the_five_of_amazon_trust(region: str) -> None:
    names = {name_of(one) for one in authorities(root_certificates(region))}
    databases = {name for name in names if name.startswith("Amazon RDS ")}
    assert databases == {f"Amazon RDS {region} Root CA {key} G1" for key in ("RSA2048", "RSA4096", "ECC384")}
    assert names - databases == {
        *(f"Amazon Root CA {number}" for number in (1, 2, 3, 4)),
        "Starfield Services Root Certificate Authority - G2",
    }


@pytest.mark.parametrize("region", REGIONS)
def test_each_is_a_self_signed_authority_for_ten_more_years(region: str) -> None:
    for certificate in authorities(root_certificates(region)):
        certificate.verify_directly_issued_by(certificate)
        assert certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        assert certificate.not_valid_after_utc.year > datetime.now(UTC).year + 10


@pytest.mark.parametrize("region", REGIONS)
def test_the_roots_of_amazon_trust_are_those_that_the_public_bundle_knows(region: str) -> None:
    bundle = (Path(botocore.__file__).parent / "cacert.pem").read_text()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some authorities of the public bundle have odd serial numbers
        known = {
            x509.load_pem_x509_certificate(pem.encode()).fingerprint(SHA256())
            for pem in re.findall("-----BEGIN.*?END CERTIFICATE-----", bundle, re.DOTALL)
        }
    for certificate in authorities(root_certificates(region)):
        if not name_of(certificate).startswith("Amazon RDS"):
            assert certificate.fingerprint(SHA256()) in known


@pytest.mark.parametrize("region", ["us-east-9", "", "../us-east-1", "US-EAST-1"])
def test_an_unknown_region_is_named_with_those_that_are_known(region: str) -> None:
    with pytest.raises(UnknownRegionError) as raised:
        root_certificates(region)
    assert str(raised.value).startswith(f"{region!r} is not one of af-south-1, ")
    assert "us-east-1, us-east-2" in str(raised.value)
