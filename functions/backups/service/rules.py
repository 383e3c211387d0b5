"""What may come back out of a backup, and how: a restore sends nothing, lets nobody in, and undoes no forgetting.

- What people had forgotten stays so (`common.models.tombstone`).
- What only ever grows is added where it is missing, and neither changed nor removed: audit entries, consents,
  tombstones, and counters: those by which is billed, and those of what agents did.
- A message's status only rises. One that was about to be sent is of unknown outcome, which is never sent again blindly;
  media that was still to be fetched is not fetched.
- A campaign that was or is under way is paused; a person resumes it. One that has come further since the backup stays
  as far as it is: what it has handed over would be handed over again.
- A wish not to be written to is never undone: of each contact's wishes the newest holds, whether the backup has it or
  the present, and whom a campaign left out because of one stays left out.
- In a new workspace channels are disconnected: their accounts lead to the workspace that has them.
- What a drill writes nobody finds: no schedule, no webhook, no person.
"""

from typing import Final, NamedTuple

from pydantic import ValidationError

from common.models.backup import Scope
from common.models.campaign import ENDED, LIVE, CampaignStatus, RecipientState, SkipReason
from common.models.channel import ChannelStatus
from common.models.consent import supersedes
from common.models.contact import OptOut
from common.models.message import MediaStatus
from common.models.status import RANK, MessageStatus
from common.models.tombstone import Forgotten
from common.store.lossless import Json

GROWS: Final = frozenset({"audit", "consents", "tombstones", "usage", "agent_days"})
"""Collections below the tenant of which nothing is changed or removed."""
TRIGGERS: Final = frozenset({"messages", "consents"})
"""Collections whose new documents start work, see `dispatch`: these are created as stubs that start none."""
STUB: Final = "being_restored"
"""The field by which `dispatch` knows a stub."""
HELD: Final = "It was about to be sent when the backup was made. Nobody knows whether it was; send it again if not."
_MOVING: Final = frozenset({MessageStatus.QUEUED, MessageStatus.SENDING})
_SOUGHT: Final = frozenset({"sweep_at", "due_at"})
"""Fields by which schedules look for work."""
_OF_STATUS: Final = ("status", "status_at", "failure", "provider_message_id", "attempts", "lease_until", "pricing")
_OF_PROGRESS: Final = (
    *("status", "status_code", "status_reason", "due_at", "plan", "sources", "suppressed"),
    *("launched_at", "launched_by", "started_at", "finished_at"),
)
"""What a campaign's planner goes by and writes."""
_UNWANTED: Final = frozenset({SkipReason.OPTED_OUT, SkipReason.FORGOTTEN})
_OF_SKIPPING: Final = ("state", "reason", "detail")

Fields = dict[str, Json]


class Settled(NamedTuple):
    """How a document comes back."""

    fields: Fields
    held: bool = False
    """A message that was about to be sent."""
    paused: bool = False
    """A campaign that was under way."""


def grows(path: str) -> bool:
    """Whether a document that is there is left alone."""
    return path.split("/", 1)[0] in GROWS


def is_stub(fields: Fields) -> bool:
    """Whether nothing but a stub is there: the restore that made it was cut off, or is another worker's."""
    return STUB in fields


def starts_work(path: str) -> bool:
    """Whether creating the document starts something."""
    return path.count("/") == 1 and path.split("/", 1)[0] in TRIGGERS


def is_in(scope: Scope, path: str, fields: Fields) -> bool:
    """Whether a document is in a scope."""
    if scope.collection:
        return path.split("/", 1)[0] == scope.collection or (not path and scope.collection == "workspace")
    if scope.contact_id:
        k = scope.contact_id
        belongs = path.split("/")[:2] in (["contacts", k], ["conversations", k])
        return belongs or fields.get("conversation_id") == k or fields.get("contact_id") == k
    return True


def spared(path: str, fields: Fields, forgotten: Forgotten) -> Fields | None:
    """What may come back of a document for the sake of whoever had themselves forgotten; None is nothing."""
    seen = {name: _plain_time(value) for name, value in fields.items()}
    kept = forgotten.censored(path, seen)
    if kept is None:
        return None
    return {name: fields[name] if value == seen.get(name) else value for name, value in kept.items()}


