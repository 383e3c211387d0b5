"""Connecting accounts: what is stored, what is refused, and what a crash or a race leaves behind."""

import json
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from werkzeug.test import TestResponse

from common.channels.registry import senders
from common.errors import PlanRequired
from common.models.channel import ChannelStatus, Provider
from common.models.ids import ChannelId, random_id
from common.models.tenant import Plan, Role
from common.store.channels import ChannelRef
from common.store.database import Write
from functions.workspace.schemas import ConnectIn
from functions.workspace.service.accounts import SetsWebhooks, SubscribesAccounts
from functions.workspace.service.connecting import connect
from tests.functions.workspace.conftest import BASE_URL, NOW, Workspace

pytestmark = pytest.mark.emulator

NewWorkspace = Callable[..., Workspace]


def _number() -> str:
    return str(int(random_id().encode().hex(), 16))[:18]


def _whatsapp(**changes: str) -> dict[str, str]:
    body = {"provider": "whatsapp", "name": "Shop", "phone_number_id": _number(), "waba_id": _number()}
    return body | {"access_token": "EAAtoken", "app_secret": "0123456789abcdef"} | changes


def _telegram(**changes: str) -> dict[str, str]:
    return {"provider": "telegram", "bot_token": f"{_number()}:AAH-secret_part"} | changes


def _connect(workspace: Workspace, body: dict[str, str], *, key: str = "", role: Role = Role.ADMIN) -> TestResponse:
    return workspace.call("POST", "/channels", body, key=key, role=role)


def _bot(body: dict[str, str]) -> str:
    return body["bot_token"].partition(":")[0]


def test_a_whatsapp_number_with_an_app_of_its_own_gets_a_path_of_its_own(workspace: Workspace) -> None:
    body = _whatsapp()
    answer = _connect(workspace, body)
    made = answer.get_json()
    channel = workspace.channel(made["id"])
    assert answer.status_code == 201
    assert made["status"] == "active"
    assert made["address"] == "+49 30 1234567"
    assert made["webhook_path"] == f"/webhooks/whatsapp/{channel.key}"
    assert made["webhook_url"] == BASE_URL + made["webhook_path"]
    assert workspace.credentials(channel.id) == {
        "access_token": body["access_token"],
        "app_secret": body["app_secret"],
        "verify_token": made["verify_token"],
    }
    here = ChannelRef(workspace.t, channel.id)
    assert workspace.with_.channels.find_by_phone_number(body["phone_number_id"]) == here
    assert workspace.with_.channels.find_by_key(channel.key) == here
    assert workspace.with_.channels.find_by_account(body["waba_id"]) == here


def test_a_whatsapp_number_without_an_app_shares_the_platforms_path(workspace: Workspace) -> None:
    body = _whatsapp()
    del body["app_secret"]
    made = _connect(workspace, body).get_json()
    assert made["webhook_path"] == "/webhooks/whatsapp"
    assert made["verify_token"] is None
    assert workspace.credentials(made["id"])["app_secret"] == ""


def test_a_telegram_bot_is_told_where_to_post(workspace: Workspace) -> None:
    body = _telegram()
    made = _connect(workspace, body).get_json()
    url, secret_token = workspace.telegram.webhooks[_bot(body)]
    assert made["status"] == "active"
    assert made["identifier"] == _bot(body)
    assert made["name"] == "Acme"
    assert url == made["webhook_url"] == f"{BASE_URL}/webhooks/telegram/{workspace.channel(made['id']).key}"
    assert workspace.credentials(made["id"]) == {"bot_token": body["bot_token"], "secret_token": secret_token}
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", secret_token)


def test_only_telegram_sets_webhooks_and_only_whatsapp_subscribes() -> None:
    made = senders(graph_base_url="", graph_version="", telegram_base_url="", timeout_s=1)
    assert [p for p, sender in made.items() if isinstance(sender, SetsWebhooks)] == [Provider.TELEGRAM]
    assert [p for p, sender in made.items() if isinstance(sender, SubscribesAccounts)] == [Provider.WHATSAPP]


