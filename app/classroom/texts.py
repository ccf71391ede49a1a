"""The unchanging parts of a lesson, made ready once for each revision."""

from __future__ import annotations

import re
from functools import lru_cache

from flask import url_for
from markupsafe import Markup

from app.classroom.outline import address
from app.content.course import Course, Lesson, Static
from app.publishing.library import library

_MEDIA = re.compile(r'(src|href)="media:([0-9a-f]{64})/([^"]+)"')
_ACTIVITY = re.compile(r'href="activity:([a-z0-9-]+)"')


def segments(course: Course, lesson: Lesson) -> tuple[Markup | str, ...]:
    """Return a lesson as HTML (Markup) and question ids (str), in their order."""
    return _segments(course.digest, lesson.id)


@lru_cache(maxsize=2000)
def _segments(digest: str, lesson_id: str) -> tuple[Markup | str, ...]:
    # Keyed by digest and not by the course, whose parts cannot be hashed.
    course = library().course(digest)
    return tuple(
        with_addresses(course, part.html) if isinstance(part, Static) else part.ref
        for part in course.lessons[lesson_id].segments
    )


def with_addresses(course: Course, html: str) -> Markup:
    """Put real addresses in place of `media:` and `activity:`.

    The HTML was sanitised when it was compiled.
    """

    def media(found: re.Match[str]) -> str:
        attribute, sha256, name = found.groups()
        url = url_for(
            "classroom.media",
            course_id=course.id,
            digest=course.digest,
            sha256=sha256,
            name=name,
        )
        return f'{attribute}="{Markup.escape(url)}"'

    def activity(found: re.Match[str]) -> str:
        return f'href="{Markup.escape(address(course, found.group(1)))}"'

    return Markup(_ACTIVITY.sub(activity, _MEDIA.sub(media, html)))  # noqa: S704
