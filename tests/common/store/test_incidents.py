"""Incidents open once, are seen again, close, and open again."""

from datetime import UTC, datetime, timedelta

import pytest
from google.cloud import firestore

from common.models.ids import TenantId, random_id
from common.models.incident import IncidentKind
from common.store.database import Database
from common.store.incidents import Incidents
from tests.functions.racing import race

pytestmark = pytest.mark.emulator

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
KIND = IncidentKind.CHANNEL_REFUSED


@pytest.fixture
def incidents(firestore_client: firestore.Client) -> Incidents:
    return Incidents(Database(firestore_client))


@pytest.fixture
def t() -> TenantId:
    return TenantId(random_id())


def test_the_same_trouble_is_one_incident_until_it_is_over(incidents: Incidents, t: TenantId) -> None:
    assert incidents.open(t, KIND, "c1", "The token is revoked.", NOW)
    assert not incidents.open(t, KIND, "c1", "The account is locked.", LATER)
    [shown] = incidents.list_open(t)
    assert (shown.detail, shown.opened_at, shown.last_at, shown.times) == ("The account is locked.", NOW, LATER, 2)
    assert incidents.close(t, KIND, "c1", LATER)
    assert not incidents.close(t, KIND, "c1", LATER)
    assert incidents.list_open(t) == []
    assert incidents.open(t, KIND, "c1", "The token is revoked.", LATER)
    [shown] = incidents.list_open(t)
    assert (shown.opened_at, shown.times, shown.closed_at) == (LATER, 1, None)


def test_what_was_never_wrong_cannot_be_closed(incidents: Incidents, t: TenantId) -> None:
    assert not incidents.close(t, KIND, "c1", NOW)
    assert incidents.find(t, KIND, "c1") is None


def test_incidents_of_subjects_and_tenants_are_apart(incidents: Incidents, t: TenantId) -> None:
    incidents.open(t, KIND, "c1", "One.", NOW)
    incidents.open(t, KIND, "c2", "Two.", LATER)
    incidents.open(TenantId(random_id()), KIND, "c1", "Another tenant's.", NOW)
    assert [each.subject for each in incidents.list_open(t)] == ["c2", "c1"]


def test_racing_reports_open_one_incident(incidents: Incidents, t: TenantId) -> None:
    opened = race([lambda: incidents.open(t, KIND, "c1", "The token is revoked.", NOW)] * 8)
    assert opened.count(True) == 1
    [shown] = incidents.list_open(t)
    assert shown.times == 8
