"""The reports tell the same facts in four forms, load nothing, and hold no secret."""

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from html.parser import HTMLParser
from io import StringIO

import pulumi_aws as aws
import pytest

from blueprint import report
from blueprint.blueprint import Blueprint
from blueprint.cost import price_stack
from blueprint.gate import judge
from blueprint.recording import record
from blueprint.templating import cell, fit
from blueprint.terminal import table
from blueprint.wire import strings


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


class Page(HTMLParser):
    """What a browser would load, and whether every element is closed."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        loads = {"src", "data"} | ({"href"} if tag == "link" else set())
        self.loaded += [value or "" for name, value in attrs if name in loads]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def flawed() -> Blueprint:
    recording = record(lambda: aws.rds.Cluster("na|ked", engine="aurora-postgresql", storage_encrypted=False))
    return Blueprint(recording=recording, gate=judge(recording), cost=price_stack(recording))


def test_the_page_loads_nothing_and_closes_what_it_opens(stack: Blueprint) -> None:
    page = Page(report.html(stack))
    assert page.open == []
    assert page.loaded == ["data:,"]


def test_the_page_holds_picture_verdict_cost_comparison_and_every_resource(stack: Blueprint) -> None:
    page = report.html(stack)
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="blueprint"' in page
    assert stack.gate.evaluation.completeness in page
    assert f"${stack.cost.total:,.2f}" in page
    assert all(f"<td>{choice.strategy}" in page for choice in stack.cost.nat)
    assert page.count("<details") == len(stack.tiers)
    for resources in stack.tiers.values():
        for resource in resources:
            assert f"<td>{resource.name}</td>" in page


def test_a_finding_stands_in_every_form_with_its_line_and_fix(flawed: Blueprint) -> None:
    (located, *_) = (found for found in flawed.gate.findings if "encrypt" in found.finding.title)
    where = str(located.sources[0])
    page = report.html(flawed)
    assert "failed" in page
    assert located.subject == "na|ked (aws:rds/cluster:Cluster)"
    assert f"<b>{located.subject}</b> {located.finding.message}" in page
    assert cell(located.subject) in report.markdown(flawed)
    assert located.subject in table(flawed, StringIO())
    assert f"<code>{where}</code>" in page
    (told, *_) = (
        finding
        for finding in json.loads(report.to_json(flawed))["policy"]["findings"]
        if finding["control"] == located.finding.control_id
    )
    assert f"{told['sources'][0]['file']}:{told['sources'][0]['line']}" == where
    assert told["fix"] == located.finding.fix
    assert cell(where) in report.markdown(flawed)
    text = table(flawed, StringIO())
    assert where in text
    assert located.finding.fix in text


def test_every_form_names_the_dearest_lines(stack: Blueprint) -> None:
    labels = [line.label for line in stack.cost.dearest()]
    assert len(labels) == 5
    assert json.loads(report.to_json(stack))["cost"]["dearest"] == labels
    for form in (report.html(stack), report.markdown(stack), table(stack, StringIO())):
        (told,) = (line for line in form.splitlines() if "ost of it: " in line)
        assert all(label in told for label in labels)


def test_the_proxy_stands_beside_its_absence(stack: Blueprint) -> None:
    chosen = {
        choice["databaseProxy"]: choice["chosen"]
        for choice in json.loads(report.to_json(stack))["cost"]["proxy"]
    }
    assert chosen == {True: True, False: False}
    for form in (report.html(stack), table(stack, StringIO())):
        assert all(choice.name in form and choice.note in form for choice in stack.cost.proxy)


def test_what_has_no_price_is_said_in_every_form_instead_of_counting_as_free() -> None:
    recording = record(lambda: aws.ebs.Volume("disk", availability_zone="us-east-1a", size=1, encrypted=True))
    blueprint = Blueprint(recording=recording, gate=judge(recording), cost=price_stack(recording))
    assert json.loads(report.to_json(blueprint))["cost"]["unpriced"] == ["aws:ebs/volume:Volume"]
    for form in (report.html(blueprint), report.markdown(blueprint), table(blueprint, StringIO())):
        (told,) = (line for line in form.splitlines() if "ot priced:" in line)
        assert "aws:ebs/volume:Volume" in told


def test_the_json_adds_up(stack: Blueprint) -> None:
    document = json.loads(report.to_json(stack))
    assert document["stack"] == stack.recording.stack
    assert len(document["resources"]) == stack.resource_count
    cost = document["cost"]
    assert sum(Decimal(str(line["amount"])) for line in cost["lines"]) == Decimal(str(cost["total"]))
    assert {choice["natStrategy"] for choice in cost["nat"] if choice["chosen"]} <= {
        "none",
        "single",
        "perAz",
    }


def test_no_report_holds_a_secret_value(stack: Blueprint) -> None:
    secrets = {
        text
        for resource in stack.recording.resources
        for values, paths in (
            (resource.inputs, resource.secret_inputs),
            (resource.outputs, resource.secret_outputs),
        )
        for path, text in strings(values)
        if path in paths and len(text) >= 8
    }
    assert secrets
    forms = [report.html(stack), report.to_json(stack), report.markdown(stack), table(stack, StringIO())]
    assert [secret for secret in secrets for form in forms if secret in form] == []


def test_reports_name_no_folder_of_the_machine(stack: Blueprint) -> None:
    for form in (report.html(stack), report.to_json(stack), report.markdown(stack)):
        assert not re.search(r"/(work|root|home|tmp|Users)/", form)


def test_every_row_of_a_markdown_table_has_its_cells(stack: Blueprint, flawed: Blueprint) -> None:
    for blueprint in (stack, flawed):
        columns = 0
        for line in report.markdown(blueprint).splitlines():
            cells = len(re.findall(r"(?<!\\)\|", line))
            assert cells in (0, columns) or columns == 0, line
            columns = cells


def test_the_page_escapes_names_from_the_program() -> None:
    recording = record(lambda: aws.sns.Topic("<script>alert(1)</script>"))
    blueprint = Blueprint(recording=recording, gate=judge(recording), cost=price_stack(recording))
    assert "<script>alert" not in report.html(blueprint)


def test_a_terminal_gets_colours_and_a_file_or_no_color_gets_none(
    stacks: Mapping[str, Blueprint], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\033[" in table(stacks["prod"], Terminal())
    assert "\033[" not in table(stacks["prod"], StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\033[" not in table(stacks["prod"], Terminal())


def test_the_terminal_shows_every_tier_with_its_dollars(stack: Blueprint) -> None:
    text = table(stack, StringIO())
    for tier, resources in stack.tiers.items():
        assert re.search(rf"{tier}\s+{len(resources)} resources\s+\${stack.cost.of_tier(tier):,.2f}", text)


def test_a_cell_stays_one_cell() -> None:
    assert cell("a|b\nc `d` <e>") == r"a\|b c \`d\` \<e\>"


def test_a_text_is_cut_only_when_it_cannot_be_squeezed() -> None:
    assert fit("short", 100) == "short"
    assert fit("x" * 100, 100).endswith("…")
    assert len(fit("x" * 100, 100)) < 20
