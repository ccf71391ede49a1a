"""What this room has to say, as codes and English message ids; the edge translates."""

from dataclasses import dataclass


def N_(message: str) -> str:  # noqa: N802 - the name gettext's tools look for
    """Mark a text for translation and leave it as it is."""
    return message


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in an author's question, and how to mend it.

    Both texts may hold named parameters, as in `%(name)s`.
    """

    cause: str
    mend: str


# By the code of a validation error (`fields.Faults`) or of a failed example.
FAULTS: dict[str, Fault] = {
    "type-missing": Fault(
        N_("This question does not say of which type it is."),
        N_("Write `type:` and one of: %(types)s."),
    ),
    "type-unknown": Fault(
        N_("There is no type of question called %(type)s."),
        N_("Write one of: %(types)s."),
    ),
    "text-unquoted": Fault(
        N_("Text is wanted here, and %(value)s without quotes is not text."),
        N_('Put it in quotes, so that it stays as you write it: "%(value)s".'),
    ),
    "id-malformed": Fault(
        N_("%(id)s cannot be an id."),
        N_(
            "An id begins with a small letter or a digit, goes on with small letters, "
            "digits and hyphens, and has at most 41 characters."
        ),
    ),
    "id-repeated": Fault(
        N_("The id %(id)s stands twice in this question."),
        N_("Give each part of a question an id of its own."),
    ),
    "text-repeated": Fault(
        N_("The text “%(text)s” stands here for the second time."),
        N_("A learner cannot tell the two apart: change one of them or leave it out."),
    ),
    "mark-malformed": Fault(
        N_("%(value)s is not a mark."),
        N_("Write a percentage from 0%% to 100%%, such as 50%%."),
    ),
    "choices-missing": Fault(
        N_("This question has no choices."),
        N_("Write `choices:`, or the short form `right:` and `wrong:`."),
    ),
    "choices-twice": Fault(
        N_("The choices stand here in the long form and in the short form."),
        N_("Keep `choices:`, or keep `right:` and `wrong:`, but not both."),
    ),
    "right-count": Fault(
        N_("This question has %(count)s right choices and needs exactly one."),
        N_("Mark one choice with `right: true`, or make it multiple-choice."),
    ),
    "right-missing": Fault(
        N_("No choice of this question is right."),
        N_("Mark at least one choice with `right: true`."),
    ),
    "wrong-missing": Fault(
        N_("No choice of this question is wrong."),
        N_("Add a wrong choice; otherwise ticking everything would be right."),
    ),
    "answer-missing": Fault(
        N_("This question has no answer."),
        N_("Write `answer:` with what is right, or `answers:` with a list of rules."),
    ),
    "answer-twice": Fault(
        N_("The answers stand here in the short form and in the long form."),
        N_("Keep `answer:` or `answers:`, but not both."),
    ),
    "rule-kind": Fault(
        N_("A rule needs one way of comparing, and this one has %(count)s."),
        N_("Write either `text:` or `exact:`."),
    ),
    "rule-unreachable": Fault(
        N_("“%(text)s” can never match: an earlier rule takes the same answers."),
        N_("Leave it out, or move it up."),
    ),
    "full-mark-missing": Fault(
        N_("No rule of this question gives the full mark."),
        N_("Leave `mark:` out at the rule that holds the right answer."),
    ),
    "number-malformed": Fault(
        N_("%(value)s is not a number."),
        N_("Write it with digits, and a point or a comma: 12.5 or 1250."),
    ),
    "tolerance-malformed": Fault(
        N_("%(value)s is not a tolerance."),
        N_("Write a number such as 0.5, or a percentage such as 2%%."),
    ),
    "units-twice": Fault(
        N_("This question has both `unit` and `units`."),
        N_(
            "`unit:` is printed beside the box; with `units:` the learner writes one "
            "of them. Keep one of the two."
        ),
    ),
    "units-factor": Fault(
        N_("The factor of the unit %(unit)s is %(factor)s."),
        N_(
            "The first unit has the factor 1, the others say how many of the first "
            "they are: {mm: 1, cm: 10}."
        ),
    ),
    "spellings-unit": Fault(
        N_("The question does not know the unit %(unit)s."),
        N_(
            "`spellings:` lists other ways of writing a unit of the question: %(units)s."
        ),
    ),
    "gap-unknown": Fault(
        N_("The text has a gap [[%(id)s]] that `gaps` does not know."),
        N_("Add %(id)s to `gaps:`, or correct its name in the text."),
    ),
    "gap-unused": Fault(
        N_("The gap %(id)s does not stand in the text."),
        N_("Write [[%(id)s]] where the gap belongs, or leave the gap out."),
    ),
    "gap-repeated": Fault(
        N_("The gap [[%(id)s]] stands in the text %(count)s times."),
        N_("Each gap stands in the text once; give the others names of their own."),
    ),
    "gap-hidden": Fault(
        N_("The gap [[%(id)s]] stands where no box can be shown."),
        N_("Take it out of the link or of the description of the image."),
    ),
    "example-not-accepted": Fault(
        N_("“%(example)s” should be right and earns %(mark)s."),
        N_("Add a rule that takes this answer, or take it out of `accepts:`."),
    ),
    "example-not-rejected": Fault(
        N_("“%(example)s” should be wrong and earns %(mark)s."),
        N_("Add a rule with `mark: 0%%` for it, or take it out of `rejects:`."),
    ),
}

# By the code of a `BadResponse`: why an answer could not be taken.
REFUSALS: dict[str, str] = {
    "field-unknown": N_(
        "This page is out of date. Load it again and answer once more."
    ),
    "field-repeated": N_("Only one answer can be given here."),
    "answer-unknown": N_(
        "This page is out of date. Load it again and answer once more."
    ),
    "answer-too-long": N_("Your answer may have %(most)s characters at most."),
    "position-repeated": N_(
        "Each position can be given once only; %(position)s is there several times."
    ),
}

# By the code of a `Judgement`: what it says to the learner.
VERDICTS: dict[str, str] = {
    "right": N_("Right"),
    "nearly": N_("Right, but look at the spelling."),
    "partly": N_("Partly right"),
    "wrong": N_("Wrong"),
    "unanswered": N_("Not answered"),
    "noted": N_("Your answer has been noted."),
    "number-unreadable": N_("This cannot be read as a number."),
    "unit-missing": N_("The unit is missing. Possible are: %(units)s."),
    "unit-unknown": N_("The unit %(unit)s does not fit here. Possible are: %(units)s."),
}
