"""Seeds a local stack with three tenants, so that a person can begin at once; running it again changes nothing."""

import contextlib
import json
import os
import secrets
from datetime import UTC, datetime
from typing import Final, NamedTuple

import httpx

from common.config import settings
from common.crypto import Vault
from common.errors import AlreadyExists
from common.models.agent import Agent, HandOverRules
from common.models.channel import Channel, Provider
from common.models.ids import ChannelId, MemberId, TenantId
from common.models.tenant import ApiKey, Member, Plan, Role, Tenant
from common.store import paths
from common.store.channels import Channels
from common.store.codec import encode
from common.store.database import Create, Database, database
from common.store.templates import Templates
from common.store.tenants import Tenants
from infra.local.demo_templates import Business, at_meta, templates_of
from infra.local.history import seed_history
from infra.local.settings import PROJECT, StackSettings, write_private

PASSWORD: Final = "demo-password"  # noqa: S105 -- printed for whoever runs the stack


class _Seeded(NamedTuple):
    """A tenant to make."""

    id: TenantId
    name: str
    plan: Plan
    time_zone: str
    number: int


TENANTS: Final = (
    _Seeded(TenantId("acme"), "Acme Bakery", Plan.ENTERPRISE, "Europe/Berlin", 1),
    _Seeded(TenantId("globex"), "Globex Travel", Plan.PRO, "America/New_York", 2),
    _Seeded(TenantId("initech"), "Initech Repairs", Plan.STARTER, "Asia/Kolkata", 3),
)
ROLES: Final = (("owner", Role.OWNER), ("agent", Role.AGENT))


def seed(stack: StackSettings) -> None:
    """Makes what is missing, and writes whom and what there is to `<state>/seed.json`.

    Args:
        stack: the stack, whose environment this process must have.
    """
    db = database(settings().google_cloud_project)
    known = json.loads(stack.seed_file.read_bytes()) if stack.seed_file.exists() else {}
    accounts = known.get("simulated") or [account for tenant in TENANTS for account in _accounts(tenant, stack)]
    keys: dict[str, str] = known.get("api_keys") or {t.id: f"wdx_{t.id}_{secrets.token_urlsafe(24)}" for t in TENANTS}
    users = [
        {"email": f"{name}@{tenant.id}.test", "password": PASSWORD, "tenant": tenant.id, "role": role}
        for tenant in TENANTS
        for name, role in ROLES
    ]
    # Written first: what a crash leaves half made is made with the same keys the next time.
    at = datetime.now(UTC)
    templates = [(each, template) for each in _businesses(accounts) for template in templates_of(each, at)]
    seeded = {
        "users": users,
        "api_keys": keys,
        "channels": [_shown(account) for account in accounts],
        "simulated": accounts,
        "templates": [at_meta(template, business) for business, template in templates],
    }
    write_private(stack.seed_file, json.dumps(seeded, indent=2))
    for tenant in TENANTS:
        _seed_tenant(tenant, keys[tenant.id], db)
    for account in accounts:
        _seed_channel(account, db)
    for business, template in templates:
        with contextlib.suppress(AlreadyExists):
            Templates(db).create(business.tenant, template)
    for tenant in TENANTS:
        _seed_agent(tenant, at, db)
    _seed_users(stack)
    seed_history(TENANTS[0].id, db)


def _accounts(tenant: _Seeded, stack: StackSettings) -> list[dict[str, str]]:
    n = tenant.number
    channel_key = secrets.token_hex(12)
    return [
        {
            "id": f"{tenant.id}_whatsapp",
            "tenant": tenant.id,
            "provider": Provider.WHATSAPP,
            "address": f"+1555010{n:04}",
            "display_name": tenant.name,
            "waba_id": f"20000000000000{n}",
            "phone_number_id": f"10000000000000{n}",
            "access_token": f"EAA{secrets.token_hex(24)}",
            "app_secret": stack.secrets.meta_app_secret,
            "verify_token": stack.secrets.meta_verify_token,
            "webhook_path": "/webhooks/whatsapp",
        },
        {
            "id": f"{tenant.id}_telegram",
            "tenant": tenant.id,
            "provider": Provider.TELEGRAM,
            "address": f"{tenant.id}_demo_bot",
            "display_name": tenant.name,
            "bot_token": f"700000000{n}:{secrets.token_urlsafe(26)}",
            "secret_token": secrets.token_urlsafe(24),
            "webhook_path": f"/webhooks/telegram/{channel_key}",
        },
    ]


