"""Talks to Google Cloud: through `gcloud`, and through the clients of what we own the semantics of."""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from google.cloud.logging_v2.services.metrics_service_v2 import MetricsServiceV2Client
    from google.cloud.monitoring_dashboard_v1 import DashboardsServiceClient
    from google.cloud.monitoring_v3 import AlertPolicyServiceClient, NotificationChannelServiceClient
    from google.cloud.scheduler_v1 import CloudSchedulerClient
    from google.cloud.tasks_v2 import CloudTasksClient

ABSENT: Final = re.compile(
    r"NOT_FOUND|not found|does not exist|Cannot find|SERVICE_DISABLED|has not been used|HTTPError 404"
)
"""What an answer says where there is nothing yet, be it that the API is not enabled."""

QUOTA_PROJECT: Final = "GOOGLE_CLOUD_QUOTA_PROJECT"
"""Names the project on whose quota a person's calls count; without it they count on one in which nothing is enabled.

Source: https://docs.cloud.google.com/docs/authentication/adc-troubleshooting/user-creds and firebase-tools 15.34.2,
lib/apiv2.js, which reads it too (read 2026-11).
"""


class CallFailed(Exception):
    """Google Cloud refuses a call or does not answer; running the whole again goes on from there."""


class Cloud:
    """One project as it really is."""

    def __init__(self, environ: Mapping[str, str] = os.environ) -> None:
        """Connects when something is first asked.

        Args:
            environ: the environment of `gcloud` and `firebase`.
        """
        self._environ = environ
        self._answers: dict[tuple[str, ...], str] = {}

    @cached_property
    def tasks(self) -> "CloudTasksClient | None":
        """The client of Cloud Tasks; None where the state is unknown."""
        from google.cloud.tasks_v2 import CloudTasksClient

        with _signed_in():
            return CloudTasksClient(client_options=self._options())

    @cached_property
    def scheduler(self) -> "CloudSchedulerClient | None":
        """The client of Cloud Scheduler; None where the state is unknown."""
        from google.cloud.scheduler_v1 import CloudSchedulerClient

        with _signed_in():
            return CloudSchedulerClient(client_options=self._options())

    @cached_property
    def metrics(self) -> "MetricsServiceV2Client | None":
        """The client of Cloud Logging's metrics; None where the state is unknown."""
        from google.cloud.logging_v2.services.metrics_service_v2 import MetricsServiceV2Client

        with _signed_in():
            return MetricsServiceV2Client(client_options=self._options())

    @cached_property
    def channels(self) -> "NotificationChannelServiceClient | None":
        """The client of whom Cloud Monitoring tells; None where the state is unknown."""
        from google.cloud.monitoring_v3 import NotificationChannelServiceClient

        with _signed_in():
            return NotificationChannelServiceClient(client_options=self._options())

    @cached_property
    def policies(self) -> "AlertPolicyServiceClient | None":
        """The client of Cloud Monitoring's alert policies; None where the state is unknown."""
        from google.cloud.monitoring_v3 import AlertPolicyServiceClient

        with _signed_in():
            return AlertPolicyServiceClient(client_options=self._options())

    @cached_property
    def dashboards(self) -> "DashboardsServiceClient | None":
        """The client of Cloud Monitoring's dashboards; None where the state is unknown."""
        from google.cloud.monitoring_dashboard_v1 import DashboardsServiceClient

        with _signed_in():
            return DashboardsServiceClient(client_options=self._options())

    def _options(self) -> dict[str, str | None]:
        return {"quota_project_id": self._environ.get(QUOTA_PROJECT)}

    def read(self, *argv: str, may_be_absent: bool = True) -> str:
        """What a command that changes nothing prints; empty where what it asks for does not exist.

        Args:
            argv: the command line.
            may_be_absent: whether what it asks for may not exist.

        Raises:
            CallFailed: it fails otherwise.
        """
        if argv not in self._answers:
            done = self._run(argv, "")
            # 1 is an answer of Google's; what no shell finds ends with 127, and says `not found` too.
            is_absent = may_be_absent and done.returncode == 1 and ABSENT.search(done.stderr)
            if done.returncode and not is_absent:
                raise _failure(argv, done)
            self._answers[argv] = "" if done.returncode else done.stdout
        return self._answers[argv]

    def rows(self, *argv: str, may_be_absent: bool = True) -> list[tuple[str, ...]]:
        """What `--format=value(...)` prints, as one tuple a line; see `read`."""
        lines = self.read(*argv, may_be_absent=may_be_absent).splitlines()
        return [tuple(line.split("\t")) for line in lines if line.strip()]

    def run(self, argv: Sequence[str], stdin: str = "") -> None:
        """Runs a command that changes something, so that what was read before is read again.

        Raises:
            CallFailed: it fails.
        """
        self._answers.clear()
        done = self._run(argv, stdin)
        if done.returncode:
            raise _failure(argv, done)

    def _run(self, argv: Sequence[str], stdin: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                argv, input=stdin, capture_output=True, text=True, env=dict(self._environ), check=False
            )
        except FileNotFoundError as error:
            raise CallFailed(f"{argv[0]} is not installed, and deploying needs it.") from error


class UnknownCloud(Cloud):
    """A project of which nothing is known, so that it seems empty; it is never touched."""

    tasks = None
    scheduler = None
    metrics = None
    channels = None
    policies = None
    dashboards = None

    def _run(self, argv: Sequence[str], stdin: str) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(argv, 0, "", "")


@contextmanager
def _signed_in() -> Iterator[None]:
    """The clients do not use what `gcloud auth login` keeps."""
    from google.auth.exceptions import GoogleAuthError

    try:
        yield
    except GoogleAuthError as error:
        raise CallFailed("Sign the clients in: gcloud auth application-default login.") from error


def _failure(argv: Sequence[str], done: subprocess.CompletedProcess[str]) -> CallFailed:
    # `firebase --json` says on stdout what is wrong.
    lines = (done.stdout + done.stderr).strip().splitlines()
    return CallFailed(f"`{' '.join(argv[:4])} …` ended with code {done.returncode}: " + "\n  ".join(lines[-8:]))
