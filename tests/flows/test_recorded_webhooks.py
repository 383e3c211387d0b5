"""Every WhatsApp webhook that was recorded is taken, and leaves something behind in its tenant."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from common.store.database import Database
from tests.flows.driving import Json, Meta, Tenant, new_number, new_wamid

pytestmark = pytest.mark.flow
RECORDED = Path(__file__).resolve().parents[1] / "data" / "whatsapp"
PERSON = re.compile(r"[1-9][0-9]{10,12}|US\.[0-9]{15,}")
"""A customer's number or business-scoped id."""
KEPT_IN = ("messages", "notices", "parked_receipts")


def _recorded() -> Iterator[object]:
    for file in sorted(RECORDED.glob("*.json")):
        for name, body in json.loads(file.read_bytes()).items():
            yield pytest.param(body, id=f"{file.stem}-{name}")


def _of_somebody_else(words: object, people: dict[str, str]) -> object:
    """The same words about people whom no other recording names."""
    if isinstance(words, list):
        return [_of_somebody_else(each, people) for each in words]
    if isinstance(words, dict):
        return {key: _of_somebody_else(each, people) for key, each in words.items()}
    if isinstance(words, str) and PERSON.fullmatch(words):
        return people.setdefault(words, words[:-14] + new_number() if words.startswith("US.") else new_number())
    return words


def _readdress(body: Json, number_id: str, account_id: str) -> Json:
    """The webhook as if it had gone to that number, with ids and people that no other recording has."""
    readdressed: Json = json.loads(json.dumps(_of_somebody_else(body, {})))
    for entry in readdressed["entry"]:
        entry["id"] = account_id
        for value in (change["value"] for change in entry["changes"]):
            value.get("metadata", {})["phone_number_id"] = number_id
            for part in ("messages", "statuses", "message_echoes", "calls"):
                for each in value.get(part, []):
                    each["id"] = new_wamid()
    return readdressed


def _kept(database: Database, tenant: Tenant) -> int:
    return sum(database.count(f"tenants/{tenant.id}/{collection}") for collection in KEPT_IN)


@pytest.mark.parametrize("body", _recorded())
def test_a_recorded_webhook_is_kept(body: Json, globex: Tenant, meta: Meta, database: Database) -> None:
    channel = database.get(f"tenants/{globex.id}/channels/{globex.whatsapp['id']}")
    assert channel is not None
    before = _kept(database, globex)
    readdressed = _readdress(body, globex.whatsapp["phone_number_id"], str(channel.data["account_id"]))
    assert meta.post(readdressed).status_code == 200
    kept = _kept(database, globex)
    assert kept > before
    # Once more: nothing new.
    assert meta.post(readdressed).status_code == 200
    assert _kept(database, globex) == kept
