"""What is sent of a template: every value in its place, nothing left open, and nothing that a provider refuses."""

import string
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.errors import Invalid
from common.models.contact import Contact
from common.models.contact_values import values_of
from common.models.ids import ContactId, TenantId
from common.models.message import ButtonKind, HeaderFormat, Location
from common.models.placeholders import PLACEHOLDER
from common.models.template import (
    Approval,
    ApprovalStatus,
    MissingValues,
    Template,
    TemplateButton,
    TemplateHeader,
    location_of,
    media_of,
    missing_values,
    plain_text,
    provider_names,
    provider_text,
    render,
    template_id,
    use_of,
    variables_of,
    why_not_sendable,
)

WABA = "200000000000001"
NAMES = st.lists(st.text(string.ascii_lowercase + "_", min_size=1, max_size=12), min_size=1, max_size=5, unique=True)
VALUES = st.text(st.characters(codec="utf-8", exclude_characters="{}"), min_size=1, max_size=40).filter(str.strip)


def template(**fields: object) -> Template:
    known: dict[str, object] = {
        "id": "t",
        "name": "order_ready",
        "language": "en",
        "category": "utility",
        "header": TemplateHeader(format=HeaderFormat.TEXT, text="Order {{order_id}}"),
        "body": "Hello {{first_name}}, your order {{order_id}} is ready for you.",
        "footer": "Acme",
        "buttons": [
            TemplateButton(kind=ButtonKind.URL, text="Track", url="https://acme.test/o/{{order_id}}"),
            TemplateButton(kind=ButtonKind.QUICK_REPLY, text="Thanks", payload="thanks"),
        ],
        "variables": {"first_name": "Ana", "order_id": "7"},
    }
    return Template.model_validate(known | fields)


def with_body(names: list[str]) -> Template:
    body = "Dear customer, " + " and then ".join(f"{{{{{name}}}}}" for name in names) + " is all we have to tell you."
    return template(header=None, footer="", buttons=[], body=body, variables=dict.fromkeys(names, "x"))


def test_a_template_is_rendered_into_all_its_parts() -> None:
    use = use_of(template(), {"first_name": "Bo", "order_id": "9 A"})
    assert use.variables == {"first_name": "Bo", "order_id": "9 A"}
    assert use.header is not None
    assert (use.header.name, use.header.text) == ("order_id", "9 A")
    assert [(b.kind, b.title, b.value, b.url) for b in use.buttons] == [
        (ButtonKind.URL, "Track", "9%20A", "https://acme.test/o/9%20A"),
        (ButtonKind.QUICK_REPLY, "Thanks", "thanks", ""),
    ]
    assert use.text == (
        "Order 9 A\n\nHello Bo, your order 9 A is ready for you.\n\nAcme\n\nTrack: https://acme.test/o/9%20A"
    )


def test_variables_are_named_once_over_all_parts_in_their_order() -> None:
    assert variables_of(template()) == ("order_id", "first_name")


@pytest.mark.parametrize("values", [{}, {"first_name": "Bo"}, {"first_name": "Bo", "order_id": " \n"}])
def test_a_template_without_all_values_is_not_sent(values: Mapping[str, str]) -> None:
    with pytest.raises(MissingValues) as refused:
        use_of(template(), values)
    assert "/values/order_id" in {fault.pointer for fault in refused.value.faults}
    assert missing_values(template(), values)[0] == "order_id"


def test_a_preview_leaves_open_what_has_no_value() -> None:
    shown = render(template(), {"first_name": "Bo"})
    assert (shown.header, shown.missing) == ("Order {{order_id}}", ("order_id",))


def test_a_text_that_no_channel_takes_is_refused() -> None:
    with pytest.raises(Invalid, match="4096"):
        plain_text(template(), {"first_name": "x" * 4096, "order_id": "7"})


def test_a_place_and_a_phone_number_are_lines_of_the_plain_text() -> None:
    place = Location(latitude=1, longitude=2, name="Cafe", address="Main St 1")
    call = TemplateButton(kind=ButtonKind.PHONE, text="Call", phone="+4930123456")
    shown = template(header=TemplateHeader(format=HeaderFormat.LOCATION, location=place), buttons=[call])
    text = plain_text(shown, {"first_name": "Bo", "order_id": "9"})
    assert text.startswith("Cafe, Main St 1\n\n")
    assert text.endswith("\n\nCall: +4930123456")
    assert location_of(shown) == place


