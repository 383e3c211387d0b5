"""A worker believes only Cloud Tasks' own account, and work never ends as a mere log line."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

import jwt
import pytest
from werkzeug.test import Client, TestResponse
from werkzeug.wrappers import Request

from common.clock import SystemClock
from common.config import Settings
from common.entry.tasks import BURYING_ATTEMPTS, TASK_LIMIT_BYTES, Worker
from common.errors import Conflict, DependencyDown, Forbidden, NotFound, Unauthenticated, WriteRaced
from common.jobs.caller import verify_caller
from common.jobs.registry import SPARE_ATTEMPTS, Job
from common.log import Alarm
from common.models.payloads import MessagePayload, Payload
from infra.local.oidc import TokenIssuer

ACCOUNT = "tasks@demo-tests.iam.gserviceaccount.com"
PAYLOAD = MessagePayload(tenant_id="t1", message_id="m1", channel_id="c1")
ATTEMPTS = 4
LAST = ATTEMPTS - 1
BURIED_FROM = ATTEMPTS + SPARE_ATTEMPTS - BURYING_ATTEMPTS


@dataclass
class Office:
    """Does the work, or fails at it; what it did stands here."""

    error: Exception | None = None
    giving_up_fails: Exception | None = None
    had_ended: bool = False
    went_on: tuple[str, str, datetime] | None = None
    done: list[tuple[Payload, int]] = field(default_factory=list)
    given_up: list[tuple[Payload, str]] = field(default_factory=list)
    buried: list[tuple[str, Payload, str]] = field(default_factory=list)
    noted: list[tuple[str, int]] = field(default_factory=list)
    settled: list[tuple[str, Payload]] = field(default_factory=list)
    revived: list[tuple[Payload, datetime]] = field(default_factory=list)
    burying_fails: Exception | None = None
    noting_fails: Exception | None = None

    def bury(self, job: str, payload: Payload, error: str, retries: int, at: datetime) -> None:
        if self.burying_fails is not None:
            raise self.burying_fails
        self.buried.append((job, payload, error))

    def note(self, job: str, payload: Payload, error: str, retries: int, at: datetime) -> None:
        if self.noting_fails is not None:
            raise self.noting_fails
        self.noted.append((error, retries))

    def settle(self, job: str, payload: Payload) -> None:
        if self.noting_fails is not None:
            raise self.noting_fails
        self.settled.append((job, payload))


office = Office()


def work(payload: Payload, retries: int) -> None:
    """The handler."""
    office.done.append((payload, retries))
    if office.error is not None:
        raise office.error


def give_up(payload: Payload, error: str) -> bool:
    """What the job does when it gives up."""
    if office.giving_up_fails is not None:
        raise office.giving_up_fails
    office.given_up.append((payload, error))
    return not office.had_ended


def revive(payload: Payload, asked: datetime) -> None:
    """What readies the work for being done again."""
    office.revived.append((payload, asked))


HERE = "tests.common.entry.test_tasks"
LOUD = Job(
    "loud", "send", "send", f"{HERE}:work", MessagePayload, 60, give_up=f"{HERE}:give_up", revive=f"{HERE}:revive"
)
QUIET = Job("quiet", "send", "send", f"{HERE}:work", MessagePayload, 60, dead_letter=False)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Office:
    """An office of the test's own."""
    from tests.common.entry import test_tasks

    fresh = Office()
    monkeypatch.setattr(test_tasks, "office", fresh)
    return fresh


@pytest.fixture
def call(desk: Office) -> Callable[..., TestResponse]:
    """Calls a worker that lets everybody in."""

    def send(path: str = "/tasks/loud", *, retries: int = 0, raw: bytes | None = None):
        worker = Worker(
            "send",
            [LOUD, QUIET],
            verify=lambda authorization: None,
            letters=lambda: desk,
            max_attempts=lambda job: ATTEMPTS,
            clock=SystemClock,
            went_on=lambda t, id_, since: desk.went_on == (t, id_, since),
        )
        data = raw if raw is not None else PAYLOAD.model_dump_json().encode()
        headers = {"X-CloudTasks-TaskRetryCount": str(retries)}
        return Client(Request.application(worker)).post(path, data=data, headers=headers)

    return send


