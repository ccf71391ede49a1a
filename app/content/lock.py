"""course.lock: which ids a course has ever given out, so that none changes its meaning.

Learners' records name questions and choices by id for years. The lock only grows; what
is gone has to be called retired or renamed in changes.yaml.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict, ValidationError

from app.content import layout
from app.content.draft import Draft
from app.content.marks import Marks, Origin
from app.content.nearest import nearest
from app.content.problems import Fault, Place, Problems
from app.content.reader import Sources
from app.content.schema import ChangesSource
from app.content.schema_types import Id
from app.content.texts import decode
from app.content.units import Named
from app.content.validation import validated
from app.content.yaml_reader import read_yaml
from app.questions.messages import N_

LOCK_BROKEN = Fault(
    "lock-broken",
    N_("The file course.lock cannot be read."),
    N_("It is written by a tool: bring back the last good one, as from git."),
)
VANISHED = Fault(
    "id-vanished",
    N_("“%(id)s” (%(type)s) was in an earlier version and is gone."),
    N_(
        "Learners' records name it: bring it back, or write it under “retired:” in "
        "changes.yaml."
    ),
)
PERHAPS_RENAMED = N_(
    "If it is now called “%(suggestion)s”, write “renamed: {%(id)s: %(suggestion)s}” "
    "in changes.yaml; if it is gone for good, write it under “retired:”."
)
RETYPED = Fault(
    "id-retyped",
    N_("“%(id)s” was of the type %(was)s and is now %(type)s."),
    N_(
        "Earlier answers would no longer fit: give it a new id, and write the old one "
        "under “retired:” in changes.yaml."
    ),
)
PART_VANISHED = Fault(
    "part-vanished",
    N_("The part “%(part)s” of the question “%(id)s” is gone."),
    N_(
        "Earlier answers name it: bring it back, or write “%(id)s/%(part)s” under "
        "“retired:” in changes.yaml."
    ),
)
REUSED = Fault(
    "id-reused",
    N_("“%(id)s” was retired and is used again."),
    N_("Choose a new id, or take it out of “retired:” in changes.yaml."),
)
CHANGE_UNKNOWN = Fault(
    "change-unknown",
    N_("“%(id)s” was never an id of this course."),
    N_("Remove it here."),
)
RENAMED_TO_NOTHING = Fault(
    "renamed-unknown",
    N_("“%(id)s” should now be called “%(new)s”, but there is no such id."),
    N_("Write the new id as it stands in the package."),
)


class Entry(BaseModel):
    """What the lock knows of one id."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: str
    digest: str
    since: date
    parts: tuple[Id, ...] = ()


