"""Reads a file of people on from wherever the last slice ended, and tells through which channels they are reached."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from common.errors import Invalid, NotFound
from common.models.channel import Channel, ChannelStatus, Provider
from common.models.ids import ChannelId
from functions.contacts.service.sheets import Row, rows


class Marked(Protocol):
    """How far a file is worked off; imports of contacts and of audiences are such."""

    @property
    def id(self) -> str:
        """The import's id."""
        ...

    @property
    def object_name(self) -> str:
        """Where the file is."""
        ...

    @property
    def delimiter(self) -> str:
        """What separates its columns."""
        ...

    @property
    def offset_bytes(self) -> int:
        """Up to where it is worked off."""
        ...

    @property
    def next_line(self) -> int:
        """The number of the line there."""
        ...


class Readable(Protocol):
    """Where files are kept."""

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object from `start_byte` on, in pieces."""
        ...


class SheetReader:
    """Reads a file's rows on from wherever its import says; opens it again only where it has to."""

    def __init__(self, bucket: Readable) -> None:
        self._bucket = bucket
        self._rows: Iterator[Row] = iter(())
        self._begun_bytes = 0
        self._at = ("", -1)

    def take(self, state: Marked, most: int) -> tuple[list[Row], int, int]:
        """The next rows, and where in the file, and in which line, those behind them begin."""
        if self._at != (state.id, state.offset_bytes):
            pieces = self._bucket.read(state.object_name, start_byte=state.offset_bytes)
            self._rows = rows(pieces, state.delimiter, first_line=state.next_line)
            self._begun_bytes = state.offset_bytes
        taken = list(islice(self._rows, most))
        offset_bytes = self.end_of(taken, state)
        self._at = (state.id, offset_bytes)
        return taken, offset_bytes, taken[-1].next_line if taken else state.next_line

    def end_of(self, taken: list[Row], state: Marked) -> int:
        """Where in the file the rows behind those that were just taken begin."""
        return self._begun_bytes + taken[-1].offset_bytes if taken else state.offset_bytes


def channel_for(provider: Provider, wanted: str, channels: Iterable[Channel]) -> ChannelId:
    """The channel through which people of a file are reached: the one that is wanted, else the first active one.

    Raises:
        NotFound: there is no such channel.
        Invalid: none is active.
    """
    of_kind = [c for c in channels if c.provider is provider]
    if wanted:
        if wanted not in {c.id for c in of_kind}:
            raise NotFound(f"There is no such {provider} channel.")
        return ChannelId(wanted)
    active = sorted(c.id for c in of_kind if c.status is ChannelStatus.ACTIVE)
    if not active:
        raise Invalid(f"The file names people whom {provider} reaches, but no {provider} channel is active.")
    return active[0]