def test_done_is_204(call: Callable[..., TestResponse], desk: Office) -> None:
    assert call(retries=2).status_code == 204
    assert desk.done == [(PAYLOAD, 2)]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (WriteRaced("It changed."), 500),
        (DependencyDown("It is down."), 503),
        (RuntimeError("password=hunter2"), 500),
    ],
)
@pytest.mark.parametrize("retries", [0, LAST - 1])
def test_what_may_pass_is_tried_again(
    call: Callable[..., TestResponse], desk: Office, error: Exception, status: int, retries: int
) -> None:
    desk.error = error
    answer = call(retries=retries)
    assert (answer.status_code, answer.text) == (status, "")
    assert desk.given_up == desk.buried == []


def test_a_try_that_fails_is_noted_with_its_number_and_forgotten_once_the_work_is_done(
    call: Callable[..., TestResponse], desk: Office
) -> None:
    desk.error = DependencyDown("It is down.")
    call(retries=0)
    call(retries=1)
    assert (desk.noted, desk.settled) == ([("It is down.", 0), ("It is down.", 1)], [])
    desk.error = None
    call(retries=2)
    assert desk.settled == [("loud", PAYLOAD)]


def test_work_that_succeeds_at_once_writes_nothing_down(call: Callable[..., TestResponse], desk: Office) -> None:
    call()
    assert desk.noted == desk.settled == desk.revived == []


def test_work_that_is_done_again_is_readied_first_and_its_letter_goes(
    call: Callable[..., TestResponse], desk: Office
) -> None:
    assert call("/tasks/loud?again=person-1000").status_code == 204
    assert desk.revived == [(PAYLOAD, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))]
    assert desk.done == [(PAYLOAD, 0)]
    assert desk.settled == [("loud", PAYLOAD)]


def test_what_a_sweep_queues_again_is_not_readied(call: Callable[..., TestResponse], desk: Office) -> None:
    assert call("/tasks/loud?again=sweep-2026-11-20T12%3A00%3A00%2B00%3A00").status_code == 204
    assert (desk.revived, desk.done) == ([], [(PAYLOAD, 0)])
    assert desk.settled == [("loud", PAYLOAD)]


def test_a_job_whose_giving_up_is_ordinary_leaves_no_letters(call: Callable[..., TestResponse], desk: Office) -> None:
    desk.error = DependencyDown("It is down.")
    call("/tasks/quiet", retries=0)
    desk.error = None
    call("/tasks/quiet", retries=1)
    assert desk.noted == desk.settled == []


def test_a_note_that_cannot_be_written_changes_nothing_about_the_work(
    call: Callable[..., TestResponse], desk: Office
) -> None:
    desk.noting_fails = DependencyDown("The store is down.")
    assert call(retries=1).status_code == 204
    desk.error = WriteRaced("It changed.")
    assert call(retries=1).status_code == 500


@pytest.mark.parametrize("error", [WriteRaced("It changed."), DependencyDown("It is down."), RuntimeError("x=1")])
def test_the_last_try_is_recorded_where_people_see_it(
    call: Callable[..., TestResponse], desk: Office, error: Exception
) -> None:
    desk.error = error
    assert call(retries=LAST).status_code == 204
    [(payload, sentence)] = desk.given_up
    assert desk.buried == [("loud", payload, sentence)]
    assert payload == PAYLOAD
    assert sentence


