"""A file holds one idea, which fits under 300 lines."""

import subprocess

from blueprint.recording import ROOT

MOST_LINES = 300
SOURCES = {".py", ".ts", ".tsx", ".css", ".sh", ".j2", ".yml"}
GENERATED = {"app/web/src/api/schema.d.ts"}


def sources() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kept = [name for name in listed.splitlines() if any(name.endswith(ending) for ending in SOURCES)]
    return [name for name in kept if name not in GENERATED and (ROOT / name).exists()]


def test_no_file_is_longer_than_one_idea() -> None:
    lengths = {name: (ROOT / name).read_text(encoding="utf-8").count("\n") for name in sources()}

    assert len(lengths) > 500
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
