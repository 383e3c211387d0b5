"""Imports of 10,000 and 100,000 lines of contacts on an emulator of its own: operations, memory, time, and undoing."""

import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Final

from google.cloud import firestore

from common.clock import FixedClock
from common.crypto import Vault
from common.entry.pages import ListQuery
from common.media.storage import Stored
from common.models.channel import Channel, Provider
from common.models.contact import Contact, search_words
from common.models.contact_import import ContactImportState, ImportOptions
from common.models.ids import ChannelId, ContactId, TenantId
from common.models.payloads import ContactFilePayload
from common.models.tenant import Caller, Plan, Role, Tenant
from common.store import ops, paths
from common.store.channels import Channels
from common.store.codec import encode
from common.store.database import Create, Database, Write
from common.store.tenants import Tenants
from functions.contacts.import_schemas import ContactImportView
from functions.contacts.service import contact_imports, undoing
from functions.contacts.service.editing import reachable_at
from functions.contacts.service.linking import Stores
from tests.bench.emulator import PROJECT, firestore_emulator
from tests.bench.rows import Row

SMALL, LARGE = 10_000, 100_000
NOW: Final = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
WHATSAPP: Final = ChannelId("xwhatsapp")
KEYS: Final = "QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE="
KNOWN_EVERY: Final = 50
"""One line in so many names somebody who is a contact before the import."""
PIECE_BYTES: Final = 256 * 1024
TRACED: Final = 10
"""How many slices are looked at for their memory, which makes them slow."""
FLAT: Final = 1.25
"""How much more memory ten times the lines may take."""
WAYS: Final = {
    "phone": "12,Nobody,regular,1",
    "address_missing": ",Nameless,regular,1",
    "value": "+{number},Ann,regular,many",
    "few_columns": "+{number},Ann",
    "many_columns": "+{number},Ann,regular,1,2",
    "duplicate": "+{first},Twice,regular,1",
}
COLUMNS: Final = [
    {"field": "phone"},
    {"field": "name"},
    {"field": "tags"},
    {"field": "attribute", "attribute": "Visits", "type": "number"},
]


class _Killed(BaseException):
    """The worker dies here."""


def measure_contact_import() -> list[Row]:
    """Takes both files in, kills the worker half-way, and undoes them."""
    with firestore_emulator():
        client = firestore.Client(project=PROJECT)
        small, large = (_Bench(client, lines) for lines in (SMALL, LARGE))
        small.run()
        large.run()
    return _rows(small, large)


def _rows(small: "_Bench", large: "_Bench") -> list[Row]:
    n = large.lines
    cost, undo = large.costs["import"], large.costs["undo"]
    peak = f"{small.peak_bytes / 2**20:.1f} MiB for {small.lines:,}, {large.peak_bytes / 2**20:.1f} MiB for {n:,}"
    return [
        Row("line of an import: writes", round(cost["writes"] / n, 2), "", 3.1, note="contact, address, conversation"),
        Row("line of an import: reads", round(cost["reads"] / n, 2), "", 1.2, note="and its share of the cursor's"),
        Row(f"{n:,} lines taken in", round(large.seconds["import"], 1), "s", note="one worker, killed half-way"),
        Row("line undone: writes and deletes", round((undo["writes"] + undo["deletes"]) / n, 2), "", 3.1),
        Row("line undone: reads", round(undo["reads"] / n, 2), "", 3.2, note="contact, conversation, memory"),
        Row(f"{n:,} lines undone", round(large.seconds["undo"], 1), "s"),
        Row(
            "memory of an import of ten times the lines",
            round(large.peak_bytes / small.peak_bytes, 2),
            "ratio",
            FLAT,
            note=peak,
        ),
    ]


