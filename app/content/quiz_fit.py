"""Whether quizzes and pools name what the bank holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.content.course_fit import note_unknown_id
from app.content.draft import Draft
from app.content.drawing_fit import check_drawing
from app.content.pools import Bank
from app.content.problems import Fault, Place, Problems
from app.content.quiz_reader import parts_of
from app.content.quiz_schema import PartSource
from app.content.units import Pool, QuizUnit
from app.questions.base import Question
from app.questions.messages import N_

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
QUESTION_OF_SCENARIO = Fault(
    "question-of-scenario",
    N_("“%(id)s” belongs to the scenario “%(scenario)s” and is not asked without it."),
    N_("Write “%(scenario)s”: all questions of the scenario are asked with its text."),
)
TWICE_IN_POOL = Fault(
    "twice-in-pool",
    N_("“%(id)s” is in this pool a second time."),
    N_("Remove it here."),
)
POOL_UNKNOWN = Fault(
    "pool-unknown",
    N_("There is no pool with the id “%(id)s”."),
    N_("Write the id of a pool, as it stands under “pools:” in the folder questions."),
)
TAG_UNKNOWN = Fault(
    "tag-unknown",
    N_("Nothing in the bank has the tag “%(id)s”."),
    N_("Write a tag as it stands under “tags:” of a question or scenario."),
)
POOL_SELECTS_NOTHING = Fault(
    "pool-selects-nothing",
    N_("No question of the bank fits this selection."),
    N_("Ask for fewer tags at once, or give the tags to questions of the bank."),
)

NOTHING_MARKED = Fault(
    "quiz-nothing-marked",
    N_("Nothing in this quiz is marked, so nobody could reach its pass mark."),
    N_(
        "Write “behaviour: practice” and no pass mark, or ask something that is marked "
        "as well."
    ),
)


NOTHING_LEFT = Fault(
    "quiz-nothing-left",
    N_("Everything that this part of the quiz could ask is void."),
    N_("Put other questions into it, or remove the part."),
)


@dataclass(frozen=True)
class _Fit:
    """What one check of all quizzes looks things up in."""

    draft: Draft
    bank: Bank
    problems: Problems

    @cached_property
    def practice(self) -> frozenset[str]:
        lessons = self.draft.lessons
        asked = {one.named.id for unit in lessons for one in unit.asked}
        cases = {
            one.named.id for unit in lessons for one in unit.scenarios if one.named
        }
        return frozenset(asked | cases)

    @cached_property
    def scenario_of(self) -> dict[str, str]:
        return {
            one.named.id: case.named.id
            for unit in self.draft.banks
            for case in unit.scenarios
            if case.named is not None
            for one in case.asked
        }

    def check_names(
        self, names: Iterable[tuple[str, Place]], seen: set[str], twice: Fault
    ) -> None:
        """Note every id that a quiz or pool cannot name here; `seen` grows."""
        for name, place in names:
            if name in seen:
                self.problems.add(twice, place, id=name)
            elif name in self.practice:
                self.problems.add(QUESTION_IN_LESSON, place, id=name)
            elif name in self.scenario_of:
                scenario = self.scenario_of[name]
                self.problems.add(
                    QUESTION_OF_SCENARIO, place, id=name, scenario=scenario
                )
            elif name not in self.bank.units and self.draft.knows_questions():
                known = self.bank.units
                note_unknown_id(QUESTION_UNKNOWN, name, known, place, self.problems)
            seen.add(name)


def check_quizzes(draft: Draft, problems: Problems) -> None:
    """Note what quizzes and pools name that cannot be asked, or not be drawn.

    What is drawn is only looked at when every question could be read.
    """
    fit = _Fit(draft, Bank(draft), problems)
    for pool in draft.pools():
        _check_pool(fit, pool)
    for unit in draft.quizzes:
        _check_quiz(fit, unit)
    questions = {one.named.id: one.question for one in draft.asked() if one.question}
    sound = all(one.question is not None for one in draft.asked())
    if sound and draft.knows_questions():
        for unit in draft.quizzes:
            check_drawing(unit, fit.bank, questions, problems)
            _check_marked(fit, unit, questions)
            _check_left(fit, unit)


def _check_pool(fit: _Fit, pool: Pool) -> None:
    names = zip(pool.source.questions or (), pool.places, strict=True)
    fit.check_names(names, set(), TWICE_IN_POOL)
    tags = pool.source.tags
    if tags is None or not fit.draft.knows_questions():
        return
    unknown = [
        tag for tag in (*tags.all, *tags.any, *tags.none) if tag not in fit.bank.tags
    ]
    for tag in unknown:
        note_unknown_id(TAG_UNKNOWN, tag, fit.bank.tags, pool.tags_place, fit.problems)
    if not unknown and not fit.bank.pool(pool.named.id):
        fit.problems.add(POOL_SELECTS_NOTHING, pool.tags_place)


def _check_quiz(fit: _Fit, unit: QuizUnit) -> None:
    if unit.source is None or unit.marks is None:
        return
    seen = set[str]()
    for number, part in enumerate(parts_of(unit.source)):
        at = unit.part_path(number)
        names = [
            (name, unit.marks.value((*at, "questions", index)))
            for index, name in enumerate(part.questions or ())
        ]
        fit.check_names(names, seen, QUESTION_TWICE)
        known = fit.bank.pools
        if part.pool and part.pool not in known and fit.draft.knows_questions():
            place = unit.marks.value((*at, "pool"))
            note_unknown_id(POOL_UNKNOWN, part.pool, known, place, fit.problems)


def _check_marked(fit: _Fit, unit: QuizUnit, questions: Mapping[str, Question]) -> None:
    if unit.quiz is None or unit.quiz.pass_mark is None or unit.marks is None:
        return
    parts = fit.bank.filled(unit).parts
    asked = [name for part in parts for one in part.units for name in one.questions]
    if asked and not any(questions[name].weight for name in asked):
        place = unit.marks.value(("pass_mark",))
        fit.problems.add(NOTHING_MARKED, place)


def _check_left(fit: _Fit, unit: QuizUnit) -> None:
    """Note parts whose questions are all there, but all void."""
    if unit.quiz is None or unit.source is None or unit.marks is None:
        return
    filled = fit.bank.filled(unit).parts
    for number, (part, source) in enumerate(
        zip(filled, parts_of(unit.source), strict=True)
    ):
        key = "questions" if source.pool is None else "pool"
        if not part.units and _names_something(fit.bank, source):
            place = unit.marks.value((*unit.part_path(number), key))
            fit.problems.add(NOTHING_LEFT, place)


def _names_something(bank: Bank, source: PartSource) -> bool:
    names = source.questions or ()
    pool = bank.pools.get(source.pool or "")
    if pool is not None:
        # A pool by tags that nothing fits is named where it stands.
        names = pool.source.questions or ()
    return any(one in bank.units for one in names)
