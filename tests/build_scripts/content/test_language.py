"""The files of the interface's words: read whole, every fault in one go, and no word that nothing shows."""

import datetime as dt
import re
from pathlib import Path

import pytest
from markupsafe import Markup

from build_scripts.content.language import FOLDERS, read_language
from build_scripts.errors import BuildError
from build_scripts.paths import ROOT
from decision_engine.words import ENGLISH, RECORD, read_words

# The tables that scripts are handed whole, and those whose keys the engine asks for without their table.
HANDED_OVER = ("frame", "script_search", "script_check", "script_examples", "script_desk", "script_workshop", "record")
WRITTEN = ("record", "document", "services", "terminal")
ENGINE, FRAME = ((ROOT / folder / f"{ENGLISH}.toml").read_text(encoding="utf-8") for folder in FOLDERS)


def write(root: Path, engine: str, frame: str) -> None:
    """Write a language's two files."""
    for folder, text in zip(FOLDERS, (engine, frame), strict=True):
        (root / folder).mkdir(parents=True, exist_ok=True)
        (root / folder / "cy.toml").write_text(text, encoding="utf-8")


def problems_of(root: Path, engine: str = ENGINE, frame: str = FRAME, tag: str = "cy") -> list[str]:
    """Return the problems that a language of these texts is refused with."""
    write(root, engine, frame)
    with pytest.raises(BuildError) as refused:
        read_language(tag, root)
    return list(refused.value.problems)


def test_a_whole_language_is_read(tmp_path: Path) -> None:
    """A file with every key and placeholder of the English one is a language, whatever its texts say."""
    write(tmp_path, ENGINE, FRAME.replace('"Menu"', '"Dewislen"'))
    welsh = read_language("cy", tmp_path)
    assert welsh.tag == "cy"
    assert welsh.say("frame.menu") == "Dewislen"
    assert welsh.words.keys() == read_language().words.keys()


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    """Missing, unknown, empty and misplaceholdered texts are all named, each with what a right one looks like."""
    frame = (
        FRAME.replace('menu = "Menu"', 'menue = "Menu"')
        .replace('all_pages = "All pages"', "all_pages = 7")
        .replace("{number}: {name}", "{number}: {nmae}", 1)
        .replace('one = "1 page found"', 'one = "{count} page found"')
    )
    engine = ENGINE.replace("[document]", "[documents]").replace('why = "Why"\n', "")
    words = read_language().words
    named = problems_of(tmp_path, engine, frame)
    document = [problem for problem in named if "toml: document." in problem]
    assert len(document) == len(words["document"])
    assert 'decision_engine/languages/cy.toml: document.tick: missing. For example: tick = "Tick when done"' in document
    assert [problem for problem in named if problem not in document] == [
        'decision_engine/languages/cy.toml: record.why: missing. For example: why = "Why"',
        f"decision_engine/languages/cy.toml: documents: unknown table. The tables are {', '.join(engine_tables())}",
        'overrides/languages/cy.toml: frame.menu: missing. For example: menu = "Menu"',
        'overrides/languages/cy.toml: frame.all_pages: not a text. For example: all_pages = "All pages"',
        (
            "overrides/languages/cy.toml: frame.table_box: its placeholders must be {number}, {name}. "
            'For example: table_box = "Table {number}: {name}"'
        ),
        (
            "overrides/languages/cy.toml: script_search.one: its placeholders must be none. "
            'For example: one = "1 page found"'
        ),
        f"overrides/languages/cy.toml: frame.menue: unknown key. The keys are {', '.join(words['frame'])}",
    ]


def engine_tables() -> list[str]:
    """Return the tables of the engine's own file."""
    return re.findall(r"^\[(.+)\]$", ENGINE, re.MULTILINE)


def test_a_word_of_characters_that_nobody_sees_is_refused(tmp_path: Path) -> None:
    """By their names; a byte order mark before the file is none of its words."""
    frame = FRAME.replace('menu = "Menu"', 'menu = "Me\\u200bnu"').replace('"All pages"', '"\\u200b"')
    assert problems_of(tmp_path, frame=f"\ufeff{frame}") == [
        (
            "overrides/languages/cy.toml: frame.menu: U+200B ZERO WIDTH SPACE at character 3 can't be seen in a text, "
            'or changes how it is read. For example: menu = "Menu"'
        ),
        'overrides/languages/cy.toml: frame.all_pages: not a text. For example: all_pages = "All pages"',
    ]


@pytest.mark.parametrize("tag", ["de", "../../secret", ""])
def test_an_unknown_tag_names_the_languages_there_are(tag: str, tmp_path: Path) -> None:
    """A tag without a file, or one that is no tag, is answered by the languages that can be had."""
    assert problems_of(tmp_path, tag=tag) == [
        f'mkdocs.yml: extra.language: there is no language "{tag}". The languages are cy. For example: language: en-GB'
    ]