class _Files:
    """A bucket whose one file is not counted as the worker's memory."""

    def __init__(self) -> None:
        self._content = b""

    def put_file(self, t: TenantId, name: str, chunks: Iterable[bytes], mime_type: str) -> Stored:
        """Stores a stream."""
        self._content = b"".join(chunks)
        return Stored(f"tenants/{t}/files/{name}", "", len(self._content))

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The file from a byte on."""
        for begin in range(start_byte, len(self._content), PIECE_BYTES):
            yield self._content[begin : begin + PIECE_BYTES]

    def remove_file(self, object_name: str) -> None:
        """Removes it."""
        self._content = b""


class _Bench:
    """One file, until it is undone."""

    def __init__(self, client: firestore.Client, lines: int) -> None:
        self.lines = lines
        self.costs = {"import": Counter[str](), "undo": Counter[str]()}
        self.seconds = dict.fromkeys(self.costs, 0.0)
        self.peak_bytes = 0
        self._t = TenantId(f"import{lines}")
        self._clock = FixedClock(NOW)
        self._files = _Files()
        self._db = Database(client)
        self._stores = Stores.of(self._db)
        self._wrong: Counter[str] = Counter()

    def run(self) -> None:
        """Takes the file in, looks at the report, and undoes it."""
        self._prepare()
        before = self._digest()
        caller = Caller(tenant_id=self._t, role=Role.ADMIN, id="bench")
        raw = self._file()
        kept = {"stores": self._stores, "enqueue": lambda job, payload, **when: True}
        draft = contact_imports.accept(caller, raw, "a.csv", "key", NOW, bucket=self._files, **kept)
        del raw
        options = ImportOptions.model_validate({"columns": COLUMNS})
        contact_imports.start(self._t, draft.id, options, NOW, **kept)
        payload = ContactFilePayload(tenant_id=self._t, file_id=draft.id)
        self._timed("import", lambda: self._work_off(payload))
        self._check(draft.id)
        undoing.begin(self._t, draft.id, NOW, **kept)
        asked = payload.model_copy(update={"attempt": int(NOW.timestamp() * 1000)})
        self._timed("undo", lambda: undoing.work_off(asked, clock=self._clock, **kept))
        state = contact_imports.get(self._t, draft.id, stores=self._stores).value
        if state.state is not ContactImportState.UNDONE or state.kept or self._digest() != before:
            raise RuntimeError(f"The contacts are not as before: {state}.")

    def _work_off(self, payload: ContactFilePayload) -> None:
        """Dies half-way, and is done by others; the first slices of what is left are looked at for their memory."""
        collaborators = {
            "stores": self._stores,
            "bucket": self._files,
            "clock": self._clock,
            "enqueue": lambda job, payload, **when: True,
        }
        half = self.lines // contact_imports.SLICE_ROWS // 2
        self._die_after(half)
        try:
            contact_imports.work_off(payload, **collaborators)
        except _Killed:
            self._db.after_commit.clear()
        tracemalloc.start()
        self._die_after(TRACED)
        try:
            contact_imports.work_off(payload, **collaborators)
        except _Killed:
            self._db.after_commit.clear()
        self.peak_bytes = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        contact_imports.work_off(payload, **collaborators)

    def _die_after(self, commits: int) -> None:
        left = iter(range(commits, 0, -1))

        def die(writes: object) -> None:
            if next(left, 0) <= 1:
                raise _Killed

        self._db.after_commit.append(die)

    def _timed(self, phase: str, work: Callable[[], object]) -> None:
        ops.snapshot_and_reset()
        begun = time.perf_counter()
        work()
        self.seconds[phase] = time.perf_counter() - begun
        for spent in ops.snapshot_and_reset().values():
            self.costs[phase].update(spent)

    def _check(self, id_: str) -> None:
        shown = ContactImportView.of(contact_imports.get(self._t, id_, stores=self._stores).value)
        listed: Counter[str] = Counter()
        cursor = ""
        while True:
            page = contact_imports.report(self._t, id_, ListQuery(limit=100, cursor=cursor), stores=self._stores)
            listed.update(item.problem.value for item in page.items)
            if page.next_cursor is None:
                break
            cursor = page.next_cursor
        if not shown.state == "done" or listed != self._wrong or shown.failed != self._wrong.total():
            raise RuntimeError(f"The report is wrong: {listed} instead of {self._wrong}; {shown}")

    def _file(self) -> bytes:
        lines = ["Phone,Name,Tags,Visits"]
        for n in range(self.lines):
            number = f"49151{n:08}"
            if n % 100 in (40, 60, 80):
                problem = list(WAYS)[n // 20 % len(WAYS)]
                self._wrong[problem] += 1
                lines.append(WAYS[problem].format(number=number, first=f"49151{0:08}"))
            else:
                lines.append(f"+{number},Ann {n},regular,{n}")
        return "\n".join(lines).encode()

    def _digest(self) -> int:
        """A digest of every contact, read page by page."""
        seen, after = 0, None
        while page := self._stores.contacts.page(self._t, limit=500, after=after):
            for contact in page:
                seen ^= hash(contact.model_dump_json())
            after = page[-1].id
        return seen

    def _prepare(self) -> None:
        Tenants(self._db).save(Tenant(id=self._t, name="Bench", plan=Plan.ENTERPRISE))
        sealed = Vault(KEYS).seal({"access_token": "x"}, context=f"{self._t}/{WHATSAPP}")
        channel = Channel(id=WHATSAPP, provider=Provider.WHATSAPP, name="w", identifier=str(self._t), sealed=sealed)
        Channels(self._db).connect(self._t, channel)
        writes: list[Write] = []
        for n in range(0, self.lines, KNOWN_EVERY):
            address = reachable_at(channel, f"+49151{n:08}")
            k = ContactId(f"k{n:08}")
            words = search_words("Known", [address.address])
            known = {"name": "Known", "identities": [address.identity.id], "search": words}
            contact = Contact.model_validate({**known, "id": k, "created_at": NOW - timedelta(days=1)})
            identity = address.identity.model_copy(update={"contact_id": k})
            writes += [
                Create(paths.contact(self._t, k), encode(contact)),
                Create(paths.identity(self._t, identity.id), encode(identity)),
            ]
        for begin in range(0, len(writes), 400):
            self._db.commit(*writes[begin : begin + 400])
