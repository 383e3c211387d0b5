"""A part's bytes: lines, compressed by gzip, and encrypted frame by frame where that is wanted.

A frame is AES-256-GCM over `FRAME_BYTES` of the compressed stream. Its nonce is seven random bytes of the part, the
frame's number, and whether it is the last one, so that frames can be neither swapped nor left out (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The same lines give the same bytes, so that an
upload can go on.
"""

import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from common.errors import AppError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FRAME_BYTES: Final = 64 * 1024
TAG_BYTES: Final = 16
NONCE_BYTES: Final = 7
LEVEL: Final = 3
"""Text shrinks to about a fifth at this level, at twice the speed of the highest."""
_GZIP: Final = 31
_INFLATE_BYTES: Final = 256 * 1024


class Spoiled(AppError):
    """Bytes are not what was packed, or the key is another."""

    code, title = "part_spoiled", "A file of a backup is damaged"


def new_nonce() -> str:
    """What makes a part's encryption unlike any other's, hexadecimal."""
    return os.urandom(NONCE_BYTES).hex()


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


def sealed_size(size_bytes: int) -> int:
    """How large so many bytes are once they are encrypted."""
    return size_bytes + TAG_BYTES * max(1, -(-size_bytes // FRAME_BYTES))


class Sealer:
    """Encrypts a stream, frame by frame."""

    def __init__(self, key: bytes, nonce: str, context: str) -> None:
        """Args:
        key: of 32 bytes.
        nonce: see `new_nonce`; never used twice with one key for other bytes.
        context: what the stream is; needed to open it, too.
        """
        self._aead = _cipher(key)
        self._nonce = bytes.fromhex(nonce)
        self._context = context.encode()
        self._frames = 0
        self._open = bytearray()

    def add(self, plain: bytes) -> bytes:
        """Takes bytes; those that became ready with them, often none."""
        self._open += plain
        made = bytearray()
        # The last frame must be known as such, so that one is held back until the next begins.
        while len(self._open) > FRAME_BYTES:
            made += self._frame(bytes(self._open[:FRAME_BYTES]), last=False)
            del self._open[:FRAME_BYTES]
        return bytes(made)

    def finish(self) -> bytes:
        """The last bytes."""
        return self._frame(bytes(self._open), last=True)

    def _frame(self, plain: bytes, *, last: bool) -> bytes:
        nonce = _frame_nonce(self._nonce, self._frames, last=last)
        self._frames += 1
        return self._aead.encrypt(nonce, plain, self._context)


def opened(pieces: Iterable[bytes], key: bytes, nonce: str, context: str) -> Iterator[bytes]:
    """What a Sealer was given, in pieces; no more than a frame and a piece are held in memory.

    Raises:
        Spoiled: the bytes are not what it made.
    """
    from cryptography.exceptions import InvalidTag

    aead, prefix, step, number = _cipher(key), bytes.fromhex(nonce), FRAME_BYTES + TAG_BYTES, 0
    waiting = bytearray()

    def frame(*, last: bool) -> bytes:
        try:
            plain = aead.decrypt(_frame_nonce(prefix, number, last=last), bytes(waiting[:step]), context.encode())
        except InvalidTag as error:
            raise Spoiled("It does not open with this key.") from error
        del waiting[:step]
        return plain

    for piece in pieces:
        waiting += piece
        while len(waiting) > step:
            yield frame(last=False)
            number += 1
    yield frame(last=True)


class Packer:
    """Turns lines into a part's bytes."""

    def __init__(self, key: bytes | None, nonce: str, context: str) -> None:
        """Args:
        key: of 32 bytes; None does not encrypt.
        nonce: see `new_nonce`; never used twice with one key for other lines.
        context: which part of which backup; needed to unpack, too.
        """
        self._gzip = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
        self._sealer = Sealer(key, nonce, context) if key else None

    def add(self, line: bytes) -> bytes:
        """Takes a line; the bytes that became ready with it, often none."""
        ready = self._gzip.compress(line)
        return self._sealer.add(ready) if self._sealer and ready else ready

    def finish(self) -> bytes:
        """The last bytes."""
        ready = self._gzip.flush()
        return self._sealer.add(ready) + self._sealer.finish() if self._sealer else ready


def unpack(raw: bytes, key: bytes | None, nonce: str, context: str) -> Iterator[bytes]:
    """The lines' bytes of a part, in pieces.

    Raises:
        Spoiled: they are not what was packed.
    """
    inflate = zlib.decompressobj(_GZIP)
    try:
        for compressed in opened(_frames(raw), key, nonce, context) if key else (raw,):
            waiting = compressed
            while waiting:
                # By pieces: what a small frame grows to must not fill the memory.
                piece = inflate.decompress(waiting, _INFLATE_BYTES)
                waiting = inflate.unconsumed_tail
                if piece:
                    yield piece
        if rest := inflate.flush():
            yield rest
    except zlib.error as error:
        raise Spoiled("A part cannot be decompressed.") from error
    if not inflate.eof or inflate.unused_data:
        raise Spoiled("A part breaks off, or goes on behind its end.")


def _frames(raw: bytes) -> Iterator[bytes]:
    step = FRAME_BYTES + TAG_BYTES
    return (raw[start : start + step] for start in range(0, len(raw), step))


def _frame_nonce(nonce: bytes, number: int, *, last: bool) -> bytes:
    return nonce + struct.pack(">I?", number, last)
