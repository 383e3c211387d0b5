"""`python -m tests.bench.load <host:port> <phone number id> <account> <secret>`: posts webhooks over 16 connections.

A process of its own and a thin one: what it costs is taken from what is measured.
"""

import asyncio
import itertools
import re
import sys
import time
from collections.abc import Iterator
from typing import Final

from tests.bench.rounds import CONNECTIONS, CONTACTS, Round, contacts_of, sender_of, serve_rounds
from tests.bench.webhooks import SIGNATURE_HEADER, Number, Text, message_webhook, sign

MOST_PER_S: Final = 120
"""Webhooks prepared for each connection and second; more than any machine takes."""
TEXT: Final = "Good morning! Are the rye loaves ready today?"
_LENGTH: Final = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


class Load:
    """Sixteen customers who write as soon as they are answered."""

    def __init__(self, address: str, number: Number) -> None:
        self._host, _, port = address.partition(":")
        self._port = int(port)
        self._number = number
        self._ids = itertools.count()

    def run(self, seconds: float) -> Round:
        """One round."""
        each = int(seconds * MOST_PER_S)
        prepared = [list(self._requests(connection, each)) for connection in range(CONNECTIONS)]
        return asyncio.run(self._round(seconds, prepared))

    def found(self) -> Round:
        """Every contact writes once, so that all are known."""
        prepared = [
            [self._request(contact) for contact in contacts_of(connection)] for connection in range(CONNECTIONS)
        ]
        done = asyncio.run(self._round(600, prepared))
        if done.done != CONTACTS:
            raise RuntimeError("Not every contact was founded.")
        return done

    def _requests(self, connection: int, count: int) -> Iterator[bytes]:
        contacts = itertools.cycle(contacts_of(connection))
        return (self._request(next(contacts)) for _ in range(count))

    def _request(self, contact: int) -> bytes:
        text = Text(f"wamid.BENCH{next(self._ids):016}", sender_of(contact), TEXT)
        body = message_webhook(self._number, [text])
        head = (
            f"POST /webhooks/whatsapp HTTP/1.1\r\nHost: {self._host}:{self._port}\r\nUser-Agent: facebookexternalua\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            f"{SIGNATURE_HEADER}: {sign(body, self._number.app_secret)}\r\n\r\n"
        )
        return head.encode() + body

    async def _round(self, seconds: float, prepared: list[list[bytes]]) -> Round:
        streams = [await asyncio.open_connection(self._host, self._port) for _ in prepared]
        begun = time.perf_counter()
        latencies = await asyncio.gather(
            *(_post(*stream, requests, begun + seconds) for stream, requests in zip(streams, prepared, strict=True))
        )
        took_s = time.perf_counter() - begun
        for _, writer in streams:
            writer.close()
        flat = [latency for each in latencies for latency in each]
        return Round(len(flat), took_s, flat)


async def _post(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, requests: list[bytes], until: float
) -> list[float]:
    """Posts one after the other until it is time, and tells how long each took, in milliseconds."""
    latencies: list[float] = []
    for request in requests:
        begun = time.perf_counter()
        if begun >= until:
            break
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await reader.readexactly(int(length.group(1)) if length else 0)
        if not head.startswith(b"HTTP/1.1 200 "):
            raise RuntimeError(f"A webhook was not taken: {(head + body).decode(errors='replace')}")
        latencies.append((time.perf_counter() - begun) * 1000)
    return latencies


if __name__ == "__main__":
    load = Load(sys.argv[1], Number(*sys.argv[2:5]))
    load.found()
    serve_rounds(load.run)
