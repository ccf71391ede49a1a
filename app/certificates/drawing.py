"""Draws a certificate as a PDF that archives keep and screen readers read."""

import io
import json
import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, Self

import segno
import typst
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent

from app.questions.messages import N_

HERE = Path(__file__).parent
FONTS = HERE / "fonts"
TEMPLATE = HERE / "template.typ"
# English dates and numbers are British, like the spelling of the interface.
FORMATS = {"pl": "pl", "de": "de", "en": "en_GB"}
# Stands for a character that no font of ours can draw.
REPLACEMENT = "?"


class PrintedResult(NamedTuple):
    """One line of the results; a plain tuple of the same three is as good."""

    title: str
    percent: int
    passed: bool


@dataclass(frozen=True)
class PrintedCertificate:
    """What stands on the paper, as plain values; the caller has frozen them.

    Empty texts, empty tuples and `None` leave their part of the page out.
    """

    serial: str
    given_name: str
    family_name: str
    course_title: str
    course_language: str
    level: str
    hours: float
    issued_on: date
    completed_on: date
    results: tuple[PrintedResult | tuple[str, int, bool], ...]
    issuer: str
    place: str
    verification_url: str
    locale: Literal["pl", "de", "en"]
    valid_until: date | None = None
    revision: str = ""
    contents: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The holder's name as it is printed."""
        return _clean(f"{self.given_name} {self.family_name}")


@dataclass(frozen=True)
class Labels:
    """The fixed words of the page: English as made, see `translated`.

    They avoid grammar that depends on the holder: no gender, no case, no plural.
    """

    heading: str = N_("Certificate of completion")
    awarded_to: str = N_("awarded to")
    course: str = N_("course")
    level: str = N_("Level")
    hours: str = N_("Training hours")
    completed_on: str = N_("Completed on")
    issued_on: str = N_("Issued on")
    place: str = N_("Place")
    valid_until: str = N_("Valid until")
    results: str = N_("Results")
    # Translators: heads of the table of quizzes on a certificate; which quiz it was
    assessment: str = N_("Assessment")
    # Translators: head of the column with percentages
    result: str = N_("Score reached")
    # Translators: head of the column that says "passed" or "not passed"
    outcome: str = N_("Outcome")
    passed: str = N_("passed")
    not_passed: str = N_("not passed")
    contents: str = N_("Course contents")
    serial: str = N_("Certificate number")
    revision: str = N_("Course revision")
    verify: str = N_(
        "This document was issued electronically. "
        "Whether it is genuine and still valid is shown at:"
    )
    qr_code: str = N_("QR code with the address at which this certificate is verified")

    @classmethod
    def translated(cls, translate: Callable[[str], str]) -> Self:
        """Return the labels in the language `translate` translates into."""
        return cls(**{part.name: translate(str(part.default)) for part in fields(cls)})


def draw(certificate: PrintedCertificate, *, labels: Labels, at: datetime) -> bytes:
    """Return one A4 page as PDF/A-2a and PDF/UA-1 together.

    `labels` are in the certificate's language. `at` (with a time zone) becomes the
    document's date: the same arguments always give the same bytes, so a certificate
    can be drawn anew instead of being stored.
    """
    page = _page(certificate, labels)
    document = _compiler().compile(
        sys_inputs={"page": json.dumps(page)},
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(at.timestamp()),
    )
    if not isinstance(document, bytes):
        raise TypeError("the template gave more than one file")
    return document


def unprintable(text: str) -> str:
    """Return the characters of `text` that would be printed as a question mark.

    Ask before a name is confirmed; the fonts hold Latin and Cyrillic.
    """
    return "".join(
        dict.fromkeys(
            character for character in _spaced(text) if ord(character) not in _glyphs()
        )
    )


_compilers = threading.local()


def _compiler() -> typst.Compiler:
    """Return this thread's compiler: one shared by two threads fails."""
    compiler: typst.Compiler | None = getattr(_compilers, "compiler", None)
    if compiler is None:
        compiler = typst.Compiler(
            TEMPLATE, root=HERE, font_paths=_fonts(), ignore_system_fonts=True
        )
        _compilers.compiler = compiler
    return compiler


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS]
    )


def _page(certificate: PrintedCertificate, labels: Labels) -> dict[str, object]:
    """Return what the template reads: formatted, cleaned text and nothing else."""
    return {
        "locale": certificate.locale,
        "course_language": certificate.course_language,
        "labels": {key: _clean(label) for key, label in asdict(labels).items()},
        "issuer": _clean(certificate.issuer),
        "name": certificate.name,
        "course": _clean(certificate.course_title),
        "facts": _facts(certificate, labels),
        "results": _results(certificate, labels),
        "contents": [_clean(line) for line in certificate.contents],
        "serial": _grouped(certificate.serial),
        "revision": _clean(certificate.revision),
        "url": certificate.verification_url,
        "qr": _qr_code(certificate.verification_url),
    }


def _facts(certificate: PrintedCertificate, labels: Labels) -> list[list[str]]:
    """Return (label, value) pairs in reading order, without the empty ones."""
    formats = FORMATS[certificate.locale]

    def day(value: date | None) -> str:
        return format_date(value, "long", formats) if value else ""

    pairs = [
        (labels.hours, format_decimal(certificate.hours, locale=formats)),
        (labels.level, certificate.level),
        (labels.completed_on, day(certificate.completed_on)),
        (labels.place, certificate.place),
        (labels.issued_on, day(certificate.issued_on)),
        (labels.valid_until, day(certificate.valid_until)),
    ]
    return [[_clean(label), _clean(value)] for label, value in pairs if value]


def _results(certificate: PrintedCertificate, labels: Labels) -> list[list[str]]:
    formats = FORMATS[certificate.locale]
    return [
        [
            _clean(title),
            format_percent(percent / 100, locale=formats),
            _clean(labels.passed if passed else labels.not_passed),
        ]
        for title, percent, passed in certificate.results
    ]


def _grouped(serial: str) -> str:
    """Return the serial in groups of four, which people can read aloud.

    One with signs of its own is left alone: a hyphen in it may count.
    """
    serial = _clean(serial)
    return " ".join(re.findall(".{1,4}", serial)) if serial.isalnum() else serial


def _qr_code(url: str) -> str:
    """Return the address as an SVG picture; the page leaves its quiet zone white."""
    picture = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        picture, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None
    )
    return picture.getvalue().decode()


def _clean(text: str) -> str:
    """Return the text composed, on one line, with every character printable."""
    glyphs = _glyphs()
    return "".join(
        character if ord(character) in glyphs else REPLACEMENT
        for character in _spaced(text)
    )


def _spaced(text: str) -> str:
    """Return the text in NFC, without invisible characters, single spaces only."""
    visible = (
        character
        for character in unicodedata.normalize("NFC", text)
        if character.isspace() or unicodedata.category(character) not in {"Cc", "Cf"}
    )
    return " ".join("".join(visible).split())


@cache
def _glyphs() -> frozenset[int]:
    """Return the code points that every one of our fonts can draw."""
    lines = (FONTS / "characters.txt").read_text(encoding="ascii").split()
    bounds = [[int(end, 16) for end in line.split("-")] for line in lines]
    return frozenset(
        point for first, last in bounds for point in range(first, last + 1)
    )
