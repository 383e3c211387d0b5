"""A reply leaves where the contact was last heard, by the provider's time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from common.clock import epoch_ms
from common.models.channel import WINDOW_MARGIN_S, Channel, ChannelStatus, Provider
from common.models.ids import ChannelId, IdentityId
from common.models.routing import Endpoint, Route, RouteReason, find_route

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
W, T = ChannelId("w"), ChannelId("t")
WHATSAPP = Channel(id=W, provider=Provider.WHATSAPP, name="Shop", identifier="1")
TELEGRAM = Channel(id=T, provider=Provider.TELEGRAM, name="Bot", identifier="2")
ENDPOINTS = {
    W: {IdentityId("i1"): Endpoint(provider=Provider.WHATSAPP, address="49", heard_ms=5)},
    T: {IdentityId("i2"): Endpoint(provider=Provider.TELEGRAM, address="7", heard_ms=5)},
}


def ago(**duration: float) -> int:
    return epoch_ms(NOW - timedelta(**duration))


def route(heard: dict[ChannelId, int], channels: tuple[Channel, ...] = (WHATSAPP, TELEGRAM)) -> Route:
    found = find_route(heard, ENDPOINTS, channels, NOW)
    assert found is not None
    return found


def test_the_channel_heard_last_is_the_route() -> None:
    assert route({W: ago(hours=2), T: ago(hours=1)}).channel_id == T
    assert route({W: ago(hours=1), T: ago(hours=2)}).channel_id == W


def test_the_window_of_whatsapp_closes_24_hours_after_the_contact_wrote() -> None:
    open_ = route({W: ago(hours=23)}, (WHATSAPP,))
    assert open_.window_expires_at == NOW + timedelta(hours=1)
    assert not open_.needs_template
    assert route({W: ago(hours=24)}, (WHATSAPP,)).needs_template


def test_the_window_closes_a_margin_early() -> None:
    just_inside = ago(hours=24, seconds=-WINDOW_MARGIN_S)
    assert route({W: just_inside}, (WHATSAPP,)).needs_template
    assert not route({W: just_inside + 1000}, (WHATSAPP,)).needs_template


def test_a_window_that_never_opened_takes_only_templates() -> None:
    assert route({}, (WHATSAPP,)).needs_template


def test_telegram_has_no_window() -> None:
    found = route({T: ago(days=300)}, (TELEGRAM,))
    assert (found.window_expires_at, found.needs_template) == (None, False)


def test_a_paused_channel_is_passed_over_and_the_reason_says_so() -> None:
    paused = TELEGRAM.model_copy(update={"status": ChannelStatus.PAUSED})
    found = route({W: ago(hours=2), T: ago(hours=1)}, (WHATSAPP, paused))
    assert (found.channel_id, found.reason) == (W, RouteReason.LAST_HEARD_UNAVAILABLE)


def test_a_chosen_channel_wins_but_only_if_it_leads_to_the_contact() -> None:
    heard = {W: ago(hours=2), T: ago(hours=1)}
    found = find_route(heard, ENDPOINTS, (WHATSAPP, TELEGRAM), NOW, chosen=W)
    assert found is not None
    assert (found.channel_id, found.reason) == (W, RouteReason.CHOSEN)
    assert find_route(heard, ENDPOINTS, (WHATSAPP, TELEGRAM), NOW, chosen=ChannelId("other")) is None


def test_no_active_channel_is_no_route() -> None:
    assert find_route({W: 1}, ENDPOINTS, (), NOW) is None


def test_the_address_heard_last_on_the_channel_is_written_to() -> None:
    both = {
        W: {
            IdentityId("old"): Endpoint(provider=Provider.WHATSAPP, address="old", heard_ms=1),
            IdentityId("new"): Endpoint(provider=Provider.WHATSAPP, address="new", heard_ms=2),
        }
    }
    found = find_route({W: ago(hours=1)}, both, (WHATSAPP,), NOW)
    assert found is not None
    assert found.address == "new"


@given(st.permutations([(W, 30), (T, 20), (W, 10), (T, 40), (W, 35)]))
def test_the_order_of_arrival_does_not_matter(arrivals: list[tuple[ChannelId, int]]) -> None:
    heard: dict[ChannelId, int] = {}
    for channel, at in arrivals:
        heard[channel] = max(heard.get(channel, 0), at)  # what Firestore's Maximum does
    assert route(heard).channel_id == T


def test_the_version_changes_with_the_channel_and_not_with_time() -> None:
    first, later = route({W: ago(hours=2)}), route({W: ago(hours=1)})
    assert first.version == later.version
    assert route({T: ago(minutes=1), W: ago(hours=1)}).version != first.version