def test_a_language_of_which_one_file_is_missing_names_that_file(tmp_path: Path) -> None:
    """Its record would be in English on a site that is not."""
    write(tmp_path, ENGINE, FRAME)
    (tmp_path / FOLDERS[0] / "cy.toml").unlink()
    with pytest.raises(BuildError) as refused:
        read_language("cy", tmp_path)
    (problem,) = refused.value.problems
    assert problem == (
        "decision_engine/languages/cy.toml: No such file or directory. "
        "For example: a copy of decision_engine/languages/en-GB.toml with its texts translated"
    )


def test_a_file_that_is_no_toml_says_where(tmp_path: Path) -> None:
    """A broken line is named as the reader of TOML names it; a table that is a text is refused as such."""
    (problem,) = problems_of(tmp_path, frame="menu = Menu")
    assert problem.startswith(
        "overrides/languages/cy.toml: this is not TOML: Invalid value (at line 1, column 8). For example: a copy of"
    )
    assert problems_of(tmp_path, frame=FRAME.replace("[embed]", "[[embed]]"))[0] == (
        "overrides/languages/cy.toml: embed: not a table. For example: [embed]"
    )


def test_no_word_holds_a_number_to_call() -> None:
    """Numbers are the partnership's: a word that holds one would give a wrong one elsewhere."""
    words = read_language().words
    texts = [f"{table}.{key}: {text}" for table, texts in words.items() for key, text in texts.items()]
    assert [text for text in texts if re.search(r"\b(999|112|101|0[0-9]{3,}[0-9 ]*)\b", text)] == []


def test_html_is_escaped_but_for_markup() -> None:
    """In HTML a text and its values are escaped, and what is Markup already is left as it is."""
    english = read_language()
    assert english.html("check.go_to", question="a < b") == "go to “a &lt; b”"
    assert english.html("check.go_to", question=Markup("<i>a</i>")) == "go to “<i>a</i>”"
    assert english.say("check.go_to", question="a < b") == "go to “a < b”"


def test_the_build_hands_the_engine_the_words_that_it_reads_by_itself() -> None:
    """A record made in the browser and one made elsewhere are written with the same words, and none hides another."""
    english = read_language()
    assert english.record_words == read_words(*RECORD)
    assert len(english.record_words) == 1 + sum(len(english.words[table]) for table in RECORD)
    assert not english.words["script_check"].keys() & english.words["record"].keys()


def test_dates_are_said_in_the_language() -> None:
    """A date has its month in words and no leading zero."""
    assert read_language().format_date(dt.date(2027, 5, 2)) == "2 May 2027"


def sources() -> dict[str, str]:
    """Give the texts of everything that can show a word, by file: templates, scripts, the build and the engine."""
    found = {
        path
        for folder in ("overrides", "build_scripts", "decision_engine")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".html", ".js", ".py"}
    }
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(found)}


def named(folder: str = "") -> set[str]:
    """Give what stands in quotes under a folder and could be a key: with its table before a dot, or alone."""
    texts = "\n".join(text for name, text in sources().items() if name.startswith(folder))
    return set(re.findall(r"""["']([a-z_]+\.[a-z_0-9]+|[a-z_0-9]+)["']""", texts))


def said_by_scripts() -> set[str]:
    """Give the keys that the pages' scripts ask for."""
    texts = "\n".join(text for name, text in sources().items() if name.endswith(".js"))
    return set(re.findall(r"(?<!/)\b(?:words|say)\.([a-z_]+)\b", texts))


def test_every_word_is_used() -> None:
    """Something asks for each key of the English file: a word that nobody sees would be translated in vain."""
    asked, scripted, written = named(), said_by_scripts(), named("decision_engine/")
    unused = [
        f"{table}.{key}"
        for table, texts in read_language().words.items()
        for key in texts
        if f"{table}.{key}" not in asked
        and not (table in HANDED_OVER and key in scripted)
        and not (table in WRITTEN and (key in written or key.startswith("month_")))
    ]
    assert unused == []


def test_every_word_that_is_asked_for_is_there() -> None:
    """No template, script or module asks for a key that the English file hasn't got."""
    words = read_language().words
    texts = "\n".join(sources().values())
    asked = re.findall(r"""\b(?:say|html)\(\s*["']([a-z_]+)\.([a-z_0-9]+)["'](?! ~)""", texts)
    assert len(asked) > 100
    assert [f"{table}.{key}" for table, key in asked if key not in words.get(table, {})] == []
    assert said_by_scripts() <= {key for table in HANDED_OVER for key in words[table]}
