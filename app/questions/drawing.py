"""Drawn orders, and names for parts that do not give the answer away."""

from collections.abc import Mapping, Sequence
from hashlib import blake2s
from random import Random

from app.questions.base import Form
from app.questions.parts import Keep


def alias(form: Form, part_id: str) -> str:
    """Return the name a part goes by in the HTML of one attempt.

    Authors often write the right choice first and call it `a`, so ids would give the
    key away. The name differs between attempts and stays the same within one.
    """
    salted = f"{form.get('salt', '')}/{part_id}"
    return blake2s(salted.encode(), digest_size=5).hexdigest()


def salt(rng: Random) -> str:
    """Return what makes the aliases of a form its own."""
    return f"{rng.getrandbits(64):016x}"


def drawn(form: Form, key: str, ids: Sequence[str]) -> list[str]:
    """Return ids in the order of a form, which may be of an older revision.

    Ids that the form does not know come last, those that are no more are left out.
    """
    order = form.get(key)
    places = order if isinstance(order, list) else []
    known = [part_id for part_id in dict.fromkeys(map(str, places)) if part_id in ids]
    return known + [part_id for part_id in ids if part_id not in known]


def shuffled(
    rng: Random, ids: Sequence[str], keep: Mapping[str, Keep | None] | None = None
) -> list[str]:
    """Return ids in a drawn order; those in `keep` stay at its beginning or end.

    Several that are kept at the same end stay in their author's order.
    """
    kept = keep or {}
    free = [one for one in ids if kept.get(one) is None]
    return [
        *(one for one in ids if kept.get(one) == "first"),
        *rng.sample(free, len(free)),
        *(one for one in ids if kept.get(one) == "last"),
    ]
