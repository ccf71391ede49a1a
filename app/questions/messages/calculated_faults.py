"""What can be wrong in calculated questions: in expressions, and in what they draw."""

from app.questions.messages.wording import N_, Fault

CALCULATED_FAULTS: dict[str, Fault] = {
    "expression-empty": Fault(
        N_("An expression is missing here."),
        N_("Write what is to be worked out, such as: length * width."),
    ),
    "expression-long": Fault(
        N_("This expression is longer than %(most)s characters."),
        N_("Give parts of it names under `derived:`."),
    ),
    "expression-deep": Fault(
        N_("More than %(most)s parentheses stand inside each other."),
        N_("Give parts of it names under `derived:`."),
    ),
    "expression-sign": Fault(
        N_("“%(sign)s” (sign %(at)s) means nothing in an expression."),
        N_("Use numbers, names, + - * / ^ %%, parentheses, comparisons and functions."),
    ),
    "expression-comma": Fault(
        N_("A comma (sign %(at)s) stands where none can be."),
        N_("Write decimals with a point: 1.5. Commas part what a function is given."),
    ),
    "expression-unfinished": Fault(
        N_("This expression breaks off."),
        N_("Complete it, or close its parentheses."),
    ),
    "expression-unexpected": Fault(
        N_("“%(sign)s” (sign %(at)s) cannot stand here."),
        N_("Something is missing before it, or too much: a sign such as * perhaps."),
    ),
    "function-unknown": Fault(
        N_("There is no function called %(name)s."),
        N_("There are: %(names)s."),
    ),
    "function-arguments": Fault(
        N_("%(name)s takes %(wanted)s, and is given %(count)s."),
        N_("Part what it is given by commas: max(a, b)."),
    ),
    "name-unknown": Fault(
        N_("Nothing is called %(name)s here."),
        N_("Known are: %(names)s."),
    ),
    "name-circular": Fault(
        N_("%(name)s is made of itself."),
        N_("Follow the names in its expression, and break the circle."),
    ),
    "name-malformed": Fault(
        N_("%(name)s cannot be the name of a value."),
        N_(
            "A name begins with a small letter from a to z, goes on with such letters "
            "and digits, has at most 20 signs and is none of the functions."
        ),
    ),
    "name-repeated": Fault(
        N_("%(name)s stands both under `values` and under `derived`."),
        N_("Give one of the two another name."),
    ),
    "placeholder-unknown": Fault(
        N_("The text has a place [[%(name)s]] for something that has no value."),
        N_("Write the name of a value: %(names)s."),
    ),
    "values-empty": Fault(
        N_("There is nothing to draw from."),
        N_("Write a list, or `min:` and `max:` with a step above zero."),
    ),
    "values-twice": Fault(
        N_("The values stand here as a list and as a range."),
        N_("Keep `of:`, or keep `min:`, `max:` and `step:`, but not both."),
    ),
    "values-many": Fault(
        N_("These are %(count)s values, and %(most)s are the most."),
        N_("Take a greater step."),
    ),
    "division-by-zero": Fault(
        N_("This divides by zero when %(values)s."),
        N_("Leave the value out that leads to it, or use if(condition, then, else)."),
    ),
    "number-too-large": Fault(
        N_("This becomes too large when %(values)s."),
        N_("Results may have 18 digits before the point; take smaller values."),
    ),
    "root-of-negative": Fault(
        N_("This takes the root of a negative number when %(values)s."),
        N_("Leave the values out that lead to it, or use abs(…) or max(0, …)."),
    ),
    "places-impossible": Fault(
        N_("This rounds to an impossible number of places when %(values)s."),
        N_("round(number, places) takes whole places from -10 to 10."),
    ),
    "sample-unwritable": Fault(
        N_("Nobody can write the right answer %(answer)s exactly when %(values)s."),
        N_("Round it, as in round(…, 2), or give a `tolerance:`."),
    ),
    "sample-near-right": Fault(
        N_("This typical mistake is the right answer %(answer)s when %(values)s."),
        N_("Draw other values, or change the expression of the mistake."),
    ),
    "sample-wrong-right": Fault(
        N_("This wrong choice is the right answer %(answer)s when %(values)s."),
        N_("Draw other values, or change the expression of the choice."),
    ),
    "sample-choice-repeated": Fault(
        N_("This choice and another one both read %(answer)s when %(values)s."),
        N_("Draw other values, or change the expression of the choice."),
    ),
}
