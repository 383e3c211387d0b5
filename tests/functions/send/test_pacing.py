"""Each channel goes at its provider's pace, rests when it is refused, and no other waits for it."""

import heapq
import random
from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

import pytest

from common.models.channel import Provider
from functions.send.service.pacing import CHANNEL, PAIR, Pace, Turn, Wait

NOW_S = 1_800_000_000.0


def turn(n: int = 0, *, channel: str = "t/c", provider: Provider = Provider.WHATSAPP, bulk: bool = False) -> Turn:
    return Turn(provider, channel, f"person-{n}", bulk)


def let_pass(pace: Pace, turns: Callable[[int], Turn], *, seconds: float, step_s: float = 0.01) -> int:
    """How many pass of those who ask again and again for some time, each for another person."""
    passed = 0
    for step in range(int(seconds / step_s)):
        while pace.ask(turns(passed), NOW_S + step * step_s) is None:
            passed += 1
    return passed


@pytest.mark.parametrize("provider", list(Provider))
def test_a_channel_sends_its_burst_at_once_and_then_its_rate(provider: Provider) -> None:
    passed = let_pass(Pace(), lambda n: turn(n, provider=provider), seconds=5)
    limit = CHANNEL[provider]
    assert passed == pytest.approx(limit.burst + 5 * limit.per_s, abs=2)


@pytest.mark.parametrize("provider", list(Provider))
def test_one_person_gets_no_more_than_the_provider_lets_pass(provider: Provider) -> None:
    passed = let_pass(Pace(), lambda n: turn(0, provider=provider), seconds=12)
    limit = PAIR[provider]
    assert passed == pytest.approx(limit.burst + 12 * limit.per_s, abs=1)


def test_one_persons_limit_stops_nobody_else_on_the_channel() -> None:
    pace = Pace()
    let_pass(pace, lambda n: turn(0), seconds=1)
    assert pace.ask(turn(0), NOW_S + 1) is not None
    assert pace.ask(turn(1), NOW_S + 1) is None


def test_a_campaign_leaves_room_for_replies_at_any_moment() -> None:
    pace = Pace()
    for step in range(200):
        now_s = NOW_S + step * 0.05
        while pace.ask(turn(step, bulk=True), now_s) is None:
            pass
        assert pace.ask(turn(-1 - step), now_s) is None, f"a reply waits after {step * 50} ms"


def test_those_who_wait_come_back_one_after_the_other() -> None:
    pace = Pace()
    let_pass(pace, turn, seconds=0.01)
    waits = [wait.seconds for n in range(160) if (wait := pace.ask(turn(1000 + n), NOW_S)) is not None]
    assert len(waits) == 160
    assert waits == sorted(set(waits))
    assert waits[-1] == pytest.approx(2.0, abs=0.1)


def test_a_channel_that_is_refused_rests_and_no_other_does() -> None:
    pace = Pace()
    assert pace.ask(turn(), NOW_S) is None
    assert pace.throttled(turn(), "130429", None, NOW_S) == 2
    wait = pace.ask(turn(1), NOW_S + 1)
    assert isinstance(wait, Wait)
    assert wait == (pytest.approx(1), int((NOW_S + 2) * 1000))
    assert pace.ask(turn(channel="other/c"), NOW_S + 1) is None
    assert pace.ask(turn(), NOW_S + 2) is None


def test_all_who_wait_for_the_same_rest_are_numbered_alike() -> None:
    pace = Pace()
    pace.throttled(turn(), "130429", 30, NOW_S)
    waits = [pace.ask(turn(n), NOW_S + n) for n in range(3)]
    assert len({wait.number for wait in waits if wait}) == 1


def test_refusals_in_a_row_make_the_rest_longer_up_to_a_minute_and_one_success_ends_that() -> None:
    pace, now_s, rests = Pace(), NOW_S, []
    for _ in range(8):
        rests.append(pace.throttled(turn(), "130429", None, now_s))
        assert pace.throttled(turn(), "130429", None, now_s + rests[-1] / 2) == rests[-1] / 2
        now_s += rests[-1]
    assert rests == [2, 4, 8, 16, 32, 60, 60, 60]
    pace.took(turn())
    assert pace.throttled(turn(), "130429", None, now_s) == 2


