"""Join app/static/css/src/*.css, in the order of their names, into site.css.

Browsers load one file; people write several small ones. Run
`python -m app.web.stylesheet` after a change; a test compares the two.
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
    text = "".join(path.read_text("utf-8") for path in sorted(folder.glob("*.css")))
    text = _SPACE.sub(" ", _COMMENT.sub("", text))
    return _AROUND.sub(r"\1", text).replace(";}", "}").strip() + "\n"


if __name__ == "__main__":
    JOINED.write_text(joined(), "utf-8")
