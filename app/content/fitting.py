"""Whether the files of a package fit together: ids, quizzes, links."""

from app.content.course_fit import check_outline, note_unknown_id
from app.content.draft import Draft
from app.content.problems import Fault, Place, Problems
from app.content.quiz_fit import check_quizzes
from app.questions.messages import N_

ID_TAKEN = Fault(
    "id-taken",
    N_("The id “%(id)s” is already taken."),
    N_("It stands in %(file)s, line %(line)s; choose another one here."),
)
LINK_UNKNOWN = Fault(
    "link-unknown",
    N_("This link leads to “%(id)s”, which is neither a lesson nor a quiz."),
    N_("Links lead to the id of an activity, to media/… or to https://… ."),
)


def check_fit(draft: Draft, problems: Problems) -> None:
    """Note everything that is wrong between the files of a package.

    A reference is only called wrong when everything it could mean was readable.
    """
    _check_ids(draft, problems)
    check_quizzes(draft, problems)
    _check_links(draft, problems)
    if draft.outline is not None:
        check_outline(draft.outline, draft, problems)


def _check_ids(draft: Draft, problems: Problems) -> None:
    taken: dict[str, Place] = {}
    named = ((one.id, one.place) for one in draft.named())
    modules = draft.outline.modules() if draft.outline is not None else ()
    for name, place in (*modules, *named):
        first = taken.setdefault(name, place)
        if first is not place:
            problems.add(ID_TAKEN, place, id=name, file=first.file, line=first.line)


def _check_links(draft: Draft, problems: Problems) -> None:
    if not draft.knows_activities():
        return
    known = {named.id for named in draft.activities()}
    for links in draft.links():
        for name, place in links:
            if name not in known:
                note_unknown_id(LINK_UNKNOWN, name, known, place, problems)
