"""The built site and the real backend in a process of their own, and a Chromium that looks at them."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from app.local.services import free_port

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60
DESK = (1280, 900)
PHONE = (390, 844)
BLOCKED_WORKER = "Service Worker registration blocked by Playwright"

type OpenPage = Callable[..., Page]
type SignUp = Callable[..., Page]


@pytest.fixture(scope="session")
def server_log() -> Generator[Path]:
    """What the server prints, the mails it would send among it; beside it lies its database."""
    # Not pytest's folder: the path of a Unix socket is limited to about 100 characters.
    with tempfile.TemporaryDirectory(prefix="habits-e2e-") as folder:
        yield Path(folder) / "log"


@pytest.fixture(scope="session")
def site(server_log: Path) -> Generator[str]:
    """The address of a server that is started for this run, with a database of its own."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    with server_log.open("w") as output:
        server = subprocess.Popen(
            [sys.executable, "-m", "app.local", "--port", str(port), "--data", str(server_log.parent)],
            cwd=ROOT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_until_healthy(address, server, server_log)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_until_healthy(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if server.poll() is not None:
            pytest.fail(f"the local server ended by itself:\n{log.read_text()}", pytrace=False)
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):  # noqa: S310  our own http address
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    pytest.fail(f"the local server was not healthy in {START_SECONDS} s:\n{log.read_text()}", pytrace=False)


@pytest.fixture(scope="session")
def chromium() -> str | None:
    """The installed Chromium, or None after Playwright has fetched its own."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    fetched = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, check=False
    )
    if fetched.returncode:
        names = ", ".join(CHROMIUM_NAMES)
        pytest.fail(f"no browser: none of {names} is on PATH, and none could be downloaded", pytrace=False)
    return None


@pytest.fixture(scope="module")
def browser(chromium: str | None) -> Generator[Browser]:
    # For a module and not the session: while Playwright runs, Django believes to be inside an event loop.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(CHROMIUM_FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Generator[OpenPage]:
    """`open_page(path, size=, scheme=, like=, refusals=, worker=)`: a page in a browser profile of its own.

    `like` is a page whose login it shares. Without `worker` the site may not keep itself in the browser,
    which costs time and would answer in the server's place. Afterwards nothing may have been complained
    about in any console, except as many refused requests as `refusals` names.
    """
    opened: list[tuple[Page, list[str], int]] = []

    def open_one(
        path: str = "/",
        *,
        size: tuple[int, int] = DESK,
        scheme: str = "light",
        like: Page | None = None,
        refusals: int = 0,
        worker: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
            timezone_id="Europe/Berlin",
            service_workers="allow" if worker else "block",
            storage_state=like.context.storage_state() if like else None,
        )
        page = context.new_page()
        page.set_default_timeout(15_000)
        complaints: list[str] = []

        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and message.text != BLOCKED_WORKER:
                complaints.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        opened.append((page, complaints, refusals))
        return page

    yield open_one
    for page, complaints, refusals in opened:
        page.context.close()
        refused = [line for line in complaints if "the server responded with a status of 4" in line]
        assert len(refused) == refusals, complaints
        assert [line for line in complaints if line not in refused] == []


@pytest.fixture
def sign_up(open_page: OpenPage) -> SignUp:
    """`sign_up(name)`: a page on which a new person has just arrived."""

    def arrive(name: str, **options: object) -> Page:
        page = open_page("/signup", **options)
        fill_credentials(page, name)
        page.get_by_role("button", name="Create account").click()
        page.get_by_role("heading", name="Plant your first habit").wait_for()
        return page

    return arrive


def fill_credentials(page: Page, name: str) -> None:
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_role("textbox", name="Password").fill("quiet-forest-42")


def create_habit(page: Page, name: str, **details: object) -> None:
    """A habit for whom `page` belongs to, daily and yes/no unless `details` say otherwise; shows today."""
    created = page.request.post(
        "/api/habits",
        data={"name": name, "kind": "yes_no", "schedule": {"kind": "daily"}, **details},
        headers=csrf_header(page),
    )
    assert created.status == 201, created.text()
    page.goto("/")
    page.get_by_role("list", name="Habits of this day").get_by_role("link", name=name).wait_for()


def record(page: Page, name: str, day: date) -> None:
    """Say that the habit of that name was done on a day."""
    habits = page.request.get("/api/habits").json()["results"]
    habit = next(habit for habit in habits if habit["name"] == name)
    answer = page.request.put(
        f"/api/habits/{habit['id']}/entries/{day}", data={"state": "done"}, headers=csrf_header(page)
    )
    assert answer.ok, answer.text()


def csrf_header(page: Page) -> dict[str, str]:
    tokens = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    return {"X-CSRFToken": tokens["csrftoken"]}
