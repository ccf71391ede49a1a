"""What can be wrong in an author's question, by code."""

from app.questions.messages.calculated_faults import CALCULATED_FAULTS
from app.questions.messages.picture_faults import PICTURE_FAULTS
from app.questions.messages.typed_faults import TYPED_FAULTS
from app.questions.messages.wording import N_, Fault

_GENERAL: dict[str, Fault] = {
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
    "list-kind": Fault(
        N_("It is not clear what can be chosen in this gap."),
        N_(
            "Write `right:` and `wrong:` with the choices of this gap, or the name of "
            "one of the common choices under `choices:`."
        ),
    ),
    "list-choice-unknown": Fault(
        N_("There is no common choice “%(choice)s”."),
        N_("Add it to `choices:`, or write its id or its text as it stands there."),
    ),
    "column-unknown": Fault(
        N_("There is no column “%(column)s”."),
        N_("Write the id or the text of a column as it stands under `columns:`."),
    ),
    "row-one": Fault(
        N_("This row has %(count)s right columns and needs exactly one."),
        N_(
            "Write one column under `right:`, or `several: true` at the question, so "
            "that several may be ticked in a row."
        ),
    ),
    "row-all": Fault(
        N_("All columns of this row are right."),
        N_(
            "Add a column that is wrong here; otherwise ticking everything would be "
            "right."
        ),
    ),
    "items-missing": Fault(
        N_("There is nothing to sort in this question."),
        N_("Write `items:` below the categories."),
    ),
    "category-unknown": Fault(
        N_("There is no category “%(category)s”."),
        N_("Write the id or the text of a category of this question."),
    ),
    "sentence-unbuildable": Fault(
        N_("“%(sentence)s” cannot be built from the tiles."),
        N_(
            "Add the missing words to `extra:`, or write the sentence with the tiles "
            "only."
        ),
    ),
    "sentence-repeated": Fault(
        N_("“%(sentence)s” is accepted already."),
        N_("Leave it out."),
    ),
    "gap-hidden": Fault(
        N_("The gap [[%(id)s]] stands where no box can be shown."),
        N_("Take it out of the link or of the description of the image."),
    ),
}

# By the code of a validation error (`fields.Faults`) or of a failed example.
FAULTS: dict[str, Fault] = {
    **_GENERAL,
    **TYPED_FAULTS,
    **CALCULATED_FAULTS,
    **PICTURE_FAULTS,
}
