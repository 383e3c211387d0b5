"""Audiences: whom a campaign is for, as a filter over contacts or as a file of people."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal, NamedTuple

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, JsonValue

from common.clock import from_epoch_ms
from common.models.channel import Provider
from common.models.consent import ConsentScope, refuses
from common.models.contact import Contact, Scalar
from common.models.conversation import Conversation
from common.models.ids import ChannelId

MOST_CONDITIONS: Final = 50
Value = Annotated[str, Field(min_length=1, max_length=256)]


class _Rule(BaseModel):
    """Base of all parts of a filter."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="forbid", use_attribute_docstrings=True)


class TagCondition(_Rule):
    """The contact's tags hold one, or do not."""

    field: Literal["tag"] = "tag"
    op: Literal["eq", "ne"] = "eq"
    value: Value
    """The tag, letter by letter."""


class AttributeCondition(_Rule):
    """What the tenant knows about the contact."""

    field: Literal["attribute"] = "attribute"
    name: Value
    """The attribute's name."""
    op: Literal["eq", "ne", "contains", "gt", "lt", "exists", "missing"]
    """`gt` and `lt` compare numbers as numbers and all else as text, so that dates written `2026-11-23` compare too."""
    value: Scalar | None = None
    """What to compare with; left out for `exists` and `missing`."""


class ChannelCondition(_Rule):
    """A channel on which the contact wrote, or has an address."""

    field: Literal["channel"] = "channel"
    op: Literal["heard", "not_heard", "reachable", "not_reachable"] = "heard"
    value: ChannelId = Field(min_length=1, max_length=256)
    """The channel's id."""


class ProviderCondition(_Rule):
    """A provider through which the contact wrote, or has an address."""

    field: Literal["provider"] = "provider"
    op: Literal["heard", "not_heard", "reachable", "not_reachable"] = "heard"
    value: Provider


class LanguageCondition(_Rule):
    """The contact's language; `pt` also means `pt_BR`."""

    field: Literal["language"] = "language"
    op: Literal["eq", "ne"] = "eq"
    value: str = Field(min_length=2, max_length=16)


class LastHeardCondition(_Rule):
    """When the contact last wrote, on whichever channel; who never wrote did so in no number of days."""

    field: Literal["last_heard"] = "last_heard"
    op: Literal["within", "not_within"] = "within"
    days: int = Field(ge=1, le=3650)


class CreatedCondition(_Rule):
    """Since when we know the contact."""

    field: Literal["created"] = "created"
    op: Literal["before", "after"]
    at: AwareDatetime


class NameCondition(_Rule):
    """The contact's name; case does not matter."""

    field: Literal["name"] = "name"
    op: Literal["eq", "ne", "contains"] = "contains"
    value: Value


class AudienceCondition(_Rule):
    """Whether the file of another audience named the contact."""

    field: Literal["audience"] = "audience"
    op: Literal["in", "not_in"] = "in"
    value: Value
    """The audience's id."""


class ConsentCondition(_Rule):
    """Whether the contact said, on a channel at least, that they want no such messages."""

    field: Literal["consent"] = "consent"
    op: Literal["refused", "not_refused"] = "refused"
    value: ConsentScope
    """`marketing`, which who wants nothing at all refuses too, or `all`."""


Condition = (
    TagCondition
    | AttributeCondition
    | ChannelCondition
    | ProviderCondition
    | LanguageCondition
    | LastHeardCondition
    | CreatedCondition
    | NameCondition
    | AudienceCondition
    | ConsentCondition
)


class Group(_Rule):
    """Conditions of which all, or any one, must hold; groups hold no groups."""

    field: Literal["group"] = "group"
    match: Literal["all", "any"] = "any"
    conditions: list[Annotated[Condition, Field(discriminator="field")]] = Field(
        min_length=1, max_length=MOST_CONDITIONS
    )


Rule = Annotated[Condition | Group, Field(discriminator="field")]


class AudienceFilter(_Rule):
    """Who is meant: all of `all`, at least one of `any` where there is one, and none of `exclude`."""

    all: list[Rule] = Field(default_factory=list, max_length=MOST_CONDITIONS)
    """Each of these holds. None at all means every contact."""
    any: list[Rule] = Field(default_factory=list, max_length=MOST_CONDITIONS)
    """One of these holds, if there are any."""
    exclude: list[Rule] = Field(default_factory=list, max_length=MOST_CONDITIONS)
    """None of these holds."""


class AudienceKind(StrEnum):
    """Where an audience's people come from."""

    FILTER = "filter"
    CSV = "csv"


