"""hotspot: the right place of a picture is pointed at."""

from functools import cached_property
from random import Random
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from app.questions import spots
from app.questions.base import (
    BadResponse,
    Example,
    Form,
    Judgement,
    PartVerdict,
    Posted,
    Question,
    Response,
    Translate,
    judgement,
)
from app.questions.drawing import alias, drawn, salt, shuffled
from app.questions.fields import CREDIT_HELP, Credit, Faults, Inline
from app.questions.media import Picture
from app.questions.messages import N_, Said, said
from app.questions.reading import own_fields, single, stored_list
from app.questions.score import FULL, credited, share
from app.questions.texts import Html, plain
from app.questions.widgets import UNTOLD
from app.questions.widgets.choices import Choice
from app.questions.widgets.pictures import Outline, Pointed, Pointing
from app.questions.zones import TOLERANCE, Spot, Zone, meant

_EXAMPLE = """
id: pozar
type: hotspot
prompt: Wskaż, co chwytasz, gdy zapalą się wióry.
picture: media/warsztat.png
several: true
zones:
  - {id: gasnica, label: czerwona gaśnica, circle: [85, 40, 8], right: true}
  - {id: koc, label: koc w pudełku na ścianie, rect: [60, 10, 15, 12], right: true}
  - {id: kran, label: kran, rect: [5, 20, 15, 20], feedback: Nie przy prądzie.}
  - {id: kompresor, label: kompresor, polygon: [[30, 60], [50, 60], [40, 90]]}
elsewhere: Tu nic nie gasi.
"""