@pytest.mark.parametrize(
    ("provider", "code", "told_s"), [(Provider.WHATSAPP, "131056", 6), (Provider.TELEGRAM, "429", 35)]
)
def test_a_refusal_for_one_person_lets_the_channel_go_on(provider: Provider, code: str, told_s: int) -> None:
    pace = Pace()
    assert pace.throttled(turn(0, provider=provider), code, told_s, NOW_S) == told_s
    assert pace.ask(turn(0, provider=provider), NOW_S + told_s - 1) is not None
    assert pace.ask(turn(1, provider=provider), NOW_S) is None


def test_a_reply_does_not_stand_behind_a_campaign_that_waits() -> None:
    pace = Pace()
    pace.throttled(turn(), "130429", None, NOW_S)
    for n in range(1000):
        pace.ask(turn(n, bulk=True), NOW_S)
    wait = pace.ask(turn(-1), NOW_S)
    assert wait is not None
    assert wait.seconds == pytest.approx(2)


def test_copies_of_a_task_that_wait_within_a_moment_are_numbered_alike() -> None:
    pace = Pace()
    let_pass(pace, turn, seconds=0.01)
    waits = [pace.ask(turn(-1), NOW_S + n / 1000) for n in range(3)]
    assert len({wait.number for wait in waits if wait}) == 1


class Played(NamedTuple):
    """What came of a campaign's messages."""

    sent: int
    took_s: float
    tasks: Counter[int]
    """How many tasks each message needed."""
    refused: int


def play(messages: int, *, processes: int, dispatched_per_s: float, allowed_per_s: float, until_s: float) -> Played:
    """A queue that hands tasks to processes at random, and a provider that refuses what comes too fast."""
    chance = random.Random(0)  # noqa: S311 -- no secret
    paces = [Pace() for _ in range(processes)]
    queue = [(NOW_S, n) for n in range(messages)]
    tasks, tries = Counter[int](), Counter[int]()
    now_s, allowed, sent, refused = NOW_S, allowed_per_s, 0, 0
    while queue and now_s < NOW_S + until_s:
        due_s, n = heapq.heappop(queue)
        passed_s = max(1 / dispatched_per_s, due_s - now_s)
        now_s, allowed = now_s + passed_s, min(allowed_per_s, allowed + passed_s * allowed_per_s)
        tasks[n] += 1
        pace = chance.choice(paces)
        wait = pace.ask(turn(n, bulk=True), now_s)
        if wait is not None:
            heapq.heappush(queue, (now_s + wait.seconds, n))
        elif allowed < 1:
            tries[n] += 1
            rest_s = pace.throttled(turn(n, bulk=True), "130429", None, now_s)
            heapq.heappush(queue, (now_s + max(rest_s, 2.0 ** tries[n]), n))
            refused += 1
        else:
            allowed, sent = allowed - 1, sent + 1
            pace.took(turn(n, bulk=True))
    return Played(sent, now_s - NOW_S, tasks, refused)


@pytest.mark.parametrize("processes", [1, 4, 20])
def test_many_processes_share_a_channel_at_its_pace_with_few_refusals(processes: int) -> None:
    played = play(10_000, processes=processes, dispatched_per_s=400, allowed_per_s=80, until_s=600)
    assert played.sent == 10_000
    assert played.took_s < 2 * 10_000 / 80
    assert played.refused < 1000
    assert played.tasks.total() < 6 * 10_000
    assert max(played.tasks.values()) < 30


@pytest.mark.parametrize("processes", [1, 8])
def test_a_channel_that_takes_nothing_for_an_hour_uses_little_of_the_queue_that_it_shares(processes: int) -> None:
    played = play(10_000, processes=processes, dispatched_per_s=100, allowed_per_s=0, until_s=3600)
    assert played.sent == 0
    assert played.tasks.total() < 0.5 * 100 * 3600
    assert max(played.tasks.values()) < 40
