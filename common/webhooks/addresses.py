"""Which addresses may be posted to: only what the whole internet can reach, and the very address that was looked at."""

import socket
from collections.abc import Collection, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final, NamedTuple, Protocol
from urllib.parse import SplitResult, urlsplit

from common.errors import AppError

PORTS: Final = frozenset({80, 443, 8443})
MOST_CHARACTERS: Final = 2000
_HTTPS_PORT: Final = 443
_GLOBAL: Final = IPv6Network("2000::/3")
"""Source: IANA's registry of the IPv6 address space (read 2026-11): all that is global unicast."""
_NAT64: Final = IPv6Network("64:ff9b::/96")
"""Source: RFC 6052: an IPv4 address as networks without IPv4 see it."""


class AddressRefused(AppError):
    """An address that must not be posted to."""

    code, title, status = "address_refused", "The address cannot be used", 422


class NameUnknown(AppError):
    """No address belongs to a name now; trying again later may help."""

    code, title, status, retryable = "name_unknown", "The name has no address", 422, True


class Resolve(Protocol):
    """Looks a name up."""

    def __call__(self, host: str, port: int) -> Sequence[str]:
        """Every address of `host`.

        Raises:
            NameUnknown: it has none.
        """
        ...


class Target(NamedTuple):
    """Where to connect to, and as whom the receiver knows itself."""

    address: str
    """The address to connect to."""
    host: str
    """The name in the certificate."""
    port: int
    is_https: bool
    authority: str
    """The `Host` header."""
    path: str
    """Path and query."""


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of `host`, as the machine's own resolver says."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NameUnknown(f"The name {host} cannot be found.") from error
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def target_of(url: str, *, allowed: Collection[str], look_up: Resolve) -> Target:
    """Where `url` leads now, if it may be posted to.

    The name is looked up each time, all its addresses are looked at, and the first of them is the one to connect to:
    a name that leads elsewhere a moment later leads nowhere.

    Args:
        url: what a person gave us.
        allowed: `host:port` that may be posted to wherever it is, also without TLS.
        look_up: the resolver.

    Raises:
        AddressRefused: it may not.
        NameUnknown: its name has no address now.
    """
    parts = _split(url)
    host, is_https = str(parts.hostname), parts.scheme == "https"
    port = parts.port or (_HTTPS_PORT if is_https else 80)
    is_allowed = f"{host}:{port}" in allowed
    if not is_allowed:
        if not is_https:
            raise AddressRefused("The address must begin with https://.")
        if port not in PORTS:
            raise AddressRefused(f"The port must be one of {', '.join(str(each) for each in sorted(PORTS))}.")
    addresses = look_up(host, port)
    if not addresses:
        raise NameUnknown(f"The name {host} cannot be found.")
    if not is_allowed and not all(is_public(each) for each in addresses):
        raise AddressRefused(f"{host} leads into a private network. Only addresses on the open internet can be used.")
    shown = f"[{host}]" if ":" in host else host
    authority = shown if port == (_HTTPS_PORT if is_https else 80) else f"{shown}:{port}"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(addresses[0], host, port, is_https, authority, path)


def _split(url: str) -> SplitResult:
    # No parser that comes later may read it differently: what is not plain ASCII is written encoded.
    if len(url) > MOST_CHARACTERS or not url.isascii() or any(c <= " " or c in '\\"<>^`{|}\x7f' for c in url):
        raise AddressRefused("The address holds characters that no address has; write them encoded.")
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise AddressRefused("This is not an address.") from error
    if parts.scheme not in ("https", "http") or not host or "%" in host:
        raise AddressRefused("The address must begin with https:// and a name.")
    if parts.username is not None or parts.password is not None or "@" in parts.netloc:
        raise AddressRefused("The address must hold no user name and no password; requests are signed instead.")
    return parts


def is_public(address: str) -> bool:
    """Whether an address belongs to the open internet, whatever it is wrapped in."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast and not found.is_reserved
    if found.ipv4_mapped is not None:
        return is_public(str(found.ipv4_mapped))
    if found in _NAT64:
        return is_public(str(IPv4Address(found.packed[-4:])))
    return _is_public_v6(found)


def _is_public_v6(found: IPv6Address) -> bool:
    if found.sixtofour is not None:
        return is_public(str(found.sixtofour))
    return found in _GLOBAL and found.is_global and found.teredo is None and found.scope_id is None