def settle(path: str, fields: Fields, present: Fields | None, *, is_new: bool) -> Settled:
    """A backup's document as it comes back.

    Args:
        path: below the tenant.
        fields: as the backup has it.
        present: as it is now; None if it is not there.
        is_new: whether the workspace was made for the restore.
    """
    match path.split("/"):
        case ["messages", _]:
            return _message(fields, present)
        case ["campaigns", _] if fields != present:
            return _campaign(fields, present)
        case ["campaigns", _, "recipients", _] if present is not None:
            return Settled(_recipient(fields, present))
        case ["contacts", _] if present is not None:
            return Settled(_contact(fields, present))
        case ["channels", _] if is_new:
            return Settled({**fields, "status": ChannelStatus.DISCONNECTED.value, "key": ""})
    return Settled(fields)


def silenced(settled: Settled) -> Settled:
    """The same without what schedules look for over all workspaces: nothing sees to what a drill writes."""
    fields = {name: value for name, value in settled.fields.items() if name not in _SOUGHT}
    return settled._replace(fields=fields)


def _message(fields: Fields, present: Fields | None) -> Settled:
    if present is not None:
        if _rank(present) > _rank(fields):
            kept: Fields = {name: present[name] for name in (*_OF_STATUS, "sweep_at") if name in present}
            return Settled({n: v for n, v in fields.items() if n not in (*_OF_STATUS, "sweep_at")} | kept)
        if present == fields:
            return Settled(fields)
    media = fields.get("media")
    if isinstance(media, dict) and media.get("status", MediaStatus.PENDING) == MediaStatus.PENDING:
        lost = {"status": MediaStatus.FAILED.value, "failure": "It had not been fetched when the backup was made."}
        fields = {**fields, "media": {**media, **lost}}
    if fields.get("status") not in _MOVING:
        return Settled(fields)
    failure = {"code": "restored", "reason": "transient", "detail": HELD}
    rest = {name: value for name, value in fields.items() if name not in ("lease_until", "sweep_at")}
    return Settled({**rest, "status": MessageStatus.UNKNOWN.value, "failure": failure}, held=True)


def _campaign(fields: Fields, present: Fields | None) -> Settled:
    reason = "It came back from a backup."
    if present is not None and isinstance(present.get("plan"), dict) and _progress(present) > _progress(fields):
        kept: Fields = {name: present[name] for name in _OF_PROGRESS if name in present}
        fields = {name: value for name, value in fields.items() if name not in _OF_PROGRESS} | kept
        reason = "A backup was restored while it was under way."
    if fields.get("status") not in LIVE:
        return Settled(fields)
    rest = {name: value for name, value in fields.items() if name != "due_at"}
    if fields.get("status") == CampaignStatus.PAUSED:
        return Settled(rest)
    return Settled({**rest, "status": CampaignStatus.PAUSED.value, "status_reason": reason}, paused=True)


def _progress(fields: Fields) -> tuple[int, bool]:
    """How far a campaign is: its planner's step, and whether it ended there."""
    plan = fields.get("plan")
    step = plan.get("step", 0) if isinstance(plan, dict) else -1
    return step, fields.get("status") in ENDED


def _recipient(fields: Fields, present: Fields) -> Fields:
    """A campaign's recipient, left out if they are now: the planner believes it and asks no contact again."""
    if present.get("state") != RecipientState.SKIPPED or present.get("reason") not in _UNWANTED:
        return fields
    kept: Fields = {name: present[name] for name in _OF_SKIPPING if name in present}
    return {name: value for name, value in fields.items() if name not in _OF_SKIPPING} | kept


def _contact(fields: Fields, present: Fields) -> Fields:
    """A contact with the newest wish of each scope and channel."""
    then, now = fields.get("opt_outs"), present.get("opt_outs")
    if not isinstance(now, dict) or not now:
        return fields
    wishes: Fields = dict(then) if isinstance(then, dict) else {}
    for key, value in now.items():
        wish = _wish(value)
        if key not in wishes or (wish is not None and supersedes(wish, _wish(wishes[key]))):
            wishes[key] = value
    return {**fields, "opt_outs": wishes}


def _wish(value: Json) -> OptOut | None:
    """A stored wish; None if it is none that could be read."""
    if not isinstance(value, dict):
        return None
    try:
        return OptOut.model_validate({name: _plain_time(part) for name, part in value.items()})
    except ValidationError:
        return None


def _rank(fields: Fields) -> int:
    try:
        return RANK[MessageStatus(str(fields.get("status")))]
    except ValueError:
        return -1


def _plain_time(value: Json) -> object:
    return value["$time"] if isinstance(value, dict) and len(value) == 1 and "$time" in value else value
