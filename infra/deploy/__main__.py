"""`make deploy` and `make destroy`: shows a plan, asks, and carries it out; run again, it goes on where it ended."""

import argparse
import logging
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import httpx

from infra.deploy import smoke, steps
from infra.deploy.cloud import QUOTA_PROJECT, CallFailed, Cloud, UnknownCloud
from infra.deploy.foundation import verify_region
from infra.deploy.plan import Action, Change, Step, apply, look
from infra.deploy.staging import ROOT, StagingFailed
from infra.deploy.target import REGION_NAME, Target
from infra.local.emulators import firebase_tools
from infra.local.processes import ChildFailed

BUILD: Final = ROOT / "build"
AT_ONCE: Final = 4
"""How many functions are built and deployed at the same time; each takes two minutes or so."""
Ask = Callable[[str], str]


def deploy(
    target: Target,
    cloud: Cloud,
    made: Sequence[Step],
    *,
    yes: bool,
    may_remove: bool,
    ask: Ask,
    at_once: int = 1,
) -> list[Change]:
    """Plans, asks, and carries out; answers what is no longer wanted and was left.

    Args:
        target: where.
        cloud: the project as it is.
        made: what is to be.
        yes: whether the plan is confirmed without asking.
        may_remove: whether what is no longer wanted may go without asking.
        ask: asks a person; what comes back is empty where there is none.
        at_once: how many functions at the same time.

    Raises:
        CallFailed: a call failed; running it again goes on from there.
    """
    verify_region(target, cloud)
    plan = look(made, cloud)
    show(plan)
    removals = [change for change in plan if change.action is Action.REMOVE]
    if not yes and ask(f"Carry this out in {target.project}? [y/N] ").strip().lower() not in ("y", "yes"):
        raise CallFailed("Nothing was changed; YES=1 confirms where nobody can be asked.")
    if removals and not may_remove:
        question = f"Also remove what is marked `remove`, {len(removals)} of them? [y/N] "
        may_remove = ask(question).strip().lower() in ("y", "yes")
    left = apply(plan, cloud, may_remove=may_remove, at_once=at_once)
    for change in left:
        print(f"left: {change.kind} {change.name} is no longer wanted; REMOVE=1 removes it.")
    return left


def destroy(target: Target, cloud: Cloud, made: Sequence[Step], *, with_data: bool, ask: Ask, at_once: int = 1) -> None:
    """Shows what would go, and removes it once the project's name was typed.

    Args:
        target: where.
        cloud: the project as it is.
        made: what was deployed.
        with_data: whether the database, the bucket, the secrets and the queues go too.
        ask: asks a person.
        at_once: how many functions at the same time.

    Raises:
        CallFailed: a call failed, or the name was not typed.
    """
    plan = removals(target, cloud, made, with_data=with_data)
    show(plan)
    if not plan:
        print("There is nothing of ours to remove.")
        return
    if not with_data:
        print("The database, the bucket, the secrets and the queues are kept; DATA=1 removes them too.")
    if ask("Type the project's name to remove all this: ").strip() != target.project:
        raise CallFailed("Nothing was removed.")
    apply(plan, cloud, may_remove=True, at_once=at_once)


def removals(target: Target, cloud: Cloud, made: Sequence[Step], *, with_data: bool) -> list[Change]:
    """What `destroy` removes, each before what it stands on.

    Args:
        target: where.
        cloud: the project as it is.
        made: what was deployed.
        with_data: whether the database, the bucket, the secrets and the queues go too.
    """
    verify_region(target, cloud)
    kept = () if with_data else tuple(map(type, steps.data(target)))
    return [change for step in reversed(made) if not isinstance(step, kept) for change in step.leave(cloud)]


def rehearse(plan: Sequence[Change]) -> None:
    """Prints every call of a plan, in order, and makes none."""
    for change in plan:
        print(f"# {change}")
        for call in change.calls:
            print(call)


def show(plan: Sequence[Change]) -> None:
    """Prints what becomes of each resource, and how many stay as they are."""
    for change in plan:
        if change.action is not Action.SAME:
            print(change)
    print(f"{sum(change.action is Action.SAME for change in plan)} resources are as they are to be.")


def _ask(question: str) -> str:
    try:
        return input(question) if sys.stdin.isatty() else ""
    except EOFError:
        return ""


def _cloud(target: Target) -> Cloud:
    tools = firebase_tools().parents[2] / ".bin"
    return Cloud(
        os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}", QUOTA_PROJECT: target.project},
    )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="infra.deploy", description=__doc__)
    parser.add_argument("what", choices=("deploy", "destroy"))
    parser.add_argument("--project", required=True, help="the Google Cloud project")
    parser.add_argument("--region", default="europe-west1", help="the region of functions, queues and data")
    parser.add_argument("--dry-run", action="store_true", help="print every call, make none")
    parser.add_argument("--yes", action="store_true", help="carry the plan out without asking")
    parser.add_argument("--remove", action="store_true", help="also remove what is no longer wanted")
    parser.add_argument(
        "--data", action="store_true", help="destroy: the database, the bucket, the secrets and the queues too"
    )
    parser.add_argument("--build", type=Path, default=BUILD, help="the folder of what is staged")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Runs the command; 0 where all is as it is to be."""
    options = _options(arguments)
    if not re.fullmatch(r"[a-z][a-z0-9-]{4,28}[a-z0-9]", options.project):
        print("Name the Google Cloud project, such as `make deploy PROJECT=my-project`.", file=sys.stderr)
        return 2
    if not REGION_NAME.fullmatch(options.region):
        print("Name a region of Google Cloud, such as `REGION=europe-west1`.", file=sys.stderr)
        return 2
    target = Target(options.project, options.region, dict(os.environ))
    made = steps.deployment(target, options.build, may_remove=options.remove)
    try:
        if options.what == "destroy":
            if options.dry_run:
                rehearse(removals(target, _cloud(target), made, with_data=options.data))
            else:
                destroy(target, _cloud(target), made, with_data=options.data, ask=_ask, at_once=AT_ONCE)
            return 0
        if options.dry_run:
            rehearse(look(made, UnknownCloud()))
            return 0
        deploy(
            target,
            _cloud(target),
            made,
            yes=options.yes,
            may_remove=options.remove,
            ask=_ask,
            at_once=AT_ONCE,
        )
        return report(target)
    except (CallFailed, StagingFailed, ChildFailed) as error:
        print(f"{error}\nRun the same command again; it goes on with what is not done.", file=sys.stderr)
        return 1


def report(target: Target, *, patience_s: float = smoke.PATIENCE_S) -> int:
    """Tries what was deployed, tells what is wrong and where all is; 0 where nothing is wrong."""
    with httpx.Client(timeout=30) as http:
        wrong = smoke.failures(smoke.checks(target), http, patience_s=patience_s)
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    print(f"Dashboard  {target.base_url}/")
    print(f"WhatsApp   {target.base_url}/webhooks/whatsapp")
    print(f"API        {target.base_url}/api/docs")
    for function in target.functions:
        print(f"{function.name:<10} {target.function_url(function.name)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    # Functions that are imported for the API's description tell that they start.
    logging.disable(logging.INFO)
    sys.exit(main(sys.argv[1:]))
