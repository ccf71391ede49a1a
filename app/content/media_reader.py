"""Look at the media of a package: what they really are, whose, and how large."""

import struct
from collections.abc import Mapping
from pathlib import PurePosixPath

from app.content import layout
from app.content.course import Media
from app.content.marks import Origin
from app.content.media_types import ENDINGS, Kind, kind_of
from app.content.nearest import nearest
from app.content.page import MediaFile
from app.content.problems import Fault, Place, Problems
from app.content.reader import MediaBytes, Sources
from app.content.schema import MediaSource
from app.content.schema_faults import DID_YOU_MEAN, NOT_MAPPING
from app.content.texts import decode
from app.content.validation import validated
from app.content.yaml_reader import Document, read_yaml
from app.questions.messages import N_

NOT_ALLOWED = Fault(
    "media-type",
    N_("“%(path)s” is none of the kinds of file that can be shown."),
    N_(
        "Pictures: PNG, JPEG, WebP, GIF (save an SVG as PNG or WebP); sound: MP3, OGG, "
        "WAV; film: MP4, WebM; documents: PDF."
    ),
)
WRONG_ENDING = Fault(
    "media-ending",
    N_("“%(path)s” is not what its name says: it holds %(mime)s."),
    N_("Give it the ending %(ending)s."),
)
DAMAGED = Fault(
    "media-damaged",
    N_("The picture “%(path)s” is damaged: its size cannot be read."),
    N_("Save it anew from a picture editor."),
)
TOO_MANY_PIXELS = Fault(
    "media-too-many-pixels",
    N_("The picture “%(path)s” has %(width)s × %(height)s pixels."),
    N_("Make it smaller; 2000 pixels on the longer side are plenty."),
)
NOT_DESCRIBED = Fault(
    "media-not-described",
    N_("Nothing says whose “%(path)s” is."),
    N_("Name its licence and author in media/media.yaml, under “%(name)s:”."),
)
DESCRIBED_ALONE = Fault(
    "media-described-alone",
    N_("There is no file “%(path)s”."),
    N_("Put it into the folder media, or remove these lines."),
)

MAX_PIXELS = 40_000_000


def read_media(sources: Sources, problems: Problems) -> dict[str, MediaFile]:
    """Return all media by path, after noting what is wrong.

    A file that cannot be used has no type; it is there so that texts may name it.
    """
    described = _descriptions(sources, problems)
    found = {}
    for path, data in sources.media.items():
        about = described.get(path)
        if path not in described:
            name = path.removeprefix("media/")
            problems.add(NOT_DESCRIBED, Place(path), path=path, name=name)
        found[path] = _file(path, data, about, problems)
    return found


def _descriptions(
    sources: Sources, problems: Problems
) -> Mapping[str, MediaSource | None]:
    """Return what media.yaml says of each file; None where that is wrong."""
    data = sources.texts.get(layout.MEDIA_LIST)
    text = None if data is None else decode(data, layout.MEDIA_LIST, problems)
    origin = Origin(layout.MEDIA_LIST)
    document = None if text is None else read_yaml(text, origin, problems)
    if document is None or document.value is None:
        # What is unreadable is said once, not again for each file.
        return {} if data is None else dict.fromkeys(sources.media)
    if not isinstance(document.value, dict):
        problems.add(NOT_MAPPING, document.marks.value())
        return dict.fromkeys(sources.media)
    return {
        f"media/{name}": _description(name, document, sources, problems)
        for name in document.value
    }


def _description(
    name: str, document: Document, sources: Sources, problems: Problems
) -> MediaSource | None:
    path = f"media/{name}"
    if path not in sources.media:
        suggestion = nearest(path, sources.media)
        hint = DID_YOU_MEAN if suggestion else None
        place = document.marks.key((name,))
        problems.add(
            DESCRIBED_ALONE, place, hint, path=path, suggestion=suggestion or ""
        )
    return validated(MediaSource, document, problems, (name,))


def _file(
    path: str, data: MediaBytes, about: MediaSource | None, problems: Problems
) -> MediaFile:
    kind = _checked_kind(path, data, problems)
    width, height = _measured(kind, path, data.head, problems) if kind else (0, 0)
    media = Media(
        sha256=data.sha256,
        mime=kind.mime if kind else "",
        size=data.size,
        alt=(about.alt if about else None) or "",
        licence=about.licence if about else "",
        author=about.author if about else "",
    )
    name = path.rpartition("/")[2]
    decorative = about.decorative if about else False
    return MediaFile(name, media, width, height, decorative)


def _checked_kind(path: str, data: MediaBytes, problems: Problems) -> Kind | None:
    kind = kind_of(data.head)
    ending = PurePosixPath(path).suffix.lower()
    if kind is None or ending not in ENDINGS:
        problems.add(NOT_ALLOWED, Place(path), path=path)
        return None
    if ending not in kind.endings:
        right = kind.endings[0]
        problems.add(WRONG_ENDING, Place(path), path=path, mime=kind.mime, ending=right)
        return None
    return kind


def _measured(
    kind: Kind, path: str, head: bytes, problems: Problems
) -> tuple[int, int]:
    """Return width and height from the header; no picture is ever decoded."""
    if kind.measure is None:
        return 0, 0
    try:
        width, height = kind.measure(head)
    except (IndexError, ValueError, struct.error):
        width = height = 0
    if width == 0 or height == 0:
        problems.add(DAMAGED, Place(path), path=path)
    elif width * height > MAX_PIXELS:
        problems.add(
            TOO_MANY_PIXELS, Place(path), path=path, width=width, height=height
        )
    return width, height