@pytest.mark.parametrize("body", [_whatsapp(), _telegram()], ids=["whatsapp", "telegram"])
def test_no_answer_and_no_stored_answer_holds_a_credential(workspace: Workspace, body: dict[str, str]) -> None:
    made = _connect(workspace, body, key="once")
    path = f"/channels/{made.get_json()['id']}"
    said = [
        made,
        *(workspace.call("GET", each) for each in (path, "/channels")),
        workspace.call("POST", f"{path}/test"),
    ]
    kept = [f.data for f in workspace.database.query(f"tenants/{workspace.t}/idempotency", limit=9)]
    everything = " ".join(answer.get_data(as_text=True) for answer in said) + json.dumps(kept, default=str)
    secrets = [body[name] for name in ("access_token", "app_secret", "bot_token") if name in body]
    secrets += [workspace.credentials(made.get_json()["id"]).get("secret_token", body.get("app_secret", ""))]
    assert [secret for secret in secrets if secret in everything] == []
    assert len(kept) == 1


@pytest.mark.parametrize(
    ("body", "secret", "pointer"),
    [(_whatsapp(), "EAAtoken", "/access_token"), (_telegram(bot_token="1:bad"), "1:bad", "/bot_token")],
    ids=["whatsapp", "telegram"],
)
def test_refused_credentials_are_pointed_out_and_leave_nothing(
    workspace: Workspace, body: dict[str, str], secret: str, pointer: str
) -> None:
    workspace.whatsapp.refused.add(secret)
    workspace.telegram.refused.add(secret)
    answer = _connect(workspace, body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == [pointer]
    assert workspace.call("GET", "/channels").get_json()["items"] == []


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"provider": "pigeon"}, "/provider"),
        ({}, "/provider"),
        (_whatsapp(phone_number_id="../me"), "/phone_number_id"),
        (_whatsapp(access_token="has spaces in it"), "/access_token"),
        (_telegram(bot_token="no colon"), "/bot_token"),
        (_telegram(surprise="!"), "/surprise"),
    ],
)
def test_a_faulty_body_is_pointed_into_and_not_repeated(
    workspace: Workspace, body: dict[str, str], pointer: str
) -> None:
    answer = _connect(workspace, body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == [pointer]
    assert "has spaces in it" not in answer.get_data(as_text=True)


def test_a_business_account_that_the_token_may_not_speak_for_is_refused_and_not_claimed(workspace: Workspace) -> None:
    body = _whatsapp()
    workspace.whatsapp.foreign.add(body["waba_id"])
    answer = _connect(workspace, body)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.get_json()["errors"]] == ["/waba_id"]
    assert workspace.with_.channels.find_by_account(body["waba_id"]) is None


def test_a_provider_that_is_down_is_no_refusal(workspace: Workspace) -> None:
    workspace.whatsapp.down = True
    answer = _connect(workspace, _whatsapp())
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "3"


@pytest.mark.parametrize("role", [Role.AGENT, Role.VIEWER])
def test_only_admins_connect(workspace: Workspace, role: Role) -> None:
    assert _connect(workspace, _telegram(), role=role).status_code == 403


@pytest.mark.parametrize("body", [_whatsapp(), _telegram()], ids=["whatsapp", "telegram"])
def test_an_account_of_another_tenant_is_refused_without_saying_whose(
    new_workspace: NewWorkspace, body: dict[str, str]
) -> None:
    first, second = new_workspace(), new_workspace()
    mine = _connect(first, body).get_json()["id"]
    answer = _connect(second, body)
    assert answer.status_code == 409
    assert first.t not in answer.get_data(as_text=True)
    assert second.telegram.webhooks == {}
    assert first.channel(mine).status is ChannelStatus.ACTIVE


def test_an_account_that_works_here_is_not_connected_twice(workspace: Workspace) -> None:
    body = _telegram()
    _connect(workspace, body)
    before = dict(workspace.telegram.webhooks)
    assert _connect(workspace, body).status_code == 409
    assert workspace.telegram.webhooks == before


def test_a_second_number_of_an_account_leaves_its_notices_where_they_are(new_workspace: NewWorkspace) -> None:
    first, second = new_workspace(), new_workspace()
    waba = _number()
    made = _connect(first, _whatsapp(waba_id=waba)).get_json()
    assert _connect(first, _whatsapp(waba_id=waba)).status_code == 201
    assert _connect(second, _whatsapp(waba_id=waba)).status_code == 201
    assert first.with_.channels.find_by_account(waba) == ChannelRef(first.t, ChannelId(made["id"]))


