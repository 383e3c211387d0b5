"""When backups are made, how, and how long they are kept."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from common.errors import Fault, Invalid
from common.models.audit import AuditEntry
from common.models.backup import Arrangement, Encryption, Schedule
from common.models.ids import random_id
from common.models.tenant import Caller
from common.store.audit import record
from functions.backups.backup_schemas import ScheduleIn, ScheduleView
from functions.backups.service.collaborators import Collaborators
from functions.backups.service.keys import new_salt, passphrase_key, seal_key
from functions.backups.service.plan import demand_backups


def show(who: Caller, *, with_: Collaborators) -> ScheduleView:
    """The schedule as it stands."""
    demand_backups(who.tenant_id, tenants=with_.tenants)
    return _view(with_.backups.arrangement(who.tenant_id))


def arrange(who: Caller, wanted: ScheduleIn, now: datetime, *, with_: Collaborators) -> ScheduleView:
    """Sets the schedule.

    Raises:
        PlanRequired: the plan has no backups.
        Invalid: backups are to be encrypted with a passphrase, and none is set.
    """
    t = who.tenant_id
    tenant = demand_backups(t, tenants=with_.tenants)
    before = with_.backups.arrangement(t)
    chosen = wanted.model_dump(include=set(Schedule.model_fields))
    due_at = next_run(now, wanted.hour, ZoneInfo(tenant.time_zone)) if wanted.enabled else None
    last = before.drill.started_at if before.drill else None
    drill_due_at = next_drill(now, last, wanted, ZoneInfo(tenant.time_zone))
    fields: dict[str, object] = {**chosen, "due_at": due_at, "drill_due_at": drill_due_at}
    if wanted.passphrase is not None:
        salt = new_salt()
        key = passphrase_key(wanted.passphrase.get_secret_value(), salt)
        fields |= {"salt": salt, "sealed": seal_key(t, key, "passphrase", with_.vault), "media_sealed": ""}
    elif wanted.encryption is Encryption.PASSPHRASE and not before.sealed:
        raise Invalid("Set a passphrase, too.", faults=[Fault("/passphrase", "is needed for this encryption")])
    entry = AuditEntry(
        id=random_id(),
        at=now,
        actor=who.id,
        actor_name=who.name,
        action="backups.scheduled",
        target="schedule",
        before=before.model_dump(mode="json", include=set(Schedule.model_fields)),
        after={**chosen, "new_passphrase": wanted.passphrase is not None},
    )
    with_.backups.commit(with_.backups.arrange(t, fields), record(t, entry))
    return _view(with_.backups.arrangement(t))


def next_run(now: datetime, hour: int, zone: ZoneInfo) -> datetime:
    """The next time that it is `hour` o'clock in `zone`."""
    local = now.astimezone(zone)
    at = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    if at <= local:
        at = (local + timedelta(days=1)).replace(hour=hour, minute=0, second=0, microsecond=0)
    return at.astimezone(now.tzinfo)


def next_drill(now: datetime, last: datetime | None, schedule: Schedule, zone: ZoneInfo) -> datetime | None:
    """When the next drill is due; `last` is when the last one began, None makes it the next night's."""
    if not schedule.enabled or not schedule.drill_every_days:
        return None
    waits = last + timedelta(days=schedule.drill_every_days - 1) if last else now
    return next_run(max(now, waits), schedule.hour, zone)


def _view(arranged: Arrangement) -> ScheduleView:
    return ScheduleView(
        **arranged.model_dump(include=set(Schedule.model_fields)),
        next_at=arranged.due_at,
        has_passphrase=bool(arranged.sealed),
    )
