"""The server: granian, with one worker process on SQLite and WORKERS on PostgreSQL."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from datetime import UTC, datetime
from functools import partial
from multiprocessing.synchronize import Semaphore
from typing import TYPE_CHECKING, Any

import click
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from app import background_work, create_app
from app.jobs.loop import Loop
from app.keeping.erasures import keeper
from app.keeping.schema import ensure_current
from app.web.gate import Gate
from app.web.log import to_standard_output
from app.web.senders import Watch
from config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

FINISHING_SECONDS = 10  # for requests that are being answered when we are told to stop
INSIST_EVERY = 0.25  # seconds between two reminders to end
HEAD_SECONDS = 15  # for a browser to send the head of its request
# They mostly sleep: each waits for one slow sender, and app.web.gate lets few run.
THREADS = 1024
CONNECTIONS = 4096


def run(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests being answered are finished first."""
    to_standard_output()
    unsaid = multiprocessing.Semaphore(1)
    Granian(
        "czeladnik",
        address=settings.bind,
        port=settings.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=HEAD_SECONDS * 1000),
        websockets=False,
        workers=settings.workers,
        blocking_threads=THREADS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=FINISHING_SECONDS,
        log_level=LogLevels.error,
        log_dictconfig=_logging(),
        log_access=False,
    ).serve(target_loader=partial(load, settings, unsaid), wrap_loader=False)


def load(settings: Settings, unsaid: Semaphore) -> WSGIApplication:
    """Return the application of one worker; the first one says where it is."""
    # Until granian listens for them, signals still go to a copy of its parent's ear.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    to_standard_output()
    _insist_on_ending()
    _end_with_parent()
    app = create_app(settings)
    database = app.extensions["database"]
    # Workers never migrate: the one process that started them did.
    ensure_current(database)
    # Before anybody is answered: who was erased is not met again.
    keeper(app)(database, settings, datetime.now(UTC))
    Loop(background_work(app), database, settings).start()
    _spare_the_collector()
    if unsaid.acquire(block=False):
        click.echo(f"Czeladnik is ready: {settings.public_url}/")
    gate = Gate(app)
    Watch(gate.senders, settings.port).start()
    return gate


def _spare_the_collector() -> None:
    """Let the garbage collector pass over what lives as long as the worker.

    Otherwise it walks through modules, templates and courses again and again, which is
    a tenth of the time of a request.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _insist_on_ending() -> None:
    """Tell the main thread again that the worker is to end, until it does.

    On a busy machine a signal was seen to be taken while the thread that has to act on
    it went to sleep; the worker then answered requests until it was killed.
    """
    taken, noted = os.pipe()
    os.set_blocking(noted, False)
    signal.set_wakeup_fd(noted, warn_on_full_buffer=False)
    main = threading.main_thread()

    def insist() -> None:
        while (number := os.read(taken, 1)[0]) not in {signal.SIGTERM, signal.SIGINT}:
            continue
        while main.is_alive() and main.ident is not None:
            time.sleep(INSIST_EVERY)
            signal.pthread_kill(main.ident, number)

    threading.Thread(target=insist, name="ending", daemon=True).start()


def _end_with_parent() -> None:
    """Stop this worker when the process that started it was killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def follow() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, name="parent", daemon=True).start()


def _logging() -> dict[str, Any]:
    """Let granian's messages go the way of all others: JSON lines."""
    return {"loggers": {"_granian": {"handlers": [], "propagate": True}}}
