"""Order, failures and repetition of what `gcloud` is called for, with a stand-in that remembers; see fake_gcloud."""

import os
import re
import shlex
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from subprocess import CompletedProcess
from threading import Barrier, Lock
from typing import Any

import pytest

from infra.deploy.__main__ import _ask, deploy, destroy, main
from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.plan import WAITS_S, Step, apply, look
from infra.deploy.queues import Queues
from infra.deploy.schedules import Schedules
from infra.deploy.site import Site
from infra.deploy.steps import deployment
from infra.deploy.target import Target
from infra.functions import FUNCTIONS
from tests.infra.deploy.fake_gcloud import FakeGcloud, State

FEW = tuple(function for function in FUNCTIONS if function.name in ("receive", "dispatch", "send"))
TARGET = Target("p-12345", "europe-west1", {"META_APP_SECRET": "given-by-meta"}, FEW)


class Project:
    """A project that the stand-in keeps."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.state: State = {}
        """What there is, and the calls that were made."""

    def cloud(self, fail_at: int = 0) -> Cloud:
        """The project as a run that begins now finds it."""
        return FakeGcloud(self.state, {fail_at})

    def steps(self, target: Target = TARGET) -> list[Step]:
        """The steps that `gcloud` does."""
        made = deployment(target, self._folder / "build")
        return [step for step in made if not isinstance(step, (Queues, Schedules, Site))]

    def deploy(self, target: Target = TARGET, *, fail_at: int = 0, ask: Any = lambda _: "") -> Any:
        """One run; what it left."""
        made = self.steps(target)
        return deploy(target, self.cloud(fail_at), made, yes=True, may_remove=False, ask=ask)

    def things(self) -> dict[str, Any]:
        """What there is, without the generated values and the calls."""
        state = self.state
        return {
            name: sorted(rows) for name, rows in state.items() if name != "calls" and not name.startswith("secret ")
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_a_second_run_calls_nothing_and_makes_no_key_again(project: Project) -> None:
    project.deploy()
    before = deepcopy(project.state)
    assert before["secret META_APP_SECRET"] == ["given-by-meta"]

    project.deploy(TARGET._replace(settings={}))

    assert project.state == before


def test_a_function_whose_settings_changed_is_deployed_alone(project: Project) -> None:
    project.deploy()
    count = len(project.state["calls"])
    project.deploy(TARGET._replace(settings={"LOG_LEVEL": "DEBUG"}, functions=FEW))
    assert [call.split()[:3] for call in project.state["calls"][count:]] == [
        ["functions", "deploy", function.name] for function in FEW
    ]


def test_the_next_run_finishes_what_a_failure_half_way_left(project: Project, tmp_path_factory: Any) -> None:
    whole = Project(tmp_path_factory.mktemp("whole"))
    whole.deploy()
    calls = whole.state["calls"]
    bucket, last = calls.index("storage buckets update gs://p-12345-whatsdex-media") + 1, len(calls)
    version = next(at for at, call in enumerate(calls, 1) if call.startswith("secrets versions add"))
    public = next(at for at, call in enumerate(calls, 1) if call == "run services add-iam-policy-binding receive")
    for fail_at in (1, bucket, version, public, last):
        broken = Project(tmp_path_factory.mktemp("broken"))
        with pytest.raises(CallFailed, match="unavailable"):
            broken.deploy(fail_at=fail_at)
        assert broken.state["calls"] == calls[:fail_at]
        broken.deploy()
        assert broken.things() == whole.things()


class Meeting(FakeGcloud):
    """Lets no function be deployed before three are."""

    def __init__(self, state: State, fail_at: Container[int] = ()) -> None:
        super().__init__(state, fail_at)
        self._lock, self._three = Lock(), Barrier(3, timeout=60)

    def _run(self, argv: Sequence[str], stdin: str) -> CompletedProcess[str]:
        if argv[1:3] == ("functions", "deploy"):
            self._three.wait()
        with self._lock:
            return super()._run(argv, stdin)


def test_functions_are_deployed_at_the_same_time_and_all_else_in_order(project: Project, tmp_path_factory: Any) -> None:
    project.deploy()
    calls, other = project.state["calls"], Project(tmp_path_factory.mktemp("other"))
    deploy(TARGET, Meeting(other.state), other.steps(), yes=True, may_remove=False, ask=lambda _: "", at_once=3)
    at = [number for number, call in enumerate(calls) if call.startswith("functions deploy")]
    begin, end = at[0], at[-1] + 1
    made = other.state["calls"]
    assert (made[:begin], sorted(made[begin:end]), made[end:]) == (calls[:begin], sorted(calls[begin:end]), calls[end:])
    assert other.things() == project.things()


def test_beside_one_that_fails_the_others_are_deployed_and_nothing_after_them(project: Project) -> None:
    planned = [str(call) for change in look(project.steps(), project.cloud()) for call in change.calls]
    whole = [call for call in planned if call.startswith("gcloud ")]
    second = [number for number, call in enumerate(whole, 1) if " functions deploy " in call][1]
    with pytest.raises(CallFailed, match="unavailable"):
        deploy(
            TARGET, Meeting(project.state, {second}), project.steps(), yes=True, may_remove=False, ask=_ask, at_once=3
        )
    assert len(project.state["functions"]) == 2
    assert len(project.state["calls"]) == second + 1
    project.deploy()
    assert len(project.state["functions"]) == 3


def test_a_removed_function_goes_only_when_somebody_says_so(project: Project) -> None:
    project.deploy()
    fewer = TARGET._replace(functions=FEW[:2])
    left = project.deploy(fewer)
    assert ("function", "send") in {(change.kind, change.name) for change in left}
    assert len(project.state["functions"]) == 3

    project.deploy(fewer, ask=lambda _: "y")
    assert len(project.state["functions"]) == 2


def test_nothing_is_destroyed_before_the_projects_name_is_typed(project: Project) -> None:
    project.deploy()
    before = deepcopy(project.state)
    with pytest.raises(CallFailed, match="Nothing was removed"):
        destroy(TARGET, project.cloud(), project.steps(), with_data=True, ask=lambda _: "yes")
    assert project.state == before


@pytest.mark.parametrize("data", [(), ("--data",)], ids=["data stays", "data goes"])
def test_a_rehearsal_of_destroying_tells_each_call_in_order_and_makes_none(
    project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: tuple[str, ...]
) -> None:
    project.deploy()
    before = deepcopy(project.state)
    monkeypatch.setattr("infra.deploy.__main__._cloud", lambda _: project.cloud())
    capsys.readouterr()
    assert main(["destroy", "--project", "p-12345", "--dry-run", *data]) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if not line.startswith("#")]
    assert project.state == before

    destroy(TARGET, project.cloud(), project.steps(), with_data=bool(data), ask=lambda _: "p-12345")
    assert [" ".join(shlex.split(line)[1:5]) for line in told] == project.state["calls"][len(before["calls"]) :]
    assert bool(project.state["databases"]) is not bool(data)


@pytest.mark.parametrize(
    "says",
    [
        "INVALID_ARGUMENT: Service account whatsdex-api@p-12345.iam.gserviceaccount.com does not exist.",
        "PERMISSION_DENIED: Permission 'iam.serviceAccounts.getIamPolicy' denied on resource (or it may not exist).",
        "FAILED_PRECONDITION: Permission denied while using the Eventarc Service Agent.",
    ],
)
def test_what_google_does_not_know_yet_is_asked_for_again(project: Project, says: str) -> None:
    waits: list[float] = []
    cloud = FakeGcloud(project.state, {15, 16, 25}, says)
    apply(look(project.steps(), cloud), cloud, may_remove=False, tell=lambda _: None, pause=waits.append)
    assert waits == [*WAITS_S[:2], WAITS_S[0]]
    project.state["calls"].clear()
    project.deploy()
    assert project.state["calls"] == []


def test_what_google_never_knows_ends_the_run(project: Project) -> None:
    waits: list[float] = []
    cloud = FakeGcloud(project.state, range(100), "(gcloud.services.enable) RESOURCE_EXHAUSTED")
    with pytest.raises(CallFailed, match="RESOURCE_EXHAUSTED"):
        apply(look(project.steps(), cloud), cloud, may_remove=False, tell=lambda _: None, pause=waits.append)
    assert waits == list(WAITS_S)


@pytest.mark.parametrize(
    "says",
    [
        "FAILED_PRECONDITION: Billing account for project '12345' is not found.",
        "[a@example.com] does not have permission to access projects instance [p-12345] (or it may not exist)",
        "FAILED_PRECONDITION: One or more users named in the policy do not belong to a permitted customer.",
    ],
)
def test_what_a_person_must_mend_ends_the_run_at_once(project: Project, says: str) -> None:
    waits: list[float] = []
    cloud = FakeGcloud(project.state, {1}, says)
    with pytest.raises(CallFailed, match=re.escape(says)):
        apply(look(project.steps(), cloud), cloud, may_remove=False, tell=lambda _: None, pause=waits.append)
    assert waits == []


def test_a_project_whose_database_is_in_a_multi_region_is_refused(project: Project) -> None:
    project.state["place"] = ["(default)\teur3"]
    with pytest.raises(CallFailed, match="eur3, which is no region: take another project"):
        project.deploy()


def test_what_somebody_else_has_under_a_like_name_is_never_touched(project: Project) -> None:
    project.deploy()
    strangers = {
        "accounts": "whatsdex-deploy@p-12345.iam.gserviceaccount.com\tDeploys from GitHub",
        "projects policy p-12345": "serviceAccount:whatsdex-deploy@p-12345.iam.gserviceaccount.com\troles/owner",
        "functions": "export\tACTIVE\t\t",
    }
    for name, row in strangers.items():
        project.state[name].append(row)

    assert project.deploy() == []

    destroy(TARGET, project.cloud(), project.steps(), with_data=False, ask=lambda _: TARGET.project)
    assert {name: project.state[name] for name in strangers} == {name: [row] for name, row in strangers.items()}


def test_a_function_of_somebody_else_is_not_replaced_by_one_of_ours(project: Project) -> None:
    project.state["functions"] = ["send\tACTIVE\t\t"]
    with pytest.raises(CallFailed, match="`send` that is not ours"):
        project.deploy()
    assert project.state == {"functions": ["send\tACTIVE\t\t"]}


def test_a_new_version_of_a_secret_reaches_the_functions_that_read_it_and_no_others(project: Project) -> None:
    project.deploy()
    count = len(project.state["calls"])
    project.state["secret META_APP_SECRET"].append("changed-at-meta")
    project.deploy()
    assert [call.split()[:3] for call in project.state["calls"][count:]] == [["functions", "deploy", "receive"]]


def test_another_region_than_that_of_the_first_run_is_refused(project: Project) -> None:
    project.deploy()
    before = deepcopy(project.state)
    elsewhere = TARGET._replace(region="us-central1")
    with pytest.raises(CallFailed, match="REGION=europe-west1"):
        project.deploy(elsewhere)
    with pytest.raises(CallFailed, match="REGION=europe-west1"):
        destroy(elsewhere, project.cloud(), project.steps(elsewhere), with_data=True, ask=lambda _: "p-12345")
    assert project.state == before


@contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch, typed: str) -> Iterator[None]:
    """A terminal at which that was typed."""
    outside, inside = os.openpty()
    os.write(outside, typed.encode())
    with open(inside) as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield
    os.close(outside)


@pytest.mark.parametrize(
    ("typed", "count"), [("y\nn\n", 3), ("y\n\x04", 3), ("y\ny\n", 2)], ids=["no", "end of input", "yes"]
)
def test_removal_is_asked_for_by_itself_at_a_terminal(
    project: Project, monkeypatch: pytest.MonkeyPatch, typed: str, count: int
) -> None:
    project.deploy()
    fewer = TARGET._replace(functions=FEW[:2])
    with terminal(monkeypatch, typed):
        deploy(fewer, project.cloud(), project.steps(fewer), yes=False, may_remove=False, ask=_ask)
    assert len(project.state["functions"]) == count


def test_nothing_is_changed_where_nobody_confirms(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "input").write_text("y\n")
    with (tmp_path / "input").open() as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        with pytest.raises(CallFailed, match="YES=1"):
            deploy(TARGET, project.cloud(), project.steps(), yes=False, may_remove=False, ask=_ask)
    assert project.state == {}


def test_a_key_is_not_made_again_because_its_versions_cannot_be_listed(project: Project) -> None:
    class Failing(FakeGcloud):
        def _run(self, argv: Any, stdin: str) -> CompletedProcess[str]:
            if "versions" in argv:
                return CompletedProcess(argv, 1, "", "ERROR: secretmanager.googleapis.com was not found")
            return super()._run(argv, stdin)

    project.deploy()
    before = deepcopy(project.state)
    with pytest.raises(CallFailed, match="secrets versions list"):
        deploy(TARGET, Failing(project.state), project.steps(), yes=True, may_remove=False, ask=lambda _: "")
    assert project.state == before


@pytest.mark.parametrize(
    ("code", "says"),
    [(127, "exec: python3: not found"), (1, "PERMISSION_DENIED"), (2, "unrecognized arguments: not found")],
)
def test_a_gcloud_that_cannot_tell_is_not_an_empty_project(tmp_path: Path, code: int, says: str) -> None:
    (tmp_path / "gcloud").write_text(f"#!/bin/sh\necho '{says}' >&2\nexit {code}\n")
    (tmp_path / "gcloud").chmod(0o755)
    with pytest.raises(CallFailed, match=f"ended with code {code}: {says}"):
        Cloud({"PATH": str(tmp_path)}).read("gcloud", "functions", "list")


def test_what_google_does_not_find_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "gcloud").write_text("#!/bin/sh\necho 'ERROR: NOT_FOUND: Resource not found' >&2\nexit 1\n")
    (tmp_path / "gcloud").chmod(0o755)
    assert Cloud({"PATH": str(tmp_path)}).read("gcloud", "run", "services", "get-iam-policy", "x") == ""
