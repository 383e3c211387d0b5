"""Worlds in which `campaigns` lives, too."""

from collections.abc import Callable

import pytest

from common.models.tenant import Plan
from tests.functions.campaigns import stage
from tests.functions.world import World


@pytest.fixture
def new_stage(new_world: Callable[..., World], monkeypatch: pytest.MonkeyPatch) -> Callable[..., World]:
    """Makes worlds of tenants with campaigns; the entry points belong to the newest."""

    def make(plan: Plan = Plan.PRO) -> World:
        world = new_world(plan=plan)
        stage.inhabit(world, monkeypatch)
        return world

    return make


@pytest.fixture
def world(new_stage: Callable[..., World]) -> World:
    """One world."""
    return new_stage()
