"""The facts an answer may depend on, and the names and identifiers made from them."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

ACCOUNT_ID: Final = "123456789012"

NAME_INPUTS: Final[Mapping[str, str]] = {
    "aws:s3/bucket:Bucket": "bucket",
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/clusterInstance:ClusterInstance": "identifier",
    "aws:elasticache/user:User": "userId",
    "aws:elasticache/userGroup:UserGroup": "userGroupId",
    "aws:cloudwatch/dashboard:Dashboard": "dashboardName",
    "aws:apigateway/stage:Stage": "stageName",
}
"""The input that gives a type its physical name, where it is not `name`."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What an answer may depend on."""

    type: str
    name: str
    inputs: Mapping[str, Any]
    region: str

    @property
    def physical_name(self) -> str:
        """The given one, or the resource's name with the random suffix that the provider adds."""
        return self.input(NAME_INPUTS.get(self.type, "name")) or f"{self.name}-{self.digest(7)}"

    def digest(self, length: int, salt: str = "") -> str:
        """Hexadecimal digits that are the same in every run."""
        return hashlib.sha256(f"{self.type} {self.name} {salt}".encode()).hexdigest()[:length]

    def arn(self, service: str, resource: str, *, regional: bool = True) -> str:
        return f"arn:aws:{service}:{self.region if regional else ''}:{ACCOUNT_ID}:{resource}"

    def input(self, key: str, default: str = "") -> str:
        value = self.inputs.get(key)
        return value if isinstance(value, str) else default

    def last_part(self, key: str) -> str:
        """The name at the end of an ARN, or the name itself."""
        return self.input(key).rpartition(":")[2]

    @property
    def uuid(self) -> str:
        digits = self.digest(32, "uuid")
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))

    @property
    def ec2_id(self) -> str:
        """EC2's identifiers are a prefix and 17 hexadecimal digits."""
        return f"{EC2_PREFIXES[self.type]}-0{self.digest(16)}"


EC2_PREFIXES: Final[Mapping[str, str]] = {
    "aws:ec2/vpc:Vpc": "vpc",
    "aws:ec2/subnet:Subnet": "subnet",
    "aws:ec2/internetGateway:InternetGateway": "igw",
    "aws:ec2/natGateway:NatGateway": "nat",
    "aws:ec2/eip:Eip": "eipalloc",
    "aws:ec2/routeTable:RouteTable": "rtb",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
    "aws:ec2/networkAcl:NetworkAcl": "acl",
    "aws:ec2/securityGroup:SecurityGroup": "sg",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "sg",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
    "aws:ec2/vpcEndpoint:VpcEndpoint": "vpce",
    "aws:ec2/flowLog:FlowLog": "fl",
}
