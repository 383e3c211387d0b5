"""The workspace's own settings, and its first steps."""

from datetime import datetime
from typing import NamedTuple

from common.models.channel import ChannelStatus
from common.models.ids import TenantId
from common.models.tenant import Caller
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.conversations import Conversations
from common.store.database import compare_and_swap
from common.store.invitations import Invitations
from common.store.tenants import Tenants
from functions.workspace.schemas import Checklist, WorkspacePatch, WorkspaceView
from functions.workspace.service.reading import shown


class Stores(NamedTuple):
    """Where it is seen how far a workspace is."""

    tenants: Tenants
    channels: Channels
    invitations: Invitations
    conversations: Conversations
    agents: Agents


def change(caller: Caller, patch: WorkspacePatch, *, tenants: Tenants) -> WorkspaceView:
    """Changes name, time zone or language; fields that are left out stay."""
    fields = patch.model_dump(exclude_none=True)
    tenant = compare_and_swap(lambda: tenants.change(caller.tenant_id, fields))
    return shown(tenant, caller)


def checklist(t: TenantId, now: datetime, *, stores: Stores) -> Checklist:
    """Which of the first steps are done; reads nothing but the tenant once they are shown no more."""
    if stores.tenants.get(t).checklist_dismissed:
        return Checklist(channel=True, people=True, conversation=True, agent=True, dismissed=True)
    connected = any(each.status is not ChannelStatus.DISCONNECTED for each in stores.channels.list_all(t))
    asked = len(stores.tenants.list_members(t)) > 1 or bool(stores.invitations.list_open(t, now))
    return Checklist(
        channel=connected,
        people=asked,
        conversation=bool(stores.conversations.page(t, limit=1)),
        agent=bool(stores.agents.page(t, limit=1)),
        dismissed=False,
    )
