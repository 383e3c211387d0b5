"""Rewordings keep what a message must keep, differ enough, and are spread evenly over the contacts."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from common.models.consent import STOP_WORDS
from common.models.ids import ContactId
from common.models.spinning import (
    MIN_CHANGE_SHARE,
    SpinFault,
    change_share,
    check_variant,
    opt_out_lines,
    variant_for,
    words_of,
)

ORIGINAL = (
    "Hi {{first_name}}, our rye bread is ready! Get 20% off (€4.50 instead of €5.60) until 24.12.2026: "
    "https://bakery.example.com/rye?c={{code}} or ask hello@bakery.example.com.\nReply STOP to unsubscribe."
)
VARIANT = (
    "Good news, {{first_name}}: fresh rye waits for you. Until 24.12.2026 it costs € 4.50 and no longer 5.60 EUR, "
    "that is 20 % less! Write to hello@bakery.example.com, or look at https://bakery.example.com/rye?c={{code}}.\n"
    "Reply STOP to unsubscribe."
)
WORDS = st.sampled_from(["apple", "bread", "cider", "dates", "eggs", "flour", "grapes", "honey", "icing", "jam"])
TEXTS = st.lists(WORDS, max_size=30).map(" ".join)
ANY_TEXT = st.text(max_size=60)


def codes(
    variant: str, *others: str, original: str = ORIGINAL, limit_chars: int = 1024, template: bool = True
) -> list[str]:
    """The rules that a variant breaks."""
    return [b.code for b in check_variant(original, variant, others, limit_chars=limit_chars, is_template=template)]


def test_a_rewording_that_keeps_everything_breaks_no_rule() -> None:
    assert codes(VARIANT) == []


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{first_name}}", "Ada", SpinFault.PLACEHOLDERS),
        ("{{first_name}}", "{{first_name}} {{first_name}}", SpinFault.PLACEHOLDERS),
        ("{{first_name}}", "{{last_name}}", SpinFault.PLACEHOLDERS),
        ("/rye?", "/bread?", SpinFault.LINKS),
        ("hello@", "help@", SpinFault.EMAILS),
        ("20 %", "25 %", SpinFault.NUMBERS),
        ("20 %", "twenty percent", SpinFault.NUMBERS),
        ("20 %", "20", SpinFault.NUMBERS),
        ("€ 4.50", "$4.50", SpinFault.NUMBERS),
        ("€ 4.50", "€4,50", SpinFault.NUMBERS),
        ("24.12.2026", "24.12.2027", SpinFault.NUMBERS),
        ("for you", "for the 2 of you", SpinFault.NUMBERS),
        ("Reply STOP to unsubscribe.", "Reply STOP to end.", SpinFault.OPT_OUT),
        ("\nReply STOP to unsubscribe.", "", SpinFault.OPT_OUT),
        ("fresh", "fresh\u200b", SpinFault.CONTROL_CHARACTER),
        ("fresh", "fresh\t", SpinFault.CONTROL_CHARACTER),
        ("fresh", "fre\x00sh", SpinFault.CONTROL_CHARACTER),
        ("fresh", "\u202efresh", SpinFault.CONTROL_CHARACTER),
    ],
)
def test_each_change_that_matters_is_found(old: str, new: str, code: SpinFault) -> None:
    assert old in VARIANT
    assert codes(VARIANT.replace(old, new)) == [code]


def test_a_fault_says_what_is_wrong() -> None:
    broken = check_variant(ORIGINAL, VARIANT.replace("{{first_name}}", "{{name}}"), [], limit_chars=1024)
    assert [fault.detail for fault in broken] == ["Placeholders: the variant lacks {{first_name}} and adds {{name}}."]


def test_prices_may_move_and_their_currency_may_change_sides() -> None:
    original = "Now $19.99, was 29,99 € or USD 5. In 2 shops on 1/2/2027."
    assert codes("USD 5, or EUR 29,99 before; on 1/2/2027 at 2 places for only $ 19.99", original=original) == []
    assert codes("Before $29,99, at 2 places on 1/2/2027 for 19.99 € or 5 USD", original=original) == [
        SpinFault.NUMBERS
    ]


def test_digits_of_links_and_placeholders_are_no_numbers() -> None:
    original = "See https://x.example.com/2027 for {{1}} and bring it along."
    assert codes("Bring {{1}} with you; all is told at https://x.example.com/2027!", original=original) == []


@pytest.mark.parametrize("link", ["http://a.example/x", "www.shop.de", "shop.example.com/a", "wa.me/49151", "shop.de"])
def test_a_web_address_is_known_with_and_without_scheme(link: str) -> None:
    assert codes("One can look here, friends.", original=f"See more at {link}, please.") == [SpinFault.LINKS]


def test_a_missing_space_makes_no_link() -> None:
    assert codes("Tomorrow we open. That is new.", original="We open tomorrow.It is great.") == []


@pytest.mark.parametrize(
    "line",
    [
        "Reply STOP to opt out.",
        "To unsubscribe, write to us.",
        "Antworten Sie mit STOPP.",
        "Abmelden: einfach antworten",
        "Responde BAJA para no recibir más mensajes",
        "Répondez ARRET.",
        "Responda SAIR ou PARAR.",
        "回复退订",
        "СТОП",
    ],
)
def test_what_says_how_to_stop_is_known_in_many_languages(line: str) -> None:
    text = f"Something new is here.\n{line}\nBye"
    assert opt_out_lines(text) == [line]
    assert SpinFault.OPT_OUT in codes("Here comes a novelty.\nFarewell", original=text)


def test_every_word_that_we_act_on_is_known_as_it_is_written_in_messages() -> None:
    ordinary = {"CANCEL", "END", "QUIT", "CANCELAR", "SALIR", "SAIR", "İPTAL", "HỦY", "ยกเลิก", "解除", "中止", "لغو"}
    unknown = [word for word in STOP_WORDS if not opt_out_lines(f"Hello! {word}")]
    assert set(unknown) <= ordinary


@pytest.mark.parametrize("text", ["We stop by on Friday.", "By the end of the week.", "Cancel any time!", "Dur in F"])
def test_ordinary_words_are_no_opt_out(text: str) -> None:
    assert opt_out_lines(text) == []


def test_of_a_single_line_only_the_sentence_about_stopping_stays() -> None:
    original = "A sale begins on Monday. Reply STOP to end."
    assert codes("From Monday on, much is cheaper. Reply STOP to end.", original=original) == []


@pytest.mark.parametrize("variant", ["{{1}}, the bread is here", "Bread for {{1}}", " {{1}} bread "])
def test_a_template_does_not_begin_or_end_with_a_placeholder(variant: str) -> None:
    original = "Your loaf {{1}} waits!"
    assert codes(variant, original=original) == [SpinFault.PLACEHOLDER_AT_EDGE]
    assert codes(variant, original=original, template=False) == []
    assert codes("{{1}}!", original="It is {{1}}.") == [SpinFault.PLACEHOLDER_AT_EDGE]


def test_length_is_kept() -> None:
    assert codes("x" * 11, original="hello there", limit_chars=10) == [SpinFault.TOO_LONG]
    assert codes("x" * 10, original="hello there", limit_chars=10) == []
    assert SpinFault.EMPTY in codes("   ", original="hello there")


def test_a_variant_differs_from_the_others_too() -> None:
    assert codes(VARIANT, VARIANT.upper().replace("FRESH", "new")) == [SpinFault.TOO_SIMILAR]
    (fault,) = check_variant("a b c", "d e f", ["x y z", "D, e f!"], limit_chars=100)
    assert fault.detail == "Only 0% of the words differ from variant 2 of those kept; 20% are needed."


def test_one_word_of_five_is_enough_and_one_of_six_is_not() -> None:
    assert codes("a b c d X", original="a b c d e") == []
    assert codes("a b c d e X", original="a b c d e f") == [SpinFault.TOO_SIMILAR]


@pytest.mark.parametrize(
    "same", ["HELLO, there — dear friend!", "hello  there\ndear friend", "Ｈello there (dear) friend"]
)
def test_case_punctuation_and_spaces_are_no_difference(same: str) -> None:
    assert change_share("Hello there, dear friend", same) == 0


def test_writing_without_spaces_is_compared_by_characters() -> None:
    assert words_of("新着 bread") == ["新", "着", "bread"]
    assert 0 < change_share("今日は新しいパンがあります", "今日は古いパンがあります") < 0.5


@given(TEXTS, TEXTS)
def test_a_difference_has_two_equal_sides_and_lies_between_0_and_1(a: str, b: str) -> None:
    assert change_share(a, b) == change_share(b, a)
    assert 0 <= change_share(a, b) <= 1


@given(ANY_TEXT)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert change_share(text, text) == 0


@given(TEXTS, st.lists(st.sampled_from(["klm", "nop", "qrs"]), min_size=1).map(" ".join))
def test_texts_without_a_common_word_differ_wholly(a: str, b: str) -> None:
    assert change_share(a, b) == 1


def longest_common(a: Sequence[str], b: Sequence[str]) -> int:
    """The textbook's table."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = row
        row = [0]
        for n, y in enumerate(b):
            row.append(before[n] + 1 if x == y else max(before[n + 1], row[n]))
    return row[-1]


