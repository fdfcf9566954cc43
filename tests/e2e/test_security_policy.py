"""The built site runs under the very content security policy that the edge sends with it."""

import re

from playwright.sync_api import Page, Route, expect

from components.security_headers import content_security_policy
from tests.e2e.conftest import ROOT, OpenPage, fill_credentials

# What CloudFront sends; the media bucket is not here, and nothing of it is asked for.
POLICY = content_security_policy("https://media.invalid")


def test_no_script_stands_in_the_page_itself() -> None:
    html = (ROOT / "app/web/dist/index.html").read_text()
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", html, re.DOTALL)
    assert scripts
    assert all("src=" in attributes and not body for attributes, body in scripts)


def test_the_app_runs_under_the_policy_of_the_edge(open_page: OpenPage) -> None:
    page: Page = open_page("/login")

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})

    page.route("**/*", lambda route: with_policy(route) if is_document(route) else route.continue_())
    page.goto("/signup")
    fill_credentials(page, "policy")
    page.get_by_role("button", name="Create account").click()
    page.get_by_role("heading", name="Plant your first habit").wait_for()
    page.goto("/habits/new")
    expect(page.get_by_role("heading", name="New habit")).to_be_visible()
    # A violation is an error in the console, which fails every test here.


def is_document(route: Route) -> bool:
    return route.request.resource_type == "document"