class ImportState(StrEnum):
    """How far the import of a file is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class LineError(BaseModel):
    """A line of a file that was left out."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    line: int
    """The line's number, the header's being 1."""
    detail: str
    """What is wrong with it."""


class AudienceImport(BaseModel):
    """The import of a file into an audience: what was asked for, how far it is, and what came of it."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    id: str
    """The import's id; a further file has another."""
    state: ImportState = ImportState.WAITING
    """How far it is."""
    object_name: str
    """Where the bucket keeps the file, as UTF-8."""
    size_bytes: int
    """The file's size."""
    delimiter: str = ","
    """What separates its columns."""
    columns: list[str]
    """What its columns mean, in their order."""
    default_region: str = ""
    """The country (ISO 3166-1) of numbers without a country code."""
    phone_channel_id: ChannelId | None = None
    """The channel through which phone numbers can be reached."""
    chat_channel_id: ChannelId | None = None
    """The channel whose chats the file names."""
    offset_bytes: int
    """Up to where the file is worked off."""
    next_line: int = 2
    """The number of the line there."""
    rows: int = 0
    """How many rows were worked off."""
    created: int = 0
    """How many people were new."""
    matched: int = 0
    """How many were known, and joined the audience."""
    duplicates: int = 0
    """How many rows named somebody who was in the audience already, by a line above or an earlier file."""
    failed: int = 0
    """How many rows were left out."""
    errors: list[LineError] = Field(default_factory=list)
    """The first of those, with the reason."""
    failure: str = ""
    """Why the import ended before its end."""
    started_at: datetime
    """When the file came."""
    finished_at: datetime | None = None
    """When it was worked off."""


class Audience(BaseModel):
    """Whom a campaign is for."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore", use_attribute_docstrings=True)

    id: str
    """The audience's id."""
    name: str
    """What people call it."""
    kind: AudienceKind = AudienceKind.FILTER
    """Where its people come from."""
    filter: AudienceFilter = Field(default_factory=AudienceFilter)
    """Who is meant; of a file's audience, who of those that the file named."""
    count: int | None = None
    """How many it held when it was last counted; a hint, since people come and go."""
    counted_at: datetime | None = None
    """When that was."""
    last_import: AudienceImport | None = None
    """The newest file."""
    created_at: datetime | None = None
    """When it was made."""
    created_by: str = ""
    """Who made it."""
    updated_at: datetime | None = None
    """When its name or filter last changed."""

    @property
    def effective_filter(self) -> AudienceFilter:
        """The filter that says alone who is meant."""
        if self.kind is AudienceKind.FILTER:
            return self.filter
        named = AudienceCondition(value=self.id)
        return self.filter.model_copy(update={"all": [named, *self.filter.all]})


class Hint(NamedTuple):
    """A list of the contact that must hold a value for a filter to match, by which a query is narrowed."""

    field: Literal["tags", "audiences"]
    value: str


class Unread:
    """Stands for a conversation that was not read."""


UNREAD: Final = Unread()


def matches(filter_: AudienceFilter, contact: Contact, conversation: Conversation | None, now: datetime) -> bool:
    """Whether a contact is meant; one without a conversation never wrote and cannot be reached."""
    return _judge(filter_, contact, conversation, now) is True


def may_match(filter_: AudienceFilter, contact: Contact, now: datetime) -> bool:
    """False if the contact is not meant, whatever its conversation says; it spares reading the conversation."""
    return _judge(filter_, contact, UNREAD, now) is not False


def hangs_on_conversation(filter_: AudienceFilter, contact: Contact, now: datetime) -> bool:
    """Whether it takes the contact's conversation to say if they are meant."""
    return _judge(filter_, contact, UNREAD, now) is None


def query_hint(filter_: AudienceFilter) -> Hint | None:
    """The condition that narrows a query the most, if the filter has one that must hold of everybody it means."""
    must: list[Condition] = []
    for rule in filter_.all if len(filter_.any) != 1 else [*filter_.all, *filter_.any]:
        must += _must(rule)
    for condition in must:
        if isinstance(condition, AudienceCondition) and condition.op == "in":
            return Hint("audiences", condition.value)
    for condition in must:
        if isinstance(condition, TagCondition) and condition.op == "eq":
            return Hint("tags", condition.value)
    return None


def _must(rule: Condition | Group) -> Sequence[Condition]:
    if not isinstance(rule, Group):
        return [rule]
    return rule.conditions if rule.match == "all" or len(rule.conditions) == 1 else []


