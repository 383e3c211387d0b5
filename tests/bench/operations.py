"""Billed Firestore operations of each piece of work, counted on the local stack while the real requests run."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

import httpx

from tests.bench.rows import Row
from tests.bench.webhooks import SIGNATURE_HEADER, Number, Text, message_webhook, sign
from tests.conftest import RunningStack, run_stack

TENANT: Final = "acme"
PHONE: Final = "491790000001"
PAGE: Final = 25
DEEP: Final = 10
"""The page that is counted beside the first."""
REPEATS: Final = 5
AUTHENTICATE: Final = "identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=local"

Ops = dict[str, dict[str, int]]


def count_operations() -> list[Row]:
    """Starts a stack and counts."""
    with TemporaryDirectory(prefix="bench-") as folder, run_stack(Path(folder)) as stack:
        try:
            return _Count(stack).rows()
        except Exception as error:
            log = Path(folder) / "state" / "logs" / "functions.log"
            error.add_note("\n".join(log.read_text(errors="replace").splitlines()[-20:]))
            raise


class _Count:
    """Does the work as customers, the provider and the dashboard do, and asks the meter in between."""

    def __init__(self, stack: RunningStack) -> None:
        self._stack = stack
        self._http = stack.http
        info = self._json(self._http.get("/local/info"))
        self._whatsapp = next(c for c in info["channels"] if (c["tenant"], c["provider"]) == (TENANT, "whatsapp"))
        user = next(user for user in info["users"] if user["tenant"] == TENANT)
        credentials = {"email": user["email"], "password": user["password"], "returnSecureToken": True}
        signed_in = httpx.post(
            f"http://{info['emulators']['auth']}/{AUTHENTICATE}", json=credentials, trust_env=False, timeout=60
        )
        self._headers = {"Authorization": f"Bearer {self._json(signed_in)['idToken']}", "X-Tenant-Id": TENANT}

    def rows(self) -> list[Row]:
        """Every line of the architecture's budgets that there is work for."""
        return [*self._inbound(), *self._reply(), *self._receipt(), *self._pages(), *self._badge()]

    def _inbound(self) -> list[Row]:
        self._write("Hello")
        costs = [self._cost(lambda: self._write("One more"), "receive") for _ in range(REPEATS)]
        return [
            _row("inbound text, known contact: commits", costs, "commits", 1),
            _row("inbound text, known contact: writes", costs, "writes", 4),
            _row("inbound text, known contact: reads", costs, "reads", 1),
        ]

    def _reply(self) -> list[Row]:
        conversation = self._conversation()
        self._answer(conversation)
        costs = [self._cost(lambda: self._answer(conversation), "inbox", "send") for _ in range(REPEATS)]
        return [
            _row("reply from the inbox until sent: writes", costs, "writes", 6),
            _row("reply from the inbox until sent: reads", costs, "reads", 5),
        ]

    def _receipt(self) -> list[Row]:
        received = self._json(self._http.get(f"/local/phones/{PHONE}/messages"))[-REPEATS:]
        costs = []
        for message in received:
            receipt = {"provider_message_id": message["provider_message_id"], "status": "read"}
            costs.append(
                self._cost(
                    lambda receipt=receipt: self._json(  # type: ignore[misc]
                        self._http.post(f"/local/phones/{PHONE}/receipts", json=receipt)
                    ),
                    "receive",
                )
            )
        return [
            _row("status receipt: writes", costs, "writes", 1),
            _row("status receipt: reads", costs, "reads", 1),
        ]

    def _pages(self) -> list[Row]:
        """Pages of a long list and of a long thread, from the top and from the depth."""
        fresh = PAGE * (DEEP + 1)
        self._webhook([Text(f"wamid.LIST{n:012}", f"49152{n:08}", "One of many") for n in range(fresh)])
        self._webhook([Text(f"wamid.THREAD{n:010}", PHONE, f"Line {n}") for n in range(fresh)])
        self._stack.idle()
        rows = []
        conversation = self._conversation()
        for what, path in (
            ("conversations", "/api/inbox/conversations"),
            ("messages", f"/api/inbox/conversations/{conversation}/messages"),
        ):
            reads = self._walk(path)
            rows += [
                Row(
                    f"page {n} of {PAGE} {what}: reads", reads[n - 1], "", PAGE + 1, note="with the caller's membership"
                )
                for n in (1, DEEP)
            ]
        return rows

    def _walk(self, path: str) -> list[int]:
        reads: list[int] = []
        cursor = ""
        for _ in range(DEEP):
            self._ops()
            page = self._api("GET", path, params={"limit": PAGE, "cursor": cursor})
            reads.append(self._ops()["inbox"]["reads"])
            if len(page["items"]) != PAGE:
                raise RuntimeError(f"Page {len(reads)} of {path} has {len(page['items'])} items.")
            cursor = page["next_cursor"]
        return reads

    def _badge(self) -> list[Row]:
        self._ops()
        self._api("GET", "/api/inbox/unread")
        return [Row("unread badge: reads", self._ops()["inbox"]["reads"], "", 2, note="1, and the caller's membership")]

    def _conversation(self) -> str:
        """The conversation of the phone that writes all the time."""
        page = self._api("GET", "/api/inbox/conversations", params={"q": PHONE})
        return str(page["items"][0]["id"])

    def _write(self, text: str) -> None:
        body = {"channel": self._whatsapp["id"], "text": text}
        self._json(self._http.post(f"/local/phones/{PHONE}/messages", json=body))

    def _answer(self, conversation: str) -> None:
        headers = {"Idempotency-Key": f"bench-{time.monotonic_ns()}"}
        body = {"text": "They come out of the oven at nine."}
        queued = self._api("POST", f"/api/inbox/conversations/{conversation}/reply", json=body, headers=headers)
        self._stack.idle()
        sent = {message["text"] for message in self._json(self._http.get(f"/local/phones/{PHONE}/messages"))}
        if queued["text"] not in sent:
            raise RuntimeError("The reply did not reach the phone.")

    def _webhook(self, texts: list[Text]) -> None:
        """One webhook with many messages, as Meta batches them."""
        channel = self._whatsapp
        body = message_webhook(Number(channel["phone_number_id"], "", channel["app_secret"]), texts)
        headers = {SIGNATURE_HEADER: sign(body, channel["app_secret"]), "Content-Type": "application/json"}
        self._http.post(channel["webhook_path"], content=body, headers=headers).raise_for_status()

    def _cost(self, work: Callable[[], object], *functions: str) -> dict[str, int]:
        """What `functions` together are billed for `work` and all that it causes."""
        self._stack.idle()
        self._ops()
        work()
        self._stack.idle()
        ops = self._ops()
        names = ("reads", "writes", "deletes", "commits")
        return {name: sum(ops.get(function, {}).get(name, 0) for function in functions) for name in names}

    def _ops(self) -> Ops:
        ops: Ops = self._json(self._http.get("/local/ops"))
        return ops

    def _api(self, method: str, path: str, **options: object) -> dict:  # type: ignore[type-arg]
        headers = {**self._headers, **options.pop("headers", {})}  # type: ignore[dict-item]
        return self._json(self._http.request(method, path, headers=headers, **options))

    def _json(self, answer: httpx.Response):
        if answer.is_error:
            raise RuntimeError(f"{answer.request.url}: {answer.status_code} {answer.text}")
        return json.loads(answer.content)


def _row(name: str, costs: list[dict[str, int]], what: str, budget: int) -> Row:
    counted = [cost[what] for cost in costs]
    return Row(
        name, median(counted), "", budget, note=f"counted {len(counted)} times: {min(counted)} to {max(counted)}"
    )
