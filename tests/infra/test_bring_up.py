"""What the guide and the workflows say is so: costs as they are worked out, commands that exist."""

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from infra import costs
from infra.deploy.alerts import EMAIL
from infra.deploy.foundation import GIVEN
from infra.deploy.functions import PASSED
from tests.conftest import ROOT
from tests.infra.deploy import test_rehearsal

GUIDE = (ROOT / "docs/bring-up.md").read_text()
README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
GCLOUD = re.compile(r"(?:^ *|\$\(|\| )(gcloud .*?)(?:\)$| *#|$)|`(gcloud [^`]*)`", re.MULTILINE)
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


known = test_rehearsal.known


def test_the_guide_holds_the_costs_as_they_are_worked_out() -> None:
    assert all(table in GUIDE for table in costs.tables().split("\n\n"))


def test_costs_grow_with_messages_and_tasks_are_free_at_first() -> None:
    nobody, small, large = costs.bill(0), costs.bill(1_000), costs.bill(2_000)
    assert large.usd - nobody.usd == pytest.approx(2 * (small.usd - nobody.usd))
    assert costs.bill(10_000_000).usd - nobody.usd > 10_000 * (small.usd - nobody.usd)
    assert small.tasks_usd == 0


def test_a_month_in_which_nobody_writes_costs_warm_machines_and_schedules() -> None:
    warm = 730 * 3600 * (1 + 0.5) * 0.0000025
    assert f"{warm:.2f}" == "9.86"
    assert f"{warm:.2f})," in GUIDE
    runs_of_512_mib, runs_of_1_gib = 2 * 730 * 60 + 2 * 730, 730
    calls = runs_of_512_mib * 0.2 * (0.000024 + 0.5 * 0.0000025) + runs_of_1_gib * 0.2 * (0.000024 + 0.0000025)
    requests = (runs_of_512_mib + runs_of_1_gib) * 0.0000004
    assert costs.standing_usd() == pytest.approx(warm + calls + requests + 2 * 0.10)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", GUIDE, re.MULTILINE))))
def test_each_command_of_the_guide_exists(name: str) -> None:
    assert re.search(rf"^{name}:.*## ", MAKEFILE, re.MULTILINE)


def test_gcloud_knows_every_command_of_the_guide(known: Mapping[str, Any]) -> None:
    lines = ["".join(found) for found in GCLOUD.findall(GUIDE.replace("\\\n", " "))]
    assert len(lines) >= 14
    assert [found for line in lines if (found := test_rehearsal.complaint(line, known))] == []


def test_the_readme_leads_to_every_section_of_the_guide() -> None:
    heads = re.findall(r"^## (.+)$", GUIDE, re.MULTILINE)
    anchors = [re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in heads]
    assert re.findall(r"\(docs/bring-up\.md#([^)]+)\)", README) == anchors


def test_the_guide_names_every_secret_and_setting_that_a_deployment_takes() -> None:
    assert [name for name in (*GIVEN, *PASSED, EMAIL, "PUBLIC_BASE_URL") if f"`{name}`" not in GUIDE] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_each_workflow_runs_what_there_is_with_no_more_rights_than_it_needs(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text())
    (job,) = workflow["jobs"].values()
    runs = [step["run"] for step in job["steps"] if "run" in step]
    assert runs
    for name in (run.split()[1] for run in runs):
        assert re.search(rf"^{name}:", MAKEFILE, re.MULTILINE)
    assert workflow["permissions"].pop("contents") == "read"
    assert workflow["permissions"] == ({"id-token": "write"} if "deploy" in path.stem else {})


def test_a_deployment_from_a_workflow_keeps_the_settings_that_the_table_passes() -> None:
    workflow = yaml.safe_load((ROOT / ".github/workflows/deploy.yml").read_text())
    given = workflow["jobs"]["deploy"]["env"]
    assert set(given) == {"PROJECT", "REGION", "PUBLIC_BASE_URL", EMAIL, *PASSED}
    assert all(value == f"${{{{ vars.{name} }}}}" for name, value in given.items())


@pytest.mark.parametrize("command", ["deploy", "destroy"])
def test_no_shell_reads_what_a_person_calls_the_project(command: str) -> None:
    old = ("--assume-old=setup", "--assume-old=dashboard/dist/.vite/manifest.json")
    asked = ("make", "--dry-run", *old, command, "PROJECT=x'; touch stolen; '", "DATA=folder")
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert f'infra.deploy {command} --project "$PROJECT" --region "$REGION"' in done.stdout
    assert "stolen" not in done.stdout
    assert "--data" not in done.stdout


def test_no_shell_reads_what_a_person_calls_a_message() -> None:
    asked = (
        "make",
        "--dry-run",
        "--assume-old=setup",
        "logs",
        "MESSAGE=x'; touch stolen; '",
        "TRACE=`touch stolen`",
        "PROJECT=$(touch stolen)",
    )
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    assert 'infra.logs "$MESSAGE" --trace "$TRACE" --project "$PROJECT"' in done.stdout
    assert "stolen" not in done.stdout
