"""The app on a day without a connection: it starts, takes check-ins, and sends each of them once."""

from playwright.sync_api import Page, Route, expect

from components.security_headers import content_security_policy
from tests.e2e.conftest import PHONE, OpenPage, SignUp, create_habit

WORKER_CONTROLS = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
WRITTEN = 1000
"""Milliseconds after which the browser has certainly written what is kept: the app gives it 300."""


def test_check_ins_outlive_a_closed_app_and_arrive_once(sign_up: SignUp) -> None:
    page = sign_up("tunnel", size=PHONE, worker=True)
    page.evaluate(WORKER_CONTROLS)
    create_habit(page, "Walk")
    create_habit(page, "Water", kind="at_least", target=8, unit="glasses")
    page.wait_for_function(WORKER_CONTROLS)
    add = page.get_by_role("button", name="Water: 1 glasses more")
    with page.expect_response(lambda answer: answer.url.endswith("/amounts") and answer.ok):
        add.click()
    page.wait_for_timeout(WRITTEN)

    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text("You are offline.")).to_be_visible()
    page.get_by_role("checkbox", name="Walk").click()
    add.click()
    expect(page.get_by_text("2 check-ins are kept here")).to_be_visible()
    expect(page.get_by_role("img", name="Waits for the connection")).to_have_count(2)
    page.wait_for_timeout(WRITTEN)

    page.reload()
    expect(page.get_by_role("checkbox", name="Walk")).to_be_checked()
    expect(page.get_by_text("2 of 8 glasses")).to_be_visible()
    expect(page.get_by_text("2 check-ins are kept here")).to_be_visible()

    with page.expect_response(lambda answer: answer.url.endswith("/amounts") and answer.ok):
        page.context.set_offline(False)
    expect(page.get_by_role("img", name="Waits for the connection")).to_have_count(0)
    states = {task["habit"]["name"]: task for task in page.request.get("/api/tasks").json()["tasks"]}
    assert states["Walk"]["state"] == "done"
    assert states["Water"]["amount"] == 2


def test_nothing_is_kept_of_somebody_who_logged_out(sign_up: SignUp) -> None:
    page = sign_up("private", worker=True)
    create_habit(page, "Secret plan")
    page.goto("/settings/account")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.wait_for_timeout(WRITTEN)
    assert "Secret plan" not in kept(page)
    assert "private@example.com" not in kept(page)


def kept(page: Page) -> str:
    return str(
        page.evaluate(
            """() => new Promise((resolve, reject) => {
                const opening = indexedDB.open("keyval-store");
                opening.onerror = reject;
                opening.onsuccess = () => {
                    const all = opening.result.transaction("keyval").objectStore("keyval").getAll();
                    all.onsuccess = () => resolve(JSON.stringify(all.result));
                };
            })"""
        )
    )


def test_the_worker_may_run_under_the_policy_of_the_edge(open_page: OpenPage) -> None:
    page = open_page("about:blank", worker=True)
    policy = content_security_policy("https://media.invalid")

    def with_policy(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": policy})

    page.route("**/login", with_policy)
    page.goto("/login")
    page.wait_for_function("navigator.serviceWorker.ready.then((it) => it.active !== null)")
    # A violation is an error in the console, which fails every test here.
