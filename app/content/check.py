"""Check a package: all that is wrong with it at once, or the course it makes."""

from dataclasses import dataclass
from pathlib import Path

from app.content import layout
from app.content.assembly import assembled
from app.content.course import Course
from app.content.digest import digest
from app.content.draft import Draft, drafted
from app.content.fitting import check_fit
from app.content.lock import all_named, check_lock
from app.content.problems import Fault, Place, Problem, Problems
from app.content.reader import Sources, read_package
from app.content.units import Cache, Named
from app.questions.messages import N_

PACKAGES_BELOW = Fault(
    "packages-below",
    N_("This folder is no package, but it holds packages: %(folders)s."),
    N_("Give their paths instead, each by itself."),
)
SHOWN = 5


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
    below = packages_below(path)
    if below:
        # Each file of each package would be named as one too many.
        problems.add(
            PACKAGES_BELOW, Place(layout.COURSE), folders=", ".join(below[:SHOWN])
        )
        return CheckResult(None, problems.sorted())
    sources = read_package(path, problems)
    return check_sources(sources, cache, problems)


def packages_below(path: Path) -> list[str]:
    """Return the folders in a folder that are packages, where it is none itself."""
    if not path.is_dir() or (path / layout.COURSE).exists():
        return []
    found = (one for one in path.iterdir() if (one / layout.COURSE).is_file())
    return sorted(str(one) for one in found)


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
