"""The page at /local/phones: who gets it, what it consists of, and the events that keep it current."""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response

from infra.local.clock import StackClock
from infra.local.simulators.phone_page import FILES, PhonePage, WatchedRecords
from infra.local.simulators.phones import Phones

pytestmark = pytest.mark.anyio
ANA = "4915550001"
SVG = "http://www.w3.org/2000/svg"
"""The name of a namespace, which nobody fetches."""
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@contextlib.asynccontextmanager
async def live(stack, path: str = "") -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """The events of the stream, each as soon as it comes."""
    async with stack.http.stream("GET", f"/local/phones/live{path}") as answer, asyncio.timeout(10):
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/event-stream; charset=utf-8")
        yield (json.loads(line.removeprefix("data: ")) async for line in answer.aiter_lines() if line[:5] == "data:")


async def nobody(_: Request) -> Response:
    """Answers where nobody asks."""
    raise AssertionError


async def until(events: AsyncIterator[dict[str, Any]], texts: list[str]) -> dict[str, Any]:
    """The first event in which the phones' last messages are these."""
    async for event in events:
        if [phone["last"] and phone["last"]["text"] for phone in event["phones"]] == texts:
            return event
    raise AssertionError("the stream ended")


@pytest.mark.parametrize("path", ["/local/phones", "/local/phones/"])
async def test_a_browser_gets_the_page_and_anybody_else_the_phones(stack, path):
    page = await stack.http.get(path, headers=BROWSER)
    listed = await stack.http.get(path)

    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert listed.headers["content-type"] == "application/json"
    assert {channel["id"] for channel in listed.json()["channels"]} == {"acme-whatsapp", "acme-telegram"}
    assert page.headers["vary"] == listed.headers["vary"] == "Accept"


async def test_every_file_that_the_page_names_is_served_and_none_is_from_elsewhere(stack):
    sources = {name: (await stack.http.get(f"/local/phones/page/{name}")).text for name in FILES}

    named = set(re.findall(r"/local/phones/page/([\w.]+)", sources["index.html"]))
    imported = {name for text in sources.values() for name in re.findall(r'from "\./([\w.]+)"', text)}
    assert named | imported | {"index.html"} == set(FILES)
    assert [name for name, text in sources.items() if re.search(r"//[a-z]+\.", text.replace(SVG, ""))] == []
    policy = (await stack.http.get("/local/phones", headers=BROWSER)).headers["content-security-policy"]
    assert policy.startswith("default-src 'self'")


async def test_every_element_that_the_scripts_look_up_is_in_the_page(stack):
    page = FILES["index.html"].read_text()
    scripts = "".join(path.read_text() for name, path in FILES.items() if name.endswith(".js"))

    looked_up = set(re.findall(r'byId\("([\w-]+)"\)', scripts))
    assert looked_up - set(re.findall(r'id="([\w-]+)"', page)) == set()


@pytest.mark.parametrize("name", ["phone_page.py", "..%2Fphone_page.py", "nothing.js"])
async def test_other_files_are_not_served(stack, name):
    answer = await stack.http.get(f"/local/phones/page/{name}")

    assert answer.status_code == 404


async def test_a_message_in_either_direction_is_an_event_with_the_newest_phone_first(stack):
    async with live(stack) as events:
        assert (await anext(events))["phones"] == []
        await stack.write(ANA, channel="whatsapp", text="Hello", name="Ana")
        first = await until(events, ["Hello"])
        await stack.send_text(ANA, "Good day")
        second = await until(events, ["Good day"])
        await stack.write("4915550002", channel="telegram", media={"kind": "image"})
        third = await until(events, ["photo", "Good day"])

    assert [phone["name"] for phone in first["phones"]] == ["Ana"]
    assert (first["phones"][0]["last"]["mine"], second["phones"][0]["last"]["mine"]) == (True, False)
    assert third["phones"][0]["last"]["channel"] == "acme-telegram"


async def test_typing_and_a_moved_clock_are_events_though_no_message_changes(stack):
    wamid = (await stack.write(ANA, channel="whatsapp", text="Hello"))["provider_message_id"]
    read = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
    await stack.graph("POST", "1001/messages", json=read)
    async with live(stack, f"/{ANA}") as events:
        before = await until(events, ["Hello"])
        await stack.graph("POST", "1001/messages", json=read | {"typing_indicator": {"type": "text"}})
        await anext(events)
        await stack.clock.advance(3600)
        after = await anext(events)

    assert after["now_s"] - before["now_s"] >= 3600


async def test_a_new_channel_is_an_event(stack):
    async with live(stack) as events:
        assert len((await anext(events))["channels"]) == 2
        made = (await stack.http.post("/local/simulators/telegram/bots", json={"username": "new_bot"})).json()
        assert [channel["id"] for channel in (await anext(events))["channels"]][2:] == [made["id"]]


async def test_an_address_that_is_none_is_refused_in_a_sentence(stack):
    answer = await stack.http.get("/local/phones/live/12")

    assert (answer.status_code, answer.json()["code"]) == (422, "bad_address")


async def test_stopping_ends_the_streams_of_open_pages(tmp_path):
    records = WatchedRecords(tmp_path / "state.sqlite3")
    phones = Phones(records, "http://front")
    page = PhonePage(phones=phones, records=records, clock=StackClock(tmp_path / "clock"), list_phones=nobody)
    transport = httpx.ASGITransport(app=Starlette(routes=page.routes()))
    async with httpx.AsyncClient(transport=transport, base_url="http://front") as http, asyncio.timeout(10):
        watching = asyncio.create_task(http.get("/local/phones/live"))
        page.stop()
        assert (await watching).text.startswith("retry:")


async def test_the_same_webhook_again_has_the_same_message(stack):
    """What the page posts for it: the message that the phone keeps, under its id and time."""
    await stack.write(ANA, channel="whatsapp", media={"kind": "image"}, at=1769860800)
    (kept,) = (await stack.http.get(f"/local/phones/{ANA}")).json()["messages"]
    await stack.write(
        ANA, channel="whatsapp", raw=kept["message"], provider_message_id=kept["provider_message_id"], at=kept["at"]
    )

    first, second = stack.business.messages()
    assert first == second
    assert len((await stack.http.get(f"/local/phones/{ANA}")).json()["messages"]) == 1
