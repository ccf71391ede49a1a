"""The certificate's PDF: what it says, what it claims, and what it withstands."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from datetime import UTC, date, datetime
from io import BytesIO
from unicodedata import is_normalized

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from app.certificates.drawing import (
    FONTS,
    Labels,
    PrintedCertificate,
    PrintedResult,
    draw,
    unprintable,
)

AT = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CERTIFICATE = PrintedCertificate(
    serial="7KQM3XPAV9TD2RWHNE5B6J",
    given_name="Małgorzata",
    family_name="Gęślą-Łąkowska",
    course_title="Prawo pracy w rzemiośle",
    course_language="pl",
    level="podstawowy",
    hours=4.5,
    issued_on=date(2026, 11, 23),
    completed_on=date(2026, 11, 20),
    results=(PrintedResult("Egzamin końcowy", 92, passed=True),),
    issuer="Izba Rzemieślnicza",
    place="Opole",
    verification_url="https://kursy.example/certificates/7KQM3XPAV9TD2RWHNE5B6J",
    locale="pl",
    valid_until=date(2028, 11, 23),
    revision="3f9a1c2e",
    contents=("Umowa o pracę", "Czas pracy"),
)
# What the page calls itself for archives and for readers of the screen.
PDFA_CLAIM = ("<pdfaid:part>2<", "<pdfaid:conformance>A<")
UA_CLAIM = "<pdfuaid:part>1<"


def drawn(certificate: PrintedCertificate = CERTIFICATE) -> bytes:
    return draw(certificate, labels=Labels(), at=AT)


def text_of(document: bytes) -> str:
    """The words of the only page, with every line break a space."""
    (page,) = PdfReader(BytesIO(document)).pages
    return " ".join(page.extract_text().split())


def test_every_polish_and_german_letter_can_be_taken_from_the_page() -> None:
    letters = "ĄąĆćĘęŁłŃńÓóŚśŹźŻż ÄäÖöÜüßẞ „”“‚‘’ –"
    document = drawn(replace(CERTIFICATE, given_name="Zażółć", course_title=letters))
    assert letters in text_of(document)
    assert "Zażółć Gęślą-Łąkowska" in text_of(document)


@pytest.mark.parametrize(
    ("locale", "day", "percent", "hours"),
    [
        ("pl", "20 listopada 2026", "92%", "4,5"),
        ("de", "20. November 2026", "92 %", "4,5"),
        ("en", "20 November 2026", "92%", "4.5"),
    ],
)
def test_dates_and_numbers_are_written_as_the_language_of_the_document_does(
    locale: str, day: str, percent: str, hours: str
) -> None:
    text = text_of(drawn(replace(CERTIFICATE, locale=locale)))
    assert f"Completed on {day}" in text
    assert percent in text
    assert f"Training hours {hours}" in text


def test_the_page_says_who_issued_it_for_what_and_where_to_verify_it() -> None:
    text = text_of(drawn())
    for part in (
        "Izba Rzemieślnicza",
        "Certificate of completion",
        "Prawo pracy w rzemiośle",
        "Level podstawowy",
        "Place Opole",
        "Issued on 23 listopada 2026",
        "Valid until 23 listopada 2028",
        "Egzamin końcowy",
        "passed",
        "Umowa o pracę",
        CERTIFICATE.verification_url,
        "7KQM 3XPA V9TD 2RWH NE5B 6J",
        "Course revision: 3f9a1c2e",
    ):
        assert part in text


def test_what_is_empty_leaves_no_label_behind() -> None:
    bare = replace(
        CERTIFICATE,
        level="",
        place="",
        results=(),
        contents=(),
        valid_until=None,
        revision="",
    )
    text = text_of(drawn(bare))
    for label in ("Level", "Place", "Results", "contents", "Valid until", "revision"):
        assert label not in text


def test_a_serial_with_hyphens_is_not_regrouped() -> None:
    assert "ab-c_dEf" in text_of(drawn(replace(CERTIFICATE, serial="ab-c_dEf")))


def test_a_result_that_was_not_passed_says_so() -> None:
    text = text_of(drawn(replace(CERTIFICATE, results=(("Egzamin", 40, False),))))
    assert "40% not passed" in text


def test_it_claims_both_the_archive_and_the_accessibility_standard() -> None:
    catalogue = PdfReader(BytesIO(drawn())).trailer["/Root"]
    claims = catalogue["/Metadata"].get_data().decode()
    assert all(claim in claims for claim in PDFA_CLAIM)
    assert UA_CLAIM in claims
    assert catalogue["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("locale", ["pl", "de", "en"])
def test_the_document_names_its_language_and_its_title(locale: str) -> None:
    reader = PdfReader(BytesIO(drawn(replace(CERTIFICATE, locale=locale))))
    assert reader.trailer["/Root"]["/Lang"] == locale
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Certificate of completion – Małgorzata Gęślą-Łąkowska"
    )
    assert reader.metadata.creation_date == AT


def test_it_is_one_a4_page_with_embedded_fonts_only() -> None:
    (page,) = PdfReader(BytesIO(drawn())).pages
    assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.1)
    assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.1)
    for font in page["/Resources"]["/Font"].values():
        (descendant,) = font.get_object()["/DescendantFonts"]
        descriptor = descendant.get_object()["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(descriptor)


def test_the_same_certificate_is_the_same_bytes() -> None:
    assert drawn() == drawn(replace(CERTIFICATE))
    assert drawn() != draw(
        CERTIFICATE, labels=Labels(), at=AT.replace(year=AT.year + 1)
    )


def test_threads_draw_side_by_side() -> None:
    certificates = [replace(CERTIFICATE, given_name=f"Jan{n}") for n in range(24)]
    alone = [drawn(certificate) for certificate in certificates]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(drawn, certificates))
    assert together == alone


@pytest.mark.parametrize(
    "hostile",
    [
        "#[evil] $x$ <link> *bold* _it_ @ref",
        '"quoted" \\ backslash // slash /* c */',
        "#import evil #sys.inputs {{7*7}} `raw`",
        "= Heading - list + list",
    ],
)
def test_markup_in_a_name_is_only_text(hostile: str) -> None:
    document = drawn(
        replace(
            CERTIFICATE,
            given_name=hostile,
            course_title=hostile,
            issuer=hostile,
            results=((hostile, 50, True),),
        )
    )
    # The reader guesses spaces from distances, which kerning may mislead.
    assert text_of(document).replace(" ", "").count(hostile.replace(" ", "")) == 4


@pytest.mark.parametrize(
    ("given", "family", "title"),
    [
        ("Bartłomiej Maksymilian", "Brzęczyszczykiewicz-Wawrzyniakowski-Z", "Kurs"),
        ("", "W" * 60, "Ł" * 120),
        ("Jan", "Kowal", "Bezpieczeństwo i higiena pracy przy obróbce " * 3),
        ("Jan", "Kowal", "słowo " * 20),
    ],
)
def test_long_names_and_titles_stay_on_one_page(
    given: str, family: str, title: str
) -> None:
    document = drawn(
        replace(CERTIFICATE, given_name=given, family_name=family, course_title=title)
    )
    text = text_of(document)
    assert family in text
    assert title.rsplit(maxsplit=1)[-1] in text
    assert CERTIFICATE.verification_url in text


@pytest.mark.parametrize("lines", [12, 40])
def test_many_results_stay_on_one_page(lines: int) -> None:
    title = "Bezpieczeństwo pracy przy obróbce drewna i metalu, sprawdzian"
    results = tuple((f"{title} {line}", 50, True) for line in range(lines))
    text = text_of(drawn(replace(CERTIFICATE, results=results)))
    assert f"sprawdzian {lines - 1} " in text


def test_the_list_of_contents_gives_way_when_there_is_no_room() -> None:
    crowded = replace(CERTIFICATE, contents=tuple(f"Moduł {n}" for n in range(90)))
    assert "Moduł" not in text_of(drawn(crowded))


def test_a_name_is_told_before_printing_which_letters_the_fonts_lack() -> None:
    assert unprintable("Zażółć Gößler Мельник Nguyễn Đorđević") == ""
    assert unprintable("李 Anna 李 😀") == "李😀"


def test_a_letter_that_the_fonts_lack_costs_nobody_the_certificate() -> None:
    document = drawn(replace(CERTIFICATE, course_title="Kurs 😀 dla\u200d\nciebie"))
    assert "Kurs ? dla ciebie" in text_of(document)


def test_decomposed_letters_are_composed() -> None:
    decomposed = "Małgorzata Go\u0301ra"
    assert unprintable(decomposed) == ""
    assert "Małgorzata Góra" in text_of(
        drawn(replace(CERTIFICATE, given_name="", family_name=decomposed))
    )


def test_labels_are_translated_one_by_one() -> None:
    labels = Labels.translated(lambda message: f"«{message}»")
    assert labels.heading == "«Certificate of completion»"
    assert all(getattr(labels, part.name).startswith("«") for part in fields(labels))


def test_every_font_draws_every_character_it_is_said_to() -> None:
    faces = [TTFont(path) for path in sorted(FONTS.glob("*.ttf"))]
    common = set.intersection(*(set(face.getBestCmap()) for face in faces))
    visible = [chr(point) for point in sorted(common) if point > 0x20]
    composed = [letter for letter in visible if is_normalized("NFC", letter)]
    assert unprintable(" ".join(composed)) == ""
    assert [face["name"].getDebugName(4) for face in faces] == [
        "Bitter Italic",
        "Bitter Regular",
        "Bitter SemiBold",
    ]


def test_a_warm_compiler_draws_in_an_instant() -> None:
    drawn()
    times = []
    for number in range(15):
        start = time.thread_time()
        drawn(replace(CERTIFICATE, given_name=f"Anna{number}"))
        times.append(time.thread_time() - start)
    assert min(times) < 0.03
