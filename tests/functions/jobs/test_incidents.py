"""Incidents as people read them: all that last at once, and page by page what is over."""

from datetime import timedelta

import pytest

from common.models.incident import IncidentKind
from common.store.database import Database
from common.store.incidents import Incidents
from functions.jobs.schemas import IncidentQuery, IncidentState
from functions.jobs.service import watching
from tests.functions.world import World

pytestmark = pytest.mark.emulator

KIND = IncidentKind.CHANNEL_REFUSED


def listed(
    world: World, cursor: str = "", *, state: IncidentState = IncidentState.CLOSED
) -> tuple[list[str], str | None]:
    query = IncidentQuery(state=state, limit=2, cursor=cursor)
    page = watching.list_incidents(world.t, query, incidents=Incidents(Database(world.client)))
    return [incident.subject for incident in page.items], page.next_cursor


def test_what_lasts_and_what_is_over_are_apart_and_each_is_shown_once(world: World) -> None:
    incidents, now = Incidents(Database(world.client)), world.clock.now()
    for number in range(8):
        incidents.open(world.t, KIND, f"c{number}", "The token is revoked.", now)
    for number in range(5):
        # Two of a moment: a page may end between incidents that closed at once.
        incidents.close(world.t, KIND, f"c{number}", now + timedelta(seconds=number // 2))
    lasting, more = listed(world, state=IncidentState.OPEN)
    assert (sorted(lasting), more) == (["c5", "c6", "c7"], None)
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page, cursor = listed(world, cursor)
        seen += page
    assert sorted(seen) == [f"c{n}" for n in range(5)]
    assert seen[0] == "c4"
