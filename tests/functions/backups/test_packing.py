"""What is encrypted comes out as it went in; what was cut, swapped or prolonged does not open."""

from collections.abc import Iterator

import pytest

from functions.backups.service.packing import (
    FRAME_BYTES,
    TAG_BYTES,
    Packer,
    Sealer,
    Spoiled,
    opened,
    sealed_size,
    unpack,
)

KEY, NONCE, CONTEXT = bytes(range(32)), "00" * 7, "b1/3"
STEP = FRAME_BYTES + TAG_BYTES


def _sealed(plain: bytes, pieces: int = 50_000) -> bytes:
    sealer = Sealer(KEY, NONCE, CONTEXT)
    made = b"".join(sealer.add(piece) for piece in _cut(plain, pieces))
    return made + sealer.finish()


def _cut(raw: bytes, size: int) -> Iterator[bytes]:
    return (raw[start : start + size] for start in range(0, len(raw), size))


def _opened(raw: bytes, *, pieces: int = 70_001, context: str = CONTEXT) -> bytes:
    return b"".join(opened(_cut(raw, pieces), KEY, NONCE, context))


@pytest.mark.parametrize("size", [0, 1, FRAME_BYTES - 1, FRAME_BYTES, FRAME_BYTES + 1, 2 * FRAME_BYTES, 300_001])
@pytest.mark.parametrize("pieces", [997, STEP, 1_000_000])
def test_a_stream_of_any_size_comes_out_as_it_went_in(size: int, pieces: int) -> None:
    plain = bytes(n % 251 for n in range(size))
    sealed = _sealed(plain)
    assert len(sealed) == sealed_size(size)
    assert _opened(sealed, pieces=pieces) == plain


def test_what_was_changed_does_not_open() -> None:
    sealed = _sealed(bytes(3 * FRAME_BYTES))
    one, two, three = sealed[:STEP], sealed[STEP : 2 * STEP], sealed[2 * STEP :]
    for raw in (b"", one, one + two, two + one + three, sealed + b"x", sealed + three, sealed[:-1], two + three):
        with pytest.raises(Spoiled):
            _opened(raw)
    with pytest.raises(Spoiled):
        _opened(sealed, context="b1/4")
    assert _opened(sealed) == bytes(3 * FRAME_BYTES)


@pytest.mark.parametrize("key", [None, KEY])
def test_lines_come_out_as_they_went_in(key: bytes | None) -> None:
    lines = [f"line {n} {n * 7919}\n".encode() for n in range(60_000)]
    packer = Packer(key, NONCE, CONTEXT)
    raw = b"".join(packer.add(line) for line in lines) + packer.finish()
    assert b"".join(unpack(raw, key, NONCE, CONTEXT)) == b"".join(lines)
    with pytest.raises(Spoiled):
        list(unpack(raw[:-9], key, NONCE, CONTEXT))
