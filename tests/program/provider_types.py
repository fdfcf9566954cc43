"""The providers' own input types, asked about what a program registers.

A dict literal goes to the provider as it is: a misspelt key in it is noticed by nobody before AWS, or never.
"""

import importlib
import keyword
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pulumi import _types as pulumi_types


def misspelt(token: str, inputs: Mapping[str, Any]) -> list[str]:
    """Keys, at any depth, that the type of the resource does not have, and required ones that are missing."""
    return list(_faults(inputs, arguments_of(token), ""))


def arguments_of(token: str) -> type:
    """The class of a resource's arguments: `rds.ClusterArgs` for `aws:rds/cluster:Cluster`."""
    package, module_path, class_name = token.split(":")
    module_name = module_path.partition("/")[0]
    suffix = "_" if keyword.iskeyword(module_name) else ""
    path = f"pulumi_{package}" if module_name == "index" else f"pulumi_{package}.{module_name}{suffix}"
    module = importlib.import_module(path)
    # Where a nested type has taken the name, the resource's own ends in InitArgs.
    return getattr(module, f"{class_name}InitArgs", None) or getattr(module, f"{class_name}Args")


def _faults(value: Any, expected: Any, path: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        nested = _input_type(expected)
        if nested is None:
            return  # a map with keys of the user's own, such as tags
        known = pulumi_types.input_type_types(nested)
        yield from (f"{path}{key} is unknown" for key in value.keys() - known.keys())
        yield from (f"{path}{key} is missing" for key in _required(nested) if value.get(key) is None)
        for key in value.keys() & known.keys():
            yield from _faults(value[key], known[key], f"{path}{key}.")
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for index, item in enumerate(value):
            yield from _faults(item, expected, f"{path}{index}.")


def _required(input_type: type) -> frozenset[str]:
    return pulumi_types._required_property_names(input_type)


def _input_type(expected: Any) -> type | None:
    """The input class in a type such as `Sequence[Union[XArgs, Awaitable[XArgs], Output[XArgs]]]`."""
    if isinstance(expected, type) and pulumi_types.is_input_type(expected):
        return expected
    found = (_input_type(argument) for argument in typing.get_args(expected))
    return next((input_type for input_type in found if input_type is not None), None)
