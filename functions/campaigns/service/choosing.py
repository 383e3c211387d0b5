"""Who gets a message, through which channel, in which words; and why others get none. Nothing here reads or writes."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from common.clock import from_epoch_ms
from common.errors import Invalid
from common.models.campaign import Campaign, Content, SkipReason, Source, ZoneOf
from common.models.channel import WINDOW_MARGIN_S, WINDOW_S, Channel, ChannelStatus, Provider
from common.models.consent import may_receive
from common.models.contact import Contact
from common.models.conversation import Conversation, ConversationStatus
from common.models.ids import ChannelId
from common.models.placeholders import fill_in, names_in
from common.models.spinning import variant_for
from common.models.template import TEXT_MAX_CHARS, missing_values, plain_text, variables_of, why_not_sendable

PLAN_ROOM: Final = "plan"
"""The name under which the room of the plan's limit stands; those of WhatsApp accounts stand under their ids."""


class Rules(NamedTuple):
    """What decides about everybody of a campaign alike."""

    campaign_id: str
    content: Content
    sources: Mapping[str, Source]
    """What each variant says."""
    channels: Sequence[Channel]
    """The campaign's pool: channels of the tenant's own."""
    marketing: bool
    zone_of: ZoneOf
    tenant_zone: str
    now: datetime


class Planned(NamedTuple):
    """Somebody gets a message."""

    channel: Channel
    address: str
    variant: str
    as_template: bool
    """True if it goes as an approved template, which the provider allows at any time."""
    in_window: bool
    """True if the provider's window is open, or it has none."""
    values: dict[str, str]
    zone: str
    free_text_until: datetime | None


class Skipped(NamedTuple):
    """Somebody gets none."""

    reason: SkipReason
    detail: str = ""


class Way(NamedTuple):
    """A channel that leads to a contact."""

    channel: Channel
    address: str
    heard_ms: int


def rules_of(campaign: Campaign, channels: Sequence[Channel], tenant_zone: str, now: datetime) -> Rules:
    """The rules of a campaign; of `channels` only those of its pool."""
    if campaign.content is None:
        raise Invalid("The campaign says nothing yet.")
    hours = campaign.timing.hours
    return Rules(
        campaign_id=campaign.id,
        content=campaign.content,
        sources=campaign.sources,
        channels=[channel for channel in channels if channel.id in campaign.channels],
        marketing=campaign.marketing,
        zone_of=hours.zone if hours else ZoneOf.TENANT,
        tenant_zone=tenant_zone,
        now=now,
    )


def choose(contact: Contact, conversation: Conversation | None, rules: Rules) -> Planned | Skipped:
    """Whether a contact gets a message: through the first way that may be taken, else the first way's obstacle.

    Limits and doubles are not looked at: they are about others, too.
    """
    if contact.merged_into or (conversation and conversation.status is ConversationStatus.MERGED):
        return Skipped(SkipReason.DUPLICATE, "This contact turned out to be another.")
    ways = ways_to(contact, conversation, rules)
    if not ways:
        return Skipped(SkipReason.NO_ROUTE)
    obstacle: Skipped | None = None
    for way in ways:
        chosen = _take(contact, way, rules)
        if isinstance(chosen, Planned):
            return chosen
        obstacle = obstacle or chosen
    return obstacle or Skipped(SkipReason.NO_ROUTE)


def ways_to(contact: Contact, conversation: Conversation | None, rules: Rules) -> list[Way]:
    """The channels of the pool that lead to a contact: the one last heard on first, then those that a phone number
    opens, in an order that spreads contacts over them."""
    if conversation is None:
        return []
    pool = {channel.id: channel for channel in rules.channels}
    heard = [
        Way(pool[c], max(known.values(), key=lambda e: (e.heard_ms, e.address)).address, _heard(conversation, c))
        for c, known in conversation.endpoints.items()
        if c in pool and known
    ]
    heard.sort(key=lambda way: (-way.heard_ms, way.channel.id))
    phone = phone_of(conversation)
    if not phone:
        return heard
    others = [
        channel
        for channel in rules.channels
        if channel.provider is Provider.WHATSAPP and channel.id not in {way.channel.id for way in heard}
    ]
    others.sort(key=lambda channel: _spread(rules.campaign_id, contact.id, channel.id))
    return [*heard, *(Way(channel, phone, 0) for channel in others)]


def phone_of(conversation: Conversation | None) -> str:
    """The contact's phone number (digits), of several the one last heard; empty where none is known."""
    endpoints = [e for known in conversation.endpoints.values() for e in known.values()] if conversation else []
    phones = [e for e in endpoints if e.provider is Provider.WHATSAPP and e.address.isdigit()]
    return max(phones, key=lambda e: (e.heard_ms, e.address)).address if phones else ""


def _heard(conversation: Conversation, c: ChannelId) -> int:
    return conversation.last_inbound_ms.get(c, 0)


def _spread(*parts: str) -> bytes:
    return hashlib.blake2b("/".join(parts).encode(), digest_size=8).digest()


