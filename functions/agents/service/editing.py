"""Making, changing and deleting agents, and which channels they answer on: agent and channels change in one commit."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from common.auditing import shown
from common.errors import Fault, Invalid
from common.models.agent import Agent
from common.models.audit import AuditEntry
from common.models.channel import Channel, ChannelStatus
from common.models.ids import ChannelId, TenantId, random_id
from common.models.tenant import PLANS, Caller
from common.store import audit
from common.store.agents import Agents
from common.store.channels import Channels
from common.store.codec import Versioned
from common.store.database import Database, Write, compare_and_swap
from common.store.tenants import Tenants
from functions.agents.schemas import AgentIn, AgentPatch, AgentView

NULLABLE: Final = frozenset({"temperature"})
"""Fields for which null means something."""


class Stores(NamedTuple):
    """Where agents are read and written."""

    database: Database
    agents: Agents
    channels: Channels
    tenants: Tenants


def view(agent: Agent, channels: Sequence[Channel]) -> AgentView:
    """The agent with the channels on which it answers."""
    bound = [channel.id for channel in channels if channel.agent_id == agent.id]
    return AgentView.model_validate({**agent.model_dump(), "channels": sorted(bound)})


def show(t: TenantId, id_: str, *, stores: Stores) -> AgentView:
    """One agent.

    Raises:
        NotFound: the tenant has no such agent.
    """
    return view(stores.agents.get(t, id_).value, stores.channels.list_all(t, fresh=True))


def create(caller: Caller, asked: AgentIn, now: datetime, *, stores: Stores) -> AgentView:
    """Makes an agent, and has it answer on its channels.

    Raises:
        PlanRequired: the tenant has as many as its plan includes.
        Invalid: it names a channel that the tenant does not have.
    """
    t = caller.tenant_id
    fields = {**asked.model_dump(exclude={"channels"}), "created_at": now, "updated_at": now}
    agent = Agent.model_validate({**fields, "id": random_id(), "created_by": caller.id})
    at_most = PLANS[stores.tenants.get(t).plan].agents

    def attempt() -> None:
        channels = stores.channels.list_versioned(t)
        binding = _bindings(t, agent.id, asked.channels, channels, stores)
        told = {**fields, "channels": asked.channels}
        entry = _entry(caller, "agent.created", agent.id, now, after=told)
        stores.agents.create(t, agent, at_most, *binding, audit.record(t, entry))

    compare_and_swap(attempt)
    stores.channels.forget(t)
    return show(t, agent.id, stores=stores)


def change(caller: Caller, id_: str, asked: AgentPatch, now: datetime, *, stores: Stores) -> AgentView:
    """Changes an agent; what is left out stays.

    Raises:
        NotFound: the tenant has no such agent.
        Invalid: it names a channel that the tenant does not have.
    """
    t = caller.tenant_id

    def attempt() -> None:
        found = stores.agents.get(t, id_)
        channels = stores.channels.list_versioned(t)
        fields = changed_fields(asked)
        before = {name: value for name, value in found.value.model_dump().items() if name in fields}
        bound = sorted(c.value.id for c in channels if c.value.agent_id == id_)
        if asked.channels is not None and sorted(set(asked.channels)) != bound:
            before["channels"] = bound
        after = {**fields, "channels": asked.channels} if "channels" in before else fields
        if before == after:
            return
        writes: list[Write] = [
            stores.agents.patch(t, id_, {**fields, "updated_at": now}, found.updated_at),
            audit.record(t, _entry(caller, "agent.changed", id_, now, before=before, after=after)),
        ]
        if asked.channels is not None:
            writes += _bindings(t, id_, asked.channels, channels, stores)
        stores.database.commit(*writes)

    compare_and_swap(attempt)
    stores.channels.forget(t)
    return show(t, id_, stores=stores)


def delete(caller: Caller, id_: str, now: datetime, *, stores: Stores) -> None:
    """Deletes an agent; the conversations that it answered stay as they are, and people answer from now on.

    Raises:
        NotFound: the tenant has no such agent.
    """
    t = caller.tenant_id

    def attempt() -> None:
        found = stores.agents.get(t, id_)
        freed = _bindings(t, id_, [], stores.channels.list_versioned(t), stores)
        entry = _entry(caller, "agent.deleted", id_, now, before=found.value.model_dump(exclude={"id"}))
        stores.database.commit(stores.agents.remove(t, id_, found.updated_at), *freed, audit.record(t, entry))

    compare_and_swap(attempt)
    stores.channels.forget(t)


def changed_fields(asked: AgentPatch) -> dict[str, object]:
    """The agent's own fields that a change names."""
    given = asked.model_dump(exclude={"channels"}, include=asked.model_fields_set)
    return {name: value for name, value in given.items() if value is not None or name in NULLABLE}


def _bindings(
    t: TenantId, id_: str, wanted: Sequence[ChannelId], channels: Sequence[Versioned[Channel]], stores: Stores
) -> list[Write]:
    """The writes after which the agent answers on the wanted channels and on no other."""
    known = {c.value.id: c for c in channels if c.value.status is not ChannelStatus.DISCONNECTED}
    unknown = [n for n, c in enumerate(wanted) if c not in known]
    if unknown:
        faults = [Fault(f"/channels/{n}", "not a connected channel of this workspace") for n in unknown]
        raise Invalid("The agent is to answer on a channel that is not connected.", faults=faults)
    writes: list[Write] = []
    for channel in channels:
        is_bound, is_wanted = channel.value.agent_id == id_, channel.value.id in wanted
        if is_bound != is_wanted:
            writes.append(stores.channels.bind(t, channel, id_ if is_wanted else None))
    return writes


def _entry(
    caller: Caller,
    action: str,
    target: str,
    at: datetime,
    *,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> AuditEntry:
    return AuditEntry(
        id=random_id(),
        at=at,
        actor=caller.id,
        actor_name=caller.name,
        action=action,
        target=target,
        before=shown(before or {}),
        after=shown(after or {}),
    )