def test_the_headers_file_is_the_messages_media() -> None:
    header = TemplateHeader(format=HeaderFormat.IMAGE, media_id="ab" * 32, mime_type="image/png", filename="a.png")
    media = media_of(template(header=header), TenantId("acme"))
    assert media is not None
    assert (media.object_name, media.mime_type) == (f"tenants/acme/media/{'ab' * 32}", "image/png")
    assert media_of(template(), TenantId("acme")) is None


@given(names=NAMES, data=st.data())
def test_every_value_stands_in_the_text_and_nothing_stays_open(names: list[str], data: st.DataObject) -> None:
    values = {name: data.draw(VALUES) for name in names}
    use = use_of(with_body(names), values)
    assert not PLACEHOLDER.search(use.text)
    assert set(use.variables) == set(names)
    assert all(" ".join(value.split()) in use.text for value in values.values())


@given(names=NAMES, data=st.data())
def test_no_value_holds_what_whatsapp_refuses(names: list[str], data: st.DataObject) -> None:
    values = {name: data.draw(VALUES) for name in names}
    sent = use_of(with_body(names), values).variables.values()
    assert all(value.strip() and "\n" not in value and "\t" not in value and "     " not in value for value in sent)


@given(names=NAMES, data=st.data())
def test_what_is_missing_is_exactly_what_was_not_given(names: list[str], data: st.DataObject) -> None:
    given_names = data.draw(st.sets(st.sampled_from(names)))
    assert set(missing_values(with_body(names), dict.fromkeys(given_names, "x"))) == set(names) - given_names


@given(value=VALUES)
def test_a_placeholder_in_a_value_is_not_filled_in_again(value: str) -> None:
    sent = use_of(with_body(["a", "b"]), {"a": "{{b}}", "b": value})
    assert sent.variables["a"] == "{{b}}"


@given(numbers=st.permutations(range(1, 6)))
def test_numbers_are_counted_anew_in_each_part(numbers: list[int]) -> None:
    text = " x ".join(f"{{{{{n + 2}}}}}" for n in numbers)
    assert sorted(provider_names(text).values(), key=int) == ["1", "2", "3", "4", "5"]
    assert provider_text(text) == " x ".join(f"{{{{{n}}}}}" for n in numbers)


def test_a_contact_gives_its_name_and_attributes() -> None:
    attributes = {"city": "Ulm", "vip": True, "orders": 3.0, "first_name": "Bobby", "tags": ["a"], "empty": ""}
    contact = Contact.model_validate(
        {"id": ContactId("k"), "name": "Robert Roe", "language": "de", "attributes": attributes}
    )
    expected = {
        "city": "Ulm",
        "vip": "yes",
        "orders": "3",
        "first_name": "Bobby",
        "name": "Robert Roe",
        "language": "de",
    }
    assert values_of(contact) == expected


@pytest.mark.parametrize(
    ("approval", "says"),
    [
        (None, "was not submitted"),
        (Approval(status=ApprovalStatus.PENDING), "is pending"),
        (Approval(status=ApprovalStatus.PAUSED, reason="Low quality."), "is paused. Low quality."),
        (Approval(status=ApprovalStatus.APPROVED, submitted_version=0), "does not have version 1"),
        (Approval(status=ApprovalStatus.APPROVED, submitted_version=1, differs=True), "does not have version 1"),
        (Approval(status=ApprovalStatus.APPROVED, submitted_version=1), ""),
    ],
)
def test_it_is_said_why_a_template_cannot_be_sent(approval: Approval | None, says: str) -> None:
    approvals = {} if approval is None else {WABA: approval}
    told = why_not_sendable(template(approvals=approvals), WABA)
    assert says in told
    assert bool(told) == bool(says)


def test_a_name_is_one_template_in_each_language() -> None:
    assert len({template_id("a", "en"), template_id("a", "de"), template_id("ae", "n"), template_id("b", "en")}) == 4
