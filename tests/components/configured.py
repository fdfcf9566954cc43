"""The settings of a stack that has the declared defaults and a few values of its own."""

from typing import Any

import pytest
import yaml

from blueprint.recording import ROOT
from components.settings import SettingsError, StackSettings

PROJECT = yaml.safe_load((ROOT / "Pulumi.yaml").read_text(encoding="utf-8"))
DECLARED: dict[str, dict[str, Any]] = PROJECT["config"]


def text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def settings(**changes: str) -> StackSettings:
    defaults = {key: text(declared["default"]) for key, declared in DECLARED.items()}
    return StackSettings.parse("staging", defaults | changes)


def refused(**changes: str) -> str:
    with pytest.raises(SettingsError) as caught:
        settings(**changes)
    message = str(caught.value)
    assert "\n" not in message
    return message
