"""Fairness: whoever a provider refuses slows nobody else, also in the queue that they share."""

from collections.abc import Callable
from datetime import datetime
from statistics import median

import pytest

from common.jobs.registry import SEND_MESSAGE, registry
from tests.conftest import RunningStack
from tests.flows.driving import Customer, Faults, Json, Tenant

pytestmark = pytest.mark.flow

REPLIES = 15
ROUNDS = 4
"""How often is measured at most: a machine that is busy with other things spoils a round, and not all of them."""
EVER = 100_000


def shard_of(channel: Json) -> str:
    """The queue of the replies through a channel."""
    return registry().queue_of(SEND_MESSAGE).queue_name(channel["id"])


def bot_beside(stack: RunningStack, tenant: Tenant, channel: Json) -> Json:
    """A bot of a tenant whose messages wait in the same queue as those of a channel of somebody else."""
    for _ in range(100):
        made = dict(stack.http.post("/local/simulators/telegram/bots", json={"tenant": tenant.id}).json())
        body = {"provider": "telegram", "name": "Refused", "bot_token": made["bot_token"]}
        bot = {"id": tenant.call("POST", "workspace/channels", json=body).json()["id"], "sim": made["id"]}
        if shard_of(bot) == shard_of(channel):
            return bot
        assert tenant.call("DELETE", f"workspace/channels/{bot['id']}").is_success
    raise AssertionError("No bot got a place in the queue.")


def time_to_sent_s(tenant: Tenant, conversation: str) -> float:
    """The median time from queued to sent of some replies, one after the other, in seconds."""
    took = []
    for n in range(REPLIES):
        m = tenant.replied(conversation, f"{n}")
        at: dict[str, str] = {}
        while "sent" not in at:
            at = tenant.message(m)["status_at"]
        took.append((datetime.fromisoformat(at["sent"]) - datetime.fromisoformat(at["queued"])).total_seconds())
    return median(took)


def heard(stack: RunningStack, tenant: Tenant, customer: Customer, channel: str) -> str:
    """The conversation of a customer who has just written."""
    customer.write(channel, "Hello")
    stack.idle()
    address = customer.address if channel == tenant.whatsapp["id"] else customer.telegram_chat_id
    return str(tenant.conversation(address)["id"])


def test_a_channel_that_is_refused_everything_slows_nobody_elses(
    stack: RunningStack, acme: Tenant, globex: Tenant, new_customer: Callable[[], Customer], faults: Faults
) -> None:
    bot = bot_beside(stack, acme, globex.whatsapp)
    chats = [heard(stack, acme, new_customer(), bot["sim"]) for _ in range(8)]
    unharmed = [heard(stack, globex, new_customer(), globex.whatsapp["id"]) for _ in range(2 * ROUNDS)]
    time_to_sent_s(globex, unharmed[0])
    ratios, waiting = [], []
    for _ in range(ROUNDS):
        before_s = time_to_sent_s(globex, unharmed.pop())
        faults.set("telegram", "429", EVER)
        waiting = [acme.replied(chat, f"{n}") for chat in chats for n in range(3)]
        refused_s = time_to_sent_s(globex, unharmed.pop())
        assert {acme.message(m)["status"] for m in waiting} <= {"queued", "sending"}
        faults.clear()
        ratios.append(refused_s / before_s)
        if ratios[-1] <= 1.2:
            break
    assert min(ratios) <= 1.2, ratios
    for _ in range(10):
        stack.http.post("/local/clock", json={"advance_s": 120}).raise_for_status()
        stack.idle()
    assert {acme.message(m)["status"] for m in waiting} == {"sent"}