def _take(contact: Contact, way: Way, rules: Rules) -> Planned | Skipped:
    channel = way.channel
    if not may_receive(contact.opt_outs, channel.id, marketing=rules.marketing):
        return Skipped(SkipReason.OPTED_OUT)
    if channel.status is not ChannelStatus.ACTIVE:
        return Skipped(
            SkipReason.CHANNEL_INACTIVE, f"{channel.name} is {channel.status}. {channel.status_reason}".strip()
        )
    until = _free_text_until(way)
    in_window = WINDOW_S[channel.provider] is None or (until is not None and rules.now < until)
    sendable = {id_: _as_template(source, channel) for id_, source in rules.sources.items()}
    possible = [id_ for id_, as_template in sendable.items() if as_template or in_window]
    if not possible:
        return Skipped(SkipReason.WINDOW_CLOSED, _why_no_template(rules, channel))
    variant = variant_for(rules.campaign_id, contact.id, possible)
    source, as_template = rules.sources[variant], sendable[variant]
    values = values_for(contact, phone=way.address if channel.provider is Provider.WHATSAPP else "", rules=rules)
    if missing := missing_in(source, values):
        return Skipped(SkipReason.MISSING_VARIABLE, ", ".join(missing))
    try:
        wording_of(source, values)
    except Invalid as error:
        return Skipped(SkipReason.TOO_LONG, error.detail)
    return Planned(
        channel=channel,
        address=way.address,
        variant=variant,
        as_template=as_template,
        in_window=in_window,
        values={name: values[name] for name in names_of(source)},
        zone=zone_of(contact, way.address if channel.provider is Provider.WHATSAPP else "", rules),
        free_text_until=None if as_template else until,
    )


def _free_text_until(way: Way) -> datetime | None:
    window_s = WINDOW_S[way.channel.provider]
    if window_s is None or not way.heard_ms:
        return None
    return from_epoch_ms(way.heard_ms) + timedelta(seconds=window_s - WINDOW_MARGIN_S)


def _as_template(source: Source, channel: Channel) -> bool:
    if source.template is None or channel.provider is not Provider.WHATSAPP:
        return False
    return not why_not_sendable(source.template, channel.account_id)


def _why_no_template(rules: Rules, channel: Channel) -> str:
    whys = [why_not_sendable(s.template, channel.account_id) for s in rules.sources.values() if s.template]
    return next((why for why in whys if why), "Only an approved template can be sent to this person now.")


def values_for(contact: Contact, *, phone: str, rules: Rules) -> dict[str, str]:
    """What stands for the variables: what we know of the contact, else the campaign's fallback."""
    known = {name: _text(value) for name, value in contact.attributes.items()}
    known |= {
        "name": contact.name,
        "first_name": (contact.name.split() or [""])[0],
        "phone": f"+{phone}" if phone else "",
    }
    return {**rules.content.fallbacks, **{name: value for name, value in known.items() if value.strip()}}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""


def names_of(source: Source) -> tuple[str, ...]:
    """The variables of what a variant says."""
    return variables_of(source.template) if source.template else names_in(source.text)


def missing_in(source: Source, values: Mapping[str, str]) -> tuple[str, ...]:
    """The variables for which there is no value."""
    if source.template:
        return missing_values(source.template, values)
    return tuple(name for name in names_in(source.text) if not values.get(name, "").strip())


def wording_of(source: Source, values: Mapping[str, str]) -> str:
    """What a variant says to somebody.

    Raises:
        Invalid: it is too long, or a value is missing.
    """
    if source.template:
        return plain_text(source.template, values)
    text = fill_in(source.text, values)
    if len(text) > TEXT_MAX_CHARS:
        raise Invalid(f"With these values the text has {len(text)} characters; {TEXT_MAX_CHARS} are possible.")
    return text


def zone_of(contact: Contact, phone: str, rules: Rules) -> str:
    """The time zone whose sending hours hold for a contact: the contact's own, the phone number's, or the tenant's."""
    if rules.zone_of is ZoneOf.TENANT:
        return rules.tenant_zone
    own = contact.time_zone or _text(contact.attributes.get("time_zone"))
    if own and is_zone(own):
        return own
    return _phone_zone(phone, rules) or rules.tenant_zone


def is_zone(name: str) -> bool:
    """Whether it is the name of a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _phone_zone(phone: str, rules: Rules) -> str:
    """The zone of a number; where it may be in several, the tenant's if it is one of them, else the middle one."""
    if not phone:
        return ""
    # Imported here: the table of prefixes is large, and only campaigns by the contacts' clocks need it.
    import phonenumbers
    from phonenumbers import timezone

    try:
        parsed = phonenumbers.parse(f"+{phone}")
    except phonenumbers.NumberParseException:
        return ""
    zones = [zone for zone in timezone.time_zones_for_number(parsed) if is_zone(zone)]
    if rules.tenant_zone in zones:
        return rules.tenant_zone
    zones.sort(key=lambda zone: (rules.now.astimezone(ZoneInfo(zone)).utcoffset(), zone))
    return zones[len(zones) // 2] if zones else ""


def within(planned: Planned, room: Mapping[str, int]) -> tuple[Planned | Skipped, dict[str, int]]:
    """What the limits make of a planned message, and what is left of them after it.

    WhatsApp's limit is on people who are written to outside the window; a limit that is not named is none.

    Source: shared facts on providers, §3.3 (messaging limits; read 2026-11).
    """
    left = dict(room)
    needs = [(PLAN_ROOM, SkipReason.PLAN_LIMIT)]
    if planned.as_template and not planned.in_window:
        needs.append((planned.channel.account_id, SkipReason.PORTFOLIO_LIMIT))
    for name, reason in needs:
        if name in left and left[name] <= 0:
            return Skipped(reason), dict(room)
    for name, _ in needs:
        if name in left:
            left[name] -= 1
    return planned, left
