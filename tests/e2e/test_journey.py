"""What a person does in a day, in a real browser with the real backend."""

import re

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage, SignUp, create_habit, fill_credentials


def test_a_person_keeps_a_habit_from_sign_up_to_the_next_login(sign_up: SignUp) -> None:
    page = sign_up("journey")

    page.get_by_role("link", name="Read").click()
    expect(page.get_by_role("textbox", name="Name")).to_have_value("Read")
    page.get_by_role("button", name="Create habit").click()
    check = page.get_by_role("checkbox", name="Read")
    expect(check).not_to_be_checked()

    check.click()
    expect(check).to_be_checked()
    expect(page.get_by_role("img", name="1 of 1 done")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(check).not_to_be_checked()

    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        check.click()
    expect(page.get_by_text("1 day in a row")).to_be_attached()
    expect(page.get_by_role("heading", name="All done for today")).to_be_visible()

    page.reload()
    expect(page.get_by_role("checkbox", name="Read")).to_be_checked()
    expect(page.get_by_text("1 day in a row")).to_be_attached()

    page.get_by_role("link", name="Settings").click()
    page.get_by_role("link", name="Account").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()

    fill_credentials(page, "journey")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Today", exact=True).click()
    expect(page.get_by_role("checkbox", name="Read")).to_be_checked()


def test_the_keyboard_alone_is_enough(sign_up: SignUp) -> None:
    page = sign_up("keyboard")
    create_habit(page, "Walk")
    create_habit(page, "Stretch")
    walk, stretch = (page.get_by_role("checkbox", name=name) for name in ("Walk", "Stretch"))

    page.keyboard.press("j")
    expect(walk).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(stretch).to_be_focused()
    page.keyboard.press("x")
    expect(stretch).to_be_checked()
    page.keyboard.press("k")
    page.keyboard.press("Space")
    expect(walk).to_be_checked()

    page.keyboard.press("Control+z")
    expect(walk).not_to_be_checked()
    expect(stretch).to_be_checked()
    page.keyboard.press("Control+z")
    expect(stretch).not_to_be_checked()

    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_amount_grows_by_steps_until_the_target_is_met(sign_up: SignUp) -> None:
    page = sign_up("amounts")
    page.goto("/habits/new")
    page.get_by_role("textbox", name="Name").fill("Water")
    page.get_by_role("radio", name=re.compile("At least")).click()
    page.get_by_role("textbox", name="At least").fill("3")
    page.get_by_role("textbox", name="Unit").fill("glasses")
    page.get_by_role("button", name="Create habit").click()

    check = page.get_by_role("checkbox", name="Water")
    more = page.get_by_role("button", name="Water: 1 glasses more")
    more.click()
    expect(page.get_by_text("1 of 3 glasses")).to_be_visible()
    expect(check).to_have_attribute("aria-checked", "mixed")
    more.click()
    more.click()
    expect(check).to_be_checked()


def test_the_days_to_come_show_what_they_ask_for(sign_up: SignUp) -> None:
    page = sign_up("upcoming")
    create_habit(page, "Walk")
    page.get_by_role("checkbox", name="Walk").click()
    page.get_by_text("1 day in a row").wait_for(state="attached")
    page.get_by_role("link", name="Upcoming").click()

    days = page.get_by_role("list", name="Days").get_by_role("heading")
    expect(days).to_have_count(7)
    expect(days.first).to_contain_text("Today")
    expect(page.get_by_role("list", name="Days").get_by_role("link", name="Walk")).to_have_count(7)
    expect(page.get_by_role("img", name="done", exact=True)).to_have_count(1)


def test_a_check_in_made_offline_is_sent_when_the_connection_is_back(sign_up: SignUp) -> None:
    page = sign_up("offline")
    create_habit(page, "Walk")

    page.context.set_offline(True)
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.get_by_role("checkbox", name="Walk").click()
    expect(page.get_by_role("checkbox", name="Walk")).to_be_checked()

    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        page.context.set_offline(False)
    expect(page.get_by_text("You are offline.")).to_have_count(0)
    page.reload()
    expect(page.get_by_role("checkbox", name="Walk")).to_be_checked()


def test_a_refusal_of_the_server_stands_at_its_field(open_page: OpenPage) -> None:
    page = open_page("/signup", refusals=1)
    page.get_by_label("E-mail").fill("refused@example.com")
    page.get_by_role("textbox", name="Password").fill("password1")
    page.get_by_role("button", name="Create account").click()

    password = page.get_by_role("textbox", name="Password")
    expect(password).to_have_attribute("aria-invalid", "true")
    expect(password).to_be_focused()
    expect(page.get_by_text("too common")).to_be_visible()


def test_a_rarer_schedule_is_saved_once_its_mistake_is_mended(sign_up: SignUp) -> None:
    page = sign_up("rules", refusals=1)
    page.goto("/habits/new?name=Backups")
    page.get_by_role("radio", name="Another way").click()
    page.get_by_label("Which other way").select_option("rrule")
    rule = page.get_by_role("textbox", name="Rule")
    rule.fill("FREQ=HOURLY")
    page.get_by_role("button", name="Create habit").click()
    expect(rule).to_be_focused()
    expect(rule).to_have_attribute("aria-invalid", "true")

    page.get_by_label("Which other way").select_option("month_days")
    page.get_by_text("Last day").click()
    page.get_by_role("button", name="Create habit").click()
    page.get_by_text("Backups is planted").wait_for()
    page.get_by_role("link", name="Habits", exact=True).click()
    expect(page.get_by_text("On 1 and the last day of the month")).to_be_visible()


def test_who_is_not_logged_in_comes_back_to_the_page_they_wanted(
    sign_up: SignUp, open_page: OpenPage
) -> None:
    sign_up("returning").context.clear_cookies()

    page = open_page("/habits")
    expect(page).to_have_url(re.compile(r"/login\?next=%2Fhabits$"))
    fill_credentials(page, "returning")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Your habits")).to_be_visible()


def test_a_session_that_ended_elsewhere_leads_to_the_login_and_back(sign_up: SignUp) -> None:
    page = sign_up("ended", refusals=1)
    page.context.clear_cookies()

    page.get_by_role("link", name="Habits", exact=True).click()
    page.get_by_text("Archived", exact=True).click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    fill_credentials(page, "ended")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Nothing is archived")).to_be_visible()


def test_an_archived_habit_can_be_brought_back_and_a_deleted_one_is_gone(sign_up: SignUp) -> None:
    page = sign_up("archive")
    create_habit(page, "Walk")
    page.get_by_role("link", name="Habits", exact=True).click()

    actions = page.get_by_role("button", name="Actions for Walk")
    actions.click()
    page.get_by_role("menuitem", name="Archive").click()
    expect(page.get_by_role("heading", name="No habits yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(actions).to_be_visible()

    actions.click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="No habits yet")).to_be_visible()


def test_an_address_that_does_not_exist_leads_back_to_today(sign_up: SignUp) -> None:
    page = sign_up("lost")
    page.goto("/no/such/page")
    page.get_by_role("link", name="Back to today").click()
    expect(page.get_by_role("heading", name="Plant your first habit")).to_be_visible()
