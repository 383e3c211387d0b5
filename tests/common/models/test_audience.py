"""Whom a filter means."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from common.clock import epoch_ms
from common.models.audience import (
    Audience,
    AudienceFilter,
    AudienceKind,
    Hint,
    matches,
    may_match,
    query_hint,
)
from common.models.contact import Contact
from common.models.conversation import Conversation

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
ANA = Contact.model_validate(
    {
        "id": "ana",
        "name": "Ana Ruiz",
        "tags": ["vip", "berlin"],
        "audiences": ["xlist"],
        "attributes": {"age": 31, "spent": "9.5", "city": "Berlin", "member": True, "since": "2024-05-01"},
        "language": "pt_BR",
        "opt_outs": {
            "marketing_xwa": {"scope": "marketing", "channel_id": "xwa", "at": NOW},
            "all_xtg": {"scope": "all", "channel_id": "xtg", "at": NOW, "opted_in": True},
        },
        "created_at": NOW - timedelta(days=10),
    }
)
THREAD = Conversation.model_validate(
    {
        "id": "ana",
        "last_inbound_ms": {"xwa": epoch_ms(NOW - timedelta(days=3))},
        "endpoints": {
            "xwa": {"i": {"provider": "whatsapp", "address": "1"}},
            "xtg": {"j": {"provider": "telegram", "address": "2"}},
        },
        "channels": ["xwa", "xtg"],
    }
)


def of(*conditions: dict[str, object], **more: object) -> AudienceFilter:
    return AudienceFilter.model_validate({"all": conditions, **more})


def tag(value: str, op: str = "eq") -> dict[str, object]:
    return {"field": "tag", "op": op, "value": value}


def attribute(name: str, op: str, value: object = None) -> dict[str, object]:
    return {"field": "attribute", "name": name, "op": op, "value": value}


def group(match: str, *conditions: dict[str, object]) -> dict[str, object]:
    return {"field": "group", "match": match, "conditions": conditions}


def on(field: str, op: str, value: str) -> dict[str, object]:
    return {"field": field, "op": op, "value": value}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (tag("vip"), True),
        (tag("VIP"), False),
        (tag("vip", "ne"), False),
        (attribute("age", "eq", "31"), True),
        (attribute("age", "eq", 31.0), True),
        (attribute("age", "gt", 9), True),
        (attribute("spent", "gt", 10), False),
        (attribute("spent", "lt", "10"), True),
        (attribute("city", "eq", "BERLIN"), True),
        (attribute("city", "contains", "erl"), True),
        (attribute("city", "ne", "Ulm"), True),
        (attribute("member", "eq", True), True),
        (attribute("member", "eq", "true"), True),
        (attribute("member", "eq", 1), False),
        (attribute("since", "gt", "2024-04-30"), True),
        (attribute("since", "lt", "2024-05-01"), False),
        (attribute("shoe", "eq", ""), False),
        (attribute("shoe", "ne", "42"), True),
        (attribute("shoe", "gt", 0), False),
        (attribute("shoe", "lt", 0), False),
        (attribute("shoe", "contains", "4"), False),
        (attribute("shoe", "exists"), False),
        (attribute("shoe", "missing"), True),
        (attribute("age", "exists"), True),
        (on("channel", "heard", "xwa"), True),
        (on("channel", "heard", "xtg"), False),
        (on("channel", "not_heard", "xtg"), True),
        (on("channel", "reachable", "xtg"), True),
        (on("channel", "not_reachable", "xother"), True),
        (on("provider", "heard", "telegram"), False),
        (on("provider", "reachable", "telegram"), True),
        (on("language", "eq", "pt"), True),
        (on("language", "eq", "pt-br"), True),
        (on("language", "eq", "pt_PT"), False),
        (on("language", "ne", "de"), True),
        ({"field": "last_heard", "op": "within", "days": 3}, True),
        ({"field": "last_heard", "op": "within", "days": 2}, False),
        ({"field": "last_heard", "op": "not_within", "days": 2}, True),
        ({"field": "created", "op": "after", "at": "2026-11-01T00:00:00Z"}, True),
        ({"field": "created", "op": "before", "at": "2026-11-01T00:00:00Z"}, False),
        (on("name", "contains", "RUIZ"), True),
        (on("name", "eq", "ana"), False),
        (on("name", "ne", "ana"), True),
        (on("audience", "in", "xlist"), True),
        (on("audience", "not_in", "xlist"), False),
        (on("consent", "refused", "marketing"), True),
        (on("consent", "not_refused", "marketing"), False),
        (on("consent", "refused", "all"), False),
    ],
)
def test_what_a_condition_means(condition: dict[str, object], holds: bool) -> None:
    assert matches(of(condition), ANA, THREAD, NOW) is holds
    assert matches(of(exclude=[condition]), ANA, THREAD, NOW) is not holds
    assert matches(of(any=[condition]), ANA, THREAD, NOW) is holds


def test_who_never_wrote_was_not_heard_and_cannot_be_reached() -> None:
    for condition in (
        on("channel", "heard", "xwa"),
        on("provider", "reachable", "whatsapp"),
        {"field": "last_heard", "op": "within", "days": 3650},
    ):
        assert not matches(of(condition), ANA, None, NOW)
    assert matches(of({"field": "last_heard", "op": "not_within", "days": 1}), ANA, None, NOW)


def test_a_filter_without_conditions_means_everybody() -> None:
    assert matches(AudienceFilter(), Contact.model_validate({"id": "k"}), None, NOW)


@pytest.mark.parametrize(
    ("filter_", "hint"),
    [
        (of(), None),
        (of(tag("vip")), Hint("tags", "vip")),
        (of(tag("vip", "ne")), None),
        (of(attribute("a", "exists"), tag("vip")), Hint("tags", "vip")),
        (of(tag("vip"), on("audience", "in", "x")), Hint("audiences", "x")),
        (of(on("audience", "not_in", "x")), None),
        (of(any=[tag("vip")]), Hint("tags", "vip")),
        (of(any=[tag("vip"), tag("new")]), None),
        (of(group("any", tag("vip"), tag("new"))), None),
        (of(group("any", tag("vip"))), Hint("tags", "vip")),
        (of(group("all", attribute("a", "exists"), tag("new"))), Hint("tags", "new")),
        (of(exclude=[tag("vip")]), None),
    ],
)
def test_what_narrows_a_query(filter_: AudienceFilter, hint: Hint | None) -> None:
    assert query_hint(filter_) == hint


def test_the_audience_of_a_file_is_whom_it_named_and_its_filter_means() -> None:
    audience = Audience(id="xlist", name="List", kind=AudienceKind.CSV, filter=of(tag("vip")))
    assert query_hint(audience.effective_filter) == Hint("audiences", "xlist")
    assert matches(audience.effective_filter, ANA, None, NOW)
    assert not matches(audience.effective_filter, ANA.model_copy(update={"audiences": []}), None, NOW)
    assert not matches(audience.effective_filter, ANA.model_copy(update={"tags": []}), None, NOW)


@pytest.mark.parametrize(
    "filter_",
    [
        {"all": [{"field": "shoe", "op": "eq", "value": "42"}]},
        {"all": [{"field": "group", "match": "any", "conditions": []}]},
        {"all": [group("any", group("any", tag("vip")))]},
        {"all": [tag("")]},
        {"all": [tag("vip")] * 51},
        {"every": []},
        {"all": [{"field": "last_heard", "op": "within", "days": 0}]},
        {"all": [{"field": "created", "op": "before", "at": "2026-11-01T00:00:00"}]},
    ],
)
def test_what_is_no_filter_is_refused(filter_: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AudienceFilter.model_validate(filter_)


WORDS = st.sampled_from(["a", "b", "c", "1", "2.5", ""])
FULL_WORDS = st.sampled_from(["a", "b", "c"])
CONDITIONS = st.one_of(
    st.builds(tag, FULL_WORDS, st.sampled_from(["eq", "ne"])),
    st.builds(on, st.just("audience"), st.sampled_from(["in", "not_in"]), FULL_WORDS),
    st.builds(
        attribute,
        FULL_WORDS,
        st.sampled_from(["eq", "ne", "contains", "gt", "lt", "exists", "missing"]),
        st.one_of(WORDS, st.integers(-3, 3), st.booleans()),
    ),
    st.builds(
        on,
        st.just("channel"),
        st.sampled_from(["heard", "not_heard", "reachable", "not_reachable"]),
        FULL_WORDS,
    ),
    st.builds(
        lambda op, days: {"field": "last_heard", "op": op, "days": days},
        st.sampled_from(["within", "not_within"]),
        st.integers(1, 5),
    ),
)
RULES = st.lists(
    st.one_of(
        CONDITIONS,
        st.builds(
            lambda match, conditions: group(match, *conditions),
            st.sampled_from(["all", "any"]),
            st.lists(CONDITIONS, min_size=1, max_size=3),
        ),
    ),
    max_size=3,
)
FILTERS = st.builds(
    lambda every, some, none: AudienceFilter.model_validate({"all": every, "any": some, "exclude": none}),
    RULES,
    RULES,
    RULES,
)
CONTACTS = st.builds(
    lambda tags, audiences, attributes: Contact.model_validate(
        {"id": "k", "tags": tags, "audiences": audiences, "attributes": attributes}
    ),
    st.lists(FULL_WORDS, unique=True),
    st.lists(FULL_WORDS, unique=True),
    st.dictionaries(FULL_WORDS, st.one_of(WORDS, st.integers(-3, 3), st.booleans())),
)
THREADS = st.none() | st.builds(
    lambda days: Conversation.model_validate(
        {
            "id": "k",
            "last_inbound_ms": {c: epoch_ms(NOW - timedelta(days=n)) for c, n in days.items()},
            "endpoints": {c: {"i": {"provider": "whatsapp", "address": "1"}} for c in days},
        }
    ),
    st.dictionaries(FULL_WORDS, st.integers(0, 6)),
)


@given(FILTERS, CONTACTS, THREADS)
def test_nobody_is_ruled_out_whom_the_conversation_would_let_in(
    filter_: AudienceFilter, contact: Contact, thread: Conversation | None
) -> None:
    assert may_match(filter_, contact, NOW) or not matches(filter_, contact, thread, NOW)


@given(FILTERS, CONTACTS, THREADS)
def test_whoever_is_meant_is_among_those_whom_the_hint_finds(
    filter_: AudienceFilter, contact: Contact, thread: Conversation | None
) -> None:
    hint = query_hint(filter_)
    meant = matches(filter_, contact, thread, NOW)
    assert hint is None or not meant or hint.value in getattr(contact, hint.field)


@given(FILTERS, CONTACTS, THREADS)
def test_whom_a_filter_means_another_can_exclude(
    filter_: AudienceFilter, contact: Contact, thread: Conversation | None
) -> None:
    meant = matches(AudienceFilter(all=filter_.all), contact, thread, NOW)
    every_one = [matches(AudienceFilter(all=[rule]), contact, thread, NOW) for rule in filter_.all]
    assert meant is all(every_one)
    assert matches(AudienceFilter(exclude=filter_.all), contact, thread, NOW) is not any(every_one)


@given(FILTERS)
def test_a_filter_survives_being_stored(filter_: AudienceFilter) -> None:
    assert AudienceFilter.model_validate(filter_.model_dump(mode="python")) == filter_
