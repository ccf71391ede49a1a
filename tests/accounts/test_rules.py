"""Decisions about accounts, on values alone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from app.accounts.passwords import common
from app.accounts.rules import (
    decide_erasure,
    is_email,
    may_handle,
    may_stand_below,
    tidy_email,
    weakness,
    words_about,
)
from app.web.identity import Scope

NOW = datetime(2026, 11, 23, tzinfo=UTC)
KNOWN = words_about("Ana", "Kowalska", "ana.kowalska@example.pl")


def of(password, *, staff=False):
    return weakness(password, staff=staff, common=common(), known=KNOWN)


@pytest.mark.parametrize(
    "password",
    [
        "zielony-stolik-pod-oknem",
        "Łóżko pod chmurą, ćma",
        " spacje na brzegach ",
        "839201748261",
        "mecz z wisłą 3:1",
        "x7#" + "słowo długie " * 6,
        "🐝 pszczoła i miód",
    ],
)
def test_long_words_spaces_polish_letters_and_plain_digits_are_accepted(password):
    assert of(password) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("krótkie", "too-short"),
        ("", "too-short"),
        ("ż" * 600, "too-long"),
        ("aaaaaaaaaaaaaa", "monotonous"),
        ("123456789012", "monotonous"),
        ("abcdefghijklm", "monotonous"),
        ("112233445566", "monotonous"),
        ("P@ssw0rd12345", "common"),
        ("Hasło12345678", "common"),
        ("haslohaslo!!", "common"),
        ("Passwort2026!", "common"),
        ("qwertzuiop123", "common"),
        ("AnaKowalska1985", "known"),
        ("kowalska-ana-85", "known"),
        ("ana.kowalska@example.pl", "known"),
    ],
)
def test_what_would_be_guessed_first_is_refused_with_its_reason(password, why):
    assert of(password) == why


def test_staff_need_a_longer_password_than_learners():
    assert of("stolik okno 1") is None
    assert of("stolik okno 1", staff=True) == "too-short-staff"


def test_a_password_of_a_megabyte_is_refused_at_once():
    begun = time.perf_counter()
    assert of("ą1" * 500_000) == "too-long"
    assert time.perf_counter() - begun < 0.05


def test_the_slowest_password_takes_no_time_either():
    begun = time.perf_counter()
    for text in ("ab" * 512, "a" * 1023 + "b", "1" * 1024, "aab" * 341):
        of(text)
    assert time.perf_counter() - begun < 0.05


@pytest.mark.parametrize(
    "address",
    ["a@b.pl", "ana+kurs@firma.com.pl", "ą@ćwik.pl", "o'neil@x.ie", "a_b@x-y.de"],
)
def test_addresses_that_exist_are_accepted(address):
    assert is_email(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "a", "a@b", "@b.pl", "a b@c.pl", "a@-b.pl", "a@b..pl", "a..b@c.pl",
        ".a@b.pl", "a.@b.pl", "x" * 65 + "@b.pl", "a@b.pl\nBcc: c@d.pl", "a<b@c.pl",
        "a@b.pl,c@d.pl", "a@b@c.pl", "a@" + "b." * 130 + "pl", "a\x00b@c.pl",
    ],
)  # fmt: skip
def test_what_cannot_be_an_address_is_refused(address):
    assert not is_email(tidy_email(address))


def test_addresses_are_kept_in_small_letters():
    assert tidy_email("  Ana@Example.PL ") == "ana@example.pl"


@pytest.mark.parametrize(
    ("kind", "above", "fits"),
    [
        ("guild", "chamber", True),
        ("firm", "chamber", True),
        ("firm", "guild", True),
        ("chamber", "region", True),
        ("chamber", "guild", False),
        ("guild", "guild", False),
        ("guild", "firm", False),
    ],
)
def test_kinds_stand_in_their_order(kind, above, fits):
    assert may_stand_below(kind, above) is fits


def test_staff_of_a_guild_never_handle_who_holds_a_role_above_it():
    guild = Scope(("/top/guild/",))
    assert may_handle(guild, "/top/guild/firm/", [])
    assert may_handle(guild, "/top/guild/", ["/top/guild/"])
    assert not may_handle(guild, "/top/guild/", ["/top/"])
    assert not may_handle(guild, "/top/other/", [])
    assert not may_handle(guild, None, [])


def test_staff_of_the_top_handle_everyone():
    top = Scope(("/top/",), everyone=True)
    assert may_handle(top, None, ["/top/"])


def test_who_left_no_evidence_is_forgotten():
    decision = decide_erasure([None, NOW], holds_role=False, now=NOW)
    assert (decision.done, decision.code) == (True, "done")


def test_who_left_evidence_is_told_until_when_it_is_kept():
    until = NOW + timedelta(days=1)
    decision = decide_erasure([until, NOW, None], holds_role=False, now=NOW)
    assert (decision.done, decision.keep_until) == (False, until)


def test_who_holds_a_role_gives_it_back_first():
    assert not decide_erasure([], holds_role=True, now=NOW).done
