"""Every job's worker is killed at each of its effects, and each task comes twice and out of order: work is done once.

A test marked with `kills` proves that for the jobs that it names, and a fixture sees that it does kill their workers.
Many stand beside what they test; the work of the others is here. A job that no test names fails.
"""

import ast
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from common.channels.base import Blame, Outcome, SendError
from common.jobs.registry import FAN_OUT_ROLL_UPS, RELEASE_CONVERSATIONS, ROLL_UP, SUPPRESS_CONTACT, registry
from common.models.campaign import CampaignStatus
from common.models.channel import Provider
from common.models.consent import Consent, ConsentScope, ConsentSource, consent_id
from common.models.ids import ContactId, TenantId
from common.models.payloads import ConsentPayload, FanOutPayload, MemberPayload, RollUpPayload
from common.models.periods import Grain
from common.models.spent import NOTHING, Spent
from common.models.status import MessageStatus
from common.models.tenant import Caller, Plan, Role
from common.store.database import Database
from common.store.long_jobs import LongJobs
from common.store.stats import Stats
from common.store.tenants import Tenants
from common.store.touched import Touched
from functions.backups import main as backups_main
from functions.backups.backup_schemas import RestoreIn
from functions.backups.service import asking, checking, retaining, starting
from functions.campaigns.service import dry_running, launching, planning, retrying
from functions.contacts import main as contacts_main
from functions.contacts.fact_schemas import FactIn
from functions.contacts.service import audiences, erasing, facts, linking
from functions.stats import main as stats_main
from functions.stats.service import recounting, rolling
from functions.usage.schemas import BackfillIn
from functions.usage.service import filling
from tests.functions.backups.vault_room import FakeBucket, Room
from tests.functions.campaigns import stage
from tests.functions.crashes import Breaker, crash_everywhere
from tests.functions.events import ANA_TELEGRAM, CHAT, contact_of, receipt, says
from tests.functions.world import NOW, TELEGRAM, World

HERE = Path(__file__).parent
NO = SendError("Not now.", outcome=Outcome.FAILED, blame=Blame.TRANSIENT, provider_code="1")


def _named() -> Iterator[str]:
    """The jobs that tests are marked with."""
    for path in HERE.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "pytest.mark.kills":
                yield from (str(each.value) for each in node.args if isinstance(each, ast.Constant))


def test_a_test_kills_the_worker_of_every_job() -> None:
    assert set(_named()) | set(CASES) == set(registry().jobs)


class OwnMarks(Touched):
    """What there is to roll up in one world; the emulator also holds what other tests left."""

    def __init__(self, database: Database, own: TenantId) -> None:
        super().__init__(database)
        self._own = own

    def find_next_tenant(self, grain: Grain, after: TenantId | None) -> TenantId | None:
        """The world's tenant."""
        return self._own if after is None or after < self._own else None


class Nearness:
    """A model of embeddings for which all facts mean the same."""

    model = "nearness"

    def of_facts(self, texts: list[str]) -> tuple[list[list[float]], Spent]:
        """Their vectors."""
        return [[1.0, 0.0] for _ in texts], NOTHING


class NoFiles:
    """A bucket without files."""

    def remove(self, t: TenantId, name: str) -> None:
        """Nothing to remove."""

    def remove_file(self, object_name: str) -> None:
        """Nothing to remove."""


class Everything(NamedTuple):
    """A world in which every job has its worker, and its room of backups."""

    world: World
    room: Room

    @property
    def who(self) -> Caller:
        """The owner."""
        return Caller(tenant_id=self.world.t, role=Role.OWNER, id="ada", name="Ada")