def test_the_same_key_connects_once_and_gets_the_same_answer(workspace: Workspace) -> None:
    body = _whatsapp()
    first, second = (_connect(workspace, body, key="a key") for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.get_json() == second.get_json()
    assert _connect(workspace, _telegram(), key="a key").status_code == 422


def test_the_plan_limits_each_provider_and_forgets_disconnected_channels(new_workspace: NewWorkspace) -> None:
    starter = new_workspace(Plan.STARTER)
    first = _connect(starter, _telegram()).get_json()["id"]
    full = _connect(starter, _telegram())
    assert (full.status_code, full.get_json()["code"]) == (403, "plan_required")
    assert _connect(starter, _whatsapp()).status_code == 201
    assert starter.call("DELETE", f"/channels/{first}").status_code == 204
    assert _connect(starter, _telegram()).status_code == 201


def test_racing_connections_never_pass_the_plans_limit(new_workspace: NewWorkspace) -> None:
    starter = new_workspace(Plan.STARTER)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda body: _attempt(starter, body), [_whatsapp() for _ in range(6)]))
    assert sorted(answers) == ["active"] + ["plan_required"] * 5


def _attempt(workspace: Workspace, body: dict[str, str]) -> str:
    try:
        return connect(workspace.t, ConnectIn.model_validate(body).root, NOW, with_=workspace.with_).status
    except PlanRequired as error:
        return error.code


def test_a_webhook_that_cannot_be_set_leaves_nothing_that_blocks(workspace: Workspace) -> None:
    body = _telegram()
    workspace.telegram.broken = True
    assert _connect(workspace, body).status_code == 503
    assert workspace.with_.channels.find_holder(Provider.TELEGRAM, _bot(body)) is None
    workspace.telegram.broken = False
    assert _connect(workspace, body).status_code == 201


def _crash(writes: Sequence[Write]) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("body", [_whatsapp(), _telegram()], ids=["whatsapp", "telegram"])
def test_a_crash_half_way_is_mended_by_connecting_again(workspace: Workspace, body: dict[str, str]) -> None:
    workspace.database.after_commit.append(_crash)
    with pytest.raises(KeyboardInterrupt):
        _connect(workspace, body)
    workspace.database.after_commit.clear()
    (left,) = workspace.call("GET", "/channels").get_json()["items"]
    again = _connect(workspace, body)
    assert left["status"] == "broken"
    assert (again.status_code, again.get_json()["id"]) == (201, left["id"])
    assert again.get_json()["status"] == "active"
    assert len(workspace.call("GET", "/channels").get_json()["items"]) == 1


def test_a_half_connected_bot_keeps_its_secret_so_that_racing_tries_agree(workspace: Workspace) -> None:
    body = _telegram()

    def try_again() -> None:
        workspace.telegram.on_set = lambda: None
        assert _connect(workspace, body).status_code == 201

    workspace.telegram.on_set = try_again
    made = _connect(workspace, body).get_json()
    assert workspace.telegram.webhooks[_bot(body)][1] == workspace.credentials(made["id"])["secret_token"]


def test_a_broken_channel_is_taken_up_with_new_credentials(workspace: Workspace) -> None:
    body = _whatsapp()
    made = _connect(workspace, body).get_json()
    workspace.whatsapp.refused.add(body["access_token"])
    workspace.call("POST", f"/channels/{made['id']}/test")
    again = _connect(workspace, body | {"access_token": "EAAfresh"}).get_json()
    assert (again["id"], again["status"]) == (made["id"], "active")
    assert again["webhook_path"] == made["webhook_path"]
    assert again["verify_token"] == made["verify_token"]
    assert workspace.credentials(made["id"])["access_token"] == "EAAfresh"


def test_a_channel_taken_up_without_an_app_secret_loses_its_path(workspace: Workspace) -> None:
    body = _whatsapp()
    made = _connect(workspace, body).get_json()
    key = workspace.channel(made["id"]).key
    workspace.whatsapp.refused.add(body["access_token"])
    workspace.call("POST", f"/channels/{made['id']}/test")
    again = _connect(workspace, {k: v for k, v in body.items() if k != "app_secret"} | {"access_token": "EAAfresh"})
    assert again.get_json()["webhook_path"] == "/webhooks/whatsapp"
    assert workspace.with_.channels.find_by_key(key) is None


def test_a_bot_or_an_account_is_no_webhook_key(workspace: Workspace) -> None:
    body, number = _telegram(), _whatsapp()
    _connect(workspace, body)
    _connect(workspace, number)
    assert workspace.with_.channels.find_by_key(f"bot-{_bot(body)}") is None
    assert workspace.with_.channels.find_by_key(f"waba-{number['waba_id']}") is None
