"""A photo of a habit's day: chosen, sent to the store, looked at and deleted."""

from pathlib import Path

from PIL import Image
from playwright.sync_api import expect

from tests.e2e.conftest import SignUp, create_habit
from tests.e2e.test_accessibility import looks, violations


@looks
def test_a_photo_is_added_seen_and_deleted(
    sign_up: SignUp, size: tuple[int, int], scheme: str, tmp_path: Path
) -> None:
    page = sign_up(f"photographer-{size[0]}-{scheme}", size=size, scheme=scheme)
    create_habit(page, "Walk")
    file = tmp_path / "walk.png"
    Image.new("RGB", (640, 480), "teal").save(file)
    page.get_by_role("button", name="More for Walk").click()
    page.get_by_role("menuitem", name="Note and details").click()
    dialog = page.get_by_role("dialog")
    dialog.locator("input[type=file]").set_input_files(file)
    photo = dialog.get_by_role("img", name="Walk, 1 of 1")
    expect(photo).to_be_visible()
    page.wait_for_function("[...document.images].every((image) => image.complete && image.naturalWidth)")
    assert violations(page) == [], "the details of a day with a photo"
    dialog.get_by_role("button", name="Cancel").click()

    page.get_by_role("link", name="Walk").click()
    expect(page.get_by_role("list", name="Photos, newest first").get_by_role("img")).to_be_visible()
    page.get_by_role("link", name="Today", exact=True).click()
    page.get_by_role("button", name="More for Walk").click()
    page.get_by_role("menuitem", name="Note and details").click()
    dialog.get_by_role("button", name="Delete the photo").click()
    page.get_by_role("dialog", name="Delete the photo?").get_by_role("button", name="Delete").click()
    expect(photo).to_have_count(0)
    expect(dialog.get_by_role("button", name="Add a photo")).to_be_visible()
