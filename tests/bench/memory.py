"""`make bench-memory DATA=folder`: how much of the evidence for questions about long conversations recall brings up.

The folder holds conversations of LoCoMo's form. Each one's observations are remembered as the facts of one contact, by
the product's own code and on a Firestore emulator of its own; each question of the categories 1 to 4 is recalled, and
counted is the share of its evidence turns among the sources of the first facts. A turn that no observation names cannot
be found through facts; the main numbers are over those that one names, and the others are told beside them.
"""

import argparse
import gc
import json
import logging
import os
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from google.cloud import firestore

from common.ai.client import Models, open_client
from common.config import Settings
from common.memory.recalling import recall
from common.memory.remembering import Said, remember
from common.memory.vectors import Embeddings, embed_missing
from common.models.ids import ContactId, TenantId
from common.store import ops
from common.store.database import Database
from common.store.facts import Facts
from infra.local import doctor
from tests.bench.emulator import PROJECT, firestore_emulator

T: Final = TenantId("bench")
DEPTHS: Final = (5, 10, 20)
CATEGORIES: Final = (1, 2, 3, 4)
READS_AT_MOST: Final = 15
P95_AT_MOST_MS: Final = 100.0
MANY: Final = 1_000
_TURN: Final = re.compile(r"D\d+:\d+")
BEGUN: Final = datetime(2026, 1, 1, tzinfo=UTC)


class Observation(NamedTuple):
    """A fact that a reader of a conversation noted."""

    value: str
    sources: frozenset[str]


class Question(NamedTuple):
    """A question about a conversation."""

    text: str
    evidence: frozenset[str]
    category: int


class Dialogue(NamedTuple):
    """A conversation."""

    contact: ContactId
    observations: list[Observation]
    questions: list[Question]


Embed = Callable[[str], Sequence[float] | None]


def read_dialogues(folder: Path) -> list[Dialogue]:
    """The conversations of a folder; evidence that names no turn is dropped."""
    files = sorted(folder.glob("*.json"))
    if not files:
        sys.exit(f"There are no conversations in {folder}; give a folder as DATA=.")
    return [_dialogue(ContactId(f"c{path.stem}"), json.loads(path.read_bytes())) for path in files]


def _dialogue(contact: ContactId, data: dict[str, Any]) -> Dialogue:
    observations: list[Observation] = []
    turns: set[str] = set()
    number = 1
    while f"session_{number}" in data:
        turns |= {turn["dia_id"] for turn in data[f"session_{number}"]}
        for noted in data.get(f"session_{number}_observation", {}).values():
            observations += [Observation(value, frozenset(_TURN.findall(str(source)))) for value, source in noted]
        number += 1
    questions = [
        Question(str(qa["question"]), frozenset(_TURN.findall(" ".join(qa["evidence"]))) & turns, qa["category"])
        for qa in data["qa"]
        if qa["category"] in CATEGORIES
    ]
    return Dialogue(contact, observations, [question for question in questions if question.evidence])


@contextmanager
def emulator() -> Iterator[Facts]:
    """Where facts are kept: the real store on an emulator of its own."""
    with firestore_emulator():
        yield Facts(Database(firestore.Client(project=PROJECT)))


def load(contact: ContactId, observations: Sequence[Observation], facts: Facts) -> None:
    """Remembers observations, 500 at once as the API takes them; the first source of each is its message."""
    for begin in range(0, len(observations), 500):
        at = BEGUN + timedelta(seconds=begin)
        said = [
            Said(each.value, at=at, valid_from=at, source_message_id=min(each.sources, key=_order))
            for each in observations[begin : begin + 500]
        ]
        remember(T, contact, said, at, facts=facts)


