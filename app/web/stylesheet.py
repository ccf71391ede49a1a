"""Join app/static/css/src/*.css, in the order of their names, into site.css.

Browsers load one file; people write several small ones. What only one shape of question
or chart needs stands in src/shapes and becomes a file of its own under shapes/, for the
pages with such a shape. Run `python -m app.web.stylesheet` after a change; a test
compares sources and results.
"""

import re
from pathlib import Path

CSS = Path(__file__).parents[1] / "static" / "css"
JOINED = CSS / "site.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
# A space before a colon matters (descendant of a pseudo-class), one behind it never.
_AROUND = re.compile(r" ?([{};,>]) ?|(?<=:) ")


def joined(folder: Path = CSS / "src") -> str:
    """Return all sources as one style sheet without comments and needless spaces."""
    return _squeezed(*sorted(folder.glob("*.css")))


def of_shapes(css: Path = CSS) -> dict[Path, str]:
    """Return the style sheets of single shapes, by the file they belong into."""
    return {
        css / "shapes" / source.name: _squeezed(source)
        for source in sorted((css / "src" / "shapes").glob("*.css"))
    }


def _squeezed(*sources: Path) -> str:
    text = "".join(path.read_text("utf-8") for path in sources)
    text = _SPACE.sub(" ", _COMMENT.sub("", text))
    return _AROUND.sub(r"\1", text).replace(";}", "}").strip() + "\n"


if __name__ == "__main__":
    JOINED.write_text(joined(), "utf-8")
    for file, text in of_shapes().items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
