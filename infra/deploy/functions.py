"""The functions, who may call them, and the events that start them."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from common.jobs.registry import JOBS
from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.foundation import Secrets
from infra.deploy.plan import Call, Change, Command, Item, compare
from infra.deploy.runtime import RUNTIME, RUNTIME_ID
from infra.deploy.staging import stage
from infra.deploy.target import APP, Target, kind_of
from infra.functions import Deployable, Trigger
from infra.schedules import SCHEDULES

PASSED: Final = ("OPERATORS", "GOOGLE_CLIENT_ID", "OPENAI_BASE_URL", "OPENAI_MODEL", "GRAPH_VERSION", "LOG_LEVEL")
"""Settings that functions are given as the deployment's environment has them, where it has them."""
HASH_CHARACTERS: Final = 40
"""Labels hold 63."""
_ACTIVE: Final = "ACTIVE"
_CALLS: Final = "roles/run.invoker"


class Functions:
    """The functions: deployed where source, machine, settings or secrets differ from what was deployed last."""

    def __init__(self, target: Target, build: Path) -> None:
        self._target = target
        self._build = build
        self._secrets = Secrets(target)

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now; every function is staged for it."""
        versions = self._secrets.versions(cloud)
        return compare(
            "function",
            [self._item(function, versions) for function in self._target.functions],
            _deployed(self._target, cloud),
            self._remove,
            beside=True,
        )

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every function of ours."""
        return compare("function", (), _deployed(self._target, cloud), self._remove, beside=True)

    def _item(self, function: Deployable, versions: Mapping[str, str]) -> Item:
        staged = stage(function, self._build)
        words = (*self._flags(function, versions), f"--source={staged.folder}")
        # Where it was staged does not matter, what was does.
        told = "\n".join((staged.content_hash, *words[:-1]))
        release = hashlib.sha256(told.encode()).hexdigest()[:HASH_CHARACTERS]
        labels = f"--update-labels=app={APP},release={release}"
        deploy = Command(self._target.gcloud("functions", "deploy", function.name, *words, labels))
        return Item(function.name, {"state": _ACTIVE, "release": release}, (deploy,), lambda _: (deploy,))

    def _flags(self, function: Deployable, versions: Mapping[str, str]) -> tuple[str, ...]:
        target, machine, kind = self._target, RUNTIME[function.name], kind_of(function.name)
        environment = {
            "GOOGLE_CLOUD_PROJECT": target.project,
            "REGION": target.region,
            "PUBLIC_BASE_URL": target.base_url,
            "TASKS_SERVICE_ACCOUNT": target.email("tasks"),
            "MEDIA_BUCKET": target.bucket,
            "FIRESTORE_KEEPS_HISTORY": "true",
            "THREADS": str(machine.threads),
            **({} if function.public else {"CALLERS_ARE_CHECKED": "true"}),
            **{name: target.settings[name] for name in PASSED if target.settings.get(name)},
        }
        readable = [f"{name}={name}:{versions[name]}" for name in kind.secrets if name in versions]
        builder = f"projects/{target.project}/serviceAccounts/{target.email('build')}"
        return (
            "--gen2",
            f"--region={target.region}",
            f"--runtime={RUNTIME_ID}",
            f"--entry-point={function.entry_point}",
            # Who may call is told by `Invokers` alone, so that a run which ended in between is finished by the next.
            # Events come through triggers of their own, of which a function may have several: see `Triggers`.
            "--trigger-http",
            f"--service-account={target.email(kind.name)}",
            f"--build-service-account={builder}",
            f"--memory={machine.memory_mib}Mi",
            f"--cpu={machine.cpu:g}",
            f"--concurrency={machine.concurrency}",
            f"--timeout={machine.timeout_s}s",
            f"--min-instances={machine.min_instances}",
            f"--max-instances={machine.max_instances}",
            # Values may hold commas; `^|^` makes another character part them (`gcloud topic escaping`).
            "--set-env-vars=^|^" + "|".join(f"{name}={value}" for name, value in environment.items()),
            # Versions by number: a new one is another flag, so that the next deployment hands it to all instances.
            "--set-secrets=" + ",".join(readable) if readable else "--clear-secrets",
        )

    def _remove(self, name: str) -> tuple[Call, ...]:
        return (Command(self._target.gcloud("functions", "delete", name, f"--region={self._target.region}")),)


