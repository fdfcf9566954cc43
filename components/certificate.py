"""The certificate of the site's public name, proven by a DNS record."""

from dataclasses import dataclass

import pulumi
import pulumi_aws as aws

from components.place import EDGE_REGION


@dataclass(frozen=True, kw_only=True)
class CertificateArgs:
    domain_name: str
    zone_id: pulumi.Input[str]
    """Hosted zone that the name is in; it must be delegated, or the proof is waited for in vain."""


class Certificate(pulumi.ComponentResource):
    arn: pulumi.Output[str]
    """Known once the certificate is issued."""

    def __init__(self, name: str, args: CertificateArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("habits:certificate:Certificate", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        certificate = aws.acm.Certificate(
            f"{name}-certificate",
            region=EDGE_REGION,
            domain_name=args.domain_name,
            validation_method="DNS",
            opts=child,
        )
        # One name has one option. Indexed: a record made inside an apply would be missing from a preview.
        option = certificate.domain_validation_options[0]
        record = aws.route53.Record(
            f"{name}-proof",
            zone_id=args.zone_id,
            name=option.resource_record_name,
            type=option.resource_record_type,
            records=[option.resource_record_value],
            ttl=300,
            allow_overwrite=True,  # a replaced certificate for the same name has the same proof
            opts=child,
        )
        validation = aws.acm.CertificateValidation(
            f"{name}-validation",
            region=EDGE_REGION,
            certificate_arn=certificate.arn,
            validation_record_fqdns=[record.fqdn],
            opts=child,
        )

        self.arn = validation.certificate_arn
        self.register_outputs({"arn": self.arn})
