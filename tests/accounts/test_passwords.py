"""Passwords are kept slowly, compared in equal time, and never in a crowd."""

from __future__ import annotations

import threading
import time
from statistics import median

import pytest
from argon2 import PasswordHasher, extract_parameters

from app import create_app
from app.accounts.passwords import Passwords, common
from app.engines import Busy
from tests.factories import cheap_hasher


def test_an_installation_keeps_passwords_with_the_costs_asked_for(settings):
    app = create_app(settings)
    kept = app.extensions["passwords"].keep("zielony-stolik-pod-oknem")
    found = extract_parameters(kept)
    assert (found.memory_cost, found.time_cost, found.parallelism) == (19_456, 2, 1)
    assert kept.startswith("$argon2id$")


def test_a_password_is_recognised_and_another_is_not():
    passwords = Passwords(cheap_hasher())
    kept = passwords.keep("Łóżko pod chmurą")
    assert passwords.matches(kept, "Łóżko pod chmurą")
    assert not passwords.matches(kept, "łóżko pod chmurą")
    assert not passwords.matches(None, "nobody")
    assert not passwords.matches("broken", "nobody")


def test_letters_may_be_typed_composed_or_not():
    passwords = Passwords(cheap_hasher())
    kept = passwords.keep("wróbel w garści")
    assert passwords.matches(kept, "wro\u0301bel w gars\u0301ci")


def test_a_password_kept_with_older_costs_is_known_to_be_outdated():
    kept = Passwords(cheap_hasher()).keep("zielony-stolik-pod-oknem")
    assert Passwords(PasswordHasher(memory_cost=64, time_cost=1)).outdated(kept)
    assert not Passwords(cheap_hasher()).outdated(kept)


def test_an_unknown_account_takes_as_long_as_a_wrong_password():
    passwords = Passwords(PasswordHasher(memory_cost=2048, time_cost=2, parallelism=1))
    kept = passwords.keep("zielony-stolik-pod-oknem")

    def takes(account):
        times = []
        for _ in range(30):
            begun = time.perf_counter()
            passwords.matches(account, "wrong-wrong-wrong")
            times.append(time.perf_counter() - begun)
        return median(times)

    takes(kept)
    assert takes(None) == pytest.approx(takes(kept), rel=0.5)


def test_a_third_comparison_waits_and_is_sent_away_in_the_end():
    passwords = Passwords(cheap_hasher(), wait=0.05)
    inside, leave = threading.Barrier(3), threading.Event()

    def hold():
        def work():
            inside.wait(5)
            leave.wait(5)

        passwords._in_turn(work)

    threads = [threading.Thread(target=hold) for _ in range(2)]
    for thread in threads:
        thread.start()
    inside.wait(5)
    with pytest.raises(Busy):
        passwords.keep("zielony-stolik-pod-oknem")
    leave.set()
    for thread in threads:
        thread.join()
    assert passwords.keep("zielony-stolik-pod-oknem")


def test_the_list_of_common_passwords_is_in_the_form_they_are_compared_in():
    assert len(common()) > 400
    assert all(word.isascii() and word.isalnum() for word in common())
    assert {"haslo", "passwort", "password", "qwertzuiop"} <= common()
