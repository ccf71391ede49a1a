"""What can be wrong in questions about pictures and recordings, and in surveys."""

from app.questions.messages.wording import N_, Fault

PICTURE_FAULTS: dict[str, Fault] = {
    "place-malformed": Fault(
        N_("%(value)s is no place in the picture."),
        N_(
            "Write a percentage of its width or height, from 0 to 100 and with one "
            "decimal at most: 12.5."
        ),
    ),
    "places-count": Fault(
        N_("%(count)s numbers are expected here."),
        N_(
            "A place is [across, down], a circle [across, down, radius], a rectangle "
            "[left, top, width, height]."
        ),
    ),
    "zone-outline": Fault(
        N_("A zone needs one outline, and this one has %(count)s."),
        N_("Write either `rect:`, `circle:` or `polygon:`."),
    ),
    "zone-outside": Fault(
        N_("This zone is empty or reaches beyond the picture."),
        N_("Write left, top, width and height; left and width make 100 at most."),
    ),
    "zone-empty": Fault(
        N_("This zone has no size."),
        N_("Write the radius as the third number."),
    ),
    "zone-right-missing": Fault(
        N_("No zone of this question is right."),
        N_("Mark at least one zone with `right: true`."),
    ),
    "zone-wrong-missing": Fault(
        N_("No zone of this question is wrong."),
        N_(
            "Add one that is wrong: whoever answers from the list has to have a choice."
        ),
    ),
    "description-tells": Fault(
        N_("This description says the label that belongs here."),
        N_("Describe what is to be seen, without the word that is asked for."),
    ),
    "transcript-long": Fault(
        N_("This text is longer than %(most)s characters."),
        N_("Divide the recording into several questions."),
    ),
    "transcript-empty": Fault(
        N_("There are no words in this text."),
        N_("Write what is said in the recording."),
    ),
    "survey-twice": Fault(
        N_("This survey has both choices and a scale."),
        N_("Keep `choices:` or `scale:`; without either a text can be written."),
    ),
    "survey-several": Fault(
        N_("`several:` needs choices."),
        N_("Write `choices:`, or leave `several:` out."),
    ),
    "survey-one-choice": Fault(
        N_("This survey has only one choice."),
        N_("Add others; nobody can say anything with one alone."),
    ),
    "survey-points": Fault(
        N_("A survey has no points: it is not marked."),
        N_("Leave `points:` out."),
    ),
    "survey-anonymous": Fault(
        N_("The answers to a survey are not anonymous."),
        N_(
            "Leave `anonymous:` out: each answer is part of its learner's record, and "
            "the page says so."
        ),
    ),
}
