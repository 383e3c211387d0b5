"""1,000 lines of contacts, some of them wrong, are taken in over HTTP although workers die, and undone."""

import secrets
from collections import Counter

import psutil
import pytest

from tests.conftest import RunningStack
from tests.flows.driving import RETRY_S, Clock, Faults, Json, Tenant, new_number

pytestmark = pytest.mark.flow

LINES = 1_000
COLUMNS: list[Json] = [
    {"field": "phone"},
    {"field": "name"},
    {"field": "tags"},
    {"field": "attribute", "attribute": "Visits", "type": "number"},
]


def people(mark: str, prefix: str) -> tuple[str, Counter[str]]:
    """A file, and what is wrong with its lines: 3 % of them, each in one of six ways."""
    lines, wrong = ["Phone,Name,Tags,Visits"], Counter[str]()
    ways = {
        "phone": "12,Nobody,{mark},1",
        "address_missing": ",Nameless,{mark},1",
        "value": "+{number},Ann,{mark},many",
        "few_columns": "+{number},Ann",
        "many_columns": "+{number},Ann,{mark},1,2",
        "duplicate": "+{first},Twice,{mark},1",
    }
    for n in range(LINES):
        number = f"{prefix}{n:05}"
        if n % 100 in (40, 60, 80):
            problem = list(ways)[n // 20 % len(ways)]
            wrong[problem] += 1
            lines.append(ways[problem].format(mark=mark, number=number, first=f"{prefix}00000"))
        else:
            lines.append(f"+{number},Ann {n},{mark},{n}")
    return "\n".join(lines), wrong


def uploaded(tenant: Tenant, text: str, key: str) -> Json:
    headers = {"Content-Type": "text/csv", "Idempotency-Key": key}
    taken = tenant.call(
        "POST", "contacts/imports", content=text.encode(), headers=headers, params={"filename": "a.csv"}
    )
    assert taken.status_code == 201, taken.text
    return dict(taken.json())


def kill_within(stack: RunningStack, tenant: Tenant, path: str) -> None:
    """Kills the worker when some of the file is taken in, and not all of it."""
    for _ in range(2_000):
        answer = tenant.call("GET", path)
        if answer.status_code == 200 and answer.json()["slices"] >= 3:
            break
    assert answer.json()["state"] == "running", answer.text
    psutil.Process(int((stack.state_dir / "worker.pid").read_text())).kill()


def test_a_file_is_taken_in_although_workers_die_and_is_undone(
    stack: RunningStack, globex: Tenant, clock: Clock, faults: Faults
) -> None:
    mark, key = f"m{secrets.token_hex(4)}", secrets.token_hex(8)
    prefix = new_number()[:8]
    text, wrong = people(mark, f"49176{secrets.randbelow(10**3):03}")
    known = globex.call("POST", "contacts", json={"channel_id": globex.whatsapp["id"], "address": f"+{prefix}77777"})
    text += f"\n+{prefix}77777,Known before,{mark},7"
    before = globex.get(f"contacts/{known.json()['id']}")
    draft = uploaded(globex, text, key)
    assert uploaded(globex, text, key)["id"] == draft["id"]
    path, body = f"contacts/imports/{draft['id']}", {"columns": COLUMNS}
    preview = globex.call("POST", f"{path}/preview", json=body)
    assert [line["outcome"] for line in preview.json()["lines"]] == ["created"] * 20, preview.text
    started = globex.call("POST", f"{path}/start", json=body)
    assert started.status_code == 202, started.text
    kill_within(stack, globex, path)
    clock.advance(RETRY_S, patience_s=120)
    done = globex.get(path)
    counts = {name: done[name] for name in ("state", "created", "updated", "failed", "problems", "failure")}
    failed = sum(wrong.values())
    assert counts == {
        "state": "done",
        "created": LINES - failed,
        "updated": 1,
        "failed": failed,
        "problems": dict(wrong),
        "failure": "",
    }
    listed = globex.get(f"{path}/report", limit=100)["items"]
    assert Counter(item["problem"] for item in listed) == wrong
    assert {item["line"] for item in listed} == {n + 2 for n in range(LINES) if n % 100 in (40, 60, 80)}
    exported = globex.call("GET", f"{path}/report/export")
    assert (len(exported.text.splitlines()), "X-Next-Cursor" in exported.headers) == (failed + 1, False)
    (work,) = [job for job in globex.get("jobs/running")["items"] if job["id"] == draft["id"]]
    assert (work["job"], work["state"], work["done"]) == ("import-contacts", "done", LINES + 1)
    assert len(globex.get("contacts", tag=mark, limit=100)["items"]) == 100
    faults.set("tasks", "kill")
    assert globex.call("POST", f"{path}/undo").status_code == 202
    clock.advance(RETRY_S, patience_s=120)
    undone = globex.get(path)
    told = {name: undone[name] for name in ("state", "removed", "restored", "kept")}
    assert told == {"state": "undone", "removed": LINES - failed, "restored": 1, "kept": 0}
    assert globex.get("contacts", tag=mark)["items"] == []
    after = globex.get(f"contacts/{known.json()['id']}")
    assert {**after, "version": ""} == {**before, "version": ""}
