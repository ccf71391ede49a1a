"""Files of a package: pictures, sound, documents."""

from __future__ import annotations

from flask import Response, abort, current_app, send_file

from app.classroom import texts
from app.classroom.blueprint import blueprint
from app.classroom.seats import Seat, seat
from app.content.course import Course, Media
from app.publishing import archives
from app.publishing.library import Unavailable, library
from app.web.access import Audience, audience

_SHOWN = ("image/", "audio/", "video/")


@blueprint.get("/courses/<course_id>/media/<digest>/<sha256>/<name>")
@audience(Audience.ANYONE)
def media(course_id: str, digest: str, sha256: str, name: str) -> Response:
    """Send a file of a course to those who may read the lesson it stands in."""
    found = seat(course_id)
    course = _revision(found, digest)
    wanted = next(
        (
            one
            for path, one in course.media.items()
            if one.sha256 == sha256
            and name in (path.rpartition("/")[2], texts.discreet_name(sha256, path))
        ),
        None,
    )
    # What an older revision showed to visitors may be closed by now.
    readable = found.enrolled or sha256 in texts.open_media(found.course)
    if wanted is None or not readable:
        abort(404)
    return _send(wanted, name)


def _revision(found: Seat, digest: str) -> Course:
    """Return the current revision, or an older one of the same course."""
    if digest == found.course.digest:
        return found.course
    try:
        course = library().course(digest)
    except Unavailable:
        abort(404)
    if course.id != found.course.id:
        abort(404)
    return course


def _send(wanted: Media, name: str) -> Response:
    path = archives.media_path(current_app.config["SETTINGS"].data_dir, wanted.sha256)
    if not path.is_file():
        raise Unavailable(wanted.sha256)
    response = send_file(
        path,
        mimetype=wanted.mime,
        download_name=name,
        as_attachment=not wanted.mime.startswith(_SHOWN),
        conditional=True,
        etag=wanted.sha256,
        max_age=31_536_000,
    )
    response.cache_control.private = True
    # Whatever a file holds, it is never run with the rights of this site.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
