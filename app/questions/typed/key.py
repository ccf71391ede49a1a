"""The rules of one typed answer, made ready for comparing: which takes an answer."""

from dataclasses import dataclass, replace
from functools import cached_property

from app.questions.differences import Difference, difference
from app.questions.folding import spelled_out, without_end
from app.questions.score import FULL
from app.questions.texts import Html
from app.questions.typed import patterns, values, words
from app.questions.typed.rules import Rule, Trap, rule_name, trap_name
from app.questions.typed.texts import Found, Reading, TextKey, Texts
from app.questions.typos import Slips

_NO_SLIPS: Slips = (0, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a typed answer is worth, by which rule, and how it differs."""

    mark: int
    rule: str | None = None
    feedback: Html | None = None
    # The misconception that its author sees behind it.
    tag: str = ""
    # What was forgiven, as a code of `messages.VERDICTS`; "" for nothing.
    remark: str = ""
    difference: Difference | None = None


@dataclass(frozen=True)
class AnswerKey:
    """Rules in order, traps beside them, and how texts are read.

    `right` are the texts that an answer is shown beside; `soft_mark` is the share of a
    mark (in millionths) that stays when only article or capitals are wrong.
    """

    reading: Reading
    rules: tuple[Rule, ...]
    traps: tuple[Trap, ...]
    right: tuple[str, ...]
    soft_mark: int

    def outcome(self, text: str) -> Outcome:
        """Return what an answer is worth: the first rule that takes it decides.

        Slips are forgiven only where no rule takes it as it is.
        """
        if self.texts.strictly_equal(text) is None:
            trap = self._trap_texts.strictly_equal(text)
            if trap is not None:
                return self._trapped(trap, text)
        equal = self._equal(text)
        if equal is not None:
            return self._taken(equal, text)
        near = self._nearest(text)
        if near is None:
            return Outcome(0, difference=self._difference(text))
        other = self._trap_texts.nearest(text)
        # What is as near to a trap as to the answer is nobody's slip.
        if other and (other.slips, other.letters) <= (near.slips, near.letters):
            return self._trapped(other.place, text)
        return self._taken(near, text)

    def _equal(self, text: str) -> Found | None:
        found = self.texts.equal(text)
        for place, rule in self._others:
            if found is not None and found.place < place:
                break
            if self._takes(rule, text):
                return Found(place)
        return found

    def _takes(self, rule: Rule, text: str) -> bool:
        if rule.regex:
            return patterns.fits(rule.regex, text, keep_case=self._keep_case)
        if rule.words is not None:
            return self._slips_in(rule.words, text) == _NO_SLIPS
        return values.says(rule, text)

    def _nearest(self, text: str) -> Found | None:
        """Return the rule with the fewest slips; of equals, the first."""
        if self.reading.typos == "none":
            return None
        near = self.texts.nearest(text)
        found = [near] if near is not None else []
        for place, rule in self._others:
            slips = self._slips_in(rule.words, text) if rule.words else None
            if slips is not None:
                found.append(Found(place, slips=slips))
        return min(found, key=lambda one: (one.slips, one.place), default=None)

    def _slips_in(self, wanted: words.Words, text: str) -> Slips | None:
        reading = self.reading
        return words.slips_in(
            wanted, text, reading.profile, reading.typos, keep_case=self._keep_case
        )

    def _taken(self, found: Found, text: str) -> Outcome:
        rule = self.rules[found.place]
        taken = Outcome(
            rule.mark * self.soft_mark // FULL if found.remark else rule.mark,
            rule_name(rule, found.place),
            Html(rule.feedback) if rule.feedback else None,
            rule.tag,
        )
        remark = found.remark if found.slips == _NO_SLIPS else "nearly"
        if rule.mark < FULL:
            return replace(taken, difference=self._difference(text))
        if not remark:
            return taken
        shown = self._difference(text, forgiven=True)
        return replace(taken, remark=remark, difference=shown)

    def _trapped(self, place: int, text: str) -> Outcome:
        trap = self.traps[place]
        return Outcome(
            0,
            trap_name(trap, place),
            Html(trap.feedback) if trap.feedback else None,
            trap.tag,
            difference=self._difference(text),
        )

    def _difference(self, text: str, *, forgiven: bool = False) -> Difference | None:
        wanted = self.right
        if self.reading.profile == "de":
            # Whoever writes ae for ä is shown what else differs, and not that.
            wanted += tuple(spelled_out(right) for right in wanted)
        return difference(
            without_end(text),
            [without_end(right) for right in wanted],
            ignore_case=self.reading.case == "ignore",
            forgiven=forgiven,
        )

    @cached_property
    def texts(self) -> TextKey:
        """The rules that are texts."""
        wanted = (Texts(rule.text, rule.exact) for rule in self.rules)
        return TextKey.of(self.reading, wanted)

    @cached_property
    def _trap_texts(self) -> TextKey:
        return TextKey.of(self.reading, (Texts(trap.text) for trap in self.traps))

    @cached_property
    def _others(self) -> tuple[tuple[int, Rule], ...]:
        """The rules that are no texts, with their places."""
        return tuple(
            (place, rule)
            for place, rule in enumerate(self.rules)
            if not (rule.text or rule.exact)
        )

    @property
    def _keep_case(self) -> bool:
        return self.reading.case == "required"
