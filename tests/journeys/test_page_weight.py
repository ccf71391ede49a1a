"""What a lesson weighs on the wire: hard gates, measured in the browser.

The figures are printed: pytest -s tests/journeys/test_page_weight.py
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser

FIRST_BYTES, FIRST_REQUESTS = 40_000, 6
AGAIN_BYTES, AGAIN_REQUESTS = 6_000, 1
COURSES = ["prawo-pracy", "niemiecki-w-rzemiosle"]


@dataclass
class Meter:
    """Counts what the browser loads over the network: requests, bytes with headers."""

    reader: Reader
    sizes: dict[str, float] = field(default_factory=dict)
    statuses: dict[str, int] = field(default_factory=dict)
    from_cache: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Listen to the network."""
        session = self.reader.context.new_cdp_session(self.reader.page)
        session.on("Network.responseReceived", self._responded)
        session.on("Network.requestServedFromCache", self._cached)
        session.on("Network.loadingFinished", self._finished)
        session.send("Network.enable")

    def load(self, path: str) -> tuple[float, int, int]:
        """Load a page; return bytes and requests of it, and the status of the page."""
        self.sizes.clear()
        self.statuses.clear()
        self.from_cache.clear()
        self.reader.page.goto(f"{self.reader.site}{path}", wait_until="networkidle")
        loaded = {one: size for one, size in self.sizes.items() if size > 0}
        status = next(iter(self.statuses.values()))
        return sum(loaded.values()), len(loaded), status

    def _responded(self, event: dict[str, Any]) -> None:
        # The browser tells of a 304 as of the page it kept; the wire tells the truth.
        self.statuses[event["requestId"]] = event["response"]["status"]

    def _cached(self, event: dict[str, Any]) -> None:
        self.from_cache.add(event["requestId"])

    def _finished(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self.from_cache:
            self.sizes[event["requestId"]] = event["encodedDataLength"]


@pytest.mark.parametrize("course_id", COURSES)
@pytest.mark.parametrize("signed_in", [True, False], ids=["learner", "visitor"])
def test_a_lesson_is_light_at_first_and_lighter_again(
    site: Site, readers: Readers, course_id: str, capsys, *, signed_in: bool
):
    cookie = site.cookie(site.enrolled(course_id)) if signed_in else None
    path = _heaviest(site, course_id, readers.make(cookie), signed_in=signed_in)
    meter = Meter(readers.make(cookie))
    first, requests, _ = meter.load(path)
    again, again_requests, _ = meter.load(path)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{path} ({'learner' if signed_in else 'visitor'}): "
            f"first {first / 1000:.1f} kB in {requests} requests, "
            f"again {again / 1000:.1f} kB in {again_requests}"
        )
    assert first <= FIRST_BYTES
    assert requests <= FIRST_REQUESTS
    assert again <= AGAIN_BYTES
    assert again_requests <= AGAIN_REQUESTS


def _heaviest(site: Site, course_id: str, reader: Reader, *, signed_in: bool) -> str:
    """Return the address of the lesson whose page is longest."""
    paths = [
        f"/courses/{course_id}/lessons/{lesson.id}"
        for lesson in site.course(course_id).lessons.values()
        if signed_in or lesson.open
    ]
    ask = reader.context.request
    return max(paths, key=lambda path: len(ask.get(f"{site.address}{path}").body()))
