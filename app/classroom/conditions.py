"""The conditions of a quiz in words, as its first page tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.content.conditions import Shows, Window
from app.content.course import Course, Part, Quiz
from app.quizzes import drawing
from app.quizzes.conditions import Criterion
from app.web.locale import day_and_time
from app.web.words import gettext as _
from app.web.words import ngettext


def conditions(
    course: Course, quiz: Quiz, criterion: Criterion
) -> list[tuple[str, str]]:
    """Return the conditions of a quiz as (name, value), as `ui.facts` takes them."""
    asked = _asked(quiz.parts, len(quiz.questions))
    pairs = [(_("Questions"), asked)]
    points = sum(drawing.maximum(course, quiz, part) for part in quiz.parts)
    if str(points) != asked:
        pairs.append((_("Points"), str(points)))
    if criterion.pass_mark is not None:
        pairs.append((_("To pass"), f"{criterion.pass_mark // 10_000} %"))
    pairs += [*_time(quiz, criterion), *_tries(criterion)]
    if not criterion.going_back:
        pairs.append((_("Pages"), _("only forward; a page that was left is locked")))
    return [*pairs, *_told(criterion.shows, quiz.window)]


def _time(quiz: Quiz, criterion: Criterion) -> Iterator[tuple[str, str]]:
    if criterion.minutes is not None:
        limit = ngettext("%(num)s minute", "%(num)s minutes", criterion.minutes)
        yield _("Time limit"), limit
    elif quiz.minutes:
        about = ngettext("about %(num)s minute", "about %(num)s minutes", quiz.minutes)
        yield _("Takes"), about
    begin, end = criterion.window.begin, criterion.window.end
    if begin and end:
        yield (
            _("Open"),
            _(
                "from %(begin)s until %(end)s",
                begin=day_and_time(begin),
                end=day_and_time(end),
            ),
        )
    elif begin:
        yield _("Open"), _("from %(begin)s", begin=day_and_time(begin))
    elif end:
        yield _("Open"), _("until %(end)s", end=day_and_time(end))


def _tries(criterion: Criterion) -> Iterator[tuple[str, str]]:
    several = criterion.tries != 1
    yield (
        _("Tries"),
        _("any number") if criterion.tries is None else str(criterion.tries),
    )
    if several and criterion.wait is not None:
        yield _("Between two tries"), _("at least %(time)s", time=_wait(criterion.wait))
    if several and criterion.counts != "best":
        first = criterion.counts == "first"
        counts = _("those of the first try") if first else _("those of the last try")
        yield _("Points that count"), counts


def _wait(minutes: int) -> str:
    if minutes % 1440 == 0:
        return ngettext("%(num)s day", "%(num)s days", minutes // 1440)
    if minutes % 60 == 0:
        return ngettext("%(num)s hour", "%(num)s hours", minutes // 60)
    return ngettext("%(num)s minute", "%(num)s minutes", minutes)


def _told(shows: Shows, window: Window) -> Iterator[tuple[str, str]]:
    if shows.during:
        yield _("Feedback"), _("after each answer")
    elif shows.after:
        yield _("Feedback"), _("together with the result")
    elif shows.at_last:
        yield _("Feedback"), _at_last(window)
    else:
        yield _("Feedback"), _("only the score")
    if "right-answer" in shows.during:
        yield _("Right answers"), _("after each answer")
    elif "right-answer" in shows.after:
        yield _("Right answers"), _("together with the result")
    elif "right-answer" in shows.at_last:
        yield _("Right answers"), _at_last(window)
    elif shows.after or shows.at_last:
        yield _("Right answers"), _("not shown")


def _at_last(window: Window) -> str:
    if window.end is not None:
        return _("when the quiz has closed, on %(time)s", time=day_and_time(window.end))
    return _("when you have passed, or when no try is left")


def parts(course: Course, quiz: Quiz) -> list[tuple[str, str]]:
    """Return the titled parts of a quiz as (title, what is asked in it)."""
    return [
        (
            part.title,
            _(
                "questions: %(questions)s; points: %(points)s",
                questions=_asked([part], sum(len(one.questions) for one in part.units)),
                points=drawing.maximum(course, quiz, part),
            ),
        )
        for part in quiz.parts
        if part.title
    ]


def _asked(parts: Sequence[Part], there: int) -> str:
    """Say how many questions are asked, and of how many they are drawn."""
    fewest, most = drawing.lengths(parts)
    number = str(most) if fewest == most else f"{fewest}–{most}"
    if all(part.draw is None for part in parts):
        return number
    return _("%(number)s of %(total)s, drawn for each try", number=number, total=there)
