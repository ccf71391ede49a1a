"""What can be wrong in an author's question, by code."""

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
    "gap-hidden": Fault(
        N_("The gap [[%(id)s]] stands where no box can be shown."),
        N_("Take it out of the link or of the description of the image."),
    ),
}

# By the code of a validation error (`fields.Faults`) or of a failed example.
FAULTS: dict[str, Fault] = {**_GENERAL, **TYPED_FAULTS, **PICTURE_FAULTS}
