"""The plan's limit of messages holds against everybody who sends at the same moment."""

from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from common.models.ids import TenantId
from common.store import paths
from common.store.database import Database, Increment, Merge
from tests.conftest import RunningStack
from tests.flows.driving import Clock, Customer, Tenant

pytestmark = pytest.mark.flow
LIMIT = 1000
LEFT = 7


@pytest.fixture
def almost_used_up(initech: Tenant, database: Database, clock: Clock) -> Iterator[None]:
    """The starter tenant with a few messages left; afterwards its counter tells again of what was sent."""
    current = initech.get("usage/current")
    more = LIMIT - LEFT - current["metrics"]["messages_out"]["used"]
    today = datetime.fromtimestamp(clock.now_s, ZoneInfo(current["time_zone"]))
    shard = paths.usage_shard(TenantId(initech.id), current["period"], 0)
    database.commit(Merge(shard, _moved(more, today)))
    yield
    database.commit(Merge(shard, _moved(-more, today)))


def _moved(by: int, today: datetime) -> dict[str, object]:
    """Month and day move together, as whoever compares them expects."""
    counts = {"messages_out": Increment(by)}
    return {**counts, "days": {f"d{today:%d}": counts}}


@pytest.mark.usefixtures("almost_used_up")
def test_of_fifty_replies_at_once_only_those_leave_that_the_plan_allows(
    stack: RunningStack, initech: Tenant, new_customer: Callable[[], Customer]
) -> None:
    customers = [new_customer() for _ in range(50)]
    for customer in customers:
        customer.write(initech.whatsapp["id"], "Hello")
    ids = [initech.conversation(customer.address)["id"] for customer in customers]
    with ThreadPoolExecutor(len(ids)) as pool:
        answers = list(pool.map(lambda contact_id: initech.reply(contact_id, "Answer"), ids))
    assert Counter(answer.status_code for answer in answers) == {202: LEFT, 403: len(ids) - LEFT}
    refused = [answer.json() for answer in answers if answer.status_code == 403]
    assert {problem["code"] for problem in refused} == {"quota_exceeded"}
    assert "1,000 messages" in refused[0]["detail"]
    usage = initech.get("usage/current")["metrics"]["messages_out"]
    assert (usage["used"], usage["limit"], usage["level"]) == (LIMIT, LIMIT, 100)
    stack.idle()
    assert sum(len(customer.received()) for customer in customers) == LEFT


@pytest.mark.usefixtures("almost_used_up")
def test_a_repeated_reply_does_not_use_up_the_plan(stack: RunningStack, initech: Tenant, customer: Customer) -> None:
    customer.write(initech.telegram["id"], "Hello")
    contact_id = initech.conversation(customer.telegram_chat_id)["id"]
    answers = [initech.reply(contact_id, "Answer", key="pressed-often") for _ in range(LEFT + 3)]
    assert {answer.status_code for answer in answers} == {202}
    assert initech.used("messages_out") == LIMIT - LEFT + 1
    stack.idle()
    assert customer.texts() == ["Answer"]


@pytest.mark.usefixtures("almost_used_up")
def test_who_has_used_up_the_plan_is_still_written_to(stack: RunningStack, initech: Tenant, customer: Customer) -> None:
    customer.write(initech.whatsapp["id"], "Hello")
    contact_id = initech.conversation(customer.address)["id"]
    answers = [initech.reply(contact_id, f"Answer {n}").status_code for n in range(LEFT + 1)]
    assert answers == [202] * LEFT + [403]
    customer.write(initech.whatsapp["id"], "Are you there?")
    assert initech.conversation(customer.address)["preview"]["text"] == "Are you there?"
    stack.idle()
