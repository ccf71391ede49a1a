"""The one style sheet that browsers load, and what it may cost them."""

import re
from pathlib import Path

import brotli

from app.web import stylesheet

DELIVERED = stylesheet.JOINED.read_text("utf-8")
FONTS = stylesheet.CSS.parent / "fonts"


def test_the_delivered_style_sheet_is_joined_from_its_sources() -> None:
    assert stylesheet.joined() == DELIVERED


def test_the_style_sheets_of_shapes_are_made_from_their_sources() -> None:
    delivered = sorted((stylesheet.CSS / "shapes").glob("*.css"))
    assert stylesheet.of_shapes() == {
        file: file.read_text("utf-8") for file in delivered
    }


def test_everything_the_style_sheet_points_to_is_there() -> None:
    addresses = re.findall(r'url\("([^"]+)"\)', DELIVERED)
    assert addresses
    for address in addresses:
        assert (stylesheet.CSS / address).is_file(), address


def test_style_sheet_and_fonts_stay_small_enough_for_a_bad_line() -> None:
    assert len(brotli.compress(DELIVERED.encode())) <= 7_000
    fonts = sorted(FONTS.glob("*.woff2"))
    assert len(fonts) == 2
    assert sum(font.stat().st_size for font in fonts) <= 21_000


def test_spaces_that_mean_something_survive_the_joining(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_text(
        "/* why */\n.a :hover > b,\n.c { margin: calc(1px + 2px) auto; }\n", "utf-8"
    )
    assert stylesheet.joined(tmp_path) == (
        ".a :hover>b,.c{margin:calc(1px + 2px) auto}\n"
    )
