"""How facts are compared with a question: words, parts of words, vectors, neighbours, and the budget of tokens."""

import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.memory.lexical import lexical_scores
from common.memory.recalling import Recalled, Scores, tokens_of, with_neighbours, within
from common.memory.vectors import packed, semantic_scores
from common.memory.words import terms, words
from common.models.fact import Fact, fact_id, normal_form
from common.models.ids import TenantId

NOW = datetime(2026, 11, 20, tzinfo=UTC)
TEXTS = st.lists(st.text(max_size=40), max_size=12)


def fact(value: str) -> Fact:
    return Fact(id="f", value=value, valid_from=NOW, created_at=NOW, confirmed_at=NOW)


def best(question: str, *texts: str) -> str:
    scores = lexical_scores(question, texts)
    return texts[max(range(len(texts)), key=scores.__getitem__)]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Where does she swim?", "Goes swimming on Mondays."),
        ("¿Alergias?", "Es alérgica a las nueces."),
        ("Welche Schuhgröße?", "Trägt Schuhgrössen 38 und 39."),
        ("Wo ist die Arbeitsstelle?", "Arbeitet in einer Bäckerei."),
        ("花粉症ですか", "花粉症がある"),
    ],
)
def test_words_are_found_in_other_forms_and_other_languages(question: str, meant: str) -> None:
    others = ("Has two cats.", "Tiene un perro.", "Wohnt nicht weit weg.", "東京に住む")
    assert best(question, *others, meant) == meant


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    texts = ["Likes green tea.", "Likes black tea.", "Likes tea with jasmine.", "Likes tea."]
    assert best("Does she like jasmine tea?", *texts) == "Likes tea with jasmine."


@given(question=st.text(max_size=60), texts=TEXTS)
def test_scores_are_from_0_to_1_whatever_the_texts(question: str, texts: list[str]) -> None:
    scores = lexical_scores(question, texts)
    assert len(scores) == len(texts)
    assert all(0 <= score <= 1 for score in scores)


@given(texts=st.lists(st.text(alphabet="abcdefg ", min_size=1, max_size=30), min_size=1, max_size=8), at=st.data())
def test_the_order_of_facts_changes_no_score(texts: list[str], at: st.DataObject) -> None:
    order = at.draw(st.permutations(range(len(texts))))
    straight = lexical_scores("abc def", texts)
    turned = lexical_scores("abc def", [texts[n] for n in order])
    assert turned == pytest.approx([straight[n] for n in order])


@given(text=st.text(max_size=80))
def test_the_words_of_a_text_do_not_hang_on_its_case(text: str) -> None:
    # Of some letters only the way from upper to lower case is sure, such as of the dotted I.
    assert words(text.casefold()) == words(text.casefold().casefold())
    assert len(terms(text)) == len(words(text))


@given(value=st.text(max_size=80))
def test_a_fact_keeps_its_id_in_any_case_and_spacing(value: str) -> None:
    again = f"  {normal_form(value)}! "
    assert fact_id(TenantId("t"), value) == fact_id(TenantId("t"), again)
    assert fact_id(TenantId("t"), value) != fact_id(TenantId("u"), value)


VECTORS = st.lists(st.floats(-1, 1), min_size=4, max_size=4).filter(lambda v: math.hypot(*v) > 0.1)


@given(vector=VECTORS, factor=st.floats(0.01, 100))
def test_a_packed_vector_keeps_its_direction_and_not_its_length(vector: list[float], factor: float) -> None:
    one, other = packed(vector), packed([x * factor for x in vector])
    assert len(one) == 4
    assert all(abs(a - b) <= 1 for a, b in zip(*(memoryview(p).cast("b") for p in (one, other)), strict=True))


def test_the_nearest_vector_comes_first_and_a_missing_one_counts_nothing() -> None:
    question = packed([1.0, 0.2, 0.0])
    near, far, common = packed([0.9, 0.3, 0.1]), packed([-0.2, 1.0, 0.0]), packed([0.0, 0.1, 1.0])
    scores = semantic_scores(question, [far, near, b"", common, packed([1.0, 0.0])])
    assert scores[1] == 1.0
    assert scores[2] == scores[4] == 0.0
    assert semantic_scores(question, [b"", b""]) == [0.0, 0.0]
    assert semantic_scores(b"", [near]) == [0.0]


def test_what_was_said_beside_what_fits_counts_a_little() -> None:
    scores = with_neighbours([0.0, 0.0, 1.0, 0.0, 0.0, 0.0], [1, 2, 3, 4, 7, 8])
    assert scores[2] > scores[1] == scores[3] > scores[0] > scores[4] == 0
    assert max(scores) <= 1


@given(
    values=st.lists(st.text(min_size=1, max_size=100), max_size=20),
    budget_tokens=st.integers(min_value=0, max_value=300),
)
def test_what_is_recalled_stays_within_the_budget(values: list[str], budget_tokens: int) -> None:
    ranked = [Recalled(fact(value), 1.0, Scores(1, 0, 1, 1)) for value in values]
    kept = within(ranked, budget_tokens)
    assert ranked[: len(kept)] == kept
    spent = sum(tokens_of(each.fact.value) for each in kept)
    assert spent <= budget_tokens
    rest = ranked[len(kept) : len(kept) + 1]
    assert all(spent + tokens_of(each.fact.value) > budget_tokens for each in rest)