class Lock(BaseModel):
    """The whole lock."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: int = 1
    ids: dict[Id, Entry] = {}


class Changes:
    """changes.yaml with the places of its entries."""

    def __init__(self, source: ChangesSource, marks: Marks | None) -> None:
        self.retired = frozenset(source.retired)
        self.renamed = source.renamed
        self._source = source
        self._marks = marks

    def entries(self) -> Iterator[tuple[str, Place]]:
        """Yield every old id and where it stands."""
        if self._marks is not None:
            for index, name in enumerate(self._source.retired):
                yield name, self._marks.value(("retired", index))
            for name in self._source.renamed:
                yield name, self._marks.key(("renamed", name))


def check_lock(sources: Sources, draft: Draft, problems: Problems) -> None:
    """Note every id of the lock that is gone or means something else now.

    Nothing is said while the ids of the package are not all readable.
    """
    changes = _changes(sources, problems)
    lock = _lock(sources, problems)
    complete = draft.knows_activities() and draft.knows_questions()
    if lock is None or changes is None or draft.outline is None or not complete:
        return
    now = {named.id: named for named in all_named(draft)}
    text = sources.texts[layout.LOCK].decode("utf-8", "replace")
    for old, entry in lock.ids.items():
        _check_entry(old, entry, now, changes, problems, text)
    _check_changes(lock, now, changes, problems)


def all_named(draft: Draft) -> Iterator[Named]:
    """Yield everything of a package that bears an id."""
    if draft.outline is not None:
        for name, place in draft.outline.modules():
            yield Named(name, "module", place, "")
    yield from draft.named()


def locked_ids(sources: Sources) -> Iterator[str]:
    """Yield every id and every part that the lock knows."""
    lock = _lock(sources, Problems()) or Lock()
    for name, entry in lock.ids.items():
        yield name
        yield from entry.parts


def lock_text(sources: Sources, names: Iterable[Named], today: date) -> str:
    """Return the lock's new text: what it knew, and the ids that are new today.

    Only for a package that was checked and has no problems.
    """
    old = _lock(sources, Problems()) or Lock()
    ids = dict(old.ids)
    for named in names:
        before = old.ids.get(named.id)
        known = before.parts if before else ()
        ids[named.id] = Entry(
            type=named.kind,
            digest=named.digest,
            since=before.since if before else today,
            parts=tuple(dict.fromkeys((*known, *named.parts))),
        )
    plain = Lock(ids=dict(sorted(ids.items()))).model_dump(mode="json")
    return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


def _lock(sources: Sources, problems: Problems) -> Lock | None:
    data = sources.texts.get(layout.LOCK)
    if data is None:
        return None
    try:
        lock = Lock.model_validate_json(data)
    except ValidationError:
        lock = None
    if lock is None or lock.version != 1:
        problems.add(LOCK_BROKEN, Place(layout.LOCK))
        return None
    return lock


def _changes(sources: Sources, problems: Problems) -> Changes | None:
    data = sources.texts.get(layout.CHANGES)
    if data is None:
        return Changes(ChangesSource(), None)
    text = decode(data, layout.CHANGES, problems)
    origin = Origin(layout.CHANGES)
    document = None if text is None else read_yaml(text, origin, problems)
    source = document and validated(ChangesSource, document, problems)
    return Changes(source, document.marks) if document and source else None


def _check_entry(
    old: str,
    entry: Entry,
    now: Mapping[str, Named],
    changes: Changes,
    problems: Problems,
    text: str,
) -> None:
    named = now.get(changes.renamed.get(old, old))
    if old in changes.retired:
        if named is not None:
            problems.add(REUSED, named.place, id=old)
    elif named is not None:
        _check_kind(old, entry, named, changes, problems)
    elif old not in changes.renamed:
        fresh = [name for name, one in now.items() if one.kind == entry.type]
        suggestion = nearest(old, fresh)
        hint = PERHAPS_RENAMED if suggestion else None
        problems.add(
            VANISHED,
            _place_in_lock(old, text),
            hint,
            id=old,
            type=entry.type,
            suggestion=suggestion or "",
        )


def _check_kind(
    old: str, entry: Entry, named: Named, changes: Changes, problems: Problems
) -> None:
    if entry.type != named.kind:
        problems.add(RETYPED, named.place, id=old, was=entry.type, type=named.kind)
        return
    if not named.digest and named.kind != "module":
        return  # too broken for its parts to be known
    for part in entry.parts:
        retired = {f"{old}/{part}", f"{named.id}/{part}"} & changes.retired
        if part not in named.parts and not retired:
            problems.add(PART_VANISHED, named.place, id=named.id, part=part)
        elif part in named.parts and retired:
            problems.add(REUSED, named.place, id=f"{named.id}/{part}")


def _check_changes(
    lock: Lock, now: Mapping[str, Named], changes: Changes, problems: Problems
) -> None:
    known = set(lock.ids)
    for old, entry in lock.ids.items():
        known.update(f"{old}/{part}" for part in entry.parts)
    for name, place in changes.entries():
        new = changes.renamed.get(name)
        if name not in known:
            problems.add(CHANGE_UNKNOWN, place, id=name)
        elif new is not None and new not in now:
            problems.add(RENAMED_TO_NOTHING, place, id=name, new=new)


def _place_in_lock(name: str, text: str) -> Place:
    at = text.find(json.dumps(name))
    if at < 0:
        return Place(layout.LOCK)
    column = at - (text.rfind("\n", 0, at) + 1)
    return Place(layout.LOCK, text.count("\n", 0, at) + 1, column + 1)
