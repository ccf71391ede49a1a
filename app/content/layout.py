"""Which files a package may hold, where, under which names and how large."""

import re
import unicodedata

from app.content.nearest import nearest
from app.content.problems import Fault, Place, Problems
from app.questions.messages import N_

NO_FOLDER = Fault(
    "no-package",
    N_("There is no folder “%(path)s”."),
    N_("Give the path of a package: the folder that holds course.yaml."),
)
LINK = Fault(
    "file-link",
    N_("“%(path)s” is a link to another file."),
    N_("Put the file itself here."),
)
HIDDEN = Fault(
    "file-hidden",
    N_("“%(path)s” is a hidden file."),
    N_("Delete it; it is not part of a course."),
)
NOT_A_FILE = Fault(
    "file-special",
    N_("“%(path)s” is not an ordinary file."),
    N_("Delete it."),
)
UNREADABLE = Fault(
    "file-unreadable",
    N_("“%(path)s” cannot be read (%(reason)s)."),
    N_("Look at the permissions of the file."),
)
TOO_LARGE = Fault(
    "file-too-large",
    N_("“%(path)s” is larger than %(limit)s bytes."),
    N_("Divide a text into several files; make a recording or picture smaller."),
)
TOO_MANY_FILES = Fault(
    "too-many-files",
    N_("The package holds more than %(limit)s files; the rest was not read."),
    N_("Divide it into several courses."),
)
FOLDERS_TOO_DEEP = Fault(
    "folders-too-deep",
    N_("The folder “%(path)s” lies too deep."),
    N_("Put its files into a folder above."),
)
UNEXPECTED = Fault(
    "file-unexpected",
    N_("“%(path)s” is not part of a package."),
    N_(
        "A package holds course.yaml, changes.yaml, lessons/*.md, questions/*.yaml, "
        "quizzes/*.yaml and media/*; move or delete the file."
    ),
)
SHOULD_BE = N_("Did you mean “%(suggestion)s”?")
BAD_NAME = Fault(
    "file-name",
    N_("The file name “%(path)s” makes trouble on other computers."),
    N_(
        "Use letters (for media only a to z, without accents), digits, dots, hyphens "
        "and underscores."
    ),
)
SAME_NAME = Fault(
    "file-same-name",
    N_("“%(path)s” and “%(other)s” are the same file on some computers."),
    N_("Rename one of them: capitals and accents must not be the only difference."),
)

LOCK = "course.lock"
CHANGES = "changes.yaml"
COURSE = "course.yaml"
MEDIA_LIST = "media/media.yaml"

_PLACES = re.compile(
    r"course\.yaml|changes\.yaml|course\.lock|lessons/[^/]+\.md"
    r"|questions/[^/]+\.yaml|quizzes/[^/]+\.yaml|media/.+"
)
_BESIDE = re.compile(r"(?:README|LICENSE|LICENCE)(?:\.md|\.txt)?")
_FOLDERS = ("lessons", "questions", "quizzes", "media")
_NAME = re.compile(r"\w(?:[\w .()+-]*[\w()+-])?")
# A media file's name becomes part of an address, where other letters are spelt out.
_MEDIA_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
_LIMITS = {"lessons": 256 << 10, "media": 200 << 20}
_TEXT_LIMIT = 1 << 20


def is_media(path: str) -> bool:
    """Tell whether a path is that of a media file."""
    return path.startswith("media/") and path != MEDIA_LIST


def size_limit(path: str) -> int:
    """Return how many bytes a file at this path may have."""
    folder = path.partition("/")[0]
    return _TEXT_LIMIT if path == MEDIA_LIST else _LIMITS.get(folder, _TEXT_LIMIT)


def is_usable(path: str, seen: dict[str, str], problems: Problems) -> bool:
    """Tell whether a file has a place in a package, noting why when it has none.

    `seen` maps the folded form of every path so far to the path itself.
    """
    if _BESIDE.fullmatch(path):
        return False
    allowed = _MEDIA_NAME if is_media(path) else _NAME
    composed = unicodedata.normalize("NFC", path)
    if not all(allowed.fullmatch(part) for part in composed.split("/")):
        problems.add(BAD_NAME, Place(path), path=path)
        return False
    folded = composed.casefold()
    other = seen.setdefault(folded, path)
    if other != path:
        problems.add(SAME_NAME, Place(path), path=path, other=other)
        return False
    if _PLACES.fullmatch(path):
        return True
    suggestion = _likely_place(path)
    hint = SHOULD_BE if suggestion else None
    problems.add(UNEXPECTED, Place(path), hint, path=path, suggestion=suggestion or "")
    return False


def _likely_place(path: str) -> str | None:
    """Guess where a misplaced file was meant to be."""
    folder, slash, name = path.rpartition("/")
    if not slash:
        return nearest(name, (COURSE, CHANGES, LOCK))
    meant = nearest(folder, _FOLDERS)
    if meant is None:
        return None
    stem, dot, _ = name.rpartition(".")
    ending = ".md" if meant == "lessons" else ".yaml"
    guess = f"{meant}/{stem}{ending}" if dot and meant != "media" else f"{meant}/{name}"
    return guess if guess != path else None


def printable(name: str) -> str:
    """Return a file name that can be printed, whatever bytes it was made of.

    A name may hold what moves the cursor of a terminal or turns the writing around.
    """
    data = name.encode("utf-8", "surrogateescape")
    text = data.decode("utf-8", "backslashreplace")
    return "".join(
        letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text
    )
