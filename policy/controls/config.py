"""Levels and settings per stack: the files Pulumi reads with `--policy-pack-config`, checked word for word.

Pulumi accepts misspelt control names and settings in silence; a guard that a typo can switch off is none.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from .control import Declaration
from .model import Level

_LEVEL_KEY = "enforcementLevel"


class ConfigError(Exception):
    """A configuration file is missing, is not JSON, or names an unknown control, level or setting."""


@dataclass(frozen=True, kw_only=True)
class PackConfig:
    """What a stack changes in the pack: the level of single controls (or `everything`) and their settings."""

    everything: Level | None = None
    levels: Mapping[str, Level] = field(default_factory=dict[str, Level])
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict[str, Mapping[str, Any]])

    @staticmethod
    def load(path: Path, controls: Iterable[Declaration]) -> "PackConfig":
        """Read a file of the form `{"all": LEVEL, ID: LEVEL or {"enforcementLevel": LEVEL, SETTING: value}}`.

        Raises `ConfigError` with one line that names the file, the key, the value and what was wanted.
        """
        try:
            document: object = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise ConfigError(f"{path}: cannot be read: {error}") from None
        if not isinstance(document, dict):
            raise ConfigError(f"{path}: wanted an object of control ids, got {type(document).__name__}")
        known = {declared.id: declared for declared in controls}
        everything: Level | None = None
        levels: dict[str, Level] = {}
        settings: dict[str, Mapping[str, Any]] = {}
        for name, value in cast("dict[str, Any]", document).items():
            if name == "all":
                everything = _level(path, name, value)
            elif name not in known:
                raise ConfigError(f"{path}: {name!r} is not a control of this pack")
            elif isinstance(value, dict):
                entry = dict(cast("dict[str, Any]", value))
                if _LEVEL_KEY in entry:
                    levels[name] = _level(path, f"{name}.{_LEVEL_KEY}", entry.pop(_LEVEL_KEY))
                settings[name] = {key: _setting(path, known[name], key, entry[key]) for key in entry}
            else:
                levels[name] = _level(path, name, value)
        return PackConfig(everything=everything, levels=levels, settings=settings)

    def level_of(self, declared: Declaration) -> Level:
        """The level in force: the control's own entry, else `all`, else what the control declares."""
        return self.levels.get(declared.id) or self.everything or declared.level

    def settings_of(self, declared: Declaration) -> Mapping[str, Any]:
        """The control's settings with this stack's changes."""
        defaults = {name: setting.default for name, setting in declared.settings.items()}
        return {**defaults, **self.settings.get(declared.id, {})}


def _level(path: Path, key: str, value: object) -> Level:
    try:
        return Level(str(value))
    except ValueError:
        raise ConfigError(f"{path}: {key}: {value!r} is not one of {', '.join(Level)}") from None


def _setting(path: Path, declared: Declaration, key: str, value: Any) -> Any:
    if key not in declared.settings:
        known = ", ".join(declared.settings) or "it has none"
        raise ConfigError(f"{path}: {declared.id}.{key} is not a setting of this control ({known})")
    default = declared.settings[key].default
    if isinstance(default, tuple):
        if isinstance(value, list) and all(isinstance(item, str) for item in cast("list[object]", value)):
            return tuple(cast("list[str]", value))
        raise ConfigError(f"{path}: {declared.id}.{key}: {value!r} is not a list of strings")
    if type(value) is not type(default):
        raise ConfigError(
            f"{path}: {declared.id}.{key}: {value!r} is not a value of type {type(default).__name__}"
        )
    return value