@given(st.lists(WORDS, min_size=1, max_size=80), st.lists(WORDS, min_size=1, max_size=80))
def test_the_difference_is_that_of_the_longest_common_subsequence(a: list[str], b: list[str]) -> None:
    expected = 1 - longest_common(a, b) / max(len(a), len(b))
    assert change_share(" ".join(a), " ".join(b)) == pytest.approx(expected)


@given(st.lists(WORDS, min_size=1, max_size=30), st.data())
def test_what_is_removed_is_the_share_that_differs(words: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    rest = [word for word, stays in zip(words, kept, strict=True) if stays]
    assert change_share(" ".join(words), " ".join(rest)) == pytest.approx(1 - len(rest) / len(words))


@given(st.lists(WORDS, min_size=5, max_size=30))
def test_the_original_is_no_variant_of_itself(words: list[str]) -> None:
    text = " ".join(words)
    assert codes(f"{text}!", original=text) == [SpinFault.TOO_SIMILAR]


@given(
    st.lists(st.sampled_from(["{{a}}", "{{b}}", "5 €", "$7", "20%", "https://x.example/1", "a@b.example"]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_what_must_stay_may_stand_in_any_order(parts: list[str], random: object) -> None:
    shuffled = list(parts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    original = " and ".join(["The first text", *parts, "ends here"])
    variant = ", then ".join(["So it begins", *shuffled, "and all is told"])
    assume(change_share(original, variant) >= MIN_CHANGE_SHARE)
    assert codes(variant, original=original) == []


@given(
    st.lists(st.sampled_from(["{{a}}", "{{b}}", "5 €", "$7", "20%", "https://x.example/1", "a@b.example"]), min_size=1),
    st.data(),
)
def test_what_must_stay_may_not_be_left_out(parts: list[str], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(parts) - 1))
    original = " and ".join(["The first text", *parts, "ends here"])
    variant = ", then ".join(["So it begins", *parts[:gone], *parts[gone + 1 :], "and all is told"])
    kinds = {SpinFault.PLACEHOLDERS, SpinFault.NUMBERS, SpinFault.LINKS, SpinFault.EMAILS}
    assert kinds & set(codes(variant, original=original))


@given(ANY_TEXT, ANY_TEXT, st.lists(ANY_TEXT, max_size=3))
def test_any_text_can_be_checked(original: str, variant: str, others: list[str]) -> None:
    for fault in check_variant(original, variant, others, limit_chars=50, is_template=True):
        assert fault.detail.endswith(".")


@given(
    st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20), st.lists(st.integers(), min_size=1, max_size=10)
)
def test_a_contact_keeps_its_variant(campaign: str, contact: str, variants: list[int]) -> None:
    campaign, contact = (text.encode(errors="replace").decode() for text in (campaign, contact))
    first = variant_for(campaign, ContactId(contact), variants)
    assert first == variant_for(campaign, ContactId(contact), variants)
    assert first in variants


@given(st.integers(2, 10), st.integers(0, 10**6))
def test_the_variants_are_spread_evenly(count: int, campaign: int) -> None:
    contacts = 400 * count
    got = Counter(variant_for(f"campaign{campaign}", ContactId(f"contact{n}"), range(count)) for n in range(contacts))
    # Each share is 400 with a standard deviation of less than 20; six of them never happen by chance.
    assert len(got) == count
    assert all(abs(seen - 400) < 120 for seen in got.values())


def test_another_campaign_deals_anew() -> None:
    contacts = [ContactId(f"contact{n}") for n in range(1000)]
    same = sum(variant_for("a", k, range(4)) == variant_for("b", k, range(4)) for k in contacts)
    assert 180 < same < 320


def test_without_variants_there_is_nothing_to_choose() -> None:
    with pytest.raises(ValueError, match="no variants"):
        variant_for("a", ContactId("b"), [])
