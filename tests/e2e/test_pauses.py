"""Habits rest: on a holiday, or those of one tag; and a tag shows some of them."""

from playwright.sync_api import expect

from tests.e2e.conftest import PHONE, SignUp, create_habit
from tests.e2e.test_accessibility import looks, violations


def test_a_holiday_asks_for_nothing_and_can_be_taken_back(sign_up: SignUp) -> None:
    page = sign_up("traveller", size=PHONE)
    create_habit(page, "Walk")
    page.get_by_role("link", name="On holiday? Pause your habits").click()
    dialog = page.get_by_role("dialog", name="Plan a pause")
    expect(dialog.get_by_label("Reason")).to_have_value("Holiday")
    dialog.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("list", name="Now")).to_contain_text("Everything")

    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("heading", name="A day of rest")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Walk")).to_have_count(0)
    page.get_by_role("list", name="Resting").get_by_role("link", name="Pauses").click()

    page.get_by_role("button", name="Actions for the pause").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.get_by_role("heading", name="No pause is planned")).to_be_visible()
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("checkbox", name="Walk")).to_be_visible()


@looks
def test_a_tag_rests_and_the_other_habits_go_on(sign_up: SignUp, size: tuple[int, int], scheme: str) -> None:
    page = sign_up(f"tagged-{size[0]}-{scheme}", size=size, scheme=scheme)
    create_habit(page, "Run", tags=["sport"])
    create_habit(page, "Read", tags=["evening"])
    page.locator("label", has_text="sport").click()
    expect(page.get_by_role("checkbox", name="Read")).to_have_count(0)
    expect(page.get_by_role("img", name="0 of 1 done")).to_be_visible()
    page.get_by_role("link", name="Habits", exact=True).click()
    habits = page.get_by_role("list", name="Active habits")
    expect(habits.get_by_role("listitem")).to_have_count(1)

    page.get_by_role("link", name="Pauses").click()
    page.get_by_role("button", name="Plan a pause").click()
    page.get_by_label("What rests").select_option("sport")
    assert violations(page) == [], "planning a pause"
    page.get_by_role("dialog").get_by_role("button", name="Pause").click()
    expect(page.get_by_role("list", name="Now")).to_contain_text("Habits tagged “sport”")
    assert violations(page) == [], "a pause of now"

    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("checkbox", name="Read")).to_be_visible()
    expect(page.get_by_role("checkbox", name="Run")).to_have_count(0)
    expect(page.get_by_role("list", name="Resting")).to_contain_text("Habits tagged “sport” until")
    assert violations(page) == [], "today while a tag rests"
