"""Started by Pulumi inside this folder: hands the controls to the engine and serves it until the run ends."""

from controls.registry import CONTROLS
from controls.sdk import policies
from pulumi_policy import EnforcementLevel, PolicyPack

PolicyPack("aws-serverless", policies(CONTROLS), EnforcementLevel.MANDATORY)
