"""Data leaves and comes in as a file: looked at first, brought in, and taken back."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import SignUp, create_habit
from tests.e2e.test_accessibility import looks, violations


@looks
def test_a_file_moves_habits_to_another_account_and_is_taken_back(
    sign_up: SignUp, size: tuple[int, int], scheme: str, tmp_path: Path
) -> None:
    old = sign_up(f"leaver-{size[0]}-{scheme}")
    create_habit(old, "Walk")
    with old.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        old.get_by_role("checkbox", name="Walk").click()
    old.goto("/settings/data")
    with old.expect_download() as saved:
        old.get_by_role("link", name="Download: Everything").click()
    file = tmp_path / "habits.json"
    saved.value.save_as(file)

    page = sign_up(f"comer-{size[0]}-{scheme}", size=size, scheme=scheme)
    page.goto("/settings/data")
    page.locator("input[type=file]").set_input_files(file)
    looked = page.get_by_role("region", name="What would change")
    expect(looked).to_contain_text("New habit, 1 new day")
    assert violations(page) == [], "what would change"
    looked.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("list", name="Imports")).to_contain_text("habits.json")
    assert violations(page) == [], "what was brought in"
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("checkbox", name="Walk")).to_be_checked()

    page.goto("/settings/data")
    page.get_by_role("button", name="Take back habits.json").click()
    page.get_by_role("dialog").get_by_role("button", name="Take it back").click()
    expect(page.get_by_role("list", name="Imports")).to_contain_text("taken back")
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("heading", name="Plant your first habit")).to_be_visible()


def test_a_file_of_another_kind_is_refused_with_a_reason(sign_up: SignUp, tmp_path: Path) -> None:
    page = sign_up("confused", refusals=1)
    file = tmp_path / "picture.json"
    file.write_text("no json at all")
    page.goto("/settings/data")
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_role("alert")).to_contain_text("picture.json was not brought in")
    expect(page.get_by_role("button", name="Bring it in")).to_have_count(0)
