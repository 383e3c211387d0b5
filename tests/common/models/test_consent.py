"""STOP and START words, and what the wishes of a contact allow."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.models.consent import (
    START_WORDS,
    STOP_WORDS,
    TYPED_ONLY,
    ConsentWord,
    keyword_of,
    may_receive,
    opt_out_key,
    supersedes,
)
from common.models.contact import OptOut
from common.models.ids import ChannelId

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
HERE, THERE = ChannelId("xhere"), ChannelId("xthere")
AROUND = st.text(alphabet=" \t\n.!?*_-–…\"'()🙏🛑\u200f\ufe0f", max_size=6)
STOPS = st.sampled_from(STOP_WORDS)
WORDS = st.sampled_from([*STOP_WORDS, *START_WORDS])
CASES = st.sampled_from([str.upper, str.lower, str.title, str.capitalize, str.swapcase])


@given(STOPS, CASES, AROUND, AROUND)
def test_a_stop_word_is_known_however_it_is_written(word: str, case, before: str, after: str) -> None:
    assert keyword_of(before + case(word) + after) is ConsentWord.STOP


@given(st.sampled_from(START_WORDS), CASES, AROUND, AROUND)
def test_a_start_word_is_known_however_it_is_written(word: str, case, before: str, after: str) -> None:
    assert keyword_of(before + case(word) + after) is ConsentWord.START


@given(WORDS, st.sampled_from(["please", "don't", "7", "我", "bitte"]))
def test_a_word_inside_a_sentence_says_nothing(word: str, other: str) -> None:
    assert keyword_of(f"{other} {word}") is None
    assert keyword_of(f"{word} {other}") is None


@given(st.text(max_size=200))
def test_any_text_can_be_asked(text: str) -> None:
    assert keyword_of(text) in (None, *ConsentWord)


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("Arrêt", ConsentWord.STOP),
        ("ARRET", ConsentWord.STOP),
        ("iptal", ConsentWord.STOP),
        ("IPTAL", ConsentWord.STOP),
        ("ıptal", ConsentWord.STOP),
        ("ＳＴＯＰ", ConsentWord.STOP),
        ("Opt-out", ConsentWord.STOP),
        ("/stop", ConsentWord.STOP),
        ("إيقاف.", ConsentWord.STOP),
        ("start", ConsentWord.START),
        ("/start", None),
        ("/start spring-sale", None),
        ("stop it, I love it", None),
        ("bus stop", None),
        ("s t o p", None),
        ("", None),
        ("STOP" * 30, None),
    ],
)
def test_what_a_message_means(text: str, means: ConsentWord | None) -> None:
    assert keyword_of(text) is means


@pytest.mark.parametrize("word", TYPED_ONLY)
def test_a_cancel_button_is_about_what_it_belongs_to(word: str) -> None:
    assert keyword_of(word) is ConsentWord.STOP
    assert keyword_of(word, chosen=True) is None


@pytest.mark.parametrize("title", ["Stop promotions", "STOP", "Unsubscribe", "Abmelden"])
def test_a_stop_button_is_a_keyword(title: str) -> None:
    assert keyword_of(title, chosen=True) is ConsentWord.STOP


def wish(scope: str, channel: ChannelId | None, opted_in: bool, s: int = 0, source: str = "") -> OptOut:
    return OptOut(scope=scope, channel_id=channel, opted_in=opted_in, at=NOW + timedelta(seconds=s), source=source)


def held(*wishes: OptOut) -> Mapping[str, OptOut]:
    """What a contact holds of wishes in the order in which they came."""
    opt_outs: dict[str, OptOut] = {}
    for one in wishes:
        key = opt_out_key(one.scope, one.channel_id)
        opt_outs |= {key: one} if supersedes(one, opt_outs.get(key)) else {}
    return opt_outs


STOP, START = wish("marketing", None, False, 1), wish("marketing", None, True, 2)
REFUSED_HERE = wish("marketing", HERE, False, 1)
BLOCKED_HERE = wish("all", HERE, False, 1)
FILED = wish("marketing", None, True, 9, "import")


@pytest.mark.parametrize(
    ("wishes", "marketing_here", "marketing_there", "other_here"),
    [
        ([], True, True, True),
        ([STOP], False, False, True),
        ([STOP, START], True, True, True),
        ([REFUSED_HERE], False, True, True),
        ([REFUSED_HERE, START], True, True, True),
        ([START, wish("marketing", HERE, False, 3)], False, True, True),
        ([STOP, wish("marketing", HERE, True, 3)], True, False, True),
        ([BLOCKED_HERE], False, True, False),
        ([BLOCKED_HERE, START], False, True, False),
        ([BLOCKED_HERE, wish("all", HERE, True, 2)], True, True, True),
        ([STOP, BLOCKED_HERE, wish("all", HERE, True, 2)], False, False, True),
        ([wish("all", None, False)], False, False, False),
        ([STOP, FILED], False, False, True),
        ([REFUSED_HERE, FILED], False, True, True),
        ([REFUSED_HERE, START, FILED], True, True, True),
    ],
)
def test_what_wishes_allow_in_whichever_order_they_came(
    wishes: list[OptOut], marketing_here: bool, marketing_there: bool, other_here: bool
) -> None:
    for order in permutations(wishes):
        opt_outs = held(*order)
        assert may_receive(opt_outs, HERE, marketing=True) is marketing_here
        assert may_receive(opt_outs, THERE, marketing=True) is marketing_there
        assert may_receive(opt_outs, HERE, marketing=False) is other_here


WISHES = st.builds(
    wish,
    st.sampled_from(["marketing", "all"]),
    st.sampled_from([None, HERE, THERE]),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from(["keyword", "import"]),
)


@given(st.lists(WISHES, max_size=6), st.randoms(use_true_random=False))
def test_the_order_in_which_wishes_come_changes_nothing(wishes: list[OptOut], chance) -> None:
    shuffled = list(wishes)
    chance.shuffle(shuffled)
    assert held(*wishes) == held(*shuffled)


@given(st.lists(WISHES, max_size=6))
def test_who_may_get_marketing_may_get_the_rest(wishes: list[OptOut]) -> None:
    opt_outs = held(*wishes)
    assert may_receive(opt_outs, HERE, marketing=False) or not may_receive(opt_outs, HERE, marketing=True)


@given(st.lists(WISHES, max_size=6))
def test_a_wish_that_is_newer_than_all_holds(wishes: list[OptOut]) -> None:
    assert not may_receive(held(*wishes, wish("marketing", None, False, 9)), HERE, marketing=True)