@pytest.mark.parametrize("retries", [ATTEMPTS, ATTEMPTS + 7, BURIED_FROM - 1])
def test_a_task_whose_last_tries_never_reached_us_is_worked_on_once_more_before_it_gives_up(
    call: Callable[..., TestResponse], desk: Office, retries: int
) -> None:
    assert call(retries=retries).status_code == 204
    assert (desk.done, desk.buried) == ([(PAYLOAD, retries)], [])
    desk.error = DependencyDown("It is down.")
    assert call(retries=retries).status_code == 204
    assert desk.given_up == [(PAYLOAD, "It is down.")]
    assert desk.buried == [("loud", PAYLOAD, "It is down.")]


@pytest.mark.parametrize("retries", range(BURIED_FROM, ATTEMPTS + SPARE_ATTEMPTS))
@pytest.mark.parametrize("query", ["", "?again=person-1"])
def test_work_that_kills_its_process_each_time_ends_as_a_letter_without_being_started_again(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str], retries: int, query: str
) -> None:
    desk.error = AssertionError("It was started.")
    assert call(f"/tasks/loud{query}", retries=retries).status_code == 204
    assert desk.done == desk.revived == desk.settled == []
    [(payload, sentence)] = desk.given_up
    assert (payload, "No try came to an end" in sentence) == (PAYLOAD, True)
    assert desk.buried == [("loud", PAYLOAD, sentence)]
    assert alarms == [Alarm.DEAD_LETTER]


def test_a_letter_that_cannot_be_written_for_work_that_kills_its_process_is_tried_again(
    call: Callable[..., TestResponse], desk: Office
) -> None:
    desk.burying_fails = RuntimeError("The store is down.")
    assert [call(retries=BURIED_FROM + n).status_code for n in range(BURYING_ATTEMPTS)] == [500] * BURYING_ATTEMPTS
    assert desk.done == []


STUCK = "?give_up=b1&since=2026-11-20T12%3A00%3A00%2B00%3A00"


@pytest.mark.parametrize("retries", [0, 2, BURIED_FROM])
def test_what_a_sweep_has_given_up_is_not_started_and_ends_where_people_see_it(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str], retries: int
) -> None:
    assert call(f"/tasks/loud{STUCK}", retries=retries).status_code == 204
    [(payload, sentence)] = desk.given_up
    assert (payload, "did not get on" in sentence) == (PAYLOAD, True)
    assert desk.buried == [("loud", PAYLOAD, sentence)]
    assert desk.done == desk.revived == desk.settled == desk.noted == []
    assert alarms == [Alarm.DEAD_LETTER]


@pytest.mark.parametrize("retries", [0, 2])
def test_what_went_on_since_it_was_to_be_given_up_goes_on(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str], retries: int
) -> None:
    desk.went_on = (PAYLOAD.tenant_id, "b1", datetime(2026, 11, 20, 12, tzinfo=UTC))
    assert call(f"/tasks/loud{STUCK}", retries=retries).status_code == 204
    assert desk.done == desk.given_up == desk.buried == alarms == []


def test_what_had_ended_before_it_was_given_up_leaves_no_letter_and_raises_no_alarm(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str]
) -> None:
    desk.had_ended = True
    assert call(f"/tasks/loud{STUCK}").status_code == 204
    assert desk.done == desk.buried == alarms == []


def test_a_letter_that_could_not_be_written_for_what_was_given_up_is_written_by_the_next_try(
    call: Callable[..., TestResponse], desk: Office
) -> None:
    desk.burying_fails = DependencyDown("The store is down.")
    assert call(f"/tasks/loud{STUCK}").status_code == 500
    desk.burying_fails, desk.had_ended = None, True
    assert call(f"/tasks/loud{STUCK}", retries=1).status_code == 204
    assert len(desk.buried) == 1


def test_what_gets_stuck_raises_an_alarm_though_its_giving_up_is_an_ordinary_end(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str]
) -> None:
    assert call(f"/tasks/quiet{STUCK}").status_code == 204
    assert (desk.done, desk.buried, alarms) == ([], [], [Alarm.DEAD_LETTER])


