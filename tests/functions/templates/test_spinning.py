"""What may be reworded, and what is shown of the rewordings."""

import pytest

from common.errors import Invalid, PlanRequired
from common.models.ids import TenantId
from common.models.tenant import Plan, Tenant
from functions.templates.service.spinning import LIMIT_CHARS, check_size, demand_spinning, judged, note
from functions.templates.spin_schemas import SpinIn, SpinKind

ASKED = SpinIn(text="The {{size}} loaf costs 4 € from today on.", count=4)


def test_of_two_rewordings_that_are_alike_the_first_is_kept() -> None:
    first, twin, other = judged(
        ASKED,
        [
            "From now on you pay 4 € for a {{size}} loaf here.",
            "from now on: you pay 4 € for a {{size}} loaf HERE!",
            "Bakers' news! 4 € buys what we call {{size}} bread.",
        ],
    )
    assert (first.usable, twin.usable, other.usable) == (True, False, True)
    assert [fault.code for fault in twin.faults] == ["too_similar"]
    assert "variant 1" in twin.faults[0].detail


def test_a_faulty_rewording_does_not_stand_in_the_way_of_a_right_one() -> None:
    wrong, right = judged(
        ASKED,
        ["From now on you pay 5 € for a {{size}} loaf here.", "From now on you pay 4 € for a {{size}} loaf here."],
    )
    assert (wrong.usable, right.usable) == (False, True)


def test_rewordings_are_trimmed_and_those_beyond_the_count_left_out() -> None:
    variants = judged(ASKED, [" One ", *["x"] * 9])
    assert (len(variants), variants[0].text) == (4, "One")


def test_a_placeholder_at_the_edge_matters_for_templates_only() -> None:
    text = "4 € is what one pays as of today for {{size}}"
    assert [fault.code for fault in judged(ASKED, [text])[0].faults] == ["placeholder_at_edge"]
    assert judged(ASKED.model_copy(update={"kind": SpinKind.SESSION}), [text])[0].usable


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["Now 4 € buys a {{size}} one."] * 2, "1 of 2 breaks a rule"),
        (["Now 4 € buys a {{size}} one."] * 3, "2 of 3 break a rule"),
        (["x"], "Every variant breaks a rule"),
        (["x"], "The model gave 1 instead of 4."),
    ],
)
def test_the_note_says_what_is_missing(texts: list[str], said: str) -> None:
    assert said in note(ASKED, judged(ASKED, texts))


@pytest.mark.parametrize(("kind", "said"), [(SpinKind.TEMPLATE, "submit it"), (SpinKind.SESSION, "24 hours")])
def test_the_note_says_where_whatsapp_forbids_it(kind: SpinKind, said: str) -> None:
    asked = ASKED.model_copy(update={"kind": kind})
    assert said in note(asked, judged(asked, ["Now 4 € buys a {{size}} one."]))


@pytest.mark.parametrize("kind", list(SpinKind))
def test_a_text_may_be_as_long_as_its_kind_allows(kind: SpinKind) -> None:
    limit_chars = LIMIT_CHARS[kind]
    check_size(SpinIn(text="x" * limit_chars, count=2, kind=kind))
    with pytest.raises(Invalid, match=f"at most {limit_chars:,} characters"):
        check_size(SpinIn.model_construct(text="x" * (limit_chars + 1), count=2, kind=kind))


def test_a_long_text_gets_fewer_rewordings() -> None:
    with pytest.raises(Invalid, match="at most 3 variants"):
        check_size(SpinIn(text="x" * 4000, count=4, kind=SpinKind.SESSION))
    check_size(SpinIn(text="x" * 4000, count=3, kind=SpinKind.SESSION))


@pytest.mark.parametrize("plan", [Plan.STARTER, Plan.PRO])
def test_a_smaller_plan_is_told_which_it_needs(plan: Plan) -> None:
    with pytest.raises(PlanRequired, match="needs the enterprise plan") as caught:
        demand_spinning(Tenant(id=TenantId("t"), name="T", plan=plan))
    assert caught.value.extra == {"plan": plan, "plan_needed": "enterprise"}


def test_the_largest_plan_may_spin() -> None:
    demand_spinning(Tenant(id=TenantId("t"), name="T", plan=Plan.ENTERPRISE))
