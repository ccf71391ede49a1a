"""Where a redirect may go: to this site and nowhere else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# A browser drops tabs and line ends and reads a backslash as a slash.
_PLAIN_PATH = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
_LONGEST = 500


def local_path(target: str | None, default: str) -> str:
    """Return `target` if it is a path on this site, else `default`."""
    if not target or len(target) > _LONGEST or not _PLAIN_PATH.fullmatch(target):
        return default
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        return default
    return target
