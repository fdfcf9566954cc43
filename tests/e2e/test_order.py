"""The order of the habits is the person's: by keys, by dragging, and back again."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.conftest import SignUp, create_habit
from tests.e2e.test_accessibility import looks, violations

NAMES = ["Walk", "Read", "Rest"]


@pytest.fixture
def names(sign_up: SignUp, request: pytest.FixtureRequest) -> Locator:
    """The names of three habits on the page that lists them."""
    look = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    page = sign_up(re.sub(r"\W+", "-", request.node.name), **look)
    for name in NAMES:
        create_habit(page, name)
    page.goto("/habits")
    names = page.get_by_role("list", name="Active habits").get_by_role("link")
    expect(names).to_have_text(NAMES)
    return names


def handle(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=f"Move {name}")


def test_keys_move_a_habit_and_say_where_it_is(names: Locator) -> None:
    page = names.page
    handle(page, "Walk").focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("Walk is number 1 of 3.")).to_be_attached()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text("Walk is number 2 of 3.")).to_be_attached()
    page.keyboard.press("Space")
    expect(names).to_have_text(["Read", "Walk", "Rest"])
    expect(handle(page, "Walk")).to_be_focused()

    page.get_by_role("link", name="Today", exact=True).click()
    today = page.get_by_role("list", name="Habits of this day").get_by_role("checkbox")
    expect(today.first).to_have_accessible_name("Read")


def test_a_dragged_habit_stays_where_it_was_put_until_that_is_undone(names: Locator) -> None:
    page = names.page
    grip, target = handle(page, "Rest").bounding_box(), handle(page, "Walk").bounding_box()
    assert grip
    assert target
    page.mouse.move(grip["x"] + 10, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(target["x"] + 10, target["y"] + 5, steps=10)
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        page.mouse.up()
    expect(names).to_have_text(["Rest", "Walk", "Read"])

    page.get_by_role("button", name="Undo").click()
    expect(names).to_have_text(NAMES)


@looks
def test_axe_finds_nothing_in_the_list_or_a_menu(names: Locator, size: tuple[int, int], scheme: str) -> None:
    page = names.page
    assert violations(page) == [], (size, scheme)
    page.get_by_role("button", name="Actions for Walk").click()
    page.get_by_role("menuitem", name="Move down").wait_for()
    assert violations(page) == [], (size, scheme)