def _deployed(target: Target, cloud: Cloud) -> dict[str, dict[str, str]]:
    """State and release of each function of ours that there is.

    Raises:
        CallFailed: somebody else's function has the name of one of ours.
    """
    # `--v2` shows those of the second generation alone.
    shown = "--format=value(name.basename(),state,labels.app,labels.release)"
    listed = ("functions", "list", "--v2", f"--regions={target.region}")
    found = {}
    for name, state, app, *release in cloud.rows(*target.gcloud(*listed, shown)):
        if app == APP:
            found[name] = {"state": state, "release": "".join(release)}
        elif any(name == function.name for function in target.functions):
            raise CallFailed(f"{target.project} has a function `{name}` that is not ours: deploy elsewhere.")
    return found


class Invokers:
    """Who may call: everybody what is public; else the tasks' account alone, and events that of theirs."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        called = {job.function for job in JOBS} | {schedule.function for schedule in SCHEDULES}
        changes = []
        for function in self._target.functions:
            if function.public:
                changes += self._caller(function, "allUsers", cloud)
            elif function.triggers:
                changes += self._caller(function, self._target.member("events"), cloud)
            elif function.name in called:
                changes += self._caller(function, self._target.member("tasks"), cloud)
        return changes

    def leave(self, cloud: Cloud) -> list[Change]:
        """None: they go with their functions."""
        return []

    def _caller(self, function: Deployable, wanted: str, cloud: Cloud) -> list[Change]:
        def command(verb: str, who: str) -> tuple[Call, ...]:
            words = ("run", "services", f"{verb}-iam-policy-binding", function.name, f"--region={self._target.region}")
            return (Command(self._target.gcloud(*words, f"--member={who}", f"--role={_CALLS}")),)

        return compare(
            f"caller of {function.name}:",
            [Item(wanted, {}, command("add", wanted))],
            {who: {} for who in self._found(function.name, cloud)},
            None if function.public else lambda who: command("remove", who),
        )

    def _found(self, function: str, cloud: Cloud) -> list[str]:
        if function not in _deployed(self._target, cloud):
            return []
        asked = ("run", "services", "get-iam-policy", function, f"--region={self._target.region}")
        shown = ("--flatten=bindings[].members", "--format=value(bindings.members,bindings.role)")
        return [who for who, role in cloud.rows(*self._target.gcloud(*asked, *shown)) if role == _CALLS]


class Triggers:
    """The Eventarc triggers: they deliver at least once, and try again for a day."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        wanted = [self._item(function, trigger) for function in self._target.functions for trigger in function.triggers]
        return compare("trigger", wanted, self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every trigger of ours."""
        return compare("trigger", (), self._found(cloud), self._remove)

    def _found(self, cloud: Cloud) -> dict[str, dict[str, str]]:
        shown = (f"--filter=labels.app={APP}", "--format=value(name.basename())")
        listed = ("eventarc", "triggers", "list", f"--location={self._target.region}")
        return {name: {} for (name,) in cloud.rows(*self._target.gcloud(*listed, *shown))}

    def _item(self, function: Deployable, trigger: Trigger) -> Item:
        target = self._target
        words = (
            f"--location={target.region}",
            f"--destination-run-service={function.name}",
            f"--destination-run-region={target.region}",
            f"--event-filters=type={trigger.event_type}",
            "--event-filters=database=(default)",
            f"--event-filters-path-pattern=document={trigger.document}",
            "--event-data-content-type=application/protobuf",
            f"--service-account={target.email('events')}",
            f"--labels=app={APP}",
        )
        # Filters cannot be changed: what a trigger is for is in its name, and another is another trigger.
        digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:10]
        name = f"{APP}-{function.name}-{digest}"
        return Item(name, {}, (Command(target.gcloud("eventarc", "triggers", "create", name, *words)),))

    def _remove(self, name: str) -> tuple[Call, ...]:
        location = f"--location={self._target.region}"
        return (Command(self._target.gcloud("eventarc", "triggers", "delete", name, location)),)
