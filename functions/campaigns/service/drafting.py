"""Campaigns on paper: making, changing, copying and deleting them."""

from datetime import datetime

from common.errors import Conflict, Fault, Invalid
from common.models.campaign import Campaign, CampaignStatus, Content
from common.models.ids import ChannelId, TenantId, random_id
from common.models.tenant import Caller
from common.store.campaigns import Campaigns
from common.store.channels import Channels
from common.store.codec import encode
from common.store.database import DELETE_FIELD, compare_and_swap
from functions.campaigns.schemas import CampaignIn, CampaignPatch

_ALWAYS = frozenset({"name", "failure_threshold"})
_UNTIL_PLANNED = frozenset({*_ALWAYS, "timing"})
_OPEN = frozenset({"audience", "content"})
"""What a draft may be without."""


def create(caller: Caller, body: CampaignIn, now: datetime, *, campaigns: Campaigns, channels: Channels) -> Campaign:
    """Makes a draft.

    Raises:
        Invalid: a channel is not the tenant's.
    """
    check_channels(caller.tenant_id, body.channels, channels=channels)
    campaign = Campaign(
        id=random_id(),
        name=body.name,
        channels=body.channels,
        audience=body.audience,
        content=body.content,
        marketing=body.marketing,
        timing=body.timing.timing(),
        failure_threshold=body.failure_threshold,
        template_ids=templates_of(body.content),
        created_at=now,
        created_by=caller.name or caller.id,
        updated_at=now,
    )
    campaigns.commit(campaigns.create(caller.tenant_id, campaign))
    return campaign


def check_channels(t: TenantId, wanted: list[ChannelId], *, channels: Channels) -> None:
    """Checks that the channels are the tenant's own.

    Raises:
        Invalid: one is not; the pointer says which.
    """
    own = {channel.id for channel in channels.list_all(t, fresh=True)}
    faults = [Fault(f"/channels/{n}", "is no channel of this workspace") for n, c in enumerate(wanted) if c not in own]
    if faults:
        raise Invalid("A campaign sends only through channels of its own workspace.", faults=faults)
    if len(set(wanted)) != len(wanted):
        raise Invalid("A channel is named twice.", faults=[Fault("/channels", "name each once")])


def templates_of(content: Content | None) -> list[str]:
    """The templates of all variants, each once."""
    if content is None:
        return []
    return list(dict.fromkeys(w.template_id for w in content.wordings().values() if w.template_id))


def change(
    t: TenantId, id_: str, patch: CampaignPatch, now: datetime, *, campaigns: Campaigns, channels: Channels
) -> Campaign:
    """Changes what was given.

    Raises:
        NotFound: the tenant has no such campaign.
        Conflict: it was launched, and this can no longer be changed.
        Invalid: a channel is not the tenant's.
    """
    if patch.channels is not None:
        check_channels(t, patch.channels, channels=channels)

    def attempt() -> Campaign:
        found = campaigns.get(t, id_)
        update = _update(found.value, patch)
        update["updated_at"] = now
        changed = found.value.model_copy(update=update)
        stored = encode(changed)
        fields = {name: stored.get(name, DELETE_FIELD) for name in update}
        campaigns.commit(campaigns.patch(t, id_, fields, found.updated_at))
        return changed

    return compare_and_swap(attempt)


def _update(campaign: Campaign, patch: CampaignPatch) -> dict[str, object]:
    given = {name: getattr(patch, name) for name in patch.model_fields_set}
    update: dict[str, object] = {name: value for name, value in given.items() if value is not None or name in _OPEN}
    may = {CampaignStatus.SCHEDULED: _UNTIL_PLANNED}.get(campaign.status, _ALWAYS)
    if campaign.status is not CampaignStatus.DRAFT and (too_late := sorted(update.keys() - may)):
        raise Conflict(
            f"The campaign is {campaign.status}, so {', '.join(too_late)} cannot be changed any more. Duplicate it."
        )
    if patch.timing is not None:
        update["timing"] = patch.timing.timing()
        if campaign.status is CampaignStatus.SCHEDULED:
            if patch.timing.starts_at is None:
                raise Invalid("Say when it starts.", faults=[Fault("/timing/starts_at", "is missing")])
            update["due_at"] = patch.timing.starts_at
    if "content" in update:
        update["template_ids"] = templates_of(patch.content) if patch.content else []
    return update


def remove(t: TenantId, id_: str, *, campaigns: Campaigns) -> None:
    """Deletes a draft.

    Raises:
        NotFound: the tenant has no such campaign.
        Conflict: it was launched; what was sent must stay to be seen.
        WriteRaced: somebody changed it at the same moment.
    """
    found = campaigns.get(t, id_)
    if found.value.status is not CampaignStatus.DRAFT:
        raise Conflict("Only a draft can be deleted; what a campaign sent stays to be seen.")
    campaigns.commit(campaigns.remove(t, id_, found.updated_at))


def duplicate(caller: Caller, id_: str, now: datetime, *, campaigns: Campaigns) -> Campaign:
    """Makes a draft of the same words, for the same people; without a time to start.

    Raises:
        NotFound: the tenant has no such campaign.
    """
    old = campaigns.get(caller.tenant_id, id_).value
    copy = Campaign(
        id=random_id(),
        name=f"{old.name[:100]} (copy)",
        channels=old.channels,
        audience=old.audience,
        content=old.content,
        marketing=old.marketing,
        timing=old.timing.model_copy(update={"starts_at": None}),
        failure_threshold=old.failure_threshold,
        template_ids=old.template_ids,
        created_at=now,
        created_by=caller.name or caller.id,
        updated_at=now,
    )
    campaigns.commit(campaigns.create(caller.tenant_id, copy))
    return copy
