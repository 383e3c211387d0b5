"""How long a reply takes on the local stack while campaigns' messages wait for the same channel, and before."""

import os
import secrets
import time
from datetime import datetime
from math import ceil
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from typing import Final

from google.cloud import firestore

from common.store.database import Database
from tests.bench.rows import Row
from tests.conftest import RunningStack, run_stack
from tests.flows.driving import Customer, Tenant, new_number
from tests.flows.test_campaigns import add_numbers, does, new_campaign, new_template

PEOPLE: Final = 10_000
CAMPAIGNS: Final = 7
"""Among how many campaigns they are shared: of each, only so many messages wait in the queue at a time."""
REPLIES: Final = 20
LOOK_S: Final = 1.0
LONGEST_S: Final = 900.0
"""How long the messages may take to be queued."""
MOST_S: Final = 1.0


def measure_fairness() -> list[Row]:
    """Starts a stack, and campaigns on it."""
    with TemporaryDirectory(prefix="bench-") as folder, run_stack(Path(folder)) as stack:
        os.environ.update(stack.environment)
        try:
            return _rows(stack, Database(firestore.Client(project=stack.environment["GOOGLE_CLOUD_PROJECT"])))
        finally:
            for name in stack.environment:
                os.environ.pop(name)


def _rows(stack: RunningStack, database: Database) -> list[Row]:
    info = stack.http.get("/local/info").json()
    accounts = {each["provider"]: each for each in info["channels"] if each["tenant"] == "acme"}
    acme = Tenant(stack, "acme", info["api_keys"]["acme"], accounts["whatsapp"], accounts["telegram"])
    customer = Customer(stack, new_number())
    customer.write(acme.whatsapp["id"], "Hello")
    tags = [f"tag-{secrets.token_hex(4)}" for _ in range(CAMPAIGNS)]
    for tag in tags:
        add_numbers(acme, tag, ceil(PEOPLE / CAMPAIGNS), database)
    template = new_template(acme, stack)
    stack.idle()
    conversation = acme.conversation(customer.address)["id"]
    _reply_s(acme, conversation)
    before = [_reply_s(acme, conversation) for _ in range(REPLIES)]

    # Sending keeps up with planning: for all of them to wait, their queue is held until the last has come.
    acme.call("POST", "jobs/queues/bulk/pause").raise_for_status()
    for tag in tags:
        campaign = new_campaign(acme, tag, {"template_id": template["id"]}, channels=[acme.whatsapp["id"]])
        does(acme, campaign, "launch")
    deadline = time.monotonic() + LONGEST_S
    while (waited := _waiting(acme)) < PEOPLE:
        if time.monotonic() > deadline:
            raise RuntimeError(f"Only {waited:,} messages were queued in {LONGEST_S:.0f} s.")
        time.sleep(LOOK_S)
    acme.call("POST", "jobs/queues/bulk/resume").raise_for_status()
    during = [_reply_s(acme, conversation) for _ in range(REPLIES)]
    left = _waiting(acme)
    if not left:
        raise RuntimeError("The campaigns were through before the replies were.")
    note = f"median {median(during):.2f} s beside {median(before):.2f} s; p95 {quantiles(during, n=20)[-1]:.2f} s"
    what = f"reply while {waited:,} to {left:,} bulk messages of its channel wait"
    return [
        Row(
            f"{what}: added to its median time to sent",
            round(median(during) - median(before), 2),
            "s",
            MOST_S,
            note=note,
        )
    ]


def _waiting(tenant: Tenant) -> int:
    """How many tasks wait in the queue of campaigns' messages."""
    return next(int(queue["depth"]) for queue in tenant.get("jobs/queues")["items"] if queue["name"] == "bulk")


def _reply_s(tenant: Tenant, conversation: str) -> float:
    """How long a reply takes from its writing to being sent, in seconds."""
    m = tenant.replied(conversation, secrets.token_hex(4))
    at: dict[str, str] = {}
    while "sent" not in at:
        time.sleep(0.02)
        at = tenant.message(m)["status_at"]
    return (datetime.fromisoformat(at["sent"]) - datetime.fromisoformat(at["queued"])).total_seconds()
