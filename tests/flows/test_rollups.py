"""What the schedules roll up over the whole path is what a plain look at the stored messages tells."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from common.models.ids import TenantId
from common.store import paths
from common.store.database import Database, Where
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Json, Meta, Tenant, echo, entry, new_number, new_wamid, status, text_message

pytestmark = pytest.mark.flow
HOURS = 60


def _run(stack: RunningStack, *schedules: str) -> None:
    for name in schedules:
        stack.http.post(f"/local/schedules/{name}/run").raise_for_status()
        stack.idle()


def _series(tenant: Tenant, grain: str, days: tuple[date, date]) -> list[Json]:
    """The closed periods that anything was written in, as the API tells them, without when they were counted."""
    found = tenant.get(f"usage/{grain}", **{"from": str(days[0]), "to": str(days[1])})["items"]
    plain = [{name: value for name, value in item.items() if name != "as_of"} for item in found]
    return [item for item in plain if item["inbound"] + item["outbound"]]


def _scanned(database: Database, tenant: Tenant, first: datetime, last: datetime) -> list[dict[str, Any]]:
    where = [Where("at", ">=", first), Where("at", "<", last)]
    return [found.data for found in database.query(paths.messages(TenantId(tenant.id)), where, limit=10_000)]


def test_messages_in_disorder_are_rolled_up_as_a_scan_tells_them(
    stack: RunningStack, globex: Tenant, database: Database, meta: Meta, clock: Clock
) -> None:
    chance = random.Random(90)  # noqa: S311 -- made-up messages
    number = str(globex.whatsapp["phone_number_id"])
    customers = [new_number() for _ in range(4)]
    entries: list[Json] = []
    for _ in range(30):
        at_s = clock.now_s - chance.randrange(3600, HOURS * 3600)
        entries.append(entry(number, messages=[text_message(chance.choice(customers), "Hello", at_s)]))
    for _ in range(12):
        at_s, wamid = clock.now_s - chance.randrange(3600, HOURS * 3600), new_wamid()
        ours = echo(chance.choice(customers), "From the phone", at_s, wamid)
        entries.append(entry(number, field="smb_message_echoes", message_echoes=[ours]))
        entries += [entry(number, statuses=[status(wamid, name, at_s + 9)]) for name in ("delivered", "read")]
    entries += chance.sample(entries, 20)
    chance.shuffle(entries)
    for start in range(0, len(entries), 6):
        meta.tells(*entries[start : start + 6])
    # Receipts that came before their messages are tried again after a while.
    clock.advance(90)
    _run(stack, "stats-hourly", "stats-daily")

    zone = ZoneInfo(globex.get("usage/current")["time_zone"])
    today = datetime.fromtimestamp(clock.now_s, zone).date()
    days = (today - timedelta(days=HOURS // 24 + 2), today - timedelta(days=1))
    first = datetime.combine(days[0], datetime.min.time(), zone).astimezone(UTC)
    last = datetime.combine(today, datetime.min.time(), zone).astimezone(UTC)
    messages = _scanned(database, globex, first, last)
    assert len(messages) > 20

    hours = Counter(
        (m["at"].astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC), m["direction"])
        for m in messages
    )
    told = _series(globex, "hourly", days)
    assert {datetime.fromisoformat(item["start"]): (item["inbound"], item["outbound"]) for item in told} == {
        hour: (hours[hour, "in"], hours[hour, "out"]) for hour, _ in hours
    }
    for item in _series(globex, "daily", days):
        inside = [m for m in messages if f"{m['at'].astimezone(zone):%Y-%m-%d}" == item["id"]]
        sent = [m for m in inside if m["direction"] == "out"]
        assert (item["inbound"], item["outbound"]) == (len(inside) - len(sent), len(sent))
        assert item["details"]["statuses"] == Counter(m["status"] for m in sent)
        assert item["details"]["authors"] == Counter(m["author"]["kind"] for m in sent)
        assert item["details"]["active_contacts"] == len({m["conversation_id"] for m in inside if m not in sent})

    before = {grain: _series(globex, grain, days) for grain in ("hourly", "daily")}
    for _ in range(2):
        _run(stack, "stats-hourly", "stats-daily")
        assert {grain: _series(globex, grain, days) for grain in before} == before
