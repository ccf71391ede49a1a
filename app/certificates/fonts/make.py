"""Makes the certificate's fonts from an unpacked npm package; see README.md."""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent
# A holder's name may come from any neighbour of Poland, so more than Latin is kept.
SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext")
# Style, slope in the names of the package, weight.
FACES = (
    ("Regular", "normal", 400),
    ("SemiBold", "normal", 600),
    ("Italic", "italic", 400),
)


def make(package: Path) -> None:
    """Write the faces, and which characters all of them have, beside this file."""
    common = set(range(0x20, 0x110000))
    for style, slope, weight in FACES:
        with tempfile.TemporaryDirectory() as folder:
            parts = [
                _at_weight(package, f"bitter-{script}-wght-{slope}", weight, folder)
                for script in SCRIPTS
            ]
            font = Merger().merge(parts)
        _label(font, style, weight)
        font.save(HERE / f"bitter-{style.lower()}.ttf")
        common &= set(font.getBestCmap())
    (HERE / "characters.txt").write_text(_ranges(common), encoding="ascii")


def _at_weight(package: Path, name: str, weight: int, folder: str) -> str:
    """Write one script's font, its weight no longer variable, and return its path."""
    (source,) = package.rglob(f"{name}.woff2")
    font = TTFont(source)
    instancer.instantiateVariableFont(font, {"wght": weight}, inplace=True)
    font.flavor = None
    # Describes the axes that are gone; the merger knows nothing of it.
    del font["STAT"]
    target = f"{folder}/{name}.ttf"
    font.save(target)
    return target


def _label(font: TTFont, style: str, weight: int) -> None:
    """Say which face this is, and nothing that depends on when it was made."""
    names = font["name"]
    copyright_notice = names.getDebugName(0)
    names.names = []
    for number, text in {
        0: copyright_notice,
        1: "Bitter",
        2: style,
        3: f"3.021;Bitter-{style}",
        4: f"Bitter {style}",
        5: "Version 3.021",
        6: f"Bitter-{style}",
        13: "SIL Open Font License, Version 1.1",
        14: "https://openfontlicense.org",
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
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
