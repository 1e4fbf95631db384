"""The ready-made settings that no server here can run: read as their hosts read them, they say what the table says."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest

from build_scripts.errors import BuildError
from build_scripts.servers.configs import server_config
from build_scripts.servers.headers import CACHE, EVERYWHERE, FOR_EVER, POLICY, ServerTable, is_hashed, server_table

if TYPE_CHECKING:
    from pathlib import Path

MOST_RULES = 100  # what Cloudflare reads of _headers
LONGEST_LINE = 2000


@pytest.fixture(scope="module")
def table(site: Path) -> ServerTable:
    """The table of the built site."""
    return server_table(site)


def rules_of(text: str) -> dict[str, dict[str, str]]:
    """Read `_headers`: a path in the first column, then its headers."""
    rules: dict[str, dict[str, str]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            headers = rules[line] = {}
        else:
            name, value = line.strip().split(": ", 1)
            headers[name] = value
    return rules


def joined(rules: dict[str, dict[str, str]], path: str) -> dict[str, list[str]]:
    """Give the headers of a path: of every rule that fits, as both hosts do."""
    found: dict[str, list[str]] = {}
    for rule, headers in rules.items():
        if re.fullmatch(re.escape(rule).replace(r"\*", ".*"), f"/{path}"):
            for name, value in headers.items():
                found.setdefault(name, []).append(value)
    return found


def directives(policy: str) -> set[str]:
    """Take a policy apart."""
    return set(policy.split("; "))


def test_the_table_knows_which_files_start_the_engine(table: ServerTable) -> None:
    """The check's page, the workshop's and their workers may compile WebAssembly, the home page may not."""
    engine = {path for path, policy in table.documents.items() if "'wasm-unsafe-eval'" in policy}
    assert {"check/", "adopt/workshop/"} <= engine
    scripts = {re.sub(r"\.\w+\.js$", "", path) for path in engine if not path.endswith("/")}
    assert scripts == {"assets/js/worker", "assets/js/workshop-worker"}
    assert "" in set(table.documents) - engine
    assert "'unsafe-" not in table.policy + table.engine_policy


def test_only_names_with_a_hash_are_kept_for_ever(table: ServerTable) -> None:
    """Scripts, styles and the engine's files are; pages, the index, the font and the licences are not."""
    assert {file.split("/")[1] for file in table.hashed} == {"css", "js", "engine", "workshop"}
    folders = ("assets/css", "assets/js", "assets/engine", "assets/workshop")
    others = {file for file in table.files if file.startswith(folders)}
    assert others - set(table.hashed) == {"assets/engine/licences.txt", "assets/workshop/licences.txt"}


def test_headers_file_gives_each_document_its_policy(site: Path, table: ServerTable) -> None:
    """The rule for all takes nothing away from the rule for one, and caching is said once."""
    rules = rules_of((site / "_headers").read_text(encoding="utf-8"))
    assert rules == rules_of(server_config("_headers", table))
    for path, policy in table.documents.items():
        headers = joined(rules, path)
        every, own = headers[POLICY]
        assert own == policy
        assert directives(every) < directives(policy)
        assert len(headers[CACHE]) == 1
        assert {name: headers[name] for name in EVERYWHERE} == {name: [value] for name, value in EVERYWHERE.items()}
    for file in table.files:
        if not file.endswith(".html"):
            assert (joined(rules, file).get(CACHE) == [FOR_EVER]) == is_hashed(file), file


def test_headers_file_stays_within_the_hosts_limits(table: ServerTable) -> None:
    """Rules beyond the hundredth and longer lines would be left out without a word."""
    text = server_config("_headers", table)
    assert len(rules_of(text)) <= MOST_RULES
    assert max(map(len, text.splitlines())) <= LONGEST_LINE


def test_web_config_says_what_the_table_says(table: ServerTable) -> None:
    """For each document its policy, for each hashed file its time, inherited from the longest path that fits."""
    root = ET.fromstring(server_config("web.config", table))  # noqa: S314 - written just now
    places = {place.get("path", ""): place for place in root.iter("location")}

    def nearest(path: str, wanted: str) -> ET.Element:
        fitting = sorted((one for one in places if f"{path}/".startswith(f"{one}/")), key=len, reverse=True)
        found = [place.find(f".//{wanted}") for place in (*(places[one] for one in fitting), root)]
        return next(element for element in found if element is not None)

    for path, policy in table.documents.items():
        assert nearest(path.rstrip("/"), f"add[@name='{POLICY}']").get("value") == policy, path
    for file in table.files:
        mode = nearest(file, "clientCache").get("cacheControlMode")
        assert (mode == "UseMaxAge") == is_hashed(file), file
    added = {one.get("name"): one.get("value") for one in root.findall("system.webServer//customHeaders/add")}
    assert added == {**EVERYWHERE, POLICY: table.policy}


def test_without_a_built_site_the_error_says_how_to_make_one(tmp_path: Path) -> None:
    """Nothing is written."""
    with pytest.raises(BuildError) as caught:
        server_table(tmp_path)
    assert (
        str(caught.value) == f'{tmp_path}: there is no built site here, "404.html" is missing. For example: make site'
    )
