"""Who gets a message, through which channel, in which words; and why others get none."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.clock import epoch_ms
from common.models.campaign import Campaign, Content, Hours, SkipReason, Source, Timing, Variant
from common.models.channel import Channel, ChannelStatus, Provider
from common.models.contact import Contact, OptOut
from common.models.conversation import Conversation, ConversationStatus
from common.models.ids import ChannelId, ContactId, IdentityId
from common.models.routing import Endpoint
from common.models.template import Approval, ApprovalStatus, Category, Template
from functions.campaigns.service.choosing import (
    PLAN_ROOM,
    Planned,
    Rules,
    Skipped,
    choose,
    names_of,
    rules_of,
    values_for,
    within,
    wording_of,
)

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WABA = "200"
NUMBER = Channel(
    id=ChannelId("xnumber"),
    provider=Provider.WHATSAPP,
    name="Shop",
    identifier="1",
    account_id=WABA,
    messaging_limit=250,
)
OTHER = NUMBER.model_copy(update={"id": ChannelId("xother"), "name": "Other"})
BOT = Channel(id=ChannelId("xbot"), provider=Provider.TELEGRAM, name="Bot", identifier="2")
FOREIGN = NUMBER.model_copy(update={"id": ChannelId("xforeign")})
PHONE = "4915112345678"


def template(status: ApprovalStatus = ApprovalStatus.APPROVED, body: str = "Bread, {{first_name}}!") -> Template:
    """A template, as WhatsApp sees it."""
    approvals = {WABA: Approval(status=status, submitted_version=1)}
    return Template(
        id="t1", name="bread", language="en", category=Category.MARKETING, body=body, version=1, approvals=approvals
    )


def rules(*channels: Channel, content: Content | None = None, **more: Any) -> Rules:
    """The rules of a campaign with a pool of channels, of a tenant that has further ones."""
    sources = more.pop("sources", None)
    campaign = Campaign(
        id="c1",
        name="Bread",
        channels=[channel.id for channel in channels],
        content=content or Content(text="Bread, {{first_name}}!"),
        **more,
    )
    wordings = (campaign.content or Content(text="x")).wordings()
    known = sources or {id_: Source(text=wording.text) for id_, wording in wordings.items()}
    ready = campaign.model_copy(update={"sources": known})
    return rules_of(ready, [*channels, FOREIGN], "Europe/Berlin", NOW)


def person(**more: Any) -> Contact:
    """A contact."""
    return Contact(**{"id": ContactId("k1"), "name": "Ada Lovelace", **more})


def heard(**ago: timedelta | None) -> Conversation:
    """A conversation of somebody who was heard so long ago on each channel, or never."""
    pool = {"number": NUMBER, "other": OTHER, "bot": BOT}
    endpoints: dict[ChannelId, dict[IdentityId, Endpoint]] = {}
    last: dict[ChannelId, int] = {}
    for name, when in ago.items():
        channel = pool[name]
        address = PHONE if channel.provider is Provider.WHATSAPP else "777"
        at_ms = epoch_ms(NOW - when) if when is not None else 0
        known = Endpoint(provider=channel.provider, address=address, heard_ms=at_ms)
        endpoints[channel.id] = {IdentityId(f"i-{address}"): known}
        if when is not None:
            last[channel.id] = at_ms
    return Conversation(id=ContactId("k1"), endpoints=endpoints, last_inbound_ms=last)


def planned(choice: Planned | Skipped) -> Planned:
    """The choice, which must be a message."""
    assert isinstance(choice, Planned), choice
    return choice


def reason(choice: Planned | Skipped) -> SkipReason:
    """Why there is no message."""
    assert isinstance(choice, Skipped), choice
    return choice.reason


def test_the_channel_last_heard_on_goes_first() -> None:
    conversation = heard(number=5 * HOUR, bot=HOUR)
    assert planned(choose(person(), conversation, rules(NUMBER, BOT))).channel is BOT
    conversation = heard(number=HOUR, bot=5 * HOUR)
    assert planned(choose(person(), conversation, rules(NUMBER, BOT))).channel is NUMBER


def test_only_channels_of_the_pool_are_used() -> None:
    assert planned(choose(person(), heard(number=HOUR, bot=2 * HOUR), rules(BOT))).channel is BOT
    assert reason(choose(person(), heard(number=HOUR), rules(BOT))) is SkipReason.NO_ROUTE


def test_a_phone_number_opens_the_pools_other_numbers_for_templates() -> None:
    approved = {"a": Source(template=template())}
    content = Content(template_id="t1")
    choice = planned(choose(person(), heard(number=HOUR), rules(OTHER, content=content, sources=approved)))
    assert (choice.channel, choice.address, choice.as_template, choice.in_window) == (OTHER, PHONE, True, False)


def test_who_was_never_heard_anywhere_has_no_route() -> None:
    assert reason(choose(person(), None, rules(NUMBER, BOT))) is SkipReason.NO_ROUTE
    assert reason(choose(person(), heard(), rules(NUMBER, BOT))) is SkipReason.NO_ROUTE


def test_a_text_is_for_the_window_only() -> None:
    assert planned(choose(person(), heard(number=23 * HOUR), rules(NUMBER))).in_window
    assert reason(choose(person(), heard(number=24 * HOUR), rules(NUMBER))) is SkipReason.WINDOW_CLOSED
    assert reason(choose(person(), heard(number=None), rules(NUMBER))) is SkipReason.WINDOW_CLOSED


@pytest.mark.parametrize("status", [ApprovalStatus.PENDING, ApprovalStatus.PAUSED, ApprovalStatus.REJECTED])
def test_a_template_that_is_not_approved_goes_as_a_text_within_the_window(status: ApprovalStatus) -> None:
    known = rules(NUMBER, content=Content(template_id="t1"), sources={"a": Source(template=template(status))})
    choice = planned(choose(person(), heard(number=HOUR), known))
    assert (choice.as_template, choice.free_text_until) == (False, NOW + 23 * HOUR - timedelta(seconds=60))
    assert reason(choose(person(), heard(number=30 * HOUR), known)) is SkipReason.WINDOW_CLOSED


def test_outside_the_window_only_approved_variants_are_chosen_from() -> None:
    content = Content(template_id="t1", variants=[Variant(id=v, text=f"Bread {v}") for v in "bcdef"])
    sources = {"a": Source(template=template()), **{v: Source(text=f"Bread {v}") for v in "bcdef"}}
    known = rules(NUMBER, BOT, content=content, sources=sources)
    outside = {planned(choose(person(id=f"k{n}"), heard(number=30 * HOUR), known)).variant for n in range(50)}
    telegram = {planned(choose(person(id=f"k{n}"), heard(bot=30 * HOUR), known)).variant for n in range(100)}
    assert outside == {"a"}
    assert telegram == set("abcdef")


def test_the_next_way_is_taken_where_the_first_is_barred() -> None:
    known = rules(NUMBER, BOT)
    no_marketing = OptOut(scope="marketing", channel_id=NUMBER.id, at=NOW)
    contact = person(opt_outs={f"marketing_{NUMBER.id}": no_marketing})
    conversation = heard(number=HOUR, bot=9 * HOUR)
    assert planned(choose(contact, conversation, known)).channel in (BOT, NUMBER)
    paused = NUMBER.model_copy(update={"status": ChannelStatus.PAUSED})
    assert planned(choose(person(), conversation, rules(paused, BOT))).channel is BOT
    assert reason(choose(person(), heard(number=HOUR), rules(paused))) is SkipReason.CHANNEL_INACTIVE


def test_who_was_merged_is_a_double() -> None:
    assert reason(choose(person(merged_into="k2"), heard(bot=HOUR), rules(BOT))) is SkipReason.DUPLICATE
    merged = heard(bot=HOUR).model_copy(update={"status": ConversationStatus.MERGED})
    assert reason(choose(person(), merged, rules(BOT))) is SkipReason.DUPLICATE


def test_a_variable_without_value_or_fallback_is_missing() -> None:
    content = Content(text="Your {{cake}}, {{first_name}}!", fallbacks={"first_name": "friend"})
    skipped = choose(person(name=""), heard(bot=HOUR), rules(BOT, content=content))
    assert skipped == Skipped(SkipReason.MISSING_VARIABLE, "cake")
    choice = planned(
        choose(person(name="", attributes={"cake": "torte"}), heard(bot=HOUR), rules(BOT, content=content))
    )
    assert choice.values == {"cake": "torte", "first_name": "friend"}


def test_a_text_that_values_make_too_long_is_not_sent() -> None:
    content = Content(text="{{story}}")
    contact = person(attributes={"story": "x" * 4097})
    assert reason(choose(contact, heard(bot=HOUR), rules(BOT, content=content))) is SkipReason.TOO_LONG


@pytest.mark.parametrize(
    ("contact", "conversation", "zone"),
    [
        (person(time_zone="Asia/Tokyo"), heard(number=HOUR), "Asia/Tokyo"),
        (person(attributes={"time_zone": "Asia/Tokyo"}), heard(number=HOUR), "Asia/Tokyo"),
        (person(time_zone="Mars/Base"), heard(bot=HOUR), "Europe/Berlin"),
        (person(), heard(bot=HOUR), "Europe/Berlin"),
        (person(), heard(number=HOUR), "Europe/Berlin"),
    ],
)
def test_the_zone_is_the_contacts_else_the_numbers_else_the_tenants(
    contact: Contact, conversation: Conversation, zone: str
) -> None:
    hours = Hours(start="09:00", end="17:00", zone="contact")
    known = rules(NUMBER, BOT, timing=Timing(hours=hours))
    assert planned(choose(contact, conversation, known)).zone == zone


@pytest.mark.parametrize(("phone", "zone"), [("12125551234", "America/New_York"), ("81312345678", "Asia/Tokyo")])
def test_a_numbers_prefix_tells_its_zone(phone: str, zone: str) -> None:
    conversation = heard(number=HOUR)
    endpoint = Endpoint(provider=Provider.WHATSAPP, address=phone, heard_ms=1)
    moved = conversation.model_copy(update={"endpoints": {NUMBER.id: {IdentityId("i"): endpoint}}})
    hours = Hours(start="09:00", end="17:00", zone="contact")
    assert planned(choose(person(), moved, rules(NUMBER, timing=Timing(hours=hours)))).zone == zone


def test_limits_are_used_up_one_by_one() -> None:
    approved = rules(NUMBER, content=Content(template_id="t1"), sources={"a": Source(template=template())})
    outside = planned(choose(person(), heard(number=30 * HOUR), approved))
    inside = planned(choose(person(), heard(number=HOUR), approved))
    room = {PLAN_ROOM: 2, WABA: 1}
    first, room = within(outside, room)
    assert isinstance(first, Planned)
    assert room == {PLAN_ROOM: 1, WABA: 0}
    assert within(outside, room)[0] == Skipped(SkipReason.PORTFOLIO_LIMIT)
    second, room = within(inside, room)
    assert isinstance(second, Planned)
    assert within(inside, room) == (Skipped(SkipReason.PLAN_LIMIT), {PLAN_ROOM: 0, WABA: 0})


names = st.sampled_from(["name", "first_name", "phone", "city", "cake"])
values = st.text(min_size=0, max_size=30)


@settings(deadline=None)
@given(
    st.lists(names, min_size=1, max_size=4),
    st.dictionaries(names, values),
    st.dictionaries(names, values),
    values,
)
def test_whoever_is_written_to_has_a_value_for_every_variable(
    used: list[str], attributes: dict[str, str], fallbacks: dict[str, str], name: str
) -> None:
    content = Content(text=" ".join(f"{{{{{each}}}}}" for each in used), fallbacks=fallbacks)
    known = rules(BOT, content=content)
    contact = person(name=name, attributes=attributes)
    choice = choose(contact, heard(bot=HOUR), known)
    have = values_for(contact, phone="", rules=known)
    if isinstance(choice, Skipped):
        assert choice.reason is SkipReason.MISSING_VARIABLE
        assert set(choice.detail.split(", ")) == {each for each in used if not have.get(each, "").strip()}
        return
    assert set(choice.values) == set(names_of(known.sources["a"])) == set(used)
    text = wording_of(known.sources["a"], choice.values)
    assert text == " ".join(have[each] for each in used)


@settings(deadline=None)
@given(st.sets(st.sampled_from([NUMBER.id, OTHER.id, BOT.id])), st.integers(0, 60), st.integers(0, 60))
def test_a_message_goes_only_through_the_pool_and_only_as_the_provider_allows(
    pool: set[ChannelId], number_h: int, bot_h: int
) -> None:
    channels = [channel for channel in (NUMBER, OTHER, BOT) if channel.id in pool]
    choice = choose(person(), heard(number=number_h * HOUR, bot=bot_h * HOUR), rules(*channels))
    if isinstance(choice, Planned):
        assert choice.channel.id in pool
        assert choice.channel is BOT or number_h < 24
    else:
        assert BOT.id not in pool
