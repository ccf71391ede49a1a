"""What can be wrong in what an author says about typed answers."""

from app.questions.messages.wording import N_, Fault

TYPED_FAULTS: dict[str, Fault] = {
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
            "`spellings:` lists other ways of writing a unit of the question: "
            "%(units)s."
        ),
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