def _order(turn: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", turn)))


class Found(NamedTuple):
    """What recalling came to."""

    of_named: dict[int, float]
    """By depth, the share of evidence turns that an observation names."""
    of_all: dict[int, float]
    """By depth, the share of all evidence turns."""
    by_category: dict[int, float]
    """By category, the share of those that are named, among the first ten."""
    took_ms: list[float]
    reads: list[int]


def measure(dialogues: Sequence[Dialogue], facts: Facts, embed: Embed | None) -> Found:
    """Recalls every question."""
    named: dict[int, list[float]] = defaultdict(list)
    every: dict[int, list[float]] = defaultdict(list)
    categories: dict[int, list[float]] = defaultdict(list)
    took_ms, reads = [], []
    for dialogue in dialogues:
        sources = {o.value: o.sources for o in dialogue.observations}
        known = frozenset[str]().union(*sources.values())
        for question in dialogue.questions:
            meter, begun = ops.begin(), time.perf_counter()
            found = recall(
                T, dialogue.contact, question.text, datetime.now(UTC), facts=facts, embed=embed, limit=max(DEPTHS)
            )
            took_ms.append((time.perf_counter() - begun) * 1000)
            reads.append(meter.reads)
            ranked = [sources[each.fact.value] for each in found.facts]
            findable = question.evidence & known
            for depth in DEPTHS:
                turns = frozenset[str]().union(*ranked[:depth])
                every[depth].append(len(turns & question.evidence) / len(question.evidence))
                if findable:
                    named[depth].append(len(turns & findable) / len(findable))
            if findable:
                categories[question.category].append(named[10][-1])
    return Found(
        {depth: statistics.mean(shares) for depth, shares in named.items()},
        {depth: statistics.mean(shares) for depth, shares in every.items()},
        {category: statistics.mean(shares) for category, shares in sorted(categories.items())},
        took_ms,
        reads,
    )


def show_data(dialogues: Sequence[Dialogue]) -> None:
    """Prints what is measured on, and how much of the evidence facts can find at all."""
    facts = sum(len(dialogue.observations) for dialogue in dialogues)
    asked = [(dialogue, question) for dialogue in dialogues for question in dialogue.questions]
    named = [frozenset[str]().union(*(o.sources for o in dialogue.observations)) for dialogue in dialogues]
    known = dict(zip((dialogue.contact for dialogue in dialogues), named, strict=True))
    shares = [len(q.evidence & known[d.contact]) / len(q.evidence) for d, q in asked]
    findable = sum(share > 0 for share in shares)
    print(f"{len(dialogues)} conversations, {facts:,} facts, {len(asked)} questions of the categories 1 to 4")
    print(f"Observations name {statistics.mean(shares):.3f} of the evidence turns: no recall of facts finds more.")
    print(f"They name some of it for {findable} questions, over which the first line of each is the mean.")


def show(name: str, found: Found) -> None:
    """Prints what recalling came to."""
    shares = "  ".join(f"@{depth} {found.of_named[depth]:.3f}" for depth in DEPTHS)
    every = "  ".join(f"@{depth} {found.of_all[depth]:.3f}" for depth in DEPTHS)
    categories = "  ".join(f"{category}: {share:.3f}" for category, share in found.by_category.items())
    print(f"{name}\n  evidence turns that an observation names   {shares}")
    print(f"  all evidence turns                         {every}")
    print(f"  of the named, @10, by category             {categories}")
    print(f"  {_cost(found.took_ms, found.reads)}")


def _cost(took_ms: Sequence[float], reads: Sequence[int]) -> str:
    p50, p95 = statistics.median(took_ms), statistics.quantiles(took_ms, n=20)[-1]
    return f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, at most {max(reads)} billed reads"


def measure_many(dialogues: Sequence[Dialogue], facts: Facts, embed: Embed | None, name: str) -> bool:
    """Recalls over a thousand facts of one contact; whether that stays within the budget.

    What the bench itself keeps, every conversation and a vector of each question, is kept from the garbage collector:
    looking through that took half of the slower recalls' time.
    """
    gc.freeze()
    contact, asked = ContactId("many"), [q.text for d in dialogues for q in d.questions][:200]
    took_ms, reads = [], []
    for question in asked:
        meter, begun = ops.begin(), time.perf_counter()
        recall(T, contact, question, datetime.now(UTC), facts=facts, embed=embed, limit=20)
        took_ms.append((time.perf_counter() - begun) * 1000)
        reads.append(meter.reads)
    print(f"{name}, {len(facts.load(T, contact)):,} facts of one contact\n  {_cost(took_ms, reads)}")
    return max(reads) <= READS_AT_MOST and statistics.quantiles(took_ms, n=20)[-1] <= P95_AT_MOST_MS


class Vectors(NamedTuple):
    """The vectors of all questions, asked for beforehand: the model's time is not recall's."""

    embeddings: Embeddings
    known: dict[str, list[float]]

    def __call__(self, question: str) -> Sequence[float] | None:
        """The vector of a question."""
        return self.known[question]


def ask_model(have: Settings, dialogues: Sequence[Dialogue]) -> Vectors:
    """The vectors of all questions."""
    embeddings = Embeddings(Models(open_client(have), have), have)
    texts = sorted({question.text for dialogue in dialogues for question in dialogue.questions})
    vectors, _ = embeddings.of_facts(texts)
    return Vectors(embeddings, dict(zip(texts, vectors, strict=True)))


def main() -> int:
    """Loads, recalls, prints; ends with 1 where a budget is exceeded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.memory", description=__doc__)
    parser.add_argument("data", type=Path, help="a folder of conversations")
    dialogues = read_dialogues(parser.parse_args().data)
    if doctor.main():
        return 1
    base_url = os.environ.get("OPENAI_BASE_URL", "")
    logging.disable(logging.WARNING)  # such as that nobody knows the price of a model of one's own
    with emulator() as facts:
        many = [observation for dialogue in dialogues for observation in dialogue.observations][:MANY]
        load(ContactId("many"), many, facts)
        for dialogue in dialogues:
            load(dialogue.contact, dialogue.observations, facts)
        show_data(dialogues)
        show("lexical", measure(dialogues, facts, None))
        ok = measure_many(dialogues, facts, None, "lexical")
        if base_url:
            have = Settings(
                google_cloud_project="demo-bench",
                openai_base_url=base_url,
                openai_api_key=os.environ.get("OPENAI_API_KEY", "none"),
                openai_embedding_model=os.environ.get("OPENAI_EMBEDDING_MODEL", "text-embedding-3-small"),
            )
            vectors = ask_model(have, dialogues)
            for contact in (ContactId("many"), *(dialogue.contact for dialogue in dialogues)):
                embed_missing(T, contact, facts=facts, embeddings=vectors.embeddings)
            show(f"hybrid, {have.openai_embedding_model}", measure(dialogues, facts, vectors))
            ok = measure_many(dialogues, facts, vectors, "hybrid") and ok
        else:
            print("hybrid: not measured, OPENAI_BASE_URL names no embeddings server")
    print(
        f"Budget at {MANY:,} facts: {READS_AT_MOST} reads, p95 {P95_AT_MOST_MS:.0f} ms: {'kept' if ok else 'exceeded'}."
    )
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
