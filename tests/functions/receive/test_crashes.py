"""Whatever `receive` takes in leaves the same documents, wherever the process died before the provider repeated it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import pytest

from common.models.ids import ChannelId
from common.models.inbound import AnyEvent, Consent, Deletion, Edit, Notice, NumberChange
from common.models.message import Failure
from common.models.status import MessageStatus as S
from tests.functions.crashes import crash_everywhere
from tests.functions.events import ANA, ANA_BOTH, ANA_TELEGRAM, ANA_USER, PHONE, USER, at, receipt, says
from tests.functions.world import TELEGRAM, WHATSAPP, World, arm

pytestmark = pytest.mark.emulator

NEW_PHONE = PHONE.model_copy(update={"value": "4915100000002"})
HELLO = says("hello", -60)
ECHO = says("on my way", -50, echo=True)
EDIT = Edit(sender=ANA, provider_message_id="hello", at=at(-30), text="hello!")
DELETION = Deletion(sender=ANA, provider_message_id="hello", at=at(-20))
CHANGE = NumberChange(old=(PHONE,), new=(NEW_PHONE, USER), at=at(-10))
REFUSED = receipt(S.FAILED, -40, wamid="on my way").model_copy(
    update={"failure": Failure(code="131050", reason="consent", detail="Stopped marketing.")}
)
CONSENT = Consent(sender=ANA, opted_in=False, scope="marketing", at=at(-10))


class Case(NamedTuple):
    """Webhooks that come before, and those during which the process dies."""

    before: Sequence[Sequence[AnyEvent]]
    work: Sequence[Sequence[AnyEvent]]
    on: ChannelId = WHATSAPP


CASES = {
    "unknown contact": Case([], [[HELLO]]),
    "unknown contact on Telegram": Case([], [[says("hello", sender=ANA_TELEGRAM)]], TELEGRAM),
    "known contact": Case([[HELLO]], [[says("again", -30)]]),
    "phone and user id, both unknown": Case([], [[says("hello", sender=ANA_BOTH)]]),
    "user id is new": Case([[HELLO]], [[says("again", -30, sender=ANA_BOTH)]]),
    "phone is new": Case([[says("hello", sender=ANA_USER)]], [[says("again", -30, sender=ANA_BOTH)]]),
    "late message": Case([[HELLO]], [[says("before", -600)]]),
    "echo to an unknown contact": Case([], [[ECHO]]),
    "echo to a known contact": Case([[HELLO]], [[ECHO]]),
    "a batch": Case([], [[HELLO, ECHO, says("again", -40), EDIT, receipt(S.READ, -30, wamid="on my way")]]),
    "group message": Case([], [[says("hello all", group=True)]]),
    "receipt": Case([[ECHO]], [[receipt(S.DELIVERED, -40, wamid="on my way")]]),
    "receipt before its message": Case([], [[receipt(S.READ, -40, wamid="on my way")], [ECHO]]),
    "edit": Case([[HELLO]], [[EDIT]]),
    "edit before its message": Case([], [[EDIT], [HELLO]]),
    "deletion": Case([[HELLO]], [[DELETION]]),
    "deletion before its message": Case([], [[DELETION], [HELLO]]),
    "deletion and edit before their message": Case([], [[DELETION], [EDIT], [HELLO]]),
    "number change": Case([[HELLO]], [[CHANGE]]),
    "number change of somebody known by user id": Case(
        [[says("hello", sender=ANA_USER)]], [[CHANGE.model_copy(update={"old": (PHONE, USER), "new": (NEW_PHONE,)})]]
    ),
    "number change of somebody unknown": Case([], [[CHANGE]]),
    "number change, then a message": Case(
        [[HELLO]], [[CHANGE], [says("new number", -5, ANA.model_copy(update={"addresses": (NEW_PHONE,)}))]]
    ),
    "consent": Case([[HELLO]], [[CONSENT]]),
    "consent of somebody known by user id": Case(
        [[says("hello", sender=ANA_USER)]], [[CONSENT.model_copy(update={"sender": ANA_BOTH})]]
    ),
    "consent withdrawn": Case([[HELLO], [CONSENT]], [[CONSENT.model_copy(update={"opted_in": True, "at": at(-5)})]]),
    "keyword": Case([[HELLO]], [[says("STOP", -30)]]),
    "keyword of somebody unknown": Case([], [[says("STOP", -30)]]),
    "keyword taken back": Case([[says("STOP", -30)]], [[says("START", -20)]]),
    "keywords in the wrong order": Case([[HELLO]], [[says("START", -20)], [says("STOP", -30)]]),
    "refused by receipt": Case([[ECHO]], [[REFUSED]]),
    "refused by a receipt before its message": Case([], [[REFUSED], [ECHO]]),
    "consent of somebody unknown": Case([], [[CONSENT]]),
    "notice": Case([], [[Notice(topic="account_update", content={"event": "ACCOUNT_VIOLATION"})]]),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_crash_anywhere_changes_nothing(case: Case, new_world: Callable[..., World]) -> None:
    def prepare() -> World:
        world = new_world()
        for webhook in case.before:
            world.deliver(*webhook, on=case.on)
        world.settle()
        return world

    def work(world: World) -> None:
        for webhook in case.work:
            world.deliver(*webhook, on=case.on)
        world.settle()

    undisturbed = prepare()
    work(undisturbed)
    expected = undisturbed.documents()
    points = []
    for point, world in crash_everywhere(prepare, work, arm):
        points.append(point)
        assert world.documents() == expected, f"after a crash at point {point}"
    assert len(points) >= 2


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_second_delivery_changes_nothing(case: Case, world: World) -> None:
    for webhook in (*case.before, *case.work):
        world.deliver(*webhook, on=case.on)
    world.settle()
    once = world.documents()
    for webhook in (*case.before, *case.work):
        world.deliver(*webhook, on=case.on)
    world.settle()
    assert world.documents() == once
