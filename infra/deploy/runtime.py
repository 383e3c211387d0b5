"""The machine that each function gets: how large, how many, how long it may take, and why."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field

PYTHON: Final = "3.13"
"""The Python that deployed functions run on.

Source: https://docs.cloud.google.com/run/docs/runtimes/python.md.txt (read 2026-11).
"""
RUNTIME_ID: Final = "python" + PYTHON.replace(".", "")
"""What Cloud Run functions call it."""

HTTP_TIMEOUT_MOST_S: Final = 3600
EVENT_TIMEOUT_MOST_S: Final = 540
"""Source: https://cloud.google.com/functions/docs/configuring/timeout (read 2026-11)."""
HOSTING_TIMEOUT_S: Final = 60
"""After which Firebase Hosting answers 504 itself; a longer request over a rewrite reaches nobody.

Source: https://firebase.google.com/docs/hosting/functions.md.txt (read 2026-11).
"""
CPU_MOST_PER_FUNCTION: Final = 20
MEMORY_MOST_PER_FUNCTION_MIB: Final = 40 * 1024
"""What instances times size may come to in a project that has asked for no more; beyond, a deployment is refused.

Source: "CpuAllocPerProjectRegion allowed: 20000, MemAllocPerProjectRegion allowed: 42949672960" in
https://github.com/googlecodelabs/feedback/issues/1856 (read 2026-11).
"""


class Runtime(BaseModel):
    """The machine of one function; what a row does not say is what an API needs that few people call."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    memory_mib: int = Field(default=512, ge=128, le=32 * 1024)
    """Memory of an instance, in MiB."""
    cpu: float = Field(default=1, ge=0.08, le=8)
    """Processors of an instance; below one it serves one request at a time."""
    concurrency: int = Field(default=40, ge=1, le=1000)
    """Requests that Google sends to an instance at the same time."""
    timeout_s: int = Field(default=HOSTING_TIMEOUT_S, ge=1, le=HTTP_TIMEOUT_MOST_S)
    """How long a request may take, in seconds."""
    min_instances: int = Field(default=0, ge=0)
    """Instances that are kept warm, and paid for, while nothing happens."""
    max_instances: int = Field(default=5, ge=1)
    """Instances at most; beyond, Google answers 429 and queues slow down."""
    reason: str = Field(pattern=r"^[A-Z].*\.$")
    """Why these figures."""

    @property
    def threads(self) -> int:
        """What THREADS must be: functions-framework otherwise serves four requests a processor and queues the rest.

        Source: functions_framework/_http/gunicorn.py of functions-framework 3.10.2 (read 2026-11).
        """
        return self.concurrency

    @property
    def at_once(self) -> int:
        """Requests that all instances together serve at the same time."""
        return self.concurrency * self.max_instances


RUNTIME: Final[dict[str, Runtime]] = {
    "receive": Runtime(
        min_instances=1,
        max_instances=20,
        reason="Meta wants webhooks answered within 250 ms in the median, and a cold start takes several times that; "
        "one instance stays warm.",
    ),
    "dispatch": Runtime(
        max_instances=20,
        reason="It reads an event and makes calls to Cloud Tasks of some milliseconds; as many at once as webhooks can "
        "cause.",
    ),
    "reply": Runtime(
        concurrency=20,
        timeout_s=300,
        max_instances=2,
        reason="Threads wait for a model that may be asked several times in one task; the queue `ai` sends 20 at once, "
        "which one instance serves and a second one relieves.",
    ),
    "send": Runtime(
        memory_mib=1024,
        concurrency=48,
        max_instances=20,
        reason="Threads wait for providers, so that one processor serves many; together they serve all 960 that the "
        "shards of `send` and `bulk` may dispatch, some with a file in memory.",
    ),
    "media": Runtime(
        memory_mib=1024,
        concurrency=8,
        timeout_s=600,
        max_instances=10,
        reason="Files are streamed, but what a model is to hear or see, up to 25 MB, is held in memory several times "
        "over while it is uploaded.",
    ),
    "stats": Runtime(
        concurrency=4,
        timeout_s=540,
        max_instances=10,
        reason="A roll-up keeps a processor busy, and its deadline is 9 minutes: few at once on each instance.",
    ),
    "inbox": Runtime(
        memory_mib=1024,
        max_instances=10,
        reason="People wait for it, and it waits for Firestore; uploads of up to 30 MB are held in memory.",
    ),
    "contacts": Runtime(
        memory_mib=1024,
        concurrency=16,
        timeout_s=600,
        max_instances=10,
        reason="Files of up to 30 MB are read in and held in memory, and its jobs go over many people for up to 10 "
        "minutes beside the API.",
    ),
    "templates": Runtime(concurrency=20, reason="Few people edit templates; threads wait for Meta and for the model."),
    "campaigns": Runtime(
        concurrency=16,
        timeout_s=180,
        max_instances=10,
        reason="Planning reads and writes batches of recipients, which keeps a processor half busy; the tick may take "
        "3 minutes.",
    ),
    "backups": Runtime(
        memory_mib=1024,
        concurrency=4,
        timeout_s=900,
        max_instances=10,
        reason="Compressing and encrypting keep a processor busy, and each backup holds a few parts of some MB in "
        "memory; after 15 minutes at most a job goes on in another task.",
    ),
    "agents": Runtime(concurrency=20, reason="Few people try agents, and a try waits for the model."),
    "usage": Runtime(reason="Its screens read some dozens of documents."),
    "workspace": Runtime(reason="It reads and writes single documents; signing in asks it once."),
    "webhooks": Runtime(
        max_instances=10,
        reason="Threads wait up to 15 s for the tenants' servers; the shards of its queue dispatch 160 at once.",
    ),
    "jobs": Runtime(
        concurrency=20,
        timeout_s=180,
        reason="Its page asks Cloud Tasks about every queue; the sweep may take 3 minutes.",
    ),
}
"""By the function's name."""
