"""The site reaches the browser with the right types and ages, and never half a release at a time."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi_aws import s3

from blueprint.recording import Recording, record
from components.site import Site, SiteArgs
from components.site_files import IMMUTABLE, REVALIDATE, SiteError, SiteFile, content_hash, list_site_files

FILES = {
    "index.html": "<!doctype html>",
    "sw.js": "// worker",
    "manifest.webmanifest": "{}",
    "icons/icon.svg": "<svg/>",
    "assets/index-Diwr_T-a.js": "export {}",
    "assets/index-Diwr_T-a.js.map": "{}",
    "assets/index-00000000.css": "a{}",
    "assets/logo.png": "png",
}

type MakeSite = Callable[[dict[str, str]], Path]


@pytest.fixture
def make_site(tmp_path: Path) -> MakeSite:
    def make(files: dict[str, str]) -> Path:
        for key, content in files.items():
            path = tmp_path / "dist" / key
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return tmp_path / "dist"

    return make


@pytest.fixture
def recording(make_site: MakeSite) -> Recording:
    directory = make_site(FILES)
    return record(lambda: Site("site", SiteArgs(directory=directory, bucket_name="habits-staging-site")))


def by_key(files: list[SiteFile]) -> dict[str, SiteFile]:
    return {file.key: file for file in files}


def test_every_file_is_uploaded_under_its_path(recording: Recording) -> None:
    objects = recording.of_type(s3.BucketObjectv2)
    assert {thing.inputs["key"] for thing in objects} == set(FILES)
    assert {thing.inputs["bucket"] for thing in objects} == {"habits-staging-site"}


@pytest.mark.parametrize(
    ("key", "content_type"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/index-Diwr_T-a.js", "text/javascript; charset=utf-8"),
        ("assets/index-00000000.css", "text/css; charset=utf-8"),
        ("manifest.webmanifest", "application/manifest+json"),
        ("icons/icon.svg", "image/svg+xml"),
    ],
)
def test_a_browser_is_told_the_type(recording: Recording, key: str, content_type: str) -> None:
    assert recording.one(s3.BucketObjectv2, f"site-{key}").inputs["contentType"] == content_type


def test_only_names_that_change_with_the_content_may_be_kept_for_ever(make_site: MakeSite) -> None:
    files = list_site_files(make_site(FILES))
    assert {file.key for file in files if file.cache_control == IMMUTABLE} == {
        "assets/index-Diwr_T-a.js",
        "assets/index-Diwr_T-a.js.map",
        "assets/index-00000000.css",
    }
    assert {file.cache_control for file in files} == {IMMUTABLE, REVALIDATE}


def test_what_an_open_page_may_still_ask_for_outlives_its_release(recording: Recording) -> None:
    for thing in recording.of_type(s3.BucketObjectv2):
        assert thing.retain_on_delete is (thing.inputs["cacheControl"] == IMMUTABLE)


def test_pages_follow_the_files_they_name(recording: Recording) -> None:
    objects = recording.of_type(s3.BucketObjectv2)
    hashed = {thing.urn for thing in objects if thing.inputs["cacheControl"] == IMMUTABLE}
    for thing in objects:
        if thing.urn not in hashed:
            assert hashed <= thing.dependencies


def test_a_changed_content_is_seen(make_site: MakeSite) -> None:
    before = list_site_files(make_site(FILES))
    after = list_site_files(make_site({"index.html": "<!doctype html><p>new"}))
    assert by_key(before)["index.html"].sha256 != by_key(after)["index.html"].sha256
    assert by_key(before)["sw.js"].sha256 == by_key(after)["sw.js"].sha256
    assert content_hash(before) != content_hash(after)


def test_a_missing_build_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(SiteError, match="make web") as caught:
        list_site_files(tmp_path / "dist")
    assert str(tmp_path / "dist") in str(caught.value)


def test_a_file_of_unknown_kind_is_named(make_site: MakeSite) -> None:
    with pytest.raises(SiteError, match=r"notes\.docx.*\.docx"):
        list_site_files(make_site({"index.html": "", "notes.docx": ""}))


@given(
    st.dictionaries(st.text(min_size=1), st.text("0123456789abcdef", min_size=64, max_size=64), min_size=1)
)
def test_the_hash_of_a_site_depends_on_every_name_and_content(contents: dict[str, str]) -> None:
    def files(hashes: dict[str, str]) -> list[SiteFile]:
        return [
            SiteFile(key=key, path=Path(key), content_type="", cache_control="", sha256=sha)
            for key, sha in sorted(hashes.items())
        ]

    whole = content_hash(files(contents))
    for key in contents:
        assert content_hash(files({name: sha for name, sha in contents.items() if name != key})) != whole
        assert content_hash(files({**contents, key: "changed"})) != whole
