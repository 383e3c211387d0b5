"""The agents of a tenant, the channels that they answer on, and counters of what they did."""

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from typing import Final
from zoneinfo import ZoneInfo

from cachetools import TTLCache

from common.errors import NotFound, PlanRequired
from common.models.agent import Agent, AgentDay, HandOverReason, latency_bucket
from common.models.ids import TenantId
from common.models.spent import Spent
from common.models.tenant import PLANS, Tenant
from common.store import paths
from common.store.codec import Versioned, decode, decode_versioned, encode
from common.store.database import Create, Database, Increment, Merge, Patch, Remove, Where, Write

AGENT_TTL_S: Final = 5
"""How long a process believes an agent where it only plans when to answer."""
MOST_SHARDS: Final = 8
"""Into how many counters an agent's day is split at most."""
MOST_DAYS_READ: Final = 20_000


class Agents:
    """Reads and writes agents, and counts what they do."""

    def __init__(self, database: Database, *, pick: Callable[[int], int] = random.randrange) -> None:
        self._db = database
        self._pick = pick
        self._cached: TTLCache[tuple[TenantId, str], Agent] = TTLCache(maxsize=20_000, ttl=AGENT_TTL_S)
        self._lock = Lock()

    def find(self, t: TenantId, id_: str) -> Versioned[Agent] | None:
        """The agent, with its version; one read."""
        found = self._db.get(paths.agent(t, id_))
        return decode_versioned(Agent, found) if found else None

    def get(self, t: TenantId, id_: str) -> Versioned[Agent]:
        """The agent, with its version; one read.

        Raises:
            NotFound: the tenant has no such agent.
        """
        found = self.find(t, id_)
        if found is None:
            raise NotFound("There is no such agent.")
        return found

    def find_cached(self, t: TenantId, id_: str) -> Agent | None:
        """The agent as it was at most `AGENT_TTL_S` ago; no read when warm."""
        with self._lock:
            if (known := self._cached.get((t, id_))) is not None:
                return known
        found = self.find(t, id_)
        if found is None:
            return None
        with self._lock:
            self._cached[t, id_] = found.value
        return found.value

    def page(self, t: TenantId, *, limit: int, after: str | None = None) -> list[Agent]:
        """Agents by id; one read each."""
        found = self._db.query(
            paths.agents(t), order=[("__name__", "ASCENDING")], after=[after] if after else (), limit=limit
        )
        return [decode(Agent, f) for f in found]

    def count(self, t: TenantId, *, up_to: int) -> int:
        """How many agents there are, or `up_to` if there are more; one read per 1,000."""
        return self._db.count(paths.agents(t), up_to=up_to)

    def create(self, t: TenantId, agent: Agent, at_most: int, *beside: Write) -> None:
        """Stores a new agent together with `beside`, if the tenant has room for one more.

        Raises:
            AlreadyExists: there is such an agent.
            PlanRequired: the tenant has `at_most` already.
            WriteRaced: another agent was made at the same moment, or what `beside` changes was; trying again helps.
        """
        tenant = self._db.get(paths.tenant(t))
        if tenant is None:
            raise NotFound("There is no such workspace.")
        if self._db.count(paths.agents(t), up_to=at_most) >= at_most:
            raise PlanRequired(f"Your plan includes {at_most} AI agents. Delete one, or choose a better plan.")
        # Fails if another agent comes between counting and storing.
        room = Patch(tenant.path, {"agents_made": Increment(1)}, tenant.updated_at)
        self._db.commit(Create(paths.agent(t, agent.id), encode(agent)), room, *beside)

    def patch(self, t: TenantId, id_: str, fields: Mapping[str, object], if_updated_at: datetime) -> Patch:
        """The write that changes an agent that nobody changed since."""
        return Patch(paths.agent(t, id_), fields, if_updated_at)

    def remove(self, t: TenantId, id_: str, if_updated_at: datetime) -> Remove:
        """The write that deletes an agent; what it did stays counted."""
        return Remove(paths.agent(t, id_), if_updated_at)

    def count_answer(self, tenant: Tenant, agent_id: str, at: datetime, spent: Spent) -> Merge:
        """The write that counts an answer and what it cost."""
        latency = {latency_bucket(spent.latency_ms): Increment(1)}
        counts = {"answers": Increment(1), "latencies": latency, "latency_ms": Increment(spent.latency_ms)}
        return self._count(tenant, agent_id, at, {**counts, **_costs(spent)})

    def count_hand_over(
        self, tenant: Tenant, agent_id: str, at: datetime, reason: HandOverReason, spent: Spent
    ) -> Merge:
        """The write that counts a conversation left to people, and what it cost to come to that."""
        return self._count(tenant, agent_id, at, {"hand_overs": {reason: Increment(1)}, **_costs(spent)})

    def _count(self, tenant: Tenant, agent_id: str, at: datetime, counts: Mapping[str, object]) -> Merge:
        shard = self._pick(min(PLANS[tenant.plan].usage_shards, MOST_SHARDS))
        day = at.astimezone(ZoneInfo(tenant.time_zone)).strftime("%Y-%m-%d")
        fields = {"day": day, "agent_id": agent_id, **counts}
        return Merge(paths.agent_day(tenant.id, day, agent_id, shard), fields)

    def days(self, t: TenantId, first: str, last: str) -> Sequence[AgentDay]:
        """What agents did from `first` to `last` (`YYYY-MM-DD`), an entry for each counter; one read each."""
        where = [Where("day", ">=", first), Where("day", "<=", last)]
        found = self._db.query(paths.agent_days(t), where, order=[("day", "ASCENDING")], limit=MOST_DAYS_READ)
        return [AgentDay.model_validate(f.data) for f in found]


def _costs(spent: Spent) -> dict[str, object]:
    costs = {
        "input_tokens": spent.input_tokens,
        "output_tokens": spent.output_tokens,
        "price_micro_usd": spent.price_micro_usd or 0,
    }
    return {name: Increment(value) for name, value in costs.items() if value}
