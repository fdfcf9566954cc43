"""Every page and every state passes axe's WCAG 2.2 AA rules: light and dark, desk and phone."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESK, PHONE, ROOT, OpenPage, SignUp, create_habit

AXE = ROOT / "app/web/node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

PRIVATE_PAGES = (
    "/upcoming",
    "/habits",
    "/habits?archived=",
    "/habits/new",
    "/pauses",
    "/progress",
    "/progress/achievements",
    "/settings",
    "/settings/account",
    "/settings/data",
    "/settings/programs",
    "/no/such/page",
)

looks = pytest.mark.parametrize(
    ("size", "scheme"),
    [
        pytest.param(size, scheme, id=f"{name}-{scheme}")
        for name, size in (("desk", DESK), ("phone", PHONE))
        for scheme in ("light", "dark")
    ],
)


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, as lines of rule, element and reason."""
    page.evaluate(AXE.read_text())
    found: list[dict[str, Any]] = page.evaluate(
        "async (rules) => (await axe.run(document, {runOnly: rules})).violations", RULES
    )
    return [
        f"{violation['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def test_axe_notices_a_button_without_a_name(open_page: OpenPage) -> None:
    page = open_page("/login")
    page.get_by_role("heading", level=1).wait_for()
    page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert [line.split(":")[0] for line in violations(page)] == ["button-name", "target-size"]


@looks
def test_the_pages_before_the_login(open_page: OpenPage, size: tuple[int, int], scheme: str) -> None:
    for path in ("/reset-password", "/reset-password#key", "/forgot-password", "/login", "/signup"):
        page = open_page(path, size=size, scheme=scheme)
        page.get_by_role("heading", level=1).wait_for()
        assert violations(page) == [], path
    page.get_by_role("button", name="Create account").click()
    page.get_by_text("Enter an e-mail address").wait_for()
    assert violations(page) == [], "with mistakes in the form"


@looks
def test_the_pages_after_the_login(
    sign_up: SignUp, size: tuple[int, int], scheme: str, request: pytest.FixtureRequest
) -> None:
    page = sign_up(request.node.callspec.id, size=size, scheme=scheme)
    assert violations(page) == [], "today without a habit"
    create_habit(page, "Walk", tags=["morning"])
    create_habit(page, "Read", kind="at_least", target=20, unit="pages", question="Before bed?")
    create_habit(page, "Rest")
    create_habit(page, "Smoking", kind="quit")
    create_habit(page, "Spanish", kind="timed", target=15)
    assert violations(page) == [], "today"
    page.get_by_role("button", name="Spanish: start the stopwatch").click()
    page.get_by_role("button", name="Smoking: I slipped").click()
    assert violations(page) == [], "today with a stopwatch and a lapse"

    page.get_by_role("button", name="Read: 2 pages more").click()
    page.get_by_role("button", name="More for Rest").click()
    page.get_by_role("menuitem", name="Skip this day").click()
    page.get_by_role("checkbox", name="Walk").click()
    page.get_by_text("1 day in a row").wait_for(state="attached")
    page.get_by_role("button", name="Undo").first.wait_for()
    assert violations(page) == [], "today with a step, a skip, a check-in and their notifications"
    page.get_by_role("button", name="More for Read").click()
    page.get_by_role("menuitem", name="Skip this day").wait_for()
    assert violations(page) == [], "today with an open menu"
    page.get_by_role("menuitem", name="Note and details").click()
    page.get_by_role("dialog").wait_for()
    assert violations(page) == [], "today with the details of an entry"
    page.keyboard.press("Escape")

    for path in PRIVATE_PAGES:
        page.goto(path)
        page.get_by_role("heading", level=1).wait_for()
        expect(page.get_by_role("status", name="Loading")).to_have_count(0)
        assert violations(page) == [], path

    page.goto("/habits")
    page.get_by_role("link", name="Walk").click()
    page.get_by_role("heading", name="Latest").wait_for()
    assert violations(page) == [], "a habit"
    page.get_by_role("button", name="Actions for Walk").click()
    page.get_by_role("menuitem", name="Edit").click()
    page.get_by_role("heading", name="Edit Walk").wait_for()
    page.get_by_role("radio", name="On chosen weekdays").click()
    assert violations(page) == [], "editing a habit"
    page.get_by_role("radio", name="Another way").click()
    page.get_by_role("checkbox", name="Last day").wait_for(state="attached")
    assert violations(page) == [], "editing a habit of some days of the month"
    page.get_by_label("Which other way").select_option("nth_weekdays")
    page.get_by_role("button", name="Another one").click()
    assert violations(page) == [], "editing a habit of some weekdays of the month"


@looks
def test_what_lies_over_a_page(
    sign_up: SignUp, size: tuple[int, int], scheme: str, request: pytest.FixtureRequest
) -> None:
    page = sign_up(f"over-{request.node.callspec.id}", size=size, scheme=scheme)
    create_habit(page, "Walk")
    page.keyboard.press("?")
    page.get_by_role("dialog", name="Keyboard shortcuts").wait_for()
    assert violations(page) == [], "the shortcuts"
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")

    page.context.set_offline(True)
    page.get_by_text("You are offline.").wait_for()
    assert violations(page) == [], "the banner of a lost connection"
    page.context.set_offline(False)

    page.goto("/habits")
    page.get_by_role("button", name="Actions for Walk").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog", name="Delete Walk?").wait_for()
    assert violations(page) == [], "the question before a habit is deleted"

    page.goto("/settings/programs")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("What is it for").fill("Watch")
    assert violations(page) == [], "the form of a token"
    page.get_by_role("button", name="Make it").click()
    page.get_by_role("button", name="Copy").wait_for()
    assert violations(page) == [], "the secret of a token"
    page.goto("/settings/account")
    page.get_by_role("button", name="Delete account").click()
    page.get_by_role("dialog", name="Delete your account?").wait_for()
    assert violations(page) == [], "the question before an account is deleted"