def test_what_never_will_pass_gives_up_at_once(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str]
) -> None:
    desk.error = Conflict("It is gone.")
    assert call(retries=0).status_code == 204
    assert desk.buried == [("loud", PAYLOAD, "It is gone.")]
    assert alarms == [Alarm.DEAD_LETTER]


def test_giving_up_as_an_ordinary_end_buries_nothing(
    call: Callable[..., TestResponse], desk: Office, alarms: list[str]
) -> None:
    desk.error = DependencyDown("It is down.")
    assert call("/tasks/quiet", retries=LAST).status_code == 204
    assert desk.buried == alarms == []


@pytest.mark.parametrize("which", ["giving_up_fails", "burying_fails"])
def test_giving_up_that_cannot_be_recorded_keeps_the_task(
    call: Callable[..., TestResponse], desk: Office, which: str
) -> None:
    desk.error = Conflict("It is gone.")
    setattr(desk, which, RuntimeError("The store is down."))
    assert call(retries=LAST).status_code == 500
    assert desk.buried == []


def test_what_people_read_holds_no_secret_and_no_stack(call: Callable[..., TestResponse], desk: Office) -> None:
    desk.error = Conflict("POST /bot7000000001:AAFakeFakeFakeFakeFakeFake123/sendMessage was refused.")
    call()
    desk.error = RuntimeError("password=hunter2")
    call(retries=LAST)
    words = str(desk.buried)
    assert len(desk.buried) == 2
    assert "AAFake" not in words
    assert "hunter2" not in words


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b'{"tenant_id": ""}', b'{"tenant_id":"t","message_id":"m","channel_id":"c","x":1}', b"\xff"],
)
def test_a_payload_that_cannot_be_read_does_not_come_again(
    call: Callable[..., TestResponse], desk: Office, raw: bytes
) -> None:
    assert call(raw=raw).status_code == 204
    assert desk.done == []


def test_a_task_of_no_job_or_too_large_is_refused(call: Callable[..., TestResponse], desk: Office) -> None:
    assert call("/tasks/other").status_code == 404
    assert call(raw=b"x" * (TASK_LIMIT_BYTES + 1)).status_code == 413
    assert desk.done == []


# who calls


@pytest.fixture
def settings(jwks_url: str) -> Settings:
    """Settings as in production, but for the keys."""
    return Settings(
        google_cloud_project="demo-tests",
        functions_base_url="https://functions.test",
        tasks_service_account=ACCOUNT,
        oidc_jwks_url=jwks_url,
    )


AUDIENCE = "https://functions.test/send"


def signed(issuer: TokenIssuer, **changes: object) -> str:
    """A token as Cloud Tasks sends it, but for `changes`; None takes a claim away."""
    genuine = issuer.token(AUDIENCE, ACCOUNT)
    claims = jwt.decode(genuine, options={"verify_signature": False}) | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    kid = jwt.get_unverified_header(genuine)["kid"]
    return "Bearer " + jwt.encode(claims, issuer._key, algorithm="RS256", headers={"kid": kid})


def test_the_tasks_account_may_call(issuer: TokenIssuer, settings: Settings) -> None:
    verify_caller(signed(issuer), "send", settings)
    verify_caller("bearer " + issuer.token(AUDIENCE, ACCOUNT), "send", settings)


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer ", "Basic eDp5", "Bearer x", "Bearer a.b.c"])
def test_without_a_token_nobody_may(authorization: str, settings: Settings) -> None:
    with pytest.raises(Unauthenticated):
        verify_caller(authorization, "send", settings)


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"aud": "https://functions.test/media"}, Unauthenticated),
        ({"aud": None}, Unauthenticated),
        ({"exp": 1_000_000_000}, Unauthenticated),
        ({"iss": "https://accounts.evil.test"}, Unauthenticated),
        ({"iss": None}, Unauthenticated),
        ({"email_verified": False}, Unauthenticated),
        ({"email_verified": None}, Unauthenticated),
        ({"email": "somebody@demo-tests.iam.gserviceaccount.com"}, Forbidden),
        ({"email": None}, Forbidden),
    ],
)
def test_a_token_that_is_not_quite_right_is_refused(
    issuer: TokenIssuer, settings: Settings, changes: dict[str, object], refused: type[Exception]
) -> None:
    with pytest.raises(refused):
        verify_caller(signed(issuer, **changes), "send", settings)


