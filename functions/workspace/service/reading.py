"""Reading the workspace: the tenant, its people and its channels."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from pydantic import BaseModel

from common.entry.pages import ListQuery, decode_cursor, encode_cursor
from common.models.channel import Channel, ChannelStatus
from common.models.ids import TenantId
from common.models.tenant import PLANS, Caller, Tenant
from common.store.channels import Channels
from common.store.tenants import Tenants
from functions.workspace.schemas import (
    ChannelPage,
    ChannelView,
    Limits,
    MemberPage,
    MemberView,
    WorkspaceView,
)

T = TypeVar("T", bound=BaseModel)


def show(caller: Caller, *, tenants: Tenants) -> WorkspaceView:
    """The tenant with its plan's limits, and what the caller may do in it."""
    # Whoever has just changed it must not be told what it was before.
    return shown(tenants.get(caller.tenant_id, fresh=True), caller)


def shown(tenant: Tenant, caller: Caller) -> WorkspaceView:
    """The tenant as the caller sees it."""
    return WorkspaceView(
        id=tenant.id,
        name=tenant.name,
        plan=tenant.plan,
        limits=Limits.model_validate(PLANS[tenant.plan]._asdict()),
        time_zone=tenant.time_zone,
        language=tenant.language,
        suspended=tenant.suspended,
        checklist_dismissed=tenant.checklist_dismissed,
        created_at=tenant.created_at,
        caller_id=caller.id,
        caller_name=caller.name,
        role=caller.role,
    )


def list_members(t: TenantId, query: ListQuery, *, tenants: Tenants) -> MemberPage:
    """A page of the tenant's people, by id."""
    members = [MemberView.model_validate(member.model_dump()) for member in tenants.list_members(t)]
    items, more = page_of(members, query, lambda member: member.id)
    return MemberPage(items=items, next_cursor=more)


def list_channels(t: TenantId, query: ListQuery, base_url: str, *, channels: Channels) -> ChannelPage:
    """A page of the tenant's channels, by id, those included that are disconnected."""
    views = [view(channel, base_url) for channel in channels.list_all(t, fresh=True)]
    items, more = page_of(views, query, lambda channel: channel.id)
    return ChannelPage(items=items, next_cursor=more)


def page_of(items: Sequence[T], query: ListQuery, id_of: Callable[[T], str]) -> tuple[list[T], str | None]:
    """A page of what a tenant has few of, so that the store gives all at once, and the cursor of the next."""
    after = str(decode_cursor(query.cursor, str)[0]) if query.cursor else ""
    rest = sorted((item for item in items if id_of(item) > after), key=id_of)
    shown = rest[: query.limit]
    return shown, encode_cursor(id_of(shown[-1])) if len(rest) > len(shown) else None


def webhook_path(channel: Channel) -> str:
    """The path that the provider posts to; empty once the channel is disconnected."""
    if channel.status is ChannelStatus.DISCONNECTED:
        return ""
    return f"/webhooks/{channel.provider}" + (f"/{channel.key}" if channel.key else "")


def view(channel: Channel, base_url: str) -> ChannelView:
    """The channel as lists show it."""
    path = webhook_path(channel)
    url = base_url.rstrip("/") + path if path else ""
    return ChannelView.model_validate({**channel.model_dump(), "webhook_path": path, "webhook_url": url})
