"""Files that the build makes."""

from build_scripts.assets.static_file import StaticFile


def test_the_name_carries_the_contents_hash() -> None:
    """The first ten digits of the sha256 stand before the extension."""
    assert StaticFile.hashed("assets/a", ".js", b"hello").path == "assets/a.2cf24dba5f.js"


def test_integrity_is_what_browsers_take() -> None:
    """The algorithm, a hyphen and the hash in base64."""
    assert StaticFile("a", b"hello").integrity == "sha256-LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="


def test_the_manifest_names_address_hash_and_size() -> None:
    """What the page needs in order to fetch a file and to say how far it is."""
    file = StaticFile("a/b.bin", b"hello")
    assert file.entry == {"url": "a/b.bin", "integrity": file.integrity, "bytes": 5}
