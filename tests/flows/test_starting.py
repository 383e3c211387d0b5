"""What every function says when it starts."""

import json
from collections.abc import Iterator
from itertools import pairwise

import pytest

from common.jobs.registry import JOBS, QUEUES
from infra.functions import FUNCTIONS
from tests.conftest import RunningStack
from tests.flows.driving import Json

pytestmark = pytest.mark.flow


def _lines(stack: RunningStack) -> Iterator[Json]:
    for line in (stack.state_dir / "logs" / "functions.log").read_text(errors="replace").splitlines():
        # The last line may still be written.
        if line.startswith("{") and line.endswith("}"):
            yield json.loads(line)


def test_every_start_of_every_function_initializes_the_job_registry_once(stack: RunningStack) -> None:
    started = [line for line in _lines(stack) if line["message"] == "JobRegistry initialized"]
    order, names = [function.name for function in FUNCTIONS], [line["function"] for line in started]
    begun = [at for at, name in enumerate(names) if name == order[0]]
    starts = [names[at:end] for at, end in pairwise([*begun, len(names)])]
    # Crashes on demand start all of them again, and may meet a start that is under way.
    assert starts[-1] == order
    assert [start for start in starts if start != order[: len(start)]] == []
    assert {line["jobs"] for line in started} == {len(JOBS)}
    assert {line["queues"] for line in started} == {sum(queue.shards for queue in QUEUES)}
    assert all(line["took_ms"] >= 0 for line in started)


def test_no_secret_is_in_the_functions_log(stack: RunningStack) -> None:
    log = (stack.state_dir / "logs" / "functions.log").read_text(errors="replace")
    accounts = json.loads((stack.state_dir / "seed.json").read_bytes())["simulated"]
    names = ("app_secret", "verify_token", "access_token", "bot_token", "secret_token")
    kept = {account[name] for account in accounts for name in names if name in account}
    kept |= {stack.environment["CREDENTIAL_KEYS"], stack.environment["META_APP_SECRET"]}
    kept |= set(stack.get("/local/info")["api_keys"].values())
    assert [secret for secret in kept if secret in log] == []
