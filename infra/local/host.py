"""Hosts every function in one WSGI process: each an app of its own, made by functions-framework as in production."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

import functions_framework

from common import log
from infra.functions import FUNCTIONS, Deployable

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT: Final = Path(__file__).resolve().parents[2]


class FunctionHost:
    """A WSGI app that calls the function named by the first segment of a path.

    As cloudfunctions.net does, it strips that segment, so that `/inbox/api/inbox/conversations` reaches `inbox` as
    `/api/inbox/conversations`.
    """

    def __init__(self, functions: Iterable[Deployable], root: Path = ROOT, ops: Callable[[], object] = dict) -> None:
        """Loads every function, as a cold start of each would.

        Args:
            functions: what to host.
            root: the folder that holds `functions/`.
            ops: answers and resets the counts of billed Firestore operations by function.
        """
        self._apps = {function.name: load(function, root) for function in functions}
        self._ops = ops
        self._requests = 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Answers one request."""
        name, _, rest = environ["PATH_INFO"].lstrip("/").partition("/")
        if name == "_local":
            return self._local(rest, start_response)
        if (app := self._apps.get(name)) is None:
            known = ", ".join(sorted(self._apps))
            return _json(start_response, "404 Not Found", {"detail": f"No function {name!r}; there are: {known}."})
        self._requests += 1
        environ["PATH_INFO"] = f"/{rest}"
        # As Google's front end does: whatever comes in stands in some trace.
        environ.setdefault("HTTP_TRACEPARENT", f"00-{token_hex(16)}-{token_hex(8)}-00")
        mark = log.function_name.set(name)
        try:
            return app(environ, start_response)
        finally:
            log.function_name.reset(mark)

    def _local(self, what: str, start_response: "StartResponse") -> Iterable[bytes]:
        if what == "health":
            # Every write to Firestore comes from a function, so this number tells whether one can have been made.
            return _json(start_response, "200 OK", {"functions": sorted(self._apps), "requests": self._requests})
        if what == "ops":
            return _json(start_response, "200 OK", self._ops())
        return _json(start_response, "404 Not Found", {"detail": "There are /_local/health and /_local/ops."})


def load(function: Deployable, root: Path) -> "WSGIApplication":
    """The function's app.

    Args:
        function: which.
        root: the folder that holds `functions/`.
    """
    module = f"functions.{function.capability}.main"
    # As staging does for a deployment: one import line, so that the capability is imported under its own name, once.
    with TemporaryDirectory() as folder, _framework_path(root), _named(function.name):
        source = Path(folder) / "main.py"
        source.write_text(f"from {module} import {function.entry_point}\n")
        app: WSGIApplication = functions_framework.create_app(  # type: ignore[no-untyped-call]
            target=function.entry_point,
            source=str(source),
            signature_type="http" if function.signature == "http" else "cloudevent",
        )
    return app


@contextmanager
def _framework_path(root: Path) -> Iterator[None]:
    """Finds `functions` in `root`, and undoes what the framework adds to the import path."""
    before = list(sys.path)
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path[:] = before


@contextmanager
def _named(name: str) -> Iterator[None]:
    mark = log.function_name.set(name)
    os.environ["K_SERVICE"] = name
    try:
        yield
    finally:
        log.function_name.reset(mark)
        del os.environ["K_SERVICE"]


def _json(start_response: "StartResponse", status: str, content: object) -> Iterable[bytes]:
    body = json.dumps(content).encode()
    start_response(status, [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def application() -> FunctionHost:
    """The host of every function in `infra/functions.py`; gunicorn calls this once in its worker.

    The worker's process id goes to the file that WORKER_PID_FILE names, so that a test can make it crash.
    """
    from common.store.ops import snapshot_and_reset

    if file := os.environ.get("WORKER_PID_FILE"):
        Path(file).write_text(str(os.getpid()))
    log.configure(os.environ.get("LOG_LEVEL", "INFO"))
    return FunctionHost(FUNCTIONS, ops=snapshot_and_reset)