def inhabit(world: World, patch: pytest.MonkeyPatch) -> Everything:
    """Points the entry points at a world that the `world` fixtures do not know of."""
    stage.inhabit(world, patch)
    room = Room(world.client, FakeBucket(), t=world.t, clock=world.clock)
    room._enqueue = world.enqueue
    # Only commits and tasks are points: in the midst of Drive, backups and restores are killed by tests of their own.
    room.drive.reach = lambda _: None

    def stores() -> rolling.Stores:
        db = world.database()
        return rolling.Stores(db, Stats(db), OwnMarks(db, world.t))

    patch.setattr(stats_main, "_stores", stores)
    patch.setattr(stats_main, "_recounting", lambda: recounting.Stores.of(world.database()))
    patch.setattr(stats_main, "_tenants", lambda: Tenants(world.database()))
    patch.setattr(stats_main, "settings", lambda: None)
    patch.setattr(stats_main, "clock", lambda: world.clock)
    patch.setattr(stats_main, "cloud_tasks", lambda have: world.enqueue)
    patch.setattr(backups_main, "_collaborators", room.with_)
    patch.setattr(backups_main, "_enqueue", world.enqueue)
    patch.setattr(backups_main, "clock", lambda: world.clock)
    patch.setattr(contacts_main, "_bucket", NoFiles)
    patch.setattr(contacts_main, "_learning", lambda: world.learning()._replace(embeddings=Nearness))
    return Everything(world, room)


class OfJob(Breaker):
    """Counts only the points of one job's worker; others are killed in cases of their own."""

    def __init__(self, at: int, job: str, world: World) -> None:
        super().__init__(at)
        self._job, self._world = job, world

    def reach(self) -> None:
        """A point is reached, by whomever."""
        if self._world.running == self._job:
            super().reach()


# campaigns


def a_campaign_under_way(here: Everything) -> None:
    stage.add_people(here.world, 1)
    stage.add_campaign(here.world)
    stage.launch(here.world)
    stage.run_until(here.world, lambda: stage.handed_over(here.world))
    here.world.dispatch()


def got_once(here: Everything) -> object:
    """A message whose claim outlived its worker is unknown, whatever became of it."""
    sent = set(here.world.statuses()) <= {MessageStatus.SENT, MessageStatus.UNKNOWN}
    return sent, len(here.world.documents("messages")), max(stage.got(here.world).values(), default=1)


def a_dry_run_that_takes_longer(here: Everything) -> None:
    stage.add_people(here.world, 3)
    stage.add_campaign(here.world)
    times = iter([0.0, 1e6])
    dry_running.begin(here.world.t, "xcampaign", NOW, with_=stage.planning(here.world), timer=lambda: next(times))


def dry_run(here: Everything) -> object:
    run = stage.campaign_of(here.world).dry_run
    assert run is not None
    return run.complete, run.looked_at, run.sendable


def a_campaign_whose_messages_failed(here: Everything) -> None:
    here.world.providers[Provider.TELEGRAM].script = [NO]
    a_campaign_under_way(here)
    here.world.settle()
    assert set(here.world.statuses()) == {MessageStatus.FAILED}
    retrying.begin(here.who, "xcampaign", None, here.world.clock.now(), with_=stage.planning(here.world))


def a_wish_while_the_campaign_is_paused(here: Everything) -> None:
    stage.add_people(here.world, 2)
    stage.add_campaign(here.world)
    stage.launch(here.world)
    stage.run_until(here.world, lambda: stage.campaign_of(here.world).status is CampaignStatus.RUNNING)
    launching.pause(here.who, "xcampaign", with_=stage.planning(here.world))
    here.world.settle()
    wish = Consent(
        id=consent_id(ConsentSource.KEYWORD, "m1"),
        contact_id=ContactId("k000001"),
        scope=ConsentScope.ALL,
        opted_in=False,
        at=NOW,
        source=ConsentSource.KEYWORD,
    )
    stage.consents(here.world).record(here.world.t, wish)
    here.world.enqueue(SUPPRESS_CONTACT, ConsentPayload(tenant_id=here.world.t, consent_id=wish.id))


# contacts


def a_deleted_audience(here: Everything) -> None:
    stage.add_people(here.world, 3, audiences=["friends"])
    here.world.client.document(f"tenants/{here.world.t}/audiences/friends").set(
        {"name": "Friends", "kind": "csv", "created_at": NOW}
    )
    audiences.delete(here.world.t, "friends", NOW, stores=here.world.keeping(), enqueue=here.world.enqueue)


