"""Every page there is, for every role, at a desk and on a phone, by day and by night.

The list is made from the routes, so a new page is looked at from its first day; one
whose address is made of something new fails here until it is said what.
"""

from __future__ import annotations

from functools import cache

import pytest

from app import create_app
from app.cli.demo.calendar import Ending
from config import from_environment
from tests.journeys.pages import SEEN_WHEN, Pages, Role, address, persons
from tests.journeys.people import Someone, somebody
from tests.journeys.readers import Reader, Readers
from tests.journeys.site import Site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Return the pages of the application as it is shipped."""
    folder = tmp_path_factory.mktemp("routes")
    return Pages(create_app(from_environment({"DATA_DIR": str(folder)})))


@pytest.fixture(scope="module")
def shown(site: Site) -> Someone:
    """Return a learner of the guild, whom its staff and the chamber's look at."""
    return somebody(site, Ending.CERTIFIED)


@pytest.mark.parametrize("role", Role)
def test_everybody_can_use_all_their_pages(
    site: Site, readers: Readers, pages: Pages, shown: Someone, role: Role
):
    people = persons(site, role)

    @cache
    def at(stage: Ending) -> Reader:
        cookie = None if role is Role.VISITOR else site.cookie(people[stage].person)
        return readers.make(cookie, reduced_motion="reduce")

    seen = set()
    for rule in pages.of(role):
        stage = SEEN_WHEN.get(rule.endpoint, Ending.CERTIFIED)
        reader = at(stage)
        reader.visit(address(site, rule, people[stage], shown))
        seen.add(pages.endpoint(reader.path))

    assert seen == {rule.endpoint for rule in pages.of(role)}
