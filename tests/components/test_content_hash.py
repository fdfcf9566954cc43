"""The image's tag changes exactly when its content can."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blueprint.recording import ROOT
from components.content_hash import content_hash


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "handlers").mkdir()
    (tmp_path / "Dockerfile").write_text("FROM base\n")
    (tmp_path / "handlers/api.py").write_text("answer = 42\n")
    return tmp_path


def test_the_same_content_has_the_same_name(folder: Path) -> None:
    assert content_hash(folder, "base") == content_hash(folder, "base")


def test_a_changed_byte_changes_it(folder: Path) -> None:
    before = content_hash(folder)
    (folder / "handlers/api.py").write_text("answer = 43\n")
    assert content_hash(folder) != before


def test_a_new_or_renamed_file_changes_it(folder: Path) -> None:
    names = {content_hash(folder)}
    (folder / "handlers/new.py").write_text("")
    names.add(content_hash(folder))
    (folder / "handlers/new.py").rename(folder / "handlers/newer.py")
    names.add(content_hash(folder))
    assert len(names) == 3


@pytest.mark.parametrize("mode", [0o755, 0o600])
def test_a_mode_changes_it_since_the_builder_builds_again(folder: Path, mode: int) -> None:
    before = content_hash(folder)
    (folder / "Dockerfile").chmod(mode)
    assert content_hash(folder) != before


def test_a_hidden_folder_changes_it_since_it_is_sent_to_the_builder(folder: Path) -> None:
    before = content_hash(folder)
    (folder / ".cache").mkdir()
    (folder / ".cache/data").write_text("noise")
    assert content_hash(folder) != before


def test_what_does_not_count_is_not_sent_either() -> None:
    ignored = (ROOT / "app/backend/.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"**/__pycache__", "**/*.pyc"} <= set(ignored)


def test_bytecode_does_not(folder: Path) -> None:
    before = content_hash(folder)
    for name in ("__pycache__/api.cpython-313.pyc", "handlers/stale.pyc"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("noise")
    assert content_hash(folder) == before


def test_the_ignore_file_does_because_it_decides_what_is_sent(folder: Path) -> None:
    before = content_hash(folder)
    (folder / ".dockerignore").write_text("tests\n")
    assert content_hash(folder) != before


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no folder .*/absent"):
        content_hash(tmp_path / "absent")


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_different_facts_give_different_names(tmp_path_factory, first: list[str], second: list[str]) -> None:
    folder = tmp_path_factory.getbasetemp()
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    assert (content_hash(empty, *first) == content_hash(empty, *second)) == (first == second)
