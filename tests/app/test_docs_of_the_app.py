"""`docs/features.md` and `docs/numbers.md` name only what there is."""

import re
from pathlib import Path

import pytest

from tests.app.documented_client import CONTRACT

ROOT = Path(__file__).resolve().parents[2]
FEATURES = (ROOT / "docs/features.md").read_text()
NUMBERS = (ROOT / "docs/numbers.md").read_text()
PATHS = {re.sub(r"\{\w+_id\}", "{id}", path) for path in CONTRACT["paths"]}


def rows(page):
    lines = [line.strip("|").split("|") for line in page.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line] for line in lines]


def words(contract):
    """Every value that a field of the contract can have, and every name of a field."""
    if isinstance(contract, dict):
        yield from contract.get("enum", [])
        yield from contract.get("properties", {})
    for value in contract.values() if isinstance(contract, dict) else contract:
        if isinstance(value, (dict, list)):
            yield from words(value)


KNOWN = set(words(CONTRACT["components"]["schemas"]))
ROUTES = [
    route
    for cells in rows(FEATURES)
    if len(cells) == 4
    for route in re.findall("`([^`]+)`", cells[2])
    if route != "DELETE"
]
FILES = [file for cells in rows(NUMBERS) for cell in cells[2:] for file in re.findall(r"`([\w/.]+)`", cell)]


@pytest.mark.parametrize("route", sorted(set(ROUTES)))
def test_what_a_feature_names_is_in_the_contract(route):
    place = route.partition("?")[0]

    assert place in KNOWN or any(path.endswith(f"/{place}") for path in PATHS)


@pytest.mark.parametrize("file", sorted(set(FILES)))
def test_the_modules_vectors_and_tests_of_a_number_exist(file):
    assert (ROOT / "app/backend" / file).exists() or (ROOT / "tests/app" / file).exists()


def test_there_are_routes_and_files_to_look_at():
    assert len(ROUTES) > 40
    assert len(FILES) > 20


def test_what_is_not_there_says_why():
    refusals = [cells[1] for cells in rows(FEATURES) if cells[1].startswith("not")]

    assert refusals
    assert all(re.match("not[^:]*: .{20}", refusal) for refusal in refusals)
