"""The unchanging parts of lessons and questions, made ready once for each revision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import PurePosixPath

from flask import url_for
from markupsafe import Markup

from app.classroom.outline import address
from app.content.addresses import MEDIA_PREFIX
from app.content.course import Course, Lesson, Static
from app.publishing.library import library
from app.questions.authoring import rendered
from app.questions.base import Question
from app.questions.fields import Loc
from app.questions.media import MediaUse

_MEDIA = re.compile(r'(src|href)="media:([0-9a-f]{64})/([^"]+)"')
_ACTIVITY = re.compile(r'href="activity:([a-z0-9-]+)"')


@dataclass(frozen=True)
class Case:
    """The text of a scenario as it is shown; `first` is the first of its questions."""

    id: str
    title: str
    html: Markup
    first: str


def segments(course: Course, lesson: Lesson) -> tuple[Markup | str, ...]:
    """Return a lesson in its order: HTML (Markup), ids of questions and scenarios."""
    return _segments(course.digest, lesson.id)


@lru_cache(maxsize=2000)
def _segments(digest: str, lesson_id: str) -> tuple[Markup | str, ...]:
    # Keyed by digest and not by the course, whose parts cannot be hashed.
    course = library().course(digest)
    return tuple(
        with_addresses(course, part.html) if isinstance(part, Static) else part.ref
        for part in course.lessons[lesson_id].segments
    )


def case(course: Course, scenario_id: str) -> Case:
    """Return the text of a scenario, to be shown."""
    return _case(course.digest, scenario_id)


@lru_cache(maxsize=2000)
def _case(digest: str, scenario_id: str) -> Case:
    course = library().course(digest)
    found = course.scenarios[scenario_id]
    html = with_addresses(course, found.html)
    asked = [one for one in found.questions if course.questions[one].void is None]
    return Case(found.id, found.title, html, (asked or found.questions)[0])


def question(course: Course, question_id: str) -> Question:
    """Return a question whose texts lead to media and activities, to be shown."""
    return _question(course.digest, question_id)


@lru_cache(maxsize=5000)
def _question(digest: str, question_id: str) -> Question:
    course = library().course(digest)
    address_all = partial(with_addresses, course, discreet=True)

    def move(use: MediaUse, _: Loc) -> MediaUse:
        sha256, _slash, name = use.address.removeprefix(MEDIA_PREFIX).partition("/")
        return use.moved(media_address(course, sha256, discreet_name(sha256, name)))

    return rendered(course.questions[question_id], address_all, address_all, move)


def open_media(course: Course) -> frozenset[str]:
    """Return the SHA-256 of every file that open lessons show."""
    return _open_media(course.digest)


@lru_cache(maxsize=2000)
def _open_media(digest: str) -> frozenset[str]:
    course = library().course(digest)
    shown = [
        part.html if isinstance(part, Static) else _all_of(course, part.ref)
        for lesson in course.lessons.values()
        if lesson.open
        for part in lesson.segments
    ]
    return frozenset(file for html in shown for _, file, _ in _MEDIA.findall(html))


def _all_of(course: Course, ref: str) -> str:
    """Return all that a question ever shows, or the text of a scenario."""
    if ref in course.scenarios:
        return course.scenarios[ref].html
    texts: list[str] = []

    def note(html: str) -> str:
        texts.append(html)
        return html

    def note_media(use: MediaUse, _: Loc) -> MediaUse:
        texts.append(f'src="{use.address}"')
        return use

    rendered(course.questions[ref], note, note, note_media)
    return "".join(texts)


def with_addresses(course: Course, html: str, *, discreet: bool = False) -> Markup:
    """Put real addresses in place of `media:` and `activity:`.

    The HTML was sanitised when it was compiled. Where it has to be `discreet`, pictures
    go by names that tell nothing; a file to be kept has its own.
    """

    def media(found: re.Match[str]) -> str:
        attribute, sha256, name = found.groups()
        if discreet and attribute == "src":
            name = discreet_name(sha256, name)
        url = media_address(course, sha256, name)
        return f'{attribute}="{Markup.escape(url)}"'

    def activity(found: re.Match[str]) -> str:
        return f'href="{Markup.escape(address(course, found.group(1)))}"'

    return Markup(_ACTIVITY.sub(activity, _MEDIA.sub(media, html)))  # noqa: S704


def discreet_name(sha256: str, name: str) -> str:
    """Return the name of a file that a question shows.

    Recordings are often named after what is said in them, and that is the answer.
    """
    return sha256[:12] + PurePosixPath(name).suffix


def media_address(course: Course, sha256: str, name: str) -> str:
    """Return where a file of a course is fetched."""
    return url_for(
        "classroom.media",
        course_id=course.id,
        digest=course.digest,
        sha256=sha256,
        name=name,
    )
