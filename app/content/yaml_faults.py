"""What can be wrong with YAML as such, in words for people who do not know YAML."""

import yaml

from app.content.marks import Origin
from app.content.problems import Fault, Place, Problem
from app.questions.messages import N_

TOO_LONG = Fault(
    "yaml-too-long",
    N_("This text is longer than %(limit)s characters."),
    N_("Split it into several files."),
)
TOO_DEEP = Fault(
    "yaml-too-deep",
    N_("Things are nested more than %(limit)s levels deep here."),
    N_("Remove brackets or indentation that do not belong here."),
)
TOO_MANY = Fault(
    "yaml-too-many",
    N_("This text holds more than %(limit)s values."),
    N_("Split it into several files."),
)
ALIAS = Fault(
    "yaml-alias",
    N_("References (& and *) are not allowed: “%(name)s”."),
    N_("Write the value out, or put a text that begins with & or * in quotes."),
)
TAG = Fault(
    "yaml-tag",
    N_("Type tags are not allowed: “%(tag)s”."),
    N_("Remove it, or put a text that begins with ! in quotes."),
)
MERGE_KEY = Fault(
    "yaml-merge",
    N_("The key << (merging) is not allowed."),
    N_("Write the keys out."),
)
DIRECTIVE = Fault(
    "yaml-directive",
    N_("Lines that begin with %% are not allowed here."),
    N_("Remove this line."),
)
SECOND_DOCUMENT = Fault(
    "yaml-second-document",
    N_("A second document begins here."),
    N_("Remove the line --- above, or move what follows into a file of its own."),
)
KEY_NOT_TEXT = Fault(
    "yaml-key-not-text",
    N_("A list or a mapping cannot be a key."),
    N_("Put a text that begins with a bracket in quotes."),
)
DUPLICATE_KEY = Fault(
    "duplicate-key",
    N_("The key “%(key)s” stands here a second time."),
    N_("It is already in line %(first)s; keep one of the two."),
)
ESCAPED_CHARACTER = Fault(
    "escaped-character",
    N_("This text holds an invisible character, written with a backslash."),
    N_("Delete it, or use single quotes if the backslash is meant as it stands."),
)
SYNTAX = Fault(
    "yaml-syntax",
    N_("This cannot be read as YAML (%(detail)s)."),
    N_("Look at this line and the one above: indentation, quotes, colons, brackets."),
)
COLON_IN_VALUE = Fault(
    "yaml-colon",
    N_("There is a second colon in this line."),
    N_("Put the text after the first colon in quotes, or begin a new line."),
)
TAB = Fault(
    "yaml-tab",
    N_("A tab is used for indentation."),
    N_("Indent with spaces."),
)
SPECIAL_CHARACTER = Fault(
    "yaml-special-character",
    N_("A value cannot begin with this character."),
    N_("Put the whole text in quotes; indent with spaces, not with tabs."),
)
NO_VALUE = Fault(
    "yaml-no-value",
    N_("A value is missing before this sign."),
    N_("Write it, or put a text that begins with a bracket or comma in quotes."),
)
INDENTATION = Fault(
    "yaml-indentation",
    N_("This line does not fit the lines above."),
    N_("Keys of one thing begin in the same column, and so do the dashes of a list."),
)
DASH = Fault(
    "yaml-dash",
    N_("A dash begins a list, and no list can begin here."),
    N_("Begin the list in the next line, or put a dash meant as text in quotes."),
)
NO_COLON = Fault(
    "yaml-no-colon",
    N_(
        "A colon is missing: this is neither a “key: value” nor part of the text above."
    ),
    N_("Write “key: value”, or indent the line so that it belongs to the one above."),
)
QUOTE_OPEN = Fault(
    "yaml-quote-open",
    N_("The quote that opens here is never closed."),
    N_("Close it; inside single quotes an apostrophe is written twice."),
)
BRACKET_OPEN = Fault(
    "yaml-bracket-open",
    N_("The bracket that opens here is not closed, or a comma is missing in it."),
    N_("Close it, and put texts that hold commas, colons or brackets in quotes."),
)
ESCAPE = Fault(
    "yaml-escape",
    N_("This backslash means nothing inside double quotes."),
    N_("Use single quotes, or write the backslash twice."),
)


_NO_CONTENT = "did not find expected node content"
# What libyaml says, and what it means to an author; the place is where it failed.
_AT_FAILURE = {
    "mapping values are not allowed in this context": COLON_IN_VALUE,
    "found a tab character that violates indentation": TAB,
    "found a tab character where an indentation space is expected": TAB,
    "found character that cannot start any token": SPECIAL_CHARACTER,
    "did not find expected key": INDENTATION,
    "did not find expected '-' indicator": INDENTATION,
    "block sequence entries are not allowed in this context": DASH,
    _NO_CONTENT: NO_VALUE,
    "did not find expected <document start>": INDENTATION,
    # A text that begins with | or >.
    "did not find expected comment or line break": SPECIAL_CHARACTER,
    "found an indentation indicator equal to 0": SPECIAL_CHARACTER,
    "found unknown escape character": ESCAPE,
    "found invalid Unicode character escape code": ESCAPE,
    "did not find expected hexdecimal number": ESCAPE,
}
# Here the place where the thing began says more than the end of the file.
_AT_START = {
    "could not find expected ':'": NO_COLON,
    "found unexpected end of stream": QUOTE_OPEN,
    "found unexpected document indicator": QUOTE_OPEN,
    "did not find expected ',' or ']'": BRACKET_OPEN,
    "did not find expected ',' or '}'": BRACKET_OPEN,
    # A text that begins with * or &, as bold words in Markdown do.
    "did not find expected alphabetic or numeric character": SPECIAL_CHARACTER,
}


def syntax_problem(
    error: yaml.YAMLError, origin: Origin, text: str, bracket: object
) -> Problem:
    """Turn what the parser says into words and a place.

    `bracket` is the mark of the innermost bracket that was open, or None.
    """
    detail = str(getattr(error, "problem", None) or getattr(error, "reason", "YAML"))
    end = getattr(error, "problem_mark", None)
    start = getattr(error, "context_mark", None) or end
    if detail in _AT_START:
        return _AT_START[detail].at(_place(start, origin))
    rest = text[getattr(end, "index", 0) :]
    if detail == _NO_CONTENT and bracket is not None and not rest.strip():
        return BRACKET_OPEN.at(_place(bracket, origin))
    if detail in _AT_FAILURE:
        return _AT_FAILURE[detail].at(_place(end, origin))
    return SYNTAX.at(_place(end, origin), detail=detail)


def _place(mark: object, origin: Origin) -> Place:
    line, column = getattr(mark, "line", 0), getattr(mark, "column", 0)
    return origin.place(line, column)
