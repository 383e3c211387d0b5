"""`python -m tests.bench.bare <tenant> <phone number id> <account> <secret>`: commits what webhooks would, bare.

Sixteen threads commit the documents that `receive` makes of the same webhooks, with google-cloud-firestore's own
WriteBatch and nothing around it. The documents are recorded from `receive` itself, so that they stay the same.
"""

import itertools
import random
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final, NamedTuple

from google.cloud import firestore

from common.channels.whatsapp.inbound import WhatsAppReceiver
from common.models.ids import TenantId
from common.models.tenant import PLANS
from common.store.channels import Channels
from common.store.consents import Consents
from common.store.contacts import Contacts
from common.store.conversations import Conversations
from common.store.database import Create, Database, Merge, Write, Written
from common.store.messages import Messages
from common.store.tenants import Tenants
from common.store.usage import Usage
from common.store.work import Work
from functions.receive.service.webhook import Stores, take_webhook
from infra.local.settings import PROJECT
from tests.bench.load import TEXT
from tests.bench.rounds import CONNECTIONS, Round, contacts_of, sender_of, serve_rounds
from tests.bench.webhooks import SIGNATURE_HEADER, Number, Text, message_webhook, sign

WAMID: Final = "wamid.BARE{:017}"
"""As long as the ids of the webhooks."""


class Documents(NamedTuple):
    """What one webhook of a contact writes."""

    message: Mapping[str, object]
    conversation_path: str
    conversation: Mapping[str, object]
    usage: Mapping[str, object]


class _Recorder(Database):
    """Reads as ever, and keeps what it is to commit."""

    def __init__(self, client: firestore.Client) -> None:
        super().__init__(client)
        self.kept: tuple[Write, ...] = ()

    def commit(self, *writes: Write) -> list[Written]:
        self.kept = writes
        return [Written(datetime.now(UTC), {}) for _ in writes]


class Bare:
    """Sixteen threads that commit."""

    def __init__(self, tenant: TenantId, number: Number) -> None:
        self._tenant = tenant
        self._number = number
        self._client = firestore.Client(project=PROJECT)
        self._ids = itertools.count()
        self._documents: dict[int, Documents] = {}
        self._shards = PLANS[Tenants(Database(self._client)).get(tenant).plan].usage_shards
        self._period = ""

    def run(self, seconds: float) -> Round:
        """One round."""
        if not self._documents:
            self._record()
        latencies: list[list[float]] = [[] for _ in range(CONNECTIONS)]
        begin = threading.Barrier(CONNECTIONS + 1)
        threads = [
            threading.Thread(target=self._commit, args=(number, seconds, begin, into))
            for number, into in enumerate(latencies)
        ]
        for thread in threads:
            thread.start()
        begin.wait()
        begun = time.perf_counter()
        for thread in threads:
            thread.join()
        took_s = time.perf_counter() - begun
        flat = [latency for each in latencies for latency in each]
        return Round(len(flat), took_s, flat)

    def _commit(self, number: int, seconds: float, begin: threading.Barrier, latencies: list[float]) -> None:
        contacts = itertools.cycle(self._documents[contact] for contact in contacts_of(number))
        begin.wait()
        until = time.perf_counter() + seconds
        while (begun := time.perf_counter()) < until:
            documents = next(contacts)
            serial = next(self._ids)
            shard = random.randrange(self._shards)  # noqa: S311
            batch = self._client.batch()
            message = {**documents.message, "provider_message_id": WAMID.format(serial)}
            batch.create(self._client.document(f"tenants/{self._tenant}/messages/{serial:032}"), message)
            conversation = self._client.document(documents.conversation_path)
            batch.set(conversation, dict(documents.conversation), merge=True)
            usage = self._client.document(f"tenants/{self._tenant}/usage/{self._period}/shards/{shard}")
            batch.set(usage, dict(documents.usage), merge=True)
            batch.commit()
            latencies.append((time.perf_counter() - begun) * 1000)

    def _record(self) -> None:
        """Has `receive` decide on a webhook of each contact, and keeps the documents."""
        db = _Recorder(self._client)
        stores = Stores(
            db,
            Channels(db),
            Contacts(db),
            Conversations(db),
            Messages(db),
            Tenants(db),
            Usage(db),
            Work(db),
            Consents(db),
        )
        secrets = {"app_secret": self._number.app_secret}
        for contact in (contact for number in range(CONNECTIONS) for contact in contacts_of(number)):
            body = message_webhook(self._number, [Text(WAMID.format(contact), sender_of(contact), TEXT)])
            headers = {SIGNATURE_HEADER: sign(body, self._number.app_secret)}
            take_webhook(body, headers, secrets, None, datetime.now(UTC), receiver=WhatsAppReceiver(), stores=stores)
            match db.kept:
                case (Create(_, message), Merge(conversation_path, conversation), Merge(usage_path, usage), *_):
                    self._documents[contact] = Documents(message, conversation_path, conversation, usage)
                    self._period = usage_path.split("/")[3]
                case _:
                    raise RuntimeError(f"A webhook of a known contact writes something else now: {db.kept}")


if __name__ == "__main__":
    tenant_id = TenantId(sys.argv[1])
    serve_rounds(Bare(tenant_id, Number(*sys.argv[2:5])).run)
