"""`czeladnik serve`, tried as it is shipped, from outside."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.servers import ROOT, Served, plain_environment, serving

PACKAGE = ROOT / "courses" / "prawo-pracy"
HALF = b"POST /language HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 12\r\n\r\nlangu"


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """Return settings of an installation on SQLite that was never started."""
    (tmp_path / "courses").mkdir()
    return {
        "DATA_DIR": str(tmp_path / "data"),
        "COURSES_DIR": str(tmp_path / "courses"),
    }


@pytest.fixture
def served(home: dict[str, str]) -> Iterator[Served]:
    """Return a server on an empty SQLite database."""
    with serving(home) as served:
        yield served


def test_from_an_empty_folder_to_a_site_with_courses_and_a_way_in(home):
    shutil.copytree(PACKAGE, Path(home["COURSES_DIR"]) / "prawo-pracy")
    with serving(home) as served:
        status, page = served.get("/courses/prawo-pracy")
        (link,) = (line for line in served.printed if "/links/" in line)
        assert served.get(f"/links/{link.rpartition('/')[2]}")[0] == 200

    assert status == 200
    assert "Prawo pracy" in page
    assert any(line.startswith("Published prawo-pracy") for line in served.printed)
    assert served.process.returncode == 0


def test_a_second_start_takes_less_than_three_seconds(home):
    shutil.copytree(PACKAGE, Path(home["COURSES_DIR"]) / "prawo-pracy")
    with serving(home):
        pass
    begun = time.monotonic()
    with serving(home) as served:
        seconds = time.monotonic() - begun
        assert served.get("/courses/prawo-pracy")[0] == 200

    assert seconds < 3
    assert not any(line.startswith("Published") for line in served.printed)


def test_a_broken_package_is_told_of_and_stops_nothing(home):
    package = Path(home["COURSES_DIR"]) / "prawo-pracy"
    shutil.copytree(PACKAGE, package)
    with serving(home):
        pass
    with (package / "course.yaml").open("a") as file:
        file.write("pass_mrak: 70%\n")
    with serving(home) as served:
        assert served.get("/courses/prawo-pracy")[0] == 200

    told = "\n".join(served.printed)
    assert f"Not published: {package} has 1 problems." in told
    assert f"{package}/course.yaml" in told
    assert f"czeladnik courses check {package}" in told


def test_a_deep_update_is_held_back_until_somebody_publishes_it(home):
    package = Path(home["COURSES_DIR"]) / "prawo-pracy"
    shutil.copytree(PACKAGE, package)
    with serving(home):
        pass
    course = package / "course.yaml"
    course.write_text(course.read_text().replace("\nhours: ", "\nhours: 1", 1))
    with serving(home) as served:
        assert served.get("/courses/prawo-pracy")[0] == 200

    assert any(line.startswith("Held back prawo-pracy") for line in served.printed)


def test_requests_are_logged_as_json_lines_that_name_nobody(served):
    served.get("/links/secret-token-of-somebody?next=/private")
    served.stop()
    lines = [json.loads(line) for line in served.printed if line.startswith("{")]

    assert [line["route"] for line in lines][-1] == "/links/<token>"
    assert "secret-token" not in "\n".join(served.printed[2:])
    assert {"at", "level", "id", "method", "route", "status", "ms"} <= set(lines[-1])


def test_a_request_being_sent_is_finished_when_the_server_is_told_to_stop(served):
    with served.connected() as connection:
        connection.sendall(HALF)
        time.sleep(0.3)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        connection.sendall(b"age=pl&")
        answer = connection.recv(10_000)

    assert answer.startswith(b"HTTP/1.1 400")  # a form without token, but answered
    assert served.process.wait(10) == 0


def test_a_connection_that_is_only_kept_open_does_not_delay_the_end(served):
    with served.connected() as connection:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        connection.recv(1000)
        begun = time.monotonic()
        assert served.stop() == 0

    assert time.monotonic() - begun < 5


def test_three_hundred_half_sent_forms_do_not_keep_anybody_waiting(served):
    held = [served.connected() for _ in range(300)]
    try:
        for number, connection in enumerate(held):
            connection.sendall(HALF if number % 2 else HALF[:40])
        time.sleep(0.5)
        begun = time.monotonic()
        status, _ = served.get("/health", seconds=5)
    finally:
        for connection in held:
            connection.close()

    assert status == 200
    assert time.monotonic() - begun < 1


def test_a_form_cut_off_on_its_way_is_not_taken_for_a_short_one(served):
    with served.connected() as connection:
        connection.sendall(HALF)
        connection.shutdown(1)
        answer = connection.recv(10_000)

    assert answer.startswith(b"HTTP/1.1 400 Bad Request")
    assert answer.endswith(b"400 Bad Request")


def test_the_worker_ends_when_the_process_that_started_it_is_killed(home):
    with serving(home) as served:
        (worker,) = served.workers()
        served.process.kill()
        served.process.wait(10)
        until = time.monotonic() + 10
        while Path(f"/proc/{worker}").exists() and time.monotonic() < until:
            time.sleep(0.05)

        assert not Path(f"/proc/{worker}").exists()


def test_a_second_server_on_the_same_sqlite_file_is_refused(home, served):
    status, told = _serve(home)

    assert status == 1
    assert "Another server works with" in told


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_on_postgresql_two_workers_serve_and_one_killed_is_replaced(
    home, empty_database_url
):
    environment = {**home, "DATABASE_URL": empty_database_url, "WORKERS": "2"}
    with serving(environment) as served:
        first = set(served.workers())
        os.kill(min(first), signal.SIGKILL)
        answers = [_retried(served) for _ in range(20)]
        until = time.monotonic() + 30
        while not set(served.workers()) - first and time.monotonic() < until:
            time.sleep(0.1)
        fresh = set(served.workers()) - first
        assert served.stop() == 0

    assert answers == [200] * 20
    assert len(first) == 2
    assert len(fresh) == 1


@pytest.mark.parametrize(
    ("setting", "value", "told"),
    [
        ("PORT", "eighty", "PORT must be a whole number"),
        ("PUBLIC_URL", "kursy.example.pl", "must look like https://"),
        ("SECRET_KEY", "short", "at least 32 characters"),
        ("DATABASE_URL", "mysql://localhost/x", "other databases are not supported"),
        ("WORKERS", "4", "needs PostgreSQL"),
        ("DATA_DIR", "/proc/nowhere", "choose another folder"),
        ("TIME_ZONE", "Europe/Opole", "is not known"),
        ("BIND", "192.0.2.1", "Choose another PORT or BIND"),
        ("DATABASE_URL", "postgresql://127.0.0.1:1/x", "Connection refused"),
    ],
)
def test_a_setting_that_cannot_be_used_ends_the_start_with_one_line(
    home, setting, value, told
):
    status, printed = _serve({**home, setting: value})

    assert status == 1
    assert told in printed
    assert printed.count("\n") == 1


def test_a_damaged_database_is_refused_and_not_touched(home):
    path = Path(home["DATA_DIR"]) / "czeladnik.db"
    path.parent.mkdir()
    path.write_bytes(b"this was a database once " * 400)
    before = path.read_bytes()
    status, printed = _serve(home)

    assert status == 1
    assert "not a database" in printed
    assert path.read_bytes() == before


def _retried(served: Served) -> int:
    """Ask again when the connection was one that the killed worker had not taken."""
    for _ in range(10):
        try:
            return served.get("/health")[0]
        except ConnectionError:
            time.sleep(0.1)
    return 0


def _serve(environment: dict[str, str]) -> tuple[int, str]:
    """Run a server that is expected not to start; return exit status and output."""
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", "serve"],
        cwd=ROOT,
        env=plain_environment() | {"PORT": "0"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr
