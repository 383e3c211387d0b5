"""The production adapters against the simulators, which is what they run against in the local stack."""

import asyncio
import json

import httpx
import pytest

from common.channels.base import Outcome, Outgoing, OutgoingMedia, SendError
from common.channels.telegram.outbound import TelegramSender
from common.channels.whatsapp.inbound import WhatsAppReceiver
from common.channels.whatsapp.outbound import WhatsAppSender
from common.models.channel import Account, Provider
from common.models.ids import ChannelId
from common.models.message import Kind, Location, Reaction, TemplateUse

pytestmark = pytest.mark.anyio
ANA = "4915550001"
WHATSAPP = Account(
    channel_id=ChannelId("acme-whatsapp"),
    provider=Provider.WHATSAPP,
    identifier="1001",
    account_id="2001",
    credentials={"access_token": "EAAG-acme"},
)
TELEGRAM = Account(
    channel_id=ChannelId("acme-telegram"),
    provider=Provider.TELEGRAM,
    identifier="42",
    credentials={"bot_token": "42:AAtoken", "secret_token": "from-telegram"},
)
PDF = OutgoingMedia(content=b"%PDF-1.4", mime_type="application/pdf", filename="price.pdf")


def whatsapp(stack, client: httpx.Client) -> WhatsAppSender:
    return WhatsAppSender(client, base_url=f"{stack.base_url}/sim/graph", version="v24.0", timeout_s=5)


def telegram(stack, client: httpx.Client) -> TelegramSender:
    return TelegramSender(client, base_url=f"{stack.base_url}/sim/telegram", timeout_s=5)


async def test_the_whatsapp_adapter_sends_every_kind(stack):
    told = await stack.write(ANA, channel="whatsapp", text="hi")
    wamid = told["provider_message_id"]
    messages = [
        Outgoing(message_id="a", address=ANA, kind=Kind.TEXT, text="hello", reply_to=wamid),
        Outgoing(message_id="b", address=ANA, kind=Kind.DOCUMENT, text="prices", media=PDF),
        Outgoing(message_id="c", address=ANA, kind=Kind.LOCATION, location=Location(latitude=1, longitude=2)),
        Outgoing(
            message_id="d", address=ANA, kind=Kind.REACTION, reaction=Reaction(emoji="👍", provider_message_id=wamid)
        ),
        Outgoing(
            message_id="e",
            address=ANA,
            kind=Kind.TEMPLATE,
            template=TemplateUse(name="hello_world", language="en_US"),
        ),
    ]
    with httpx.Client(trust_env=False) as client:
        sender = whatsapp(stack, client)
        sent = [await asyncio.to_thread(sender.send, WHATSAPP, message) for message in messages]
        await asyncio.to_thread(sender.typing, WHATSAPP, ANA, wamid)
        health = await asyncio.to_thread(sender.check, WHATSAPP)
    await stack.idle()

    received = await stack.received(ANA)
    assert [m["provider_message_id"] for m in received] == [s.provider_message_id for s in sent]
    assert [m["type"] for m in received] == ["text", "document", "location", "reaction", "template"]
    assert received[0]["reply_to"] == wamid
    assert {s["biz_opaque_callback_data"] for s in stack.business.statuses()} == set("abcde")
    assert (health.ok, health.name) == (True, "Acme")


async def test_the_telegram_adapter_sends_every_kind(stack):
    told = await stack.write(ANA, channel="telegram", text="hi")
    key = told["provider_message_id"]
    chat = key.partition(":")[0]
    place = Location(latitude=1, longitude=2, name="Office", address="Street 1")
    messages = [
        Outgoing(message_id="a", address=chat, kind=Kind.TEXT, text="hello", reply_to=key),
        Outgoing(message_id="b", address=chat, kind=Kind.DOCUMENT, text="prices", media=PDF),
        Outgoing(message_id="c", address=chat, kind=Kind.LOCATION, location=place),
    ]
    thumb = Outgoing(
        message_id="d", address=chat, kind=Kind.REACTION, reaction=Reaction(emoji="👍", provider_message_id=key)
    )
    with httpx.Client(trust_env=False) as client:
        sender = telegram(stack, client)
        sent = [await asyncio.to_thread(sender.send, TELEGRAM, message) for message in messages]
        await asyncio.to_thread(sender.send, TELEGRAM, thumb)
        await asyncio.to_thread(sender.typing, TELEGRAM, chat, "")
        hook = f"{stack.base_url}/hook/telegram"
        await asyncio.to_thread(sender.set_webhook, TELEGRAM, hook, "from-telegram")
        health = await asyncio.to_thread(sender.check, TELEGRAM)

    received = await stack.received(ANA)
    assert [m["provider_message_id"] for m in received[:3]] == [s.provider_message_id for s in sent]
    assert [m["type"] for m in received] == ["text", "document", "location", "reaction"]
    assert received[0]["reply_to"] == key
    assert health.ok


async def test_the_whatsapp_adapter_reads_what_the_simulator_posts_and_fetches_its_media(stack):
    await stack.write(ANA, channel="whatsapp", text="hi", name="Ana")
    await stack.write(ANA, channel="whatsapp", media={"kind": "image"})
    await stack.write(ANA, channel="whatsapp", contact=True)
    await stack.write(ANA, channel="whatsapp", location={"latitude": 1, "longitude": 2})
    await stack.http.post(f"/local/phones/{ANA}/number", json={"new_address": "4915550002"})
    receiver = WhatsAppReceiver()
    parsed = [receiver.parse(json.dumps(body).encode()) for body in stack.business.bodies]
    image = stack.business.messages()[1]["image"]["id"]

    def fetch() -> bytes:
        with httpx.Client(trust_env=False) as client, whatsapp(stack, client).open_media(WHATSAPP, image) as media:
            return b"".join(media.chunks)

    assert [p.unknown for p in parsed] == [0] * 5
    assert all(len(p.events) == 1 for p in parsed)
    assert (await asyncio.to_thread(fetch)).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("mode", "outcome"),
    [
        ("500", {Outcome.RETRY, Outcome.UNKNOWN}),
        ("429", {Outcome.RETRY}),
        ("kill", {Outcome.UNKNOWN}),
        ("drop_after_accept", {Outcome.UNKNOWN}),
    ],
)
@pytest.mark.parametrize("target", ["graph", "telegram"])
async def test_faults_have_the_outcome_that_the_adapters_promise(stack, target: str, mode: str, outcome: set[Outcome]):
    await stack.write(ANA, channel="whatsapp", text="hi")
    chat = (await stack.write(ANA, channel="telegram", text="hi"))["provider_message_id"].partition(":")[0]
    stack.faults.set(target, mode, 1)
    with httpx.Client(trust_env=False) as client:
        sends = {
            "graph": (whatsapp(stack, client).send, WHATSAPP, ANA),
            "telegram": (telegram(stack, client).send, TELEGRAM, chat),
        }
        send, account, address = sends[target]
        message = Outgoing(message_id="a", address=address, kind=Kind.TEXT, text="hello")
        with pytest.raises(SendError) as refused:
            await asyncio.to_thread(send, account, message)

    assert refused.value.outcome in outcome