class Hotspot(Question):
    """A picture to point at; responses are {"zones": [ids]} or {"spots": [[x, y]]}.

    Spots are in per mille of width and height. The mark is that of multiple-choice: the
    share of the right zones found, less the share of the wrong ones taken; a spot in no
    zone counts as one more wrong zone. Where only one may be given, any right zone
    earns everything.
    """

    example: ClassVar[Example] = Example(
        _EXAMPLE,
        right={"zones": ["gasnica", "koc"]},
        partial={"spots": [[850, 400]]},
        wrong={"zones": ["kran"]},
    )

    type: Literal["hotspot"] = Field(description="Places of a picture are pointed at.")
    picture: Picture = Field(description="The picture, as in media/plan.png.")
    zones: tuple[Zone, ...] = Field(
        min_length=1, max_length=30, description="Its places, right and wrong ones."
    )
    several: bool = Field(
        default=False, description="Whether more than one place can be given."
    )
    elsewhere: Inline = Field(
        "", description="Shown to those who point at none of the zones."
    )
    credit: Credit = Field("partial", description=CREDIT_HELP)

    @model_validator(mode="after")
    def _check_zones(self) -> "Hotspot":
        faults = Faults()
        faults.add_repeated_ids(
            (zone.id, ("zones", place)) for place, zone in enumerate(self.zones)
        )
        faults.add_repeated_texts(
            (zone.label, ("zones", place, "label"))
            for place, zone in enumerate(self.zones)
        )
        if not self._rights:
            faults.add("zone-right-missing", "zones")
        elif len(self._rights) == len(self.zones):
            faults.add("zone-wrong-missing", "zones")
        faults.raise_if_any()
        return self

    def draw(self, rng: Random) -> Form:
        """Draw the order of the list."""
        return {"salt": salt(rng), "order": shuffled(rng, list(self._zones))}

    def widget(
        self, form: Form, response: Response | None, verdict: Judgement | None = None
    ) -> Pointing:
        """Return the picture, the spots on it, and the list of its zones."""
        told = {part.id: part for part in verdict.parts} if verdict else {}
        order = drawn(form, "order", list(self._zones))
        chosen = self._chosen(response)
        return Pointing(
            id=self.id,
            prompt=Html(self.prompt),
            name=self.id,
            several=self.several,
            picture=self.picture,
            most=self._most,
            choices=tuple(
                Choice(
                    value=alias(form, zone_id),
                    html=_label(
                        self._zones[zone_id], number if zone_id in told else None
                    ),
                    chosen=zone_id in chosen,
                    told=told[zone_id].told() if zone_id in told else UNTOLD,
                )
                for number, zone_id in enumerate(order, 1)
            ),
            pointed=tuple(
                Pointed(spot=spot, right=self._is_right(spot) if verdict else None)
                for spot in spots.stored(response, self._most)
            ),
            outlines=tuple(
                self._outline(self._zones[zone_id], number, told[zone_id])
                for number, zone_id in enumerate(order, 1)
                if zone_id in told
            ),
        )

    def _outline(self, zone: Zone, number: int, part: PartVerdict) -> Outline:
        across, down = zone.middle
        radii, top = None, min((corner[1] for corner in zone.corners), default=0)
        if zone.circle is not None:
            width, height = self.picture.sides
            radii = zone.circle[2], zone.circle[2] * width // height
            top = down - radii[1]
        return Outline(
            number=number,
            sign=(across, max(0, top)),
            middle=(across, down),
            corners=zone.corners,
            radii=radii,
            right=part.right if part.given else None,
        )

    def _is_right(self, spot: Spot) -> bool:
        zone = meant(self.zones, spot, self.picture.sides)
        return zone is not None and zone.right

    def read(self, fields: Posted, form: Form) -> Response | None:
        """Return what was chosen from the list, else the spots pointed at.

        The script empties one when the other is used; without it only the list can be
        changed, so the list goes first.
        """
        own = own_fields(fields, self.id, ("spots",))
        pointed = spots.read(single(own, "spots"))
        names = {alias(form, zone_id): zone_id for zone_id in self._zones}
        chosen = [names.get(str(value)) for value in own.get("", ()) if value != ""]
        if None in chosen:
            raise BadResponse("answer-unknown")
        given = max(len(chosen), len(pointed))
        if len(set(chosen)) < len(chosen) or given > self._most:
            raise BadResponse("field-repeated")
        if chosen:
            return {"zones": [zone_id for zone_id in self._zones if zone_id in chosen]}
        return {"spots": [list(spot) for spot in pointed]} if pointed else None

    def judge(self, response: Response | None, form: Form) -> Judgement:  # noqa: ARG002
        """Give what the right zones earn less what the wrong ones cost."""
        found, astray = self._found(response)
        return judgement(
            self._mark(found, astray),
            answered=bool(found) or astray > 0,
            rule=found[0].id if len(found) == 1 and not astray else None,
            feedback=(Html(self.elsewhere),) if astray and self.elsewhere else (),
            parts=tuple(
                _part(zone, given=zone in found)
                for zone in self.zones
                if zone in found or zone.right
            ),
        )

    def _mark(self, found: list[Zone], astray: int) -> int:
        rights = sum(zone.right for zone in found)
        mistaken = len(found) - rights + astray
        if not self.several:
            return FULL if rights and not mistaken else 0
        wanted, others = len(self._rights), len(self.zones) - len(self._rights)
        mark = share(rights * others - mistaken * wanted, wanted * others)
        return credited(mark, self.credit)

    def _found(self, response: Response | None) -> tuple[list[Zone], int]:
        """Return the zones that a response means, each once, and how many are none."""
        ids = set(self._chosen(response))
        astray = 0
        for spot in spots.stored(response, self._most):
            zone = meant(self.zones, spot, self.picture.sides)
            astray += zone is None
            ids |= {zone.id} if zone is not None else set()
        found = [zone for zone in self.zones if zone.id in ids]
        if not self.several:
            # More than one can only come from a question that has changed.
            found = found[:1]
        return found, astray

    def _chosen(self, response: Response | None) -> list[str]:
        wanted = stored_list(response, "zones")
        return [zone_id for zone_id in self._zones if zone_id in wanted]

    @property
    def _most(self) -> int:
        return spots.MOST_SPOTS if self.several else 1

    def marking(self) -> tuple[Said, ...]:
        """Say what right and wrong places are worth, and how near is near enough."""
        rights, near = len(self._rights), said("zones-near", percent=TOLERANCE // 10)
        if not self.several:
            return said("zones-one"), near
        if self.credit == "all":
            return said("zones-all"), near
        wrongs = len(self.zones) - rights
        return said("zones", right=rights, wrong=wrongs), near

    def solution(self, form: Form) -> Response:  # noqa: ARG002 - the same in any form
        """Return all right zones, or the first where one is enough."""
        return {"zones": self._rights if self.several else self._rights[:1]}

    def readable(self, response: Response, translate: Translate = str) -> str:
        """Return the labels of the zones that were meant; of vanished ones, the ids."""
        stored = [str(one) for one in stored_list(response, "zones")]
        texts = [
            plain(self._zones[zone_id].label)
            if zone_id in self._zones
            else f"[{zone_id}]"
            for zone_id in stored
        ]
        for spot in spots.stored(response, self._most):
            zone = meant(self.zones, spot, self.picture.sides)
            name = plain(zone.label) if zone else translate(_ELSEWHERE)
            texts.append(f"{name} ({spot[0] / 10:g} % → {spot[1] / 10:g} % ↓)")
        return "; ".join(texts)

    @cached_property
    def _zones(self) -> dict[str, Zone]:
        return {zone.id: zone for zone in self.zones}

    @cached_property
    def _rights(self) -> list[str]:
        return [zone.id for zone in self.zones if zone.right]


_ELSEWHERE = N_("elsewhere")


def _label(zone: Zone, number: int | None) -> Html:
    """Return the label, behind the number that its outline bears."""
    sign = f'<b class="zone-number">{number}</b> ' if number is not None else ""
    # The label may be of a kind that escapes what is added to it.
    return Html(f"{sign}{zone.label}")


def _part(zone: Zone, *, given: bool) -> PartVerdict:
    return PartVerdict(
        id=zone.id,
        mark=FULL if given and zone.right else 0,
        right=given and zone.right,
        given=given,
        feedback=Html(zone.feedback) if given and zone.feedback else None,
        expected=Html(zone.label) if zone.right else None,
    )
