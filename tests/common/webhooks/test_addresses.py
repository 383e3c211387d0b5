"""Only what the whole internet can reach is posted to, however it is written and wherever its name leads."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.webhooks.addresses import AddressRefused, NameUnknown, is_public, target_of

NAMES = {
    "shop.example.com": ["93.184.216.34"],
    "inside.example.com": ["10.0.0.1"],
    "both.example.com": ["93.184.216.34", "169.254.169.254"],
    "wide.example.com": ["2606:4700::1111"],
    "localhost": ["127.0.0.1", "::1"],
}


def look_up(host: str, port: int) -> list[str]:
    """The test's names, and addresses as they are."""
    if host not in NAMES:
        try:
            return [str(ip_address(host))]
        except ValueError as error:
            raise NameUnknown(f"The name {host} cannot be found.") from error
    return NAMES[host]


def test_the_address_that_was_looked_at_is_the_one_to_connect_to() -> None:
    target = target_of("https://shop.example.com/in?a=1", allowed=(), look_up=look_up)
    assert target == ("93.184.216.34", "shop.example.com", 443, True, "shop.example.com", "/in?a=1")
    assert target_of("https://wide.example.com:8443", allowed=(), look_up=look_up).authority == "wide.example.com:8443"


@pytest.mark.parametrize(
    "url",
    [
        "http://169.254.169.254/",
        "https://169.254.169.254/latest/meta-data",
        "https://localhost/",
        "https://inside.example.com/",
        "https://both.example.com/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[fd00::1]/",
        "https://0.0.0.0/",
        "http://shop.example.com/",
        "https://shop.example.com:22/",
        "https://user:secret@shop.example.com/",
        "https://shop.example.com@inside.example.com/",
        "https://shop.example.com\\@inside.example.com/",
        "ftp://shop.example.com/",
        "https:///path",
        "https://shop.example.com/ in",
        "https://shop.example.com:99999/",
        "gopher:shop.example.com",
        "",
    ],
)
def test_what_leads_elsewhere_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        target_of(url, allowed=(), look_up=look_up)


def test_a_name_without_an_address_is_not_posted_to() -> None:
    with pytest.raises(NameUnknown):
        target_of("https://nowhere.example.com/", allowed=(), look_up=look_up)


def test_only_the_very_host_and_port_of_the_setting_may_be_private() -> None:
    allowed = ("127.0.0.1:5000",)
    assert target_of("http://127.0.0.1:5000/in", allowed=allowed, look_up=look_up).address == "127.0.0.1"
    for url in ("http://127.0.0.1:5001/in", "http://localhost:5000/in", "http://127.0.0.2:5000/in"):
        with pytest.raises(AddressRefused):
            target_of(url, allowed=allowed, look_up=look_up)


@given(st.ip_addresses(v=4))
def test_a_wrapped_address_is_what_it_wraps(inner: IPv4Address) -> None:
    number = int(inner)
    mapped, sixtofour = IPv6Address((0xFFFF << 32) | number), IPv6Address((0x2002 << 112) | (number << 80) | 1)
    nat64 = IPv6Address((0x64FF9B << 96) | number)
    for wrapped in (mapped, sixtofour, nat64):
        assert not is_public(str(wrapped)) or is_public(str(inner))


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_nothing_private_is_public(address: IPv4Address | IPv6Address) -> None:
    wrong = address.is_private or address.is_loopback or address.is_link_local or address.is_multicast
    assert not (wrong and is_public(str(address)))


@pytest.mark.parametrize("address", ["224.0.0.1", "100.64.0.1", "::", "::10.0.0.1", "fec0::1", "fe80::1%eth0", "x"])
def test_what_python_takes_for_global_and_is_not(address: str) -> None:
    assert not is_public(address)
