"""Where links and pictures of a text may lead, and what they become.

Media and other activities get an address that only the server can complete: it knows
under which revision and course the page is shown.
"""

import re
from urllib.parse import unquote

from app.content.nearest import nearest
from app.content.page import MediaFile, Page
from app.content.problems import Fault
from app.questions.messages import N_

SCHEME = Fault(
    "link-scheme",
    N_("This link cannot be used: “%(address)s”."),
    N_("Links begin with https://, http:// or mailto:, or lead to media/… ."),
)
REMOTE = Fault(
    "media-remote",
    N_("“%(address)s” is fetched from another site."),
    N_("Put the file into the folder media and write media/name."),
)
MISSING = Fault(
    "media-missing",
    N_("There is no file “%(path)s” in this package."),
    N_("Put it into the folder media; capitals count, and so does the ending."),
)
OUTSIDE = Fault(
    "media-outside",
    N_("“%(path)s” does not lie in the folder media."),
    N_("Write media/name, without .. and without a disk or folder before it."),
)
DID_YOU_MEAN = N_("Did you mean “%(suggestion)s”?")

MEDIA_PREFIX = "media:"
ACTIVITY_PREFIX = "activity:"

_EXTERNAL = re.compile(
    r"(?:https?://[^/?#\s@]+(?:[/?#].*)?|mailto:[^\s/]+@[^\s/]+)", re.IGNORECASE
)
_ACTIVITY = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


def is_external(address: str) -> bool:
    """Tell whether an address leads out of the site, in a way that is allowed."""
    return _EXTERNAL.fullmatch(address) is not None


def media_file(page: Page, address: str) -> MediaFile | None:
    """Return the media file that a text names, or None after noting why not."""
    path = unquote(address)
    line, column = page.find(address, path)
    if re.match(r"(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", address, re.IGNORECASE):
        page.note(REMOTE, line, column, address=address)
    elif not _lies_in_media(path):
        page.note(OUTSIDE, line, column, path=path)
    elif path not in page.surroundings.media:
        suggestion = nearest(path, page.surroundings.media)
        hint = DID_YOU_MEAN if suggestion else None
        page.note(MISSING, line, column, hint, path=path, suggestion=suggestion or "")
    else:
        return page.surroundings.media[path]
    return None


def _lies_in_media(path: str) -> bool:
    return path.startswith("media/") and not re.search(r"(?:^|/)\.|\\|//|\0", path)


def media_address(file: MediaFile) -> str:
    """Return the address of a media file before the server completes it."""
    return f"{MEDIA_PREFIX}{file.media.sha256}/{file.name}"


def link_address(page: Page, address: str) -> str | None:
    """Return what a link becomes, or None after noting why it cannot be used."""
    if is_external(address):
        return address
    if address.startswith("media/"):
        file = media_file(page, address)
        return None if file is None else media_address(file)
    place = page.find(address, unquote(address))
    if _ACTIVITY.fullmatch(address):
        page.links.append((address, page.locate(*place)))
        return ACTIVITY_PREFIX + address
    page.note(SCHEME, *place, address=address)
    return None
