"""The format of ``partnership.toml``, key by key: what each holds, whether it may be left out, a valid example."""

from collections.abc import Mapping

from decision_engine.authoring.schema import ROLES, Key, Kind, Table

FILE = "partnership.toml"
FORMAT = 1
KINDS: Mapping[Kind, str] = {
    "text": "text",
    "filled": "text",
    "name": "text, or a table of a text for each language",
    "id": "an id",
    "role": "a role",
    "phone": "a telephone number in quotation marks",
    "relay": "a number for Relay UK in quotation marks",
    "text_number": "a number for text messages in quotation marks",
    "email": "an e-mail address",
    "form": "an address that begins with https://",
    "url": "a web address",
    "date": "a date",
    "flag": "true or false",
    "number": "a whole number",
    "origins": "a list of sites",
    "titles": "a table of texts",
    "look": "a table of colours",
    "table": "a table",
    "tables": "a list of tables",
}


def _may(kind: Kind, about: str, example: str) -> Key:
    return Key(kind, about, example, optional=True)


CONTACT = Table(
    "Contact",
    {
        "id": Key("id", "The contact's id, which texts name it by.", 'id = "first-response"'),
        "role": Key("role", f"What people turn to it for: {', '.join(ROLES)}.", 'role = "report"'),
        "area": _may("text", "Where the child lives; left out if it is for everyone.", 'area = "North Dorsetshire"'),
        "name": Key("name", "What it is called, in one language or more.", 'name = "Children\'s First Response"'),
        "phone": _may("phone", "Its telephone number.", 'phone = "01632 960123 ext 12"'),
        "text_relay": _may("relay", "Its number for Relay UK.", 'text_relay = "18001 01632 960123"'),
        "text_message": _may("text_number", "Its number for text messages.", 'text_message = "07700 900123"'),
        "email": _may("email", "Its e-mail address.", 'email = "first.response@example.org"'),
        "form": _may("form", "The address of its online form.", 'form = "https://example.org/refer"'),
        "hours": _may("text", "When it can be reached.", 'hours = "Monday to Friday 8.30am to 5pm"'),
        "for": _may("text", "Who it is for; left out if it is for everyone.", 'for = "professionals"'),
        "note": _may("text", "What else to know.", 'note = "Confirm in writing within 24 hours."'),
        "checked": _may("date", "When someone last tried it; needed to adopt.", "checked = 2026-11-20"),
    },
)
GUIDANCE = Table(
    "Guidance",
    {
        "title": Key("filled", "The exact title of the guidance.", 'title = "Information Sharing Guidance"'),
        "edition": _may("text", "Its edition.", 'edition = "May 2024"'),
        "owner": Key("filled", "Who owns it.", 'owner = "Dorsetshire Council"'),
        "licence": _may(
            "text",
            "The licence or permission to publish what someone else owns; needed to adopt.",
            'licence = "Open Government Licence v3.0"',
        ),
        "changes_since": _may("flag", 'Whether there is a page "What has changed since".', "changes_since = true"),
        "draft": _may("flag", "Whether its pages and checks are a draft that nobody has signed off.", "draft = false"),
    },
)
PARTNERSHIP = Table(
    "Partnership",
    {
        "format": Key("number", f"The version of this format: {FORMAT}.", f"format = {FORMAT}"),
        "name": Key("name", "The partnership's name.", 'name = "Dorsetshire Safeguarding Children Partnership"'),
        "short_name": _may("text", "What it is called for short.", 'short_name = "DSCP"'),
        "area": Key("filled", 'Its area, as in "people in Dorsetshire".', 'area = "Dorsetshire"'),
        "site_name": _may("text", "What the site is called.", 'site_name = "Share Safely"'),
        "site_url": _may("url", "Its address, for a site inside another.", 'site_url = "https://example.org/share/"'),
        "publisher": _may("text", "Who publishes the site; needed to adopt.", 'publisher = "Dorsetshire Council"'),
        "host": Key("filled", "Who runs the server.", 'host = "the council\'s web team"'),
        "maintainer": Key("filled", "Who keeps it up to date.", 'maintainer = "the partnership\'s business unit"'),
        "contact_email": _may("email", "Where to write about the site.", 'contact_email = "office@example.org"'),
        "last_reviewed": Key("date", "When its content was last reviewed.", "last_reviewed = 2026-11-22"),
        "next_review": Key("date", "When it is due for review.", "next_review = 2027-05-22"),
        "adopted": _may("flag", "Whether the partnership has adopted the site.", "adopted = false"),
        "embed_on": _may(
            "origins", "The sites that may show a check in a frame.", 'embed_on = ["https://example.org"]'
        ),
        "main_check": _may("id", "The flow that the home page starts.", 'main_check = "sharing"'),
        "guidance": Key("table", "The guidance that the pages restate.", "[guidance]", of=GUIDANCE),
        "look": _may("look", "Colours instead of the palette's own.", 'look = {accent = "#0b5c6b"}'),
        "titles": _may(
            "titles", "Exact titles of local documents.", 'titles = {procedures = "Working together locally"}'
        ),
        "contacts": Key("tables", "Who to tell and who to ask.", "[[contacts]]", of=CONTACT),
    },
)


def is_web_title(key: str) -> bool:
    """Return whether a title's key says that it is a web address."""
    return key.endswith("_url")


def title_example(key: str) -> str:
    """Return a valid line for a title's key."""
    return f'{key} = "{"https://example.org/procedures" if is_web_title(key) else "Continuum of need 2026"}"'
