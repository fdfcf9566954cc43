"""A project's program runs with its own files: defaults, stack file, overrides, folder and modules."""

import importlib
import sys
import textwrap
from pathlib import Path

import pytest

from blueprint.recording import StackFileError, record_program


def project(folder: Path, program: str, *, schema: str = "config: {}", **stacks: str) -> Path:
    (folder / "Pulumi.yaml").write_text(f"name: habits\nruntime: python\n{schema}\n")
    (folder / "__main__.py").write_text(textwrap.dedent(program))
    for stack, text in stacks.items():
        (folder / f"Pulumi.{stack}.yaml").write_text(text)
    return folder


PROGRAM = """
    import pulumi
    config = pulumi.Config()
    pulumi.export("nat", config.require("natStrategy"))
    pulumi.export("acu", config.get_float("minAcu"))
    pulumi.export("flag", config.get_bool("flag"))
    pulumi.export("list", config.get_object("list"))
    pulumi.export("key", config.get_secret("key"))
    pulumi.export("region", pulumi.Config("aws").get("region"))
    pulumi.export("site", config.get("siteDirectory"))
"""
SCHEMA = """
config:
  natStrategy: {type: string, default: single}
  minAcu: {type: string, default: 0.5}
  flag: {type: boolean, default: true}
  list: {type: array, items: {type: string}}
  key: {type: string, secret: true}
  siteDirectory: {type: string, default: app/web/dist}
  aws:region: {value: us-east-1}
"""


def test_the_stack_file_wins_over_the_defaults_and_the_overrides_win_over_both(tmp_path: Path) -> None:
    folder = project(
        tmp_path,
        PROGRAM,
        schema=SCHEMA,
        prod="config: {habits:natStrategy: perAz, habits:list: [a, b], habits:key: {secure: v1:xyz}}\n",
    )
    exports = record_program("prod", root=folder).exports
    assert (exports["nat"], exports["acu"], exports["flag"]) == ("perAz", 0.5, True)
    assert (exports["list"], exports["region"]) == (["a", "b"], "us-east-1")
    assert exports["key"] is not None
    assert "xyz" not in exports["key"]
    assert record_program("prod", root=folder, config={"natStrategy": "none"}).exports["nat"] == "none"


def test_the_site_is_a_placeholder_unless_one_is_named(tmp_path: Path) -> None:
    folder = project(tmp_path, PROGRAM, schema=SCHEMA, staging="config: {}\n")
    placeholder = Path(record_program("staging", root=folder).exports["site"])
    assert (placeholder / "index.html").is_file()
    assert record_program("staging", root=folder, config={"siteDirectory": "mine"}).exports["site"] == "mine"


def test_a_program_runs_in_its_own_folder_with_its_own_components(tmp_path: Path) -> None:
    ours = importlib.import_module("components.subnets")
    (tmp_path / "components").mkdir()
    (tmp_path / "components" / "subnets.py").write_text("text = 'from the copy'\n")
    program = """
        from pathlib import Path
        import pulumi
        from components.subnets import text
        pulumi.export("text", text)
        pulumi.export("here", str(Path.cwd()))
    """
    recording = record_program("staging", root=project(tmp_path, program, staging=""))
    assert recording.exports == {"text": "from the copy", "here": str(tmp_path)}
    assert sys.modules["components.subnets"] is ours


def test_a_program_is_run_afresh_each_time(tmp_path: Path) -> None:
    folder = project(tmp_path, "import pulumi\npulumi.export('n', 1)\n", staging="")
    assert record_program("staging", root=folder).exports == {"n": 1}
    (folder / "__main__.py").write_text("import pulumi\npulumi.export('n', 2)\n")
    assert record_program("staging", root=folder).exports == {"n": 2}


@pytest.mark.parametrize(
    ("stack", "text", "message"),
    [
        ("stagin", None, r"^stack 'stagin' has no Pulumi\.stagin\.yaml; stacks here: staging$"),
        ("bad", "config: [", r"^Pulumi\.bad\.yaml: not YAML: "),
        ("bad", "just words", r"^Pulumi\.bad\.yaml: 'just words' is not a table of keys and values$"),
        ("bad", "config: 3", r"^Pulumi\.bad\.yaml: config: 3 is not a table of keys and values$"),
        ("../x", None, r"^stack '\.\./x' has no Pulumi\.\.\./x\.yaml"),
    ],
)
def test_a_bad_stack_file_is_told_in_one_line(
    tmp_path: Path, stack: str, text: str | None, message: str
) -> None:
    folder = project(tmp_path, "", staging="", **({stack: text} if text is not None else {}))
    if text is not None:
        (folder / "Pulumi.staging.yaml").unlink()
    with pytest.raises(StackFileError, match=message) as refusal:
        record_program(stack, root=folder)
    assert "\n" not in str(refusal.value)


def test_a_stack_file_that_is_no_text_is_told_in_one_line(tmp_path: Path) -> None:
    folder = project(tmp_path, "", staging="")
    (folder / "Pulumi.staging.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(StackFileError, match=r"^Pulumi\.staging\.yaml: cannot be read: "):
        record_program("staging", root=folder)
