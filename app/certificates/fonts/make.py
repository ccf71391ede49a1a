"""Makes the certificate's fonts from unpacked @fontsource packages; see README.md."""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
# A holder's name may come from any neighbour of Poland, so more than Latin is kept.
SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek")
# Output name, family, style, weight, source pattern, position on the axes.
FACES = (
    ("sans-regular", "Czeladnik Sans", "Regular", "sans-3-{}-wght-normal"),
    ("sans-semibold", "Czeladnik Sans", "SemiBold", "sans-3-{}-wght-normal"),
    ("serif-regular", "Czeladnik Serif", "Regular", "serif-4-{}-standard-normal"),
    ("serif-semibold", "Czeladnik Serif", "SemiBold", "serif-4-{}-standard-normal"),
    ("serif-italic", "Czeladnik Serif", "Italic", "serif-4-{}-standard-italic"),
)
WEIGHTS = {"Regular": 400, "Italic": 400, "SemiBold": 600}
# The serif is only used large; its optical size is fixed in points for that.
OPTICAL_SIZE = 32


def make(packages: Path) -> None:
    """Write the faces, and which characters all of them have, beside this file.

    `packages` is a folder with the unpacked npm packages at any depth.
    """
    common = set(range(0x20, 0x110000))
    for name, family, style, pattern in FACES:
        with tempfile.TemporaryDirectory() as folder:
            parts = [
                _instance(packages, pattern.format(script), style, Path(folder))
                for script in SCRIPTS
            ]
            font = Merger().merge([str(part) for part in parts])
        _rename(font, family, style)
        font.save(HERE / f"{name}.ttf")
        common &= set(font.getBestCmap())
    (HERE / "characters.txt").write_text(_ranges(common), encoding="ascii")


def _instance(packages: Path, stem: str, style: str, folder: Path) -> Path:
    (source,) = packages.rglob(f"source-{stem}.woff2")
    font = TTFont(source, recalcTimestamp=False)
    axes = {axis.axisTag for axis in font["fvar"].axes}
    place = {"wght": WEIGHTS[style], "opsz": OPTICAL_SIZE}
    instancer.instantiateVariableFont(
        font, {tag: place[tag] for tag in axes}, inplace=True
    )
    for table in ("STAT", "BASE"):
        if table in font:
            del font[table]
    font.flavor = None
    target = folder / f"{stem}.ttf"
    font.save(target)
    return target


def _rename(font: TTFont, family: str, style: str) -> None:
    """Give the font a name of its own: its licence reserves the name "Source"."""
    names = font["name"]
    copyright_notice = names.getDebugName(0)
    names.names = []
    postscript = f"{family}-{style}".replace(" ", "")
    for number, text in {
        0: copyright_notice,
        1: family,
        2: style,
        3: f"1.0;{postscript}",
        4: f"{family} {style}",
        5: "Version 1.000",
        6: postscript,
        13: "SIL Open Font License, Version 1.1",
        14: "https://openfontlicense.org",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = WEIGHTS[style]
    # The same input gives the same bytes.
    font.recalcTimestamp = False
    font["head"].created = font["head"].modified = 0


def _ranges(points: set[int]) -> str:
    """Return lines `first-last` in hexadecimal, both ends included."""
    ordered = sorted(points)
    starts = [point for point in ordered if point - 1 not in points]
    ends = [point for point in ordered if point + 1 not in points]
    pairs = zip(starts, ends, strict=True)
    return "".join(f"{start:04x}-{end:04x}\n" for start, end in pairs)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
