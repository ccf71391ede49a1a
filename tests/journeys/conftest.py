"""One site and one browser for all journeys; every page looked at has to be clean."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.journeys.readers import Readers
from tests.journeys.site import Site, running


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run the site until the last journey is over."""
    with running(tmp_path_factory.mktemp("site")) as site:
        yield site


@pytest.fixture
def readers(site: Site, browser: Browser) -> Iterator[Readers]:
    """Return a maker of readers; nothing may go wrong in any of their browsers.

    No request to others, nothing the policy forbids, no error in a console, no
    violation that axe-core knows, no page wider than its window.
    """
    readers = Readers(browser, site.address)
    yield readers
    assert readers.close() == []
