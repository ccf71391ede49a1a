"""Take a lesson's file apart: the keys between two lines of ---, and the text below."""

import re
from dataclasses import dataclass

from app.content.marks import Origin
from app.content.problems import Fault, Place, Problems
from app.content.yaml_reader import Document, read_yaml
from app.questions.messages import N_

MISSING = Fault(
    "frontmatter-missing",
    N_("This lesson does not begin with its keys."),
    N_("Begin the file with a line ---, then id, title and minutes, then a line ---."),
)
UNCLOSED = Fault(
    "frontmatter-open",
    N_("The keys at the top of this lesson never end."),
    N_("Write a line with only --- between the keys and the text."),
)

_LINE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A lesson's keys and text; `first_line` is the text's first line, from 0."""

    document: Document | None
    body: str
    first_line: int


def split(text: str, file: str, problems: Problems) -> Parts | None:
    """Return the parts of a lesson, or None when no keys stand at its top."""
    opening = _LINE.match(text)
    if opening is None:
        problems.add(MISSING, Place(file))
        return None
    closing = _LINE.search(text, opening.end())
    if closing is None:
        problems.add(UNCLOSED, Place(file))
        return None
    keys = text[opening.end() + 1 : closing.start()]
    document = read_yaml(keys, Origin(file, line=1), problems)
    first_line = text.count("\n", 0, closing.end()) + 1
    return Parts(document, text[closing.end() + 1 :], first_line)
