"""Check a package: all that is wrong with it at once, or the course it makes."""

from dataclasses import dataclass
from pathlib import Path

from app.content.assembly import assembled
from app.content.course import Course
from app.content.digest import digest
from app.content.draft import Draft, drafted
from app.content.fitting import check_fit
from app.content.lock import all_named, check_lock
from app.content.problems import Problem, Problems
from app.content.reader import Sources, read_package
from app.content.units import Cache, Named


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found; there is a course exactly when there are no problems.

    `names` is everything that bears an id, for the lock.
    """

    course: Course | None
    problems: tuple[Problem, ...]
    names: tuple[Named, ...] = ()


def check(path: Path, cache: Cache | None = None) -> CheckResult:
    """Read, check and compile the package in a folder; nothing is written."""
    problems = Problems()
    sources = read_package(path, problems)
    return check_sources(sources, cache, problems)


def check_sources(
    sources: Sources, cache: Cache | None = None, problems: Problems | None = None
) -> CheckResult:
    """Check and compile what was read of a package.

    `problems` are those that reading found. With a `cache` kept between calls, a file
    that is as it was costs nearly nothing.
    """
    problems = Problems() if problems is None else problems
    draft = drafted(sources, problems, {} if cache is None else cache)
    check_fit(draft, problems)
    check_lock(sources, draft, problems)
    course = _course(sources, draft, problems)
    return CheckResult(course, problems.sorted(), tuple(all_named(draft)))


def _course(sources: Sources, draft: Draft, problems: Problems) -> Course | None:
    if problems or draft.outline is None:
        return None
    return assembled(draft.outline, draft, digest(sources))
