"""What a deployment would call is known without credentials, and gcloud knows each of its flags."""

import ast
import contextlib
import io
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from common.jobs.registry import JOBS, QUEUES
from infra.deploy import imports
from infra.deploy.__main__ import main
from infra.deploy.cloud import UnknownCloud
from infra.deploy.foundation import GENERATED, GIVEN
from infra.deploy.plan import look
from infra.deploy.staging import ROOT
from infra.deploy.steps import deployment
from infra.deploy.target import APP, KINDS, MARK, Target, kind_of
from infra.functions import FUNCTIONS
from infra.schedules import SCHEDULES

ORDER = (
    "gcloud services enable",
    "cloud_logging.create_log_metric",
    "gcloud iam service-accounts create",
    "gcloud firestore databases create",
    "gcloud storage buckets create",
    "gcloud secrets create",
    "gcloud projects add-iam-policy-binding",
    "cloud_tasks.create_queue",
    "gcloud functions deploy",
    "gcloud run services add-iam-policy-binding",
    "gcloud eventarc triggers create",
    "cloud_scheduler.create_job",
    "cloud_monitoring.create_alert_policy",
    "cloud_monitoring.create_dashboard",
    "firebase deploy",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The calls that DRY_RUN=1 prints, where no tool and no credentials are to be found."""
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(printed):
        patch.setenv("PATH", "/nowhere")
        patch.setenv("META_APP_SECRET", "never-shown")
        patch.setenv("GOOGLE_APPLICATION_CREDENTIALS", "/nowhere")
        build = tmp_path_factory.mktemp("build")
        assert main(["deploy", "--project", "p-12345", "--dry-run", "--build", str(build)]) == 0
    return [line for line in printed.getvalue().splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def known() -> Mapping[str, Any]:
    """The commands and flags of the gcloud that is installed, from the tree by which it completes them."""
    found = shutil.which("gcloud")
    assert found, "gcloud is not installed: cloud.google.com/sdk/docs/install"
    file = Path(found).resolve().parent.parent / "data/cli/gcloud_completions.py"
    tree = next(node for node in ast.parse(file.read_text()).body if isinstance(node, ast.Assign))
    value: Mapping[str, Any] = ast.literal_eval(tree.value)
    return value


def complaint(line: str, known: Mapping[str, Any]) -> str:
    """What gcloud would not know about a command line; empty where it knows all."""
    _, *words = shlex.split(line.partition(" < [")[0])
    node, flags = known, dict(known["flags"])
    while words and words[0] in node["commands"]:
        node = node["commands"][words.pop(0)]
        flags |= node["flags"]
    if node["commands"]:
        return f"no command {words[0]!r}: {line}"
    for word in (word for word in words if word.startswith("-")):
        name, _, value = word.partition("=")
        kind = flags.get(name) or ("bool" if flags.get(name.replace("--no-", "--", 1)) == "bool" else None)
        if kind is None:
            return f"no flag {name}: {line}"
        if (kind == "bool") is bool(value) or (isinstance(kind, list) and value not in kind):
            return f"not a value of {name}: {line}"
    return ""


def test_every_call_is_printed_in_the_order_in_which_one_needs_the_other(told: list[str]) -> None:
    first = [next(at for at, line in enumerate(told) if line.startswith(start)) for start in ORDER]
    assert first == sorted(first)
    counts = {start: sum(line.startswith(start) for line in told) for start in ORDER}
    assert counts["gcloud functions deploy"] == len(FUNCTIONS)
    assert counts["cloud_tasks.create_queue"] == sum(len(queue.queue_names()) for queue in QUEUES)
    assert counts["cloud_scheduler.create_job"] == len(SCHEDULES)
    assert counts["gcloud eventarc triggers create"] == sum(len(function.triggers) for function in FUNCTIONS)


def test_gcloud_knows_every_command_and_flag(told: list[str], known: Mapping[str, Any]) -> None:
    lines = [line for line in told if line.startswith("gcloud ")]
    assert [found for line in lines if (found := complaint(line, known))] == []


def test_gcloud_knows_what_looks_and_what_removes(known: Mapping[str, Any], tmp_path: Path) -> None:
    """Of resources that have names of ours, whatever they are."""
    target = Target("p-1", "europe-west1")
    names = {"databases": "(default)", "versions": "1", "functions": "send", "service-accounts": target.email("tasks")}
    seen: list[str] = []

    class Listening(UnknownCloud):
        def _run(self, argv: Sequence[str], stdin: str) -> CompletedProcess[str]:
            seen.append(shlex.join(argv))
            columns = len(argv[-3].partition("value(")[2].split(",")) if "value(" in argv[-3] else 0
            name = next((name for what, name in names.items() if {what, "list"} <= set(argv)), target.member("api"))
            rest = [MARK] if {"service-accounts", "list"} <= set(argv) else ["roles/x", APP, "x"]
            return CompletedProcess(argv, 0, "\t".join([name, *rest][:columns]), "")

    cloud = Listening()
    made = deployment(target, tmp_path)
    removals = [str(call) for step in made for change in step.leave(cloud) for call in change.calls]
    look(made, cloud)
    lines = [line for line in (*seen, *removals) if line.startswith("gcloud ")]
    assert [found for line in lines if (found := complaint(line, known))] == []
    removed = {" ".join(line.split()[1:4]) for line in removals if line.startswith("gcloud ")}
    assert {"functions delete send", "storage rm --recursive"} <= removed
    asked = {" ".join(line.split()[1:4]) for line in seen}
    assert {"iam service-accounts get-iam-policy", "run services get-iam-policy"} <= asked
    assert len(removed) >= 9


@pytest.mark.parametrize(
    "line",
    [
        "gcloud functions depoy x",
        "gcloud functions deploy x --memry=1",
        "gcloud firestore databases create --type=sql",
        "gcloud functions deploy x --gen2=2",
        "gcloud functions deploy x --memory",
    ],
)
def test_the_check_finds_what_gcloud_does_not_know(line: str, known: Mapping[str, Any]) -> None:
    assert complaint(line, known)


@pytest.mark.parametrize("what", ["deploy", "destroy"])
def test_make_hands_a_rehearsal_on(what: str) -> None:
    told = subprocess.run(
        ["make", "-n", what, "DRY_RUN=1", "PROJECT=p-12345"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    assert re.search(rf"infra\.deploy {what}\b.*--dry-run", told, re.DOTALL)


def test_no_secret_is_shown(told: list[str]) -> None:
    assert "never-shown" not in "\n".join(told)
    assert sum(line.endswith("< [a secret]") for line in told) == 3


def test_workers_can_be_called_by_the_tasks_account_alone(told: list[str]) -> None:
    bound = [line for line in told if line.startswith("gcloud run services add-iam-policy-binding")]
    callers = [(line.split()[4], re.findall(r"whatsdex-\w+|allUsers", line)[0]) for line in bound]
    called = {job.function for job in JOBS} | {schedule.function for schedule in SCHEDULES}
    private = {function.name for function in FUNCTIONS if not function.public}
    public = [(function.name, "allUsers") for function in FUNCTIONS if function.public]
    workers = [(name, "whatsdex-tasks") for name in private & called]
    assert sorted(callers) == sorted([*public, *workers, ("dispatch", "whatsdex-events")])
    deployed = [line for line in told if line.startswith("gcloud functions deploy")]
    assert not any("allow-unauthenticated" in line for line in deployed)
    # No other may believe a token without its signature.
    assert {line.split()[3] for line in deployed if "CALLERS_ARE_CHECKED=true" in line} == private


def test_every_function_acts_in_the_name_of_one_account() -> None:
    names = [name for kind in KINDS for name in kind.functions]
    assert sorted(names) == sorted(function.name for function in FUNCTIONS)


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
def test_a_function_may_do_what_its_code_does(function: Any) -> None:
    kind = kind_of(function.name)
    handlers = {job.handler.partition(":")[0] for job in JOBS if job.function == function.name}
    files = imports.follow(ROOT, {f"functions.{function.capability}.main", *handlers}).files
    source = "\n".join((ROOT / file).read_text() for file in files if file != Path("common/config.py"))
    asked = {name for name in (*GENERATED, *GIVEN) if re.search(rf"(settings(\(\))?\.|\")({name.lower()})\b", source)}
    assert asked <= set(kind.secrets)
    assert kind.keeps_media or "media_bucket(settings" not in source
    assert kind.queues_work or "cloud_tasks(settings" not in source
    assert kind.signs or ".signed_url(media" not in source
