"""How strong a habit is, why, and where it goes from here: on the habit's own page."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignUp, create_habit, record
from tests.e2e.test_accessibility import looks, violations

KEPT_DAYS = 4


@pytest.fixture
def habit_page(sign_up: SignUp, request: pytest.FixtureRequest) -> Page:
    """The page of a daily habit that was kept on the four days before today."""
    look = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    page = sign_up(re.sub(r"\W+", "-", request.node.name), **look)
    create_habit(page, "Walk")
    today = date.fromisoformat(page.request.get("/api/tasks").json()["date"])
    for ago in range(1, KEPT_DAYS + 1):
        record(page, "Walk", today - timedelta(days=ago))
    page.get_by_role("link", name="Walk").click()
    page.get_by_role("heading", name="Best streaks").wait_for()
    return page


def test_the_arrow_keys_walk_along_the_line_and_each_day_is_explained(habit_page: Page) -> None:
    day = habit_page.get_by_role("slider", name="Day")
    expect(day).to_have_attribute("aria-valuetext", re.compile(r": 18.%$"))
    day.focus()
    habit_page.keyboard.press("ArrowLeft")
    habit_page.keyboard.press("ArrowLeft")
    expect(day).to_have_attribute("aria-valuetext", re.compile(r": 15.%$"))

    reasons = habit_page.get_by_role("list", name="What made it")
    expect(reasons).to_contain_text("The score was 10.1 % the day before.")
    expect(reasons).to_contain_text("Together the score is 14.8 %.")


def test_a_tap_on_the_line_chooses_its_day(habit_page: Page) -> None:
    day = habit_page.get_by_role("slider", name="Day")
    box = day.bounding_box()
    assert box
    habit_page.mouse.click(box["x"] + 2, box["y"] + box["height"] / 2)
    expect(day).to_have_value("0")
    expect(habit_page.get_by_role("button", name=re.compile(r"Why 5.%\?"))).to_be_visible()


def test_a_check_in_changes_the_strength_and_settles_what_today_decides(habit_page: Page) -> None:
    decides = habit_page.get_by_text("Today decides over")
    expect(decides).to_be_visible()
    habit_page.get_by_role("link", name="Today", exact=True).click()
    with habit_page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        habit_page.get_by_role("checkbox", name="Walk").click()
    habit_page.get_by_role("link", name="Walk").click()

    expect(habit_page.get_by_text(re.compile(r"Today: 23.%"))).to_be_visible()
    expect(decides).to_have_count(0)
    best = habit_page.get_by_role("list", name="Best streaks, newest first")
    expect(best).to_contain_text("5 due days")
    expect(best).to_contain_text("still going")


@looks
def test_axe_finds_nothing_on_the_page_with_everything_open(
    habit_page: Page, size: tuple[int, int], scheme: str
) -> None:
    habit_page.get_by_text("Today decides over").wait_for()
    closed = habit_page.get_by_role("button", name="Show as a table")
    closed.first.click()
    closed.click()
    expect(habit_page.get_by_role("table")).to_have_count(2)
    habit_page.get_by_role("button", name=re.compile("Why")).click()
    habit_page.get_by_role("list", name="What made it").wait_for()
    assert violations(habit_page) == [], (size, scheme)
