"""A provider that answers as a test says, and remembers what it was asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from common.channels.calls import open_client

Answer = httpx.Response | Exception | Callable[[httpx.Request], httpx.Response]


@dataclass
class FakeProvider:
    """Answers the first call with the first answer, and so on."""

    answers: list[Answer] = field(default_factory=list)
    requests: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        request.read()
        self.requests.append(request)
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer if isinstance(answer, httpx.Response) else answer(request)

    def client(self) -> httpx.Client:
        """A pool of which every connection ends here."""
        return open_client(httpx.MockTransport(self))

    def body(self, index: int = -1) -> dict[str, object]:
        """The JSON of a request."""
        body = json.loads(self.requests[index].content)
        assert isinstance(body, dict)
        return body


def every_word(error: BaseException) -> str:
    """All that an error could show, with what lies behind it."""
    words = ""
    behind: BaseException | None = error
    while behind is not None:
        words += f"{behind} {behind!r} {behind.args} {vars(behind)}"
        behind = behind.__cause__ or behind.__context__
    return words
