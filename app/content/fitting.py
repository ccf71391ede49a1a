"""Whether the files of a package fit together: ids, quizzes, links."""

from collections.abc import Iterator

from app.content.course_fit import check_outline, note_unknown_id
from app.content.draft import Draft
from app.content.problems import Fault, Place, Problems
from app.content.units import QuizUnit
from app.questions.messages import N_

ID_TAKEN = Fault(
    "id-taken",
    N_("The id “%(id)s” is already taken."),
    N_("It stands in %(file)s, line %(line)s; choose another one here."),
)
QUESTION_UNKNOWN = Fault(
    "question-unknown",
    N_("There is no question with the id “%(id)s” in the bank."),
    N_("Write the id of a question from a file in the folder questions."),
)
QUESTION_IN_LESSON = Fault(
    "question-in-lesson",
    N_("“%(id)s” is a practice question of a lesson."),
    N_("Quizzes ask questions of the bank; put a copy with its own id there."),
)
QUESTION_TWICE = Fault(
    "question-twice",
    N_("The quiz asks “%(id)s” a second time."),
    N_("Remove it here."),
)
LINK_UNKNOWN = Fault(
    "link-unknown",
    N_("This link leads to “%(id)s”, which is neither a lesson nor a quiz."),
    N_("Links lead to the id of an activity, to media/… or to https://… ."),
)


def check_fit(draft: Draft, problems: Problems) -> None:
    """Note everything that is wrong between the files of a package.

    A reference is only called wrong when everything it could mean was readable.
    """
    _check_ids(draft, problems)
    _check_quizzes(draft, problems)
    _check_links(draft, problems)
    if draft.outline is not None:
        check_outline(draft.outline, draft, problems)


def _check_ids(draft: Draft, problems: Problems) -> None:
    taken: dict[str, Place] = {}
    named = ((one.id, one.place) for one in draft.named())
    modules = draft.outline.modules() if draft.outline is not None else ()
    for name, place in (*modules, *named):
        first = taken.setdefault(name, place)
        if first is not place:
            problems.add(ID_TAKEN, place, id=name, file=first.file, line=first.line)


def _check_quizzes(draft: Draft, problems: Problems) -> None:
    bank = {asked.named.id for unit in draft.banks for asked in unit.asked}
    practice = {asked.named.id for unit in draft.lessons for asked in unit.asked}
    for unit in draft.quizzes:
        seen = set[str]()
        for name, place in _questions(unit):
            if name in seen:
                problems.add(QUESTION_TWICE, place, id=name)
            elif name in practice:
                problems.add(QUESTION_IN_LESSON, place, id=name)
            elif name not in bank and draft.knows_questions():
                note_unknown_id(QUESTION_UNKNOWN, name, bank, place, problems)
            seen.add(name)


def _questions(unit: QuizUnit) -> Iterator[tuple[str, Place]]:
    if unit.quiz is not None:
        yield from zip(unit.quiz.questions, unit.places, strict=True)


def _check_links(draft: Draft, problems: Problems) -> None:
    if not draft.knows_activities():
        return
    known = {named.id for named in draft.activities()}
    for links in draft.links():
        for name, place in links:
            if name not in known:
                note_unknown_id(LINK_UNKNOWN, name, known, place, problems)
