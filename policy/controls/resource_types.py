"""The provider's type tokens the controls speak of."""

SUBNET = "aws:ec2/subnet:Subnet"
