"""Tenants, their plans and the people who work in them."""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

from common.models.ids import MemberId, TenantId


class Plan(StrEnum):
    """What a tenant pays for."""

    STARTER = "starter"
    PRO = "pro"
    ENTERPRISE = "enterprise"


class Capability(NamedTuple):
    """What a plan includes."""

    messages_a_month: int
    channels_per_provider: int
    agents: int
    campaigns: bool
    backups: bool
    spinning: bool
    transcripts: bool
    """Whether voice notes and pictures are put into words for agents."""
    api_calls_a_minute: int
    """How many calls one API key may make in a minute."""
    usage_shards: int
    """Counter documents a month at most: one takes about one write a second for long, see docs/decisions."""


PLANS: Final[dict[Plan, Capability]] = {
    Plan.STARTER: Capability(
        messages_a_month=1_000,
        channels_per_provider=1,
        agents=1,
        campaigns=False,
        backups=False,
        spinning=False,
        transcripts=False,
        api_calls_a_minute=600,
        usage_shards=1,
    ),
    Plan.PRO: Capability(
        messages_a_month=10_000,
        channels_per_provider=3,
        agents=5,
        campaigns=True,
        backups=True,
        spinning=False,
        transcripts=True,
        api_calls_a_minute=1_200,
        usage_shards=4,
    ),
    Plan.ENTERPRISE: Capability(
        messages_a_month=10_000_000,
        channels_per_provider=100,
        agents=100,
        campaigns=True,
        backups=True,
        spinning=True,
        transcripts=True,
        api_calls_a_minute=6_000,
        usage_shards=32,
    ),
}
"""Source: the architecture, §10."""


class Tenant(BaseModel):
    """A business on the platform."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: TenantId
    """The tenant's id."""
    name: str
    """The business's name."""
    plan: Plan = Plan.STARTER
    """What it pays for."""
    time_zone: str = "UTC"
    """An IANA name; days and months are counted in it."""
    zone_since: datetime | None = None
    """When its time zone was last changed; counters of before tell days by another clock."""
    language: str = "en"
    """The language of its people."""
    suspended: bool = False
    """True if nothing may be sent."""
    usage_shards: int = 1
    """Over how many counters its messages are spread at least; grows with its busiest hour."""
    hooks: dict[str, list[str]] = Field(default_factory=dict)
    """Which webhooks want to hear of which types of events; kept by whatever changes a webhook."""
    checklist_dismissed: bool = False
    """Whether the first steps are shown no more."""
    created_at: datetime | None = None
    """When it signed up."""


class Role(StrEnum):
    """What a caller may do, from most to least."""

    OWNER = "owner"
    ADMIN = "admin"
    AGENT = "agent"
    VIEWER = "viewer"


ROLE_RANK: Final = {Role.VIEWER: 0, Role.AGENT: 1, Role.ADMIN: 2, Role.OWNER: 3}


class Member(BaseModel):
    """A person who works in a tenant."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: MemberId
    """The person's id at Firebase Auth."""
    email: str = ""
    """Their address."""
    name: str = ""
    """What to call them."""
    role: Role
    """What they may do."""


class ApiKey(BaseModel):
    """A key with which a program acts in a tenant."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """The key's id; the key itself is stored nowhere."""
    name: str = ""
    """What people call it."""
    role: Role
    """What it may do."""
    ending: str = ""
    """The last characters of the key, by which people know it."""
    digest: str = ""
    """Stands for the key; empty for one of which only the look-up knows."""
    old_digest: str = ""
    """Stands for the key before it was renewed."""
    old_until: datetime | None = None
    """Until when the key before still works."""
    created_at: datetime | None = None
    """When it was made."""
    created_by: str = ""
    """Who made it: a member's id, or `key:` and an API key's id."""
    created_by_name: str = ""
    """What people call whoever made it."""
    request_hash: str = ""
    """The digest of the request that made it."""
    renewed_at: datetime | None = None
    """When it was last renewed."""
    last_used_at: datetime | None = None
    """When it was last used, at most an hour out."""
    expires_at: datetime | None = None
    """Until when it works; null is for ever."""
    revoked_at: datetime | None = None
    """Since when it does not."""


class Caller(BaseModel):
    """Who calls the API, once verified."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    tenant_id: TenantId
    role: Role
    id: str
    """A member's id, or `key:` and an API key's id."""
    name: str = ""

    @property
    def is_key(self) -> bool:
        """Whether a program calls with an API key."""
        return self.id.startswith("key:")


class Person(BaseModel):
    """Somebody who has signed in, whichever tenants they work in."""

    model_config = ConfigDict(defer_build=True, frozen=True)

    uid: MemberId
    email: str = ""
    email_verified: bool = False
    """Whether the address has been shown to be theirs."""
    name: str = ""
