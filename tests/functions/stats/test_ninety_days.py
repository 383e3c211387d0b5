"""Ninety days in disorder: every roll-up and every counter equals what a plain scan of all messages tells."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from common.models.message import Direction
from common.models.periods import Grain
from common.models.recount import MonthRecount
from common.store import paths
from common.store.codec import decode
from common.store.database import Merge
from common.store.touched import Touched
from tests.functions.racing import race
from tests.functions.stats.life import Life
from tests.functions.world import World

pytestmark = pytest.mark.emulator

Document = dict[str, Any]
Name = Callable[[datetime], str]
MOST = 100_000
COUNTERS = ("messages_in", "messages_out", "messages_echoed", "ai_replies", "campaign_sends")


def _names(zone: ZoneInfo) -> dict[Grain, Name]:
    """How the period of each length is called that an instant lies in, by the wall clock alone."""

    def hour(at: datetime) -> str:
        start = at.astimezone(zone).replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        return f"{start:%Y-%m-%dT%H:%MZ}"

    return {
        Grain.HOUR: hour,
        Grain.DAY: lambda at: f"{at.astimezone(zone):%Y-%m-%d}",
        Grain.MONTH: lambda at: f"{at.astimezone(zone):%Y-%m}",
    }


class Scan:
    """What a look at every document tells; nothing of the product's own counting is used."""

    def __init__(self, life: Life) -> None:
        self._zone = life.zone
        self.messages = _all(life, paths.messages(life.tenant.id))
        self._resolutions = _all(life, paths.resolutions(life.tenant.id))

    def periods(self, grain: Grain) -> dict[str, Document]:
        """The numbers of every period in which anything happened."""
        name = _names(self._zone)[grain]
        messages, resolutions = _grouped(self.messages, name), _grouped(self._resolutions, name)
        busy = self._busy if grain is not Grain.HOUR else lambda _: {}
        return {
            id_: {
                **_numbers(messages[id_]),
                "resolutions": _sums(resolutions[id_], "took_s"),
                "busy": busy(messages[id_]),
            }
            for id_ in {*messages, *resolutions}
        }

    def counters(self) -> dict[str, Counter[str]]:
        """What must have been counted, by the day on which it was stored."""
        days: dict[str, Counter[str]] = defaultdict(Counter)
        for message in self.messages:
            day = days[f"{message['created_at'].astimezone(self._zone):%Y-%m-%d}"]
            match message["author"]["kind"]:
                case "contact":
                    day["messages_in"] += 1
                case "phone":
                    day["messages_echoed"] += 1
                case "person":
                    day["messages_out"] += 1
                case "agent":
                    day.update(["messages_out", "ai_replies"])
                case "campaign":
                    day.update(["messages_out", "campaign_sends"])
        return dict(days)

    def _busy(self, messages: Iterable[Document]) -> Document:
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for message in messages:
            local = message["at"].astimezone(self._zone)
            found[f"{local.isoweekday()}-{local.hour:02}"][_way(message)] += 1
        return {name: _traffic(counts) for name, counts in found.items()}


def _grouped(documents: Iterable[Document], name: Name) -> dict[str, list[Document]]:
    groups: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        groups[name(document["at"])].append(document)
    return groups


def _numbers(messages: list[Document]) -> Document:
    ours = [m for m in messages if m["direction"] == "out"]
    theirs = [m for m in messages if m["direction"] == "in"]
    channels: dict[str, Counter[str]] = defaultdict(Counter)
    for message in messages:
        channels[message["channel_id"]][_way(message)] += 1
    charged = [m["pricing"]["category"] for m in ours if m.get("pricing", {}).get("billable")]
    known = ("marketing", "utility")
    return {
        "inbound": len(theirs),
        "outbound": len(ours),
        "channels": {channel: _traffic(counts) for channel, counts in channels.items()},
        "authors": Counter(m["author"]["kind"] for m in ours),
        "statuses": Counter(m["status"] for m in ours),
        "failures": Counter(m["failure"]["reason"] for m in ours if m["status"] == "failed"),
        "charges": Counter(category if category in known else "other" for category in charged),
        "first_responses": _sums([m for m in ours if m.get("answers")], "first_response_s"),
        "new_contacts": sum(m.get("founds_contact", False) for m in theirs),
        "active_contacts": len({m["conversation_id"] for m in theirs}),
    }


def _sums(documents: list[Document], field: str) -> Document:
    return {"count": len(documents), "sum_s": sum(d[field] for d in documents)}


def _way(message: Document) -> str:
    return "inbound" if message["direction"] == "in" else "outbound"


def _traffic(counts: Counter[str]) -> Document:
    return {way: counts[way] for way in ("inbound", "outbound")}


def _all(life: Life, collection: str) -> list[Document]:
    return [f.data for f in life.db.query(collection, limit=MOST)]


