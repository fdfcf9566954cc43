"""What the first page of the day costs to fetch."""

import gzip

from playwright.sync_api import Response

from tests.e2e.conftest import ROOT, OpenPage, SignUp, create_habit

SCRIPT_KILOBYTES = 250
STYLE_KILOBYTES = 25


def test_today_fits_its_budget_and_fetches_no_charts(sign_up: SignUp, open_page: OpenPage) -> None:
    keeper = sign_up("budget")
    create_habit(keeper, "Walk")
    page = open_page("about:blank", like=keeper)
    fetched: dict[str, list[Response]] = {"script": [], "stylesheet": []}
    page.on("response", lambda answer: fetched.get(answer.request.resource_type, []).append(answer))

    page.goto("/")
    page.get_by_role("checkbox", name="Walk").wait_for()

    def kilobytes(kind: str) -> float:
        return sum(len(gzip.compress(answer.body())) for answer in fetched[kind]) / 1024

    assert 0 < kilobytes("script") < SCRIPT_KILOBYTES
    assert 0 < kilobytes("stylesheet") < STYLE_KILOBYTES
    charts = {chart.name for chart in (ROOT / "app/web/dist/assets").glob("Heatmap-*.js")}
    assert charts
    assert not charts & {answer.url.rsplit("/", 1)[-1] for answer in fetched["script"]}