def a_fact(here: Everything) -> None:
    here.world.deliver(says("hello"))
    here.world.settle()
    said = [FactIn(value="Likes rye.")]
    stores = here.world.keeping()
    facts.add(here.world.t, contact_of(), said, "ben", NOW, stores=stores, enqueue=here.world.enqueue)


def vectors(here: Everything) -> object:
    return [data["vectors"] for data in here.world.documents("contacts").values() if "vectors" in data]


def words_of_ana(here: Everything) -> object:
    told = repr(here.world.documents("contacts", "messages", "conversations"))
    erased = ["erased_at" in data for data in here.world.documents("messages").values()]
    return [word for word in ("Ana Ruiz", "Lyon") if word in told], erased


def a_wish_to_be_forgotten(here: Everything) -> None:
    here.world.deliver(says("I live in Lyon."))
    here.world.settle()
    now = here.world.clock.now()
    erasing.begin(here.world.t, contact_of(), now, stores=here.world.keeping(), enqueue=here.world.enqueue)


def somebody_who_left(here: Everything) -> None:
    here.world.deliver(says("hello"))
    here.world.deliver(says("hello", sender=ANA_TELEGRAM), on=TELEGRAM)
    here.world.settle()
    for conversation in here.world.documents("conversations"):
        here.world.client.document(f"tenants/{here.world.t}/{conversation}").update({"assignee": "ben"})
    here.world.enqueue(RELEASE_CONVERSATIONS, MemberPayload(tenant_id=here.world.t, member_id="ben", attempt=1))


def whose(here: Everything) -> object:
    return [data["assignee"] for data in here.world.documents("conversations").values()]


def a_merge_with_a_straggler(here: Everything) -> None:
    here.world.deliver(says("W1", -400))
    here.world.deliver(says("T1", -300, sender=ANA_TELEGRAM), on=TELEGRAM)
    here.world.settle()
    (straggler,) = (m for m, data in here.world.documents("messages").items() if data["text"] == "T1")
    source = contact_of(CHAT, TELEGRAM, "telegram")
    stores = here.world.keeping()
    linking.merge(here.world.t, contact_of(), source, NOW, stores=stores, enqueue=here.world.enqueue)
    here.world.client.document(f"tenants/{here.world.t}/{straggler}").update({"conversation_id": source})


# receive


def a_receipt_before_its_message(here: Everything) -> None:
    here.world.deliver(receipt(MessageStatus.READ, -40, wamid="on my way"))
    here.world.dispatch()
    here.world.deliver(says("on my way", -50, echo=True))


# stats


def an_hour_that_is_over(here: Everything) -> None:
    here.world.deliver(says("hello"))
    here.world.settle()
    here.world.clock.at += timedelta(hours=3)


def a_roll_up(here: Everything) -> None:
    an_hour_that_is_over(here)
    here.world.enqueue(ROLL_UP, RollUpPayload(tenant_id=here.world.t, grain=Grain.HOUR, slot="now"))


def a_fan_out(here: Everything) -> None:
    an_hour_that_is_over(here)
    here.world.enqueue(FAN_OUT_ROLL_UPS, FanOutPayload(tenant_id=TenantId("a"), grain=Grain.HOUR, slot="now"))


def a_back_fill(here: Everything) -> None:
    an_hour_that_is_over(here)
    here.world.clock.at += timedelta(hours=10, minutes=10)  # a day of one hour
    db = here.world.database()
    stores = filling.Stores(db, LongJobs(db), Tenants(db), here.world.enqueue)
    asked = BackfillIn.model_validate({"from": "2026-11-21", "to": "2026-11-21"})
    filling.begin(here.who, asked, "key", here.world.clock.now(), stores=stores)


# backups


def a_backup(here: Everything) -> None:
    here.room.fill(3)
    starting.run(here.who, None, "key", here.world.clock.now(), with_=here.room.with_())


def backed_up(here: Everything) -> str:
    """A backup that is done."""
    a_backup(here)
    here.world.settle()
    (backup,) = here.world.documents("backups")
    return backup.removeprefix("backups/")


