"""Whether the parts of a quiz can always be drawn, and weigh the same for everybody."""

from collections.abc import Mapping, Sequence

from app.content.allotment import allotted, demands
from app.content.course import Part, Quiz, Unit
from app.content.course_fit import note_unknown_id
from app.content.marks import Marks
from app.content.pools import Bank
from app.content.problems import Fault, Place, Problems
from app.content.units import QuizUnit
from app.questions.base import Question
from app.questions.messages import N_

POOL_TOO_SMALL = Fault(
    "pool-too-small",
    N_("%(draw)s cannot be drawn here: only %(left)s are left in the pool."),
    N_(
        "What stands in a fixed part is not drawn a second time. Draw fewer, or put "
        "more into the pool."
    ),
)
DRAWN_BY_SEVERAL = Fault(
    "drawn-by-several",
    N_("%(draw)s cannot always be drawn here: the parts above draw from the same."),
    N_(
        "Together they want %(wanted)s and there are %(left)s that fit. Draw fewer, or "
        "put more into the pools."
    ),
)
TAG_NOT_IN_POOL = Fault(
    "tag-not-in-pool",
    N_("Nothing that can be drawn here has the tag “%(id)s”."),
    N_("Write a tag of questions in the pool, or remove it here."),
)
TOO_MANY_TAGS = Fault(
    "too-many-tags",
    N_("%(tags)s tags cannot be covered by %(draw)s drawn questions."),
    N_("Draw at least %(tags)s, or list fewer tags under “cover:”."),
)
POINTS_DIFFER = Fault(
    "points-differ",
    N_(
        "What is drawn here does not weigh the same: “%(id)s” %(points)s and "
        "“%(other)s” %(others)s."
    ),
    N_(
        "Whoever draws the lighter ones could reach fewer points: give all in the pool "
        "the same, or write “points: 1” in this part."
    ),
)
IN_PARTS_OF_THEIR_OWN = N_(
    "A scenario weighs as much as its questions together: draw scenarios with other "
    "numbers of questions in a part of their own."
)


def check_drawing(
    unit: QuizUnit, bank: Bank, questions: Mapping[str, Question], problems: Problems
) -> None:
    """Note the drawn parts of a quiz that cannot be drawn, or not fairly.

    All questions of the package have to be known; what is unknown is named elsewhere.
    """
    if unit.quiz is None or unit.marks is None:
        return
    quiz = bank.filled(unit)
    fit = _DrawnParts(quiz, unit, unit.marks, problems)
    for number, part in enumerate(quiz.parts):
        if part.draw is not None and part.units:
            alone = fit.check_alone(number)
            if alone:
                fit.check_with_those_above(number)
            fit.check_points(number, questions)


class _DrawnParts:
    def __init__(
        self, quiz: Quiz, unit: QuizUnit, marks: Marks, problems: Problems
    ) -> None:
        self._parts = quiz.parts
        self._unit = unit
        self._marks = marks
        self._problems = problems
        self._fixed = {
            one.id for part in quiz.parts if part.draw is None for one in part.units
        }

    def check_alone(self, number: int) -> bool:
        """Note what a part could not draw even if no other part drew anything."""
        part = self._parts[number]
        draw, left = part.draw or 0, self._left(part)
        if draw > len(left):
            place = self._place(number, "draw")
            self._problems.add(POOL_TOO_SMALL, place, draw=draw, left=len(left))
            return False
        if not self._tags_are_there(number, left):
            return False
        if len(part.cover) > draw:
            place = self._place(number, "cover")
            self._problems.add(TOO_MANY_TAGS, place, tags=len(part.cover), draw=draw)
            return False
        return True

    def check_with_those_above(self, number: int) -> None:
        """Note a part for which the drawn parts above it may leave too little."""
        drawn = [at for at in range(number + 1) if self._parts[at].draw is not None]
        wanted = sum(self._parts[at].draw or 0 for at in drawn)
        possible = self._drawable(drawn)
        if possible < wanted and self._drawable(drawn[:-1]) == wanted - (
            self._parts[number].draw or 0
        ):
            self._problems.add(
                DRAWN_BY_SEVERAL,
                self._place(number, "draw"),
                draw=self._parts[number].draw or 0,
                wanted=wanted,
                left=possible,
            )

    def check_points(self, number: int, questions: Mapping[str, Question]) -> None:
        """Note that some of what a part may draw weighs more than the rest."""
        part = self._parts[number]
        weights = {one: _weight(part, one, questions) for one in self._left(part)}
        if len(set(weights.values())) < 2:
            return
        (first, points), *rest = weights.items()
        other, others = next(pair for pair in rest if pair[1] != points)
        counts = {len(one.questions) for one in weights}
        self._problems.add(
            POINTS_DIFFER,
            self._place(number, "pool"),
            IN_PARTS_OF_THEIR_OWN if len(counts) > 1 else None,
            id=first.id,
            points=points,
            other=other.id,
            others=others,
        )

    def _tags_are_there(self, number: int, left: Sequence[Unit]) -> bool:
        tags = frozenset(tag for one in left for tag in one.tags)
        missing = [tag for tag in self._parts[number].cover if tag not in tags]
        for tag in missing:
            place = self._place(number, "cover")
            note_unknown_id(TAG_NOT_IN_POOL, tag, tags, place, self._problems)
        return not missing

    def _drawable(self, numbers: Sequence[int]) -> int:
        """Return how many could be drawn if only these parts drew."""
        parts = [
            part
            for number, part in enumerate(self._parts)
            if part.draw is None or number in numbers
        ]
        wanted = demands(parts)
        ids = dict.fromkeys(one.id for part in parts for one in part.units)
        found = allotted(ids, wanted, to=sum(one.count for one in wanted))
        return sum(len(units) for units in found.values())

    def _left(self, part: Part) -> list[Unit]:
        return [one for one in part.units if one.id not in self._fixed]

    def _place(self, number: int, key: str) -> Place:
        return self._marks.value((*self._unit.part_path(number), key))


def _weight(part: Part, unit: Unit, questions: Mapping[str, Question]) -> int:
    found = [questions[one] for one in unit.questions]
    return sum(part.points or one.points for one in found if one.weight)
