"""The servers' settings: a template for each, of which the release and the pages for hosts know."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from build_scripts.errors import BuildError
from build_scripts.paths import PARTNERSHIP
from build_scripts.servers import configs
from build_scripts.servers.configs import HEADERS, server_config, server_configs, site_prefix
from build_scripts.servers.headers import ServerTable
from tests.conftest import ROOT
from tests.folders.partnerships import place
from tests.servers.real_servers import READY_MADE
from tests.tools.golden import golden

HOSTING = (ROOT / "docs" / "adopt" / "hosting.md").read_text(encoding="utf-8")
PLAIN = ServerTable(
    files=(
        "404.html",
        "check/index.html",
        "index.html",
        "assets/js/worker.0123abcd.js",
        "assets/css/site.0123abcd.css",
    ),
    engine_pages=("check/",),
    policy="default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'",
    engine_policy="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; frame-ancestors 'none'",
)

FRAMED = dataclasses.replace(
    PLAIN,
    files=(*PLAIN.files, "embed/index.html"),
    embed_pages=("embed/",),
    embed_policy="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; frame-ancestors https://partner.example",
)


def test_each_file_is_described_and_in_the_hosting_guide() -> None:
    """A template that nobody can find out how to use is of no help."""
    assert len(server_configs()) > 3
    for name, about in server_configs().items():
        assert about
        assert name in HOSTING, name


def test_every_server_with_settings_but_iis_runs_in_the_tests() -> None:
    """A new template brings its server along: IIS alone doesn't run where the tests do, so its file is read instead."""
    assert len(READY_MADE) == len(server_configs().keys() - {"web.config"})


@pytest.mark.parametrize(("kind", "table"), [("plain", PLAIN), ("framed", FRAMED)], ids=["plain", "framed"])
@pytest.mark.parametrize("name", [HEADERS, *server_configs()])
def test_a_template_makes_the_golden_file(name: str, kind: str, table: ServerTable) -> None:
    """Settings change only when someone means to change them, with a page for frames and without."""
    golden(Path(__file__).parent / "golden" / kind / name, server_config(name, table, "/sub/"))


def test_a_template_that_does_not_say_what_it_is_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message shows a right first line."""
    (tmp_path / "lighttpd.conf.jinja").write_text("# no comment")
    monkeypatch.setattr(configs, "_TEMPLATES", tmp_path)
    with pytest.raises(BuildError, match=r"lighttpd\.conf\.jinja: the first line must say .* {# nginx: include it #}"):
        server_configs()


@pytest.mark.parametrize(
    ("address", "prefix"),
    [("", "/"), ("https://example.org", "/"), ("https://example.org/share-safely", "/share-safely/")],
)
def test_the_prefix_is_the_path_of_site_url(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, prefix: str
) -> None:
    """MkDocs serves the site there, and the servers' settings are for a site there."""
    monkeypatch.setenv(PARTNERSHIP, str(place(tmp_path, site_url=address)))
    assert site_prefix() == prefix


@pytest.mark.parametrize("path", ["share-safely", "/share-safely", "share-safely/"])
def test_a_given_path_gets_its_slashes(path: str) -> None:
    """Whoever names a path needn't know how it is written."""
    assert site_prefix(path) == "/share-safely/"