def a_check(here: Everything) -> None:
    checking.ask(here.who, backed_up(here), here.world.clock.now(), with_=here.room.with_())


def a_backup_to_be_deleted(here: Everything) -> None:
    retaining.delete(here.who, backed_up(here), here.world.clock.now(), with_=here.room.with_())


def a_restore(here: Everything) -> None:
    backup = backed_up(here)
    here.room.wipe()
    asked = RestoreIn.model_validate({"apply": True})
    asking.ask(here.who, backup, asked, "key", here.world.clock.now(), with_=here.room.with_())


def backups(here: Everything) -> object:
    """How each backup and its check ended, and what kinds of files are left in the Drive."""
    kept = here.world.documents("backups").values()
    ended = [(each["state"], each.get("stored"), _ok(each.get("check"))) for each in kept]
    return ended, {file.properties["whatsdex"] for file in here.room.drive.files.values()}


def _ok(check: object) -> object:
    return check["state"] if isinstance(check, dict) else None


def restored(here: Everything) -> object:
    (restore,) = here.world.documents("restores").values()
    return restore["state"], set(here.room.documents(without=("idempotency/", "channels/")))


def documents(*collections: str) -> Callable[[Everything], object]:
    return lambda here: here.world.documents(*collections)


def rolled_up(here: Everything) -> object:
    found = here.world.documents("stats_hourly", "stats_daily", "stats_monthly")
    told = {id_: {k: v for k, v in data.items() if k != "computed_at"} for id_, data in found.items()}
    return told, sorted(str(data["state"]) for data in here.world.documents("jobs").values())


class Case(NamedTuple):
    """Some work of a job."""

    prepare: Callable[[Everything], None]
    """Has it queued."""
    look: Callable[[Everything], object]
    """What came of it."""


CASES = {
    "send-bulk": Case(a_campaign_under_way, got_once),
    "dry-run-campaign": Case(a_dry_run_that_takes_longer, dry_run),
    "retry-campaign": Case(a_campaign_whose_messages_failed, got_once),
    "suppress-contact": Case(a_wish_while_the_campaign_is_paused, documents("recipients", "messages")),
    "settle-receipt": Case(a_receipt_before_its_message, documents("messages", "parked_receipts")),
    "move-messages": Case(a_merge_with_a_straggler, documents("messages", "contacts")),
    "empty-audience": Case(a_deleted_audience, documents("contacts", "audiences")),
    "embed-facts": Case(a_fact, vectors),
    "forget-contact": Case(a_wish_to_be_forgotten, words_of_ana),
    "release-conversations": Case(somebody_who_left, whose),
    "roll-up": Case(a_roll_up, rolled_up),
    "fan-out-roll-ups": Case(a_fan_out, rolled_up),
    "back-fill": Case(a_back_fill, rolled_up),
    "run-backup": Case(a_backup, backups),
    "check-backup": Case(a_check, backups),
    "delete-backup": Case(a_backup_to_be_deleted, backups),
    "sweep-media": Case(a_backup_to_be_deleted, backups),
    "restore-backup": Case(a_restore, restored),
}


@pytest.mark.emulator
@pytest.mark.parametrize("job", CASES)
def test_killed_anywhere_and_delivered_twice_the_work_is_done_once(
    job: str, new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    request.node.add_marker(pytest.mark.kills(job))
    monkeypatch.setattr(dry_running, "PAGE", 2)
    monkeypatch.setattr(planning, "PAGE", 2)

    def prepare() -> Everything:
        here = inhabit(new_world(plan=Plan.ENTERPRISE), monkeypatch)
        CASES[job].prepare(here)
        return here

    def work(here: Everything) -> None:
        here.world.settle()

    def arm(here: Everything, breaker: Breaker) -> None:
        here.world.breaker = here.room.breaker = OfJob(breaker.at, job, here.world)

    undisturbed = prepare()
    work(undisturbed)
    expected = CASES[job].look(undisturbed)
    for point, here in crash_everywhere(prepare, work, arm):
        assert CASES[job].look(here) == expected, f"point {point}"
        assert (here.world.tasks, here.world.events) == ([], []), f"point {point}"
