"""The simulators' records: on disk soon, all of them when the stack stops, and silent afterwards."""

import asyncio
import gc
from pathlib import Path

import pytest

from infra.local.simulators.store import FLUSH_AFTER_S, Records

pytestmark = pytest.mark.anyio


async def test_everything_put_before_the_end_is_there_after_a_restart(tmp_path: Path) -> None:
    records = Records(tmp_path / "state.sqlite3")
    records.put("phone", "1", "one")
    records.put("phone", "2", "two")
    records.put("phone", "1", "uno")
    records.drop("phone", "2")
    await records.close()
    assert list(Records(tmp_path / "state.sqlite3").load("phone")) == ["uno"]


async def test_what_is_put_while_and_after_it_closes_fails_nothing(tmp_path: Path) -> None:
    failures: list[object] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
    records = Records(tmp_path / "state.sqlite3")
    records.put("phone", "1", "one")
    closing = asyncio.create_task(records.close())
    await asyncio.sleep(0)
    records.put("phone", "2", "two")
    await closing
    records.put("phone", "3", "three")
    await asyncio.sleep(2 * FLUSH_AFTER_S)
    del records
    gc.collect()  # a task whose failure nobody asked for tells of it when it goes
    assert failures == []
    assert next(Records(tmp_path / "state.sqlite3").load("phone")) == "one"
