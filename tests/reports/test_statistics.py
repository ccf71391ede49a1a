"""Question statistics: what is counted, of whom, and what is told of it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
import sqlalchemy as sa

from app.accounts.models import Organisation
from app.audit.models import Event
from app.reports import statistics
from app.reports.attempts import Wanted
from app.reports.findings import Finding, chosen, findings, untold
from app.reports.quiz_figures import figures
from app.web.identity import Scope
from tests.factories import NOW, make_grant, make_organisation, make_person
from tests.web import post, statements, text_of

COURSE = "/reports/courses/kurs/questions"
ZONE = "Europe/Warsaw"
EVERYONE = Scope(everyone=True)
RIGHT = {"choices": ["klucz-a"]}
WRONG = {"choices": ["klucz-b"]}
TRUE = {"value": True}


def counted(school, scope=EVERYONE, **wanted):
    with school.database.reading() as session:
        return statistics.counted(
            session, Wanted("kurs", **wanted), scope, ZONE, school.library.course
        )


def asked(school, question_id, scope=EVERYONE, **wanted):
    found = {
        one.edition.question_id: one
        for one in statistics.newest(counted(school, scope, **wanted))
    }
    return found.get(question_id)


@pytest.fixture
def ewa(school):
    return school.browser(school.cast.ewa)


def test_an_answer_left_open_counts_as_a_mark_of_zero(school, crowd):
    crowd.sit({"b-jeden": RIGHT})
    crowd.sit({})

    found = asked(school, "b-jeden")

    assert (found.marks.count, found.blank) == (2, 1)
    assert found.marks.facility == 0.5


def test_only_the_first_attempt_of_each_learner_is_counted_unless_all_are_wanted(
    school, crowd
):
    seat = crowd.newcomer()
    crowd.sit({"b-jeden": WRONG}, place=seat)
    crowd.sit({"b-jeden": RIGHT}, place=seat, now=NOW + timedelta(hours=1))

    assert asked(school, "b-jeden").marks.facility == 0
    assert asked(school, "b-jeden", tries="all").marks.facility == 0.5


def test_an_attempt_under_way_is_not_counted(school, crowd):
    crowd.sit({"b-jeden": RIGHT}, hand_in=False)

    assert statistics.newest(counted(school)) == []


def test_the_last_answer_counts_and_not_those_before_it(school, crowd):
    crowd.sit({"b-jeden": WRONG}, {"b-jeden": RIGHT})

    assert asked(school, "b-jeden").marks.facility == 1


def test_a_corrected_comma_leaves_the_answers_together(school, crowd):
    crowd.sit({"b-jeden": RIGHT})
    school.publish(
        instead={"questions/bank.yaml": ("Czy to prawda?", "Czy to jest prawda?")}
    )
    crowd.sit({"b-jeden": RIGHT})

    assert asked(school, "b-jeden").marks.count == 2


def test_another_key_begins_another_edition_and_is_never_mixed_with_the_old(
    school, crowd
):
    crowd.sit({"b-prawda": TRUE})
    school.publish(instead={"questions/bank.yaml": ("answer: true", "answer: false")})
    crowd.sit({"b-prawda": TRUE})

    old, new = reversed(statistics.editions_of(counted(school), "b-prawda"))

    assert (old.edition.number, old.marks.facility) == (1, 1)
    assert (new.edition.number, new.marks.facility) == (2, 0)
    assert asked(school, "b-prawda").edition.number == 2


def test_choices_are_counted_with_those_that_nobody_took(school, crowd):
    crowd.sit({"b-jeden": RIGHT})
    crowd.sit({"b-jeden": WRONG})

    found = [
        (one.text, one.right, one.count) for one in chosen(asked(school, "b-jeden"))
    ]

    assert found == [("Pierwszy", True, 1), ("Drugi", False, 1), ("Trzeci", False, 0)]


def test_typed_answers_are_told_only_when_enough_people_wrote_them(school, crowd):
    for text in ("Das Mädel", "das  mädel", "das Mädel", "Ana Łucka z Opola"):
        crowd.sit({"b-slowo": {"text": text}})

    found = asked(school, "b-slowo")

    assert [(one.text, one.count) for one in chosen(found)] == [("das mädel", 3)]
    assert untold(found) == 1
    assert found.rules["klucz-t"] == 3


def test_no_index_is_told_below_thirty_attempts(school, crowd, ewa):
    for number in range(29):
        crowd.sit({"b-jeden": RIGHT if number % 3 else WRONG, "b-prawda": TRUE})

    before = text_of(ewa.get(COURSE))
    crowd.sit({"b-jeden": RIGHT, "b-prawda": TRUE})
    after = text_of(ewa.get(COURSE))

    assert "0,66" not in before
    assert "0,67" in after
    assert list(findings(asked(school, "b-jeden"))) == [Finding.IDLE]


def test_a_question_that_the_strong_fail_is_pointed_out(school, crowd, ewa):
    for number in range(40):
        strong = number % 2
        answers = {"b-jeden": WRONG if strong else RIGHT}
        if strong:
            answers |= {"b-prawda": TRUE, "b-liczba": {"text": "474747"}}
        crowd.sit(answers)

    found = asked(school, "b-jeden")

    assert found.marks.discrimination == pytest.approx(-1)
    assert list(findings(found))[:2] == [Finding.BACKWARDS, Finding.LURE]
    assert "notice-warning" in ewa.get(f"{COURSE}/b-jeden").text


def test_reliability_is_told_of_attempts_with_the_same_questions(school, crowd):
    for number in range(32):
        answers = {"b-jeden": RIGHT, "b-prawda": TRUE} if number % 4 else {}
        crowd.sit(answers, quiz_id="egzamin")

    (quiz,) = figures(counted(school))

    # Two questions that say the same, and one of two points that nobody answered:
    # 3/2 * (1 - 1/4 * ... ) as counted by hand below.
    spread = 32 / 31 * 0.75 * 0.25
    assert quiz.reliable.found.alpha == pytest.approx(
        3 / 2 * (1 - 2 * spread / (4 * spread))
    )
    assert quiz.reliable.count == quiz.count == 32
    assert quiz.bars == [8, 0, 0, 0, 0, 24, 0, 0, 0, 0]


def test_staff_of_one_guild_count_the_answers_of_their_people_alone(school, crowd):
    crowd.sit({"b-jeden": RIGHT})
    joiner = school.enrol(school.cast.bruno)
    crowd.sit({"b-jeden": WRONG}, place=joiner)
    bakers = Scope((school.cast.bakers.path,))

    assert asked(school, "b-jeden").marks.count == 2
    assert asked(school, "b-jeden", scope=bakers).marks.count == 1
    assert asked(school, "b-jeden", scope=Scope()) is None
    assert (
        asked(school, "b-jeden", organisation_id=school.cast.joiners.id).marks.facility
        == 0
    )


def test_a_trainer_of_another_chamber_sees_nothing(school, crowd):
    crowd.sit({"b-jeden": RIGHT})
    with school.database.writing() as session:
        other = make_organisation(session, name="Inna izba", kind="chamber")
        stranger = make_person(session, given_name="Obca")
        # Below the top, so that the role does not reach over everything.
        guild = make_organisation(
            session, session.get_one(Organisation, other.id), name="Cech"
        )
        make_grant(session, stranger, guild, "trainer")

    page = school.browser(stranger).get(COURSE)

    assert page.status_code == 200
    assert "b-jeden" not in text_of(page)


def test_the_period_is_that_of_handing_in(school, crowd):
    crowd.sit({"b-jeden": RIGHT})
    day = NOW.date()

    assert asked(school, "b-jeden", since=day, until=day).marks.count == 1
    assert asked(school, "b-jeden", since=day + timedelta(days=1)) is None
    assert asked(school, "b-jeden", until=day - timedelta(days=1)) is None


def test_time_is_told_where_each_question_has_its_page(school, crowd):
    school.publish(instead={"quizzes/test.yaml": ("per_page: 3", "per_page: 1")})
    crowd.sit({"b-jeden": RIGHT, "b-prawda": TRUE})

    assert dict(asked(school, "b-prawda").seconds) == {10: 1}


def test_time_is_not_told_where_questions_share_a_page(school, crowd):
    crowd.sit({"b-jeden": RIGHT, "b-prawda": TRUE})

    assert not asked(school, "b-prawda").seconds
    (quiz,) = figures(counted(school))
    assert quiz.took.median == 20


def test_the_file_holds_what_the_screen_shows_and_is_written_down(school, crowd, ewa):
    for _ in range(30):
        crowd.sit({"b-jeden": RIGHT})

    sheet = post(ewa, f"{COURSE}.csv").get_data().decode("utf-8-sig")
    with post(ewa, f"{COURSE}.xlsx") as answer:
        workbook = openpyxl.load_workbook(io.BytesIO(answer.get_data()))

    rows = list(csv.reader(io.StringIO(sheet, newline=""), delimiter=";"))
    assert len(rows) == 1 + 8
    assert rows[1][0] == "b-jeden"
    assert rows[1][5:9] == ["30", "0", "30", "1"]
    assert [cell.value for cell in workbook.active[2]][5:9] == [30, 0, 30, 1]
    with school.database.reading() as session:
        events = session.scalars(
            sa.select(Event).where(Event.action == "exported")
        ).all()
    assert len(events) == 2


def test_the_page_of_a_question_shows_its_key_and_every_edition(school, crowd, ewa):
    crowd.sit({"b-prawda": TRUE})
    school.publish(instead={"questions/bank.yaml": ("answer: true", "answer: false")})
    crowd.sit({"b-prawda": TRUE})

    newest = text_of(ewa.get(f"{COURSE}/b-prawda"))
    oldest = text_of(ewa.get(f"{COURSE}/b-prawda?edition=1"))

    assert "KLUCZ-prawda-wyjasnienie" in newest
    assert newest != oldest
    assert ewa.get(f"{COURSE}/b-prawda?edition=99").status_code == 200


@pytest.mark.parametrize(
    "address", [f"{COURSE}/nothing", "/reports/courses/x/questions"]
)
def test_what_does_not_exist_is_not_found(crowd, ewa, address):
    assert ewa.get(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["?quiz=nothing", "?since=yesterday", "?organisation=x", "?tries=none"]
)
def test_a_wish_that_is_not_offered_narrows_nothing(school, crowd, ewa, query):
    crowd.sit({"b-jeden": RIGHT})

    page = ewa.get(COURSE + query)

    assert page.status_code == 200
    assert "b-jeden" in text_of(page)


def test_more_answers_cost_no_more_statements(school, crowd, ewa):
    crowd.sit({"b-jeden": RIGHT})
    ewa.get(COURSE)
    with statements(school.database) as few:
        ewa.get(COURSE)
    for _ in range(5):
        crowd.sit({"b-jeden": RIGHT, "b-prawda": TRUE})
    with statements(school.database) as many:
        ewa.get(COURSE)

    assert len(many) == len(few) <= 11
