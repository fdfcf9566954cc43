"""An account is looked after by whom it belongs to: lost passwords, open sessions, tokens, its end."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.conftest import OpenPage, SignUp, fill_credentials

NEW_PASSWORD = "quiet-forest-43"


def test_a_lost_password_is_set_anew_by_a_mailed_link(
    sign_up: SignUp, open_page: OpenPage, server_log: Path
) -> None:
    before = sign_up("forgetful")
    page = open_page("/login")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill("forgetful@example.com")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()

    page.goto(mailed_link(server_log))
    page.get_by_label("New password").fill(NEW_PASSWORD)
    assert page.url.endswith("/reset-password"), "the key left the address bar"
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.get_by_label("E-mail").fill("forgetful@example.com")
    page.get_by_role("textbox", name="Password").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Plant your first habit")).to_be_visible()

    assert before.request.get("/api/habits").status == 401, "the session of before is over"


def mailed_link(server_log: Path) -> str:
    """The link of the latest mail: the server, which prints its mails here, does so before it answers."""
    return str(re.findall(r"\S+/reset-password#\S+", server_log.read_text(encoding="utf-8"))[-1])


def test_a_session_elsewhere_is_ended_from_here(sign_up: SignUp, open_page: OpenPage) -> None:
    page = sign_up("two-devices")
    other = open_page("/login", refusals=1)
    fill_credentials(other, "two-devices")
    other.get_by_role("button", name="Log in").click()
    expect(other.get_by_role("heading", name="Plant your first habit")).to_be_visible()

    page.goto("/settings/account")
    sessions = page.get_by_role("list", name="Open sessions").get_by_role("listitem")
    expect(sessions).to_have_count(2)
    page.get_by_role("button", name=re.compile("^Log out .+ on ")).click()
    expect(sessions).to_have_count(1)
    expect(sessions).to_contain_text("This one")

    other.get_by_role("link", name="Upcoming").click()
    expect(other.get_by_role("heading", name="Welcome back")).to_be_visible()


def test_a_program_uses_a_token_until_it_is_revoked(sign_up: SignUp, open_page: OpenPage) -> None:
    page = sign_up("programmer")
    page.goto("/settings/programs")
    page.get_by_role("button", name="New token").click()
    page.get_by_label("What is it for").fill("Watch")
    page.get_by_role("button", name="Make it").click()
    token = page.get_by_label("Token", exact=True).input_value()
    page.get_by_role("button", name="I have it").click()
    expect(page.get_by_text("Only reads, never used")).to_be_visible()

    program = open_page("/login").context.request
    bearer = {"Authorization": f"Bearer {token}"}
    assert program.get("/api/habits", headers=bearer).status == 200
    page.get_by_role("button", name="Revoke Watch").click()
    page.get_by_role("dialog").get_by_role("button", name="Revoke").click()
    expect(page.get_by_text("No program has a token.")).to_be_visible()
    assert program.get("/api/habits", headers=bearer).status == 401


def test_a_deleted_account_cannot_log_in_any_more(sign_up: SignUp, open_page: OpenPage) -> None:
    page = sign_up("leaving")
    page.goto("/settings/account")
    page.get_by_role("button", name="Delete account").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Type your e-mail address").fill("leaving@example.com")
    dialog.get_by_role("textbox", name="Password").fill("quiet-forest-42")
    dialog.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()

    again = open_page("/login", refusals=1)
    fill_credentials(again, "leaving")
    again.get_by_role("button", name="Log in").click()
    expect(again.get_by_role("alert")).to_contain_text("wrong")
