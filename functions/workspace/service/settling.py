"""The workspace's own settings, what its plan includes, and its first steps."""

from collections import Counter
from datetime import datetime
from typing import NamedTuple

from common.models.channel import ChannelStatus, Provider
from common.models.ids import TenantId
from common.models.tenant import PLANS, Caller
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.database import compare_and_swap
from common.store.invitations import Invitations
from common.store.tenants import Tenants
from functions.workspace.schemas import Checklist, Limits, PlanList, PlanView, WorkspacePatch, WorkspaceView
from functions.workspace.service.reading import shown


class Stores(NamedTuple):
    """Where it is seen how far a workspace is, and what it has."""

    tenants: Tenants
    channels: Channels
    invitations: Invitations
    conversations: Conversations
    agents: Agents


def change(caller: Caller, patch: WorkspacePatch, now: datetime, *, tenants: Tenants) -> WorkspaceView:
    """Changes name, time zone or language; fields that are left out stay."""
    fields = patch.model_dump(exclude_none=True)
    tenant = compare_and_swap(lambda: tenants.change(caller.tenant_id, fields, now))
    return shown(tenant, caller)


def plans(t: TenantId, *, stores: Stores) -> PlanList:
    """What each plan includes, and how much of its own the workspace uses."""
    tenant = stores.tenants.get(t, fresh=True)
    channels = _connected(t, stores)
    return PlanList(
        current=tenant.plan,
        items=[PlanView(plan=plan, limits=Limits.model_validate(can._asdict())) for plan, can in PLANS.items()],
        channels={provider: channels[provider] for provider in Provider},
        agents=stores.agents.count(t, up_to=PLANS[tenant.plan].agents + 1),
    )


def checklist(t: TenantId, now: datetime, *, stores: Stores) -> Checklist:
    """Which of the first steps are done; reads nothing but the tenant once they are shown no more."""
    if stores.tenants.get(t, fresh=True).checklist_dismissed:
        return Checklist(channel=True, people=True, conversation=True, agent=True, dismissed=True)
    return Checklist(
        channel=bool(_connected(t, stores)),
        people=stores.tenants.count_members(t, up_to=2) > 1 or bool(stores.invitations.list_open(t, now)),
        conversation=bool(stores.conversations.page(t, limit=1)),
        agent=stores.agents.count(t, up_to=1) > 0,
        dismissed=False,
    )


def _connected(t: TenantId, stores: Stores) -> Counter[Provider]:
    """How many channels of each provider are connected now."""
    channels = stores.channels.list_all(t, fresh=True)
    return Counter(each.provider for each in channels if each.status is not ChannelStatus.DISCONNECTED)
