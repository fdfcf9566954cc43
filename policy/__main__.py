"""Started by Pulumi inside this folder: hands the controls to the engine and serves it until the run ends."""

from datetime import date
from pathlib import Path

from controls.exemptions import Exemptions
from controls.registry import CONTROLS
from controls.sdk import policies
from pulumi_policy import EnforcementLevel, PolicyPack

exemptions = Exemptions.load(Path(__file__).with_name("exemptions.yaml"), CONTROLS, today=date.today())

PolicyPack("aws-serverless", policies(CONTROLS, exemptions), EnforcementLevel.MANDATORY)
