"""What a call costs."""

import json
import subprocess
import sys

import pytest

from common.ai.prices import PRICES, READ_ON, price_micro_usd, price_of
from common.config import Settings


@pytest.mark.parametrize(
    ("model", "in_", "out", "cached", "written", "micro_usd"),
    [
        ("gpt-6-luna", 1_000_000, 0, 0, 0, 100_000),
        ("gpt-6-luna", 0, 1_000_000, 0, 0, 500_000),
        ("gpt-6-luna", 1_000_000, 0, 1_000_000, 0, 10_000),
        ("gpt-6-luna", 1_000_000, 0, 200_000, 300_000, 50_000 + 2_000 + 37_500),
        ("gpt-6-luna", 4, 0, 0, 0, 0),
        ("gpt-6-luna", 5, 0, 0, 0, 1),
        ("text-embedding-3-small", 1_000, 0, 0, 0, 20),
        ("gpt-4.1-mini-2025-04-14", 10, 10, 0, 0, 20),
    ],
)
def test_a_price_is_the_sum_over_kinds_of_tokens(
    model: str, in_: int, out: int, cached: int, written: int, micro_usd: int
) -> None:
    assert price_micro_usd(model, in_, out, cached_tokens=cached, cache_write_tokens=written) == micro_usd


def test_an_unknown_model_has_no_price() -> None:
    assert price_micro_usd("llama-4", 10, 10) is None
    assert price_of("gpt-6-luna-fast") is None


def test_the_default_models_have_prices() -> None:
    have = Settings(google_cloud_project="demo")
    assert price_of(have.openai_model) is not None
    assert price_of(have.openai_embedding_model) is not None


def test_the_table_is_dated_and_sane() -> None:
    assert READ_ON.year >= 2026
    assert [model for model, price in PRICES.items() if price.cached_micro_usd > price.input_micro_usd] == []


def test_importing_the_client_does_not_import_openai() -> None:
    script = "import sys, json, common.ai.client, common.ai.embeddings, common.ai.prompts.rewording; "
    script += "print(json.dumps('openai' in sys.modules))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert json.loads(told.stdout) is False
