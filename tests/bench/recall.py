"""Recall among 1,000 facts of one contact, as the API answers on the local stack: billed reads and milliseconds."""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from tests.bench.rows import Row
from tests.conftest import RunningStack, run_stack

TENANT: Final = "acme"
FACTS: Final = 1_000
AT_ONCE: Final = 500
QUESTIONS: Final = 100
READS: Final = 15
P95_MS: Final = 100.0
VOCABULARY: Final = 4_000
EMBEDDED_S: Final = 5
SYLLABLES: Final = (
    "ba",
    "co",
    "di",
    "fen",
    "gu",
    "hal",
    "jor",
    "ki",
    "lem",
    "mo",
    "nar",
    "pe",
    "ros",
    "su",
    "tin",
    "vel",
)


def measure_recall() -> list[Row]:
    """Starts a stack, has a contact's facts remembered, and asks about them by words, and by words and meaning."""
    with TemporaryDirectory(prefix="bench-") as folder, run_stack(Path(folder)) as stack:
        key = stack.http.get("/local/info").json()["api_keys"][TENANT]
        return list(_rows(stack, {"X-API-Key": key}))


def _rows(stack: RunningStack, headers: dict[str, str]) -> Iterator[Row]:
    def call(method: str, path: str, **options: Any) -> dict[str, Any]:
        answer = stack.http.request(method, f"/api/contacts{path}", headers=headers, **options)
        return dict(answer.raise_for_status().json())

    chance = random.Random(7)  # noqa: S311 -- made-up facts
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(VOCABULARY)]
    facts = [_sentence(chance, words) for _ in range(FACTS)]
    contact = call("POST", "", json={"channel_id": f"{TENANT}_whatsapp", "address": "4915790000001", "name": "Ada"})
    path = f"/{contact['id']}/facts"
    for begin in range(0, FACTS, AT_ONCE):
        call("POST", path, json={"facts": [{"value": value} for value in facts[begin : begin + AT_ONCE]]})
    stack.http.post("/local/clock", json={"advance_s": EMBEDDED_S}).raise_for_status()
    stack.idle()
    yield from _asked("by words and meaning", call, path, stack, [_sentence(chance, words) for _ in range(QUESTIONS)])
    call("PATCH", "/memory", json={"embeddings": False})
    yield from _asked("by words", call, path, stack, [_sentence(chance, words) for _ in range(QUESTIONS)])


def _sentence(chance: random.Random, words: list[str]) -> str:
    """Some ten words, of which a few are common and most are rare, as in a language."""
    picked = [words[min(int(chance.paretovariate(0.6)) - 1, len(words) - 1)] for _ in range(chance.randint(6, 16))]
    return " ".join(picked).capitalize() + "."


def _asked(
    how: str, call: Callable[..., dict[str, Any]], path: str, stack: RunningStack, questions: list[str]
) -> Iterator[Row]:
    is_hybrid = how != "by words"
    took_ms, reads = [], []
    for question in questions:
        stack.http.get("/local/ops")
        begun_s = time.perf_counter()
        found = call("GET", path, params={"q": question, "limit": 20})
        took_ms.append((time.perf_counter() - begun_s) * 1000)
        reads.append(stack.http.get("/local/ops").json()["contacts"]["reads"])
        if (len(found["items"]), found["hybrid"]) != (20, is_hybrid):
            raise RuntimeError(f"Asked {how}, {len(found['items'])} facts came, {found['hybrid']=}.")
    p50, p95 = statistics.median(took_ms), statistics.quantiles(took_ms, n=20)[-1]
    what = f"recall {how} among {FACTS:,} facts"
    note = f"p50 {p50:.0f} ms" + (", with the call of the stand-in for the model" if is_hybrid else "")
    yield Row(f"{what}: reads", max(reads), "", READS, note="the most of any question")
    yield Row(f"{what}: p95", round(p95), "ms", P95_MS, note=note)