def _judge(
    filter_: AudienceFilter, contact: Contact, conversation: Conversation | Unread | None, now: datetime
) -> bool | None:
    """Kleene's logic: None where it hangs on a conversation that was not read."""

    def judge_rule(rule: Condition | Group) -> bool | None:
        if isinstance(rule, Group):
            verdicts = [_holds(condition, contact, conversation, now) for condition in rule.conditions]
            return _all(verdicts) if rule.match == "all" else _any(verdicts)
        return _holds(rule, contact, conversation, now)

    one = _any([judge_rule(rule) for rule in filter_.any]) if filter_.any else True
    none = _not(_any([judge_rule(rule) for rule in filter_.exclude]))
    return _all([*(judge_rule(rule) for rule in filter_.all), one, none])


def _all(verdicts: Sequence[bool | None]) -> bool | None:
    if False in verdicts:
        return False
    return None if None in verdicts else True


def _any(verdicts: Sequence[bool | None]) -> bool | None:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _not(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def _holds(
    condition: Condition, contact: Contact, conversation: Conversation | Unread | None, now: datetime
) -> bool | None:
    if not isinstance(condition, ChannelCondition | ProviderCondition | LastHeardCondition):
        return _contact_holds(condition, contact)
    return None if isinstance(conversation, Unread) else _thread_holds(condition, conversation, now)


def _contact_holds(
    condition: TagCondition
    | AttributeCondition
    | LanguageCondition
    | CreatedCondition
    | NameCondition
    | AudienceCondition
    | ConsentCondition,
    contact: Contact,
) -> bool:
    match condition:
        case TagCondition():
            return (condition.value in contact.tags) == (condition.op == "eq")
        case AudienceCondition():
            return (condition.value in contact.audiences) == (condition.op == "in")
        case ConsentCondition():
            return refuses(contact.opt_outs, condition.value) == (condition.op == "refused")
        case AttributeCondition():
            return _attribute_holds(condition, contact.attributes.get(condition.name))
        case LanguageCondition():
            return _speaks(contact.language, condition.value) == (condition.op == "eq")
        case CreatedCondition():
            at = contact.created_at
            return at is not None and (at < condition.at if condition.op == "before" else at > condition.at)
        case NameCondition():
            name, asked = contact.name.casefold(), condition.value.casefold()
            return asked in name if condition.op == "contains" else (asked == name) == (condition.op == "eq")


def _thread_holds(
    condition: ChannelCondition | ProviderCondition | LastHeardCondition,
    conversation: Conversation | None,
    now: datetime,
) -> bool:
    match condition:
        case ChannelCondition():
            return (condition.value in _channels(conversation, condition.op)) == (not condition.op.startswith("not_"))
        case ProviderCondition():
            return (condition.value in _providers(conversation, condition.op)) == (not condition.op.startswith("not_"))
        case LastHeardCondition():
            last_ms = max(conversation.last_inbound_ms.values(), default=0) if conversation else 0
            heard = last_ms > 0 and from_epoch_ms(last_ms) >= now - timedelta(days=condition.days)
            return heard == (condition.op == "within")


def _channels(conversation: Conversation | None, op: str) -> set[ChannelId]:
    if conversation is None:
        return set()
    if op.endswith("heard"):
        return {c for c, ms in conversation.last_inbound_ms.items() if ms > 0}
    return {c for c, addresses in conversation.endpoints.items() if addresses}


def _providers(conversation: Conversation | None, op: str) -> set[Provider]:
    if conversation is None:
        return set()
    return {e.provider for c in _channels(conversation, op) for e in conversation.endpoints.get(c, {}).values()}


def _speaks(spoken: str, asked: str) -> bool:
    have, want = spoken.lower().replace("-", "_"), asked.lower().replace("-", "_")
    return have == want or have.startswith(f"{want}_")


def _attribute_holds(condition: AttributeCondition, known: JsonValue) -> bool:
    match condition.op:
        case "exists" | "missing":
            return (known is not None and known != "") == (condition.op == "exists")
        case "eq" | "ne":
            return _equal(known, condition.value) == (condition.op == "eq")
        case "contains":
            return known is not None and _text(condition.value) in _text(known)
        case "gt":
            return known is not None and _order(known, condition.value) > 0
        case "lt":
            return known is not None and _order(known, condition.value) < 0


def _equal(known: JsonValue, value: Scalar | None) -> bool:
    return known is not None and _order(known, value) == 0


def _order(known: JsonValue, value: Scalar | None) -> int:
    """Below, at or above zero as `known` comes before, with or after `value`."""
    left, right = _number(known), _number(value)
    if left is not None and right is not None:
        return (left > right) - (left < right)
    one, other = _text(known), _text(value)
    return (one > other) - (one < other)


def _number(value: JsonValue) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _text(value: JsonValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value).casefold()
