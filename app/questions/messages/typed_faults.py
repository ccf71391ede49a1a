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
        N_(
            "Write one of `text:`, `exact:`, `words:`, `regex:`, `number:`, `date:` "
            "and `money:`."
        ),
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
    "example-not-worth": Fault(
        N_("“%(example)s” should earn %(worth)s and earns %(mark)s."),
        N_("Correct the rules, or the mark that stands before it under `worth:`."),
    ),
    "solution-missing": Fault(
        N_("No rule says what a right answer looks like."),
        N_(
            "Write a right answer under `accepts:`; the first one there is shown to "
            "learners as the right answer."
        ),
    ),
    "rule-key": Fault(
        N_("`%(key)s` says nothing about this way of comparing."),
        N_("Leave it out: `tolerance` is for numbers and money, `unit` for numbers."),
    ),
    "words-missing": Fault(
        N_("This rule asks for no word."),
        N_("Write `all:` or `any:` with the words that an answer needs."),
    ),
    "word-empty": Fault(
        N_("“%(text)s” holds no word to look for."),
        N_("Write a word or several; a * behind one stands for any ending: umow*."),
    ),
    "regex-refused": Fault(
        N_("This regular expression cannot be used: %(reason)s."),
        N_(
            "RE2 knows neither backreferences nor lookarounds, and long repetitions "
            "are too big. Write it simpler, or as several rules."
        ),
    ),
    "money-malformed": Fault(
        N_("%(value)s is no amount of money."),
        N_("Write the amount with its currency: 1234.50 EUR."),
    ),
    "trap-right": Fault(
        N_("“%(text)s” is an answer of a rule."),
        N_("Take it out of `but_not:`, or out of the rule."),
    ),
    "rate-malformed": Fault(
        N_("%(value)s is no rate."),
        N_("Write a percentage, such as 23%%."),
    ),
    "vat-missing": Fault(
        N_("Net and gross need a rate of tax."),
        N_("Write `vat: 23%%`, or `answer:` for an amount without tax."),
    ),
    "vat-unused": Fault(
        N_("A rate of tax says nothing beside `answer:`."),
        N_("Write the right amount under `net:` or `gross:`, or leave `vat:` out."),
    ),
    "amount-count": Fault(
        N_("This needs one right amount, and has %(count)s."),
        N_("Write one of `answer:`, `net:` and `gross:`."),
    ),
    "date-near": Fault(
        N_("A typical wrong date needs one way of saying it, and this has %(count)s."),
        N_("Write one of `answer:`, `days_off:`, `months_off:` and `years_off:`."),
    ),
}
