"""The one way out connects to the address that was looked at, checks the name's certificate, and ends in time."""

import contextlib
import datetime
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from common.webhooks.addresses import Target
from common.webhooks.calling import Caller

NAME = "hooks.example.com"
OK = b"HTTP/1.1 204 No Content\r\n\r\n"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for the name, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@contextlib.contextmanager
def server(answer: Callable[[socket.socket], None]) -> Iterator[int]:
    """Takes one connection on a port of 127.0.0.1."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with contextlib.suppress(OSError):
            answer(listening.accept()[0])

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()
        thread.join(5)


def target(port: int, *, is_https: bool, host: str = NAME) -> Target:
    return Target("127.0.0.1", host, port, is_https, f"{host}:{port}", "/in?a=1")


def test_it_connects_to_the_address_and_checks_the_certificate_of_the_name(certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    asked: list[str] = []
    served.sni_callback = lambda _, name, __: asked.append(str(name))
    got: list[bytes] = []

    def answer(connection: socket.socket) -> None:
        with served.wrap_socket(connection, server_side=True) as tls:
            while b"{}" not in b"".join(got):
                got.append(tls.recv(65536))
            tls.sendall(OK)

    trusted = ssl.create_default_context(cafile=str(certificate))
    with server(answer) as port:
        called = Caller(tls=lambda: trusted)(target(port, is_https=True), {"webhook-id": "evt_1"}, b"{}")
    # Nobody knows a name under example.com: it was not looked up again.
    assert (called.status, called.error) == (204, "")
    assert asked == [NAME]
    request = b"".join(got).decode()
    assert request.startswith("POST /in?a=1 HTTP/1.1\r\n")
    assert f"Host: {NAME}:{port}\r\n" in request
    assert "webhook-id: evt_1\r\n" in request


def test_a_certificate_of_another_name_is_not_taken(certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)

    def answer(connection: socket.socket) -> None:
        with contextlib.suppress(ssl.SSLError):
            served.wrap_socket(connection, server_side=True).close()

    trusted = ssl.create_default_context(cafile=str(certificate))
    with server(answer) as port:
        called = Caller(tls=lambda: trusted)(target(port, is_https=True, host="other.example.com"), {}, b"{}")
    assert (called.status, called.error) == (None, "The receiver's certificate is not valid for its name.")


def test_a_redirect_is_not_followed() -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n")

    with server(answer) as port:
        assert Caller()(target(port, is_https=False), {}, b"{}").status == 302


@pytest.mark.parametrize(
    ("value", "waits_s"), [("120", 120), ("9" * 5000, 3600), ("-1", None), ("Wed, 21 Oct 2026 07:28:00 GMT", None)]
)
def test_a_receiver_can_ask_to_be_left_alone_for_an_hour_at_most(value: str, waits_s: int | None) -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(f"HTTP/1.1 429 Too Many Requests\r\nRetry-After: {value}\r\n\r\n".encode())

    with server(answer) as port:
        called = Caller()(target(port, is_https=False), {}, b"{}")
    assert (called.status, called.retry_after_s) == (429, waits_s)


def test_a_receiver_that_drips_is_left_in_time() -> None:
    def answer(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        for _ in range(100):
            connection.sendall(b"X: 1\r\n")
            time.sleep(0.05)

    with server(answer) as port:
        called = Caller(timeout_s=0.3)(target(port, is_https=False), {}, b"{}")
    assert (called.status, called.error) == (None, "The receiver did not answer within 0.3 seconds.")
    assert called.took_ms < 2000


def test_an_endless_answer_is_not_read() -> None:
    def answer(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with server(answer) as port:
        assert Caller()(target(port, is_https=False), {}, b"{}").status == 200


def test_nobody_there_is_an_answer_too() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    called = Caller()(target(port, is_https=False), {}, b"{}")
    assert (called.status, called.error) == (None, "Nobody answers at this address.")
