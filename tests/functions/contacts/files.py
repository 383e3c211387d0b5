"""A bucket in memory for files of people."""

from collections.abc import Iterable, Iterator

from common.errors import NotFound
from common.media.storage import Stored
from common.models.ids import TenantId


class Files:
    """A bucket in memory, which hands out small pieces."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.opened_at: list[int] = []

    def put_file(self, t: TenantId, name: str, chunks: Iterable[bytes], mime_type: str) -> Stored:
        """Stores a stream under a name of its own."""
        object_name = f"tenants/{t}/files/{name}"
        self.files[object_name] = b"".join(chunks)
        return Stored(object_name, "", len(self.files[object_name]))

    def read(self, object_name: str, *, start_byte: int = 0) -> Iterator[bytes]:
        """The bytes of an object, in small pieces."""
        self.opened_at.append(start_byte)
        if object_name not in self.files:
            raise NotFound("The file is not there any more.")
        content = self.files[object_name]
        yield from (content[n : n + 50] for n in range(start_byte, len(content), 50))

    def remove_file(self, object_name: str) -> None:
        """Removes a file; none is fine."""
        self.files.pop(object_name, None)

    def remove(self, t: TenantId, name: str) -> None:
        """Removes a message's file; there is none."""