def test_a_token_without_an_end_is_refused(issuer: TokenIssuer, settings: Settings) -> None:
    with pytest.raises(Unauthenticated):
        verify_caller(signed(issuer, exp=None), "send", settings)


def test_a_token_for_one_function_does_not_open_another(issuer: TokenIssuer, settings: Settings) -> None:
    with pytest.raises(Unauthenticated):
        verify_caller(signed(issuer), "contacts", settings)


def test_a_strangers_signature_is_refused(issuer: TokenIssuer, stranger: TokenIssuer, settings: Settings) -> None:
    genuine = issuer.token(AUDIENCE, ACCOUNT)
    kid = jwt.get_unverified_header(genuine)["kid"]
    claims = jwt.decode(genuine, options={"verify_signature": False})
    forged = jwt.encode(claims, stranger._key, algorithm="RS256", headers={"kid": kid})
    unsigned = jwt.encode(claims, "", algorithm="none", headers={"kid": kid})
    symmetric = jwt.encode(claims, "n" * 64, algorithm="HS256", headers={"kid": kid})
    for token in (forged, unsigned, symmetric, "Bearer " + stranger.token(AUDIENCE, ACCOUNT)):
        with pytest.raises(Unauthenticated):
            verify_caller(f"Bearer {token}", "send", settings)


def without_signature(token: str) -> str:
    """The token as a function gets it that not everybody may call."""
    return token.rpartition(".")[0] + ".SIGNATURE_REMOVED_BY_GOOGLE"


def test_a_token_that_google_has_checked_needs_no_signature_where_google_checks(
    issuer: TokenIssuer, settings: Settings
) -> None:
    private = settings.model_copy(update={"callers_are_checked": True})
    verify_caller(without_signature(signed(issuer)), "send", private)
    verify_caller(signed(issuer), "send", private)

    with pytest.raises(Unauthenticated):
        verify_caller(without_signature(signed(issuer)), "send", settings)
    for changes in ({"aud": "https://functions.test/media"}, {"exp": 1_000_000_000}, {"exp": None}, {"iss": "evil"}):
        with pytest.raises(Unauthenticated):
            verify_caller(without_signature(signed(issuer, **changes)), "send", private)
    with pytest.raises(Forbidden):
        verify_caller(without_signature(signed(issuer, email="somebody@demo-tests.test")), "send", private)


def test_keys_that_cannot_be_fetched_are_a_reason_to_try_again(issuer: TokenIssuer, settings: Settings) -> None:
    nowhere = settings.model_copy(update={"oidc_jwks_url": "http://127.0.0.1:9/certs"})
    with pytest.raises(DependencyDown):
        verify_caller(signed(issuer), "send", nowhere)


@pytest.mark.parametrize(
    ("error", "status"),
    [(Unauthenticated("No."), 401), (Forbidden("No."), 403), (DependencyDown("Wait."), 503), (NotFound("No."), 404)],
)
def test_who_is_not_let_in_starts_no_work(desk: Office, error: Exception, status: int) -> None:
    def refuse(authorization: str) -> None:
        raise error

    worker = Worker(
        "send", [LOUD], verify=refuse, letters=lambda: desk, max_attempts=lambda job: ATTEMPTS, clock=SystemClock
    )
    answer = Client(Request.application(worker)).post("/tasks/loud", data=b"{}")
    assert answer.status_code == status
    assert desk.done == desk.buried == []