def _rolled(life: Life) -> dict[str, Document]:
    """Every roll-up there is, without when it was made."""
    found = {f.path: f.data for grain in Grain for f in life.db.query(paths.stats(life.tenant.id, grain), limit=MOST)}
    return {path: {k: v for k, v in data.items() if k != "computed_at"} for path, data in found.items()}


def _told(record: Mapping[str, Any]) -> Document:
    """A roll-up as the scan tells it; what the provider charges for under an unknown name is one thing."""
    empty = {"inbound": 0, "outbound": 0, "new_contacts": 0, "active_contacts": 0}
    maps: Document = {n: {} for n in ("channels", "authors", "statuses", "failures", "charges", "busy")}
    times = {name: {"count": 0, "sum_s": 0} for name in ("first_responses", "resolutions")}
    told = {**empty, **maps, **times, **{k: v for k, v in record.items() if k not in ("grain", "start", "end")}}
    charges = Counter({n: c for n, c in told["charges"].items() if n in ("marketing", "utility")})
    charges["other"] = sum(told["charges"].values()) - sum(charges.values())
    return {**told, "charges": +charges}


def _touch_everything(life: Life) -> None:
    """Asks for every period to be rolled up anew."""
    touched = Touched(life.db)
    hours = [f.id for f in life.db.query(paths.stats(life.tenant.id, Grain.HOUR), limit=MOST)]
    starts = sorted({datetime.strptime(h, "%Y-%m-%dT%H:%MZ").replace(minute=0, tzinfo=UTC) for h in hours})
    marks: list[Merge] = [touched.ask(life.tenant.id, Grain.HOUR, f"{at:%Y-%m-%dT%H:00Z}") for at in starts]
    for start in range(0, len(marks), 400):
        life.db.commit(*marks[start : start + 400])


@pytest.mark.parametrize(
    ("zone", "seed", "again"),
    [("Asia/Kolkata", 1, ()), ("Europe/Berlin", 2, (1, 1, 2)), ("Australia/Lord_Howe", 3, ())],
)
def test_ninety_days_in_disorder_add_up(
    new_world: Callable[..., World], zone: str, seed: int, again: tuple[int, ...]
) -> None:
    life = Life(new_world(), zone, seed)
    life.plan(messages=40, echoes=15, campaign=8)
    life.play(roll_every=timedelta(days=30))
    scan = Scan(life)

    # Each message was stored once, however often and late it came.
    stored = Counter(message["direction"] for message in scan.messages)
    agents = sum(message["author"]["kind"] == "agent" for message in scan.messages)
    assert stored["in"] == len(life.written[Direction.IN]) == 90
    assert stored["out"] - agents == len(life.written[Direction.OUT])
    assert agents > 5

    # Hours, days and months are what the scan tells.
    rolled = _rolled(life)
    for grain in Grain:
        wanted = scan.periods(grain)
        found = {path.rsplit("/", 1)[-1]: _told(d) for path, d in rolled.items() if d["grain"] == grain}
        assert {id_: found.get(id_) for id_ in wanted} == wanted
        # An hour of UTC that was marked may touch an hour of the wall clock in which nothing was written.
        assert all(found[id_] == _told({}) for id_ in found.keys() - wanted.keys())

    # So are the counters, and none of the recounts on the way saw a drift.
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for month in {day[:7] for day in scan.counters()}:
        for shard in life.db.query(paths.usage_shards(life.tenant.id, month), limit=MOST):
            days: Any = shard.data["days"]
            for day, counts in days.items():
                counted[f"{month}-{day[1:]}"].update({name: counts.get(name, 0) for name in COUNTERS})
    assert {day: +counts for day, counts in counted.items() if +counts} == scan.counters()
    recounts = [decode(MonthRecount, f) for f in life.db.query(f"tenants/{life.tenant.id}/recounts", limit=100)]
    compared = {f"{month.id}-{day[1:]}": each for month in recounts for day, each in month.days.items()}
    told = {day: +Counter(each.found) for day, each in compared.items()}
    assert {day: counts for day, counts in told.items() if counts} == scan.counters()
    assert [each.drift for each in compared.values() if each.drift] == []
    assert _all(life, paths.audit(life.tenant.id)) == _all(life, paths.incidents(life.tenant.id)) == []

    # Once more, again, and two at once change nothing.
    for runs in again:
        _touch_everything(life)
        race([life.roll] * runs)
        anew = _rolled(life)
        assert {path: anew.get(path) for path in rolled} == rolled
        # An hour of UTC lies in two hours of the wall clock: its neighbour was counted too, and is empty.
        assert all(_told(anew[path]) == _told({}) for path in anew.keys() - rolled.keys())
    assert Scan(life).messages == scan.messages