def _businesses(accounts: list[dict[str, str]]) -> list[Business]:
    """The tenants that get templates: all but the one whose counters tests look at."""
    return [
        Business(TenantId(account["tenant"]), account["display_name"], account["waba_id"])
        for account in accounts
        if account["provider"] == Provider.WHATSAPP and account["tenant"] != TENANTS[-1].id
    ]


def _shown(account: dict[str, str]) -> dict[str, str]:
    names = ("tenant", "id", "provider", "address", "webhook_path", "phone_number_id", "app_secret", "secret_token")
    return {name: account[name] for name in names if name in account}


def _seed_tenant(tenant: _Seeded, key: str, db: Database) -> None:
    tenants = Tenants(db)
    tenants.save(
        Tenant(
            id=tenant.id,
            name=tenant.name,
            plan=tenant.plan,
            time_zone=tenant.time_zone,
            created_at=datetime.now(UTC),
        )
    )
    for name, role in ROLES:
        member = Member(id=_uid(tenant, name), email=f"{name}@{tenant.id}.test", name=name.title(), role=role)
        tenants.save_member(tenant.id, member)
    with contextlib.suppress(AlreadyExists):
        tenants.create_api_key(tenant.id, key, ApiKey(id="demo", name="Demo key", role=Role.ADMIN))


def _seed_agent(tenant: _Seeded, at: datetime, db: Database) -> None:
    """An AI agent that answers on no channel yet: whoever looks around binds it, and is otherwise left alone by it."""
    agent = Agent(
        id=f"{tenant.id}_agent",
        name="Robin",
        instructions=(
            f"You answer the customers of {tenant.name}. We are open from 8:00 to 18:00 on weekdays. Orders can be "
            "changed until the evening before. Where somebody complains, a person takes over."
        ),
        language="en",
        hand_over=HandOverRules(keywords=["complaint"], message="A colleague will answer you soon."),
        created_at=at,
        updated_at=at,
    )
    with contextlib.suppress(AlreadyExists):
        db.commit(Create(paths.agent(tenant.id, agent.id), encode(agent)))


def _uid(tenant: _Seeded, name: str) -> MemberId:
    return MemberId(f"{tenant.id}-{name}")


def _seed_channel(account: dict[str, str], db: Database) -> None:
    t = TenantId(account["tenant"])
    vault = Vault(settings().need("credential_keys"))
    names = ("access_token", "app_secret", "verify_token", "bot_token", "secret_token")
    telegram = account["provider"] == Provider.TELEGRAM
    channel = Channel(
        id=ChannelId(account["id"]),
        provider=Provider(account["provider"]),
        name="Telegram" if telegram else "WhatsApp",
        identifier=account["bot_token"].partition(":")[0] if telegram else account["phone_number_id"],
        address=f"@{account['address']}" if telegram else account["address"],
        account_id=account.get("waba_id", ""),
        key=account["webhook_path"].rpartition("/")[2] if telegram else "",
        sealed=vault.seal({n: account[n] for n in names if n in account}, context=f"{t}/{account['id']}"),
        created_at=datetime.now(UTC),
    )
    channels = Channels(db)
    try:
        channels.connect(t, channel)
    except AlreadyExists:
        return
    if channel.account_id:
        channels.claim_account(t, channel)


def _seed_users(stack: StackSettings) -> None:
    """Makes the users at the Auth emulator, whose administrator is called `owner`."""
    base = f"http://{os.environ['FIREBASE_AUTH_EMULATOR_HOST']}/identitytoolkit.googleapis.com/v1/projects/{PROJECT}"
    with httpx.Client(headers={"Authorization": "Bearer owner"}, trust_env=False, timeout=30) as http:
        for tenant in TENANTS:
            for name, _ in ROLES:
                user = {
                    "localId": _uid(tenant, name),
                    "email": f"{name}@{tenant.id}.test",
                    "password": PASSWORD,
                    "displayName": f"{name.title()} of {tenant.name}",
                    "emailVerified": True,
                }
                answer = http.post(f"{base}/accounts", json=user)
                if answer.is_error and "DUPLICATE_LOCAL_ID" not in answer.text and "EMAIL_EXISTS" not in answer.text:
                    raise RuntimeError(f"The Auth emulator refused {user['email']}: {answer.text}")
