"""How it goes: milestones are celebrated once, and each picture has its numbers as a table and a file."""

from playwright.sync_api import Page, expect

from tests.e2e.conftest import SignUp, create_habit
from tests.e2e.test_accessibility import looks, violations


def test_the_first_check_in_is_celebrated_once(sign_up: SignUp) -> None:
    page = sign_up("celebrated")
    create_habit(page, "Walk")
    page.wait_for_function("localStorage.getItem('habits-awards-seen')")
    page.get_by_role("checkbox", name="Walk").click()
    news = page.get_by_role("alert").filter(has_text="1 check-in")
    expect(news).to_be_visible()
    news.get_by_role("button", name="Your achievements").click()
    expect(page.get_by_role("list", name="Earned")).to_contain_text("1 check-in")

    page.goto("/")
    expect(page.get_by_role("checkbox", name="Walk")).to_be_checked()
    expect(news).to_have_count(0)


@looks
def test_the_numbers_of_all_and_of_one_habit(sign_up: SignUp, size: tuple[int, int], scheme: str) -> None:
    page = sign_up(f"numbers-{size[0]}-{scheme}", size=size, scheme=scheme)
    create_habit(page, "Walk")
    create_habit(page, "Water", kind="at_least", target=8, unit="glasses")
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        page.get_by_role("checkbox", name="Water").click()

    page.get_by_role("link", name="Progress", exact=True).click()
    show_tables(page)
    expect(page.get_by_role("table").first).to_contain_text("1 of")
    assert violations(page) == [], "of all"
    page.get_by_role("link", name="Achievements", exact=True).click()
    page.get_by_role("list", name="Earned").wait_for()
    assert violations(page) == [], "achievements"

    page.get_by_role("link", name="Habits", exact=True).click()
    page.get_by_role("link", name="Water").click()
    page.get_by_role("link", name="Statistics", exact=True).click()
    expect(page.get_by_text("Not enough data: ")).to_be_visible()
    show_tables(page)
    assert violations(page) == [], "of one"
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as CSV: Against the target").click()
    assert saved.value.suggested_filename.endswith(".csv")
    assert "8" in saved.value.path().read_text()


def show_tables(page: Page) -> None:
    closed = page.get_by_role("button", name="Show as a table")
    closed.first.wait_for()
    page.get_by_role("status", name="Loading").first.wait_for(state="detached")
    while closed.count():
        closed.first.click()
