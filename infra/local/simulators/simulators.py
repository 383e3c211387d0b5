"""Assembles the provider simulators of the local stack and the routes to mount in the front door."""

import secrets
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from infra.local.simulators.channels import SimChannel
from infra.local.simulators.composing import Attachments
from infra.local.simulators.contracts import Clock, Faults, Json
from infra.local.simulators.drive.api import DriveApi
from infra.local.simulators.graph.api import GraphApi
from infra.local.simulators.graph.delivery import Delivery
from infra.local.simulators.graph.messages import Messages
from infra.local.simulators.graph.template_news import TemplateNews
from infra.local.simulators.graph.templates import CREATES_WINDOW_S, Templates
from infra.local.simulators.graph.webhooks import SIGNATURE_HEADER, GraphRetries, sign
from infra.local.simulators.graph.writing import WhatsAppCustomers
from infra.local.simulators.hooks import Attempt, Hook, Target, Webhooks
from infra.local.simulators.limits import Buckets, SimLimits
from infra.local.simulators.media import MediaFiles
from infra.local.simulators.openai.api import OpenAiApi
from infra.local.simulators.phone_api import PhoneApi, read_body, with_problems
from infra.local.simulators.phone_page import PhonePage, WatchedRecords
from infra.local.simulators.phone_schemas import NewBot, NewNumber
from infra.local.simulators.phones import Phones, normalise
from infra.local.simulators.receiver.api import Receivers
from infra.local.simulators.telegram.api import TelegramApi
from infra.local.simulators.telegram.bots import Bots
from infra.local.simulators.telegram.updates import TOKEN_HEADER, TelegramRetries
from infra.local.simulators.telegram.writing import TelegramCustomers
from infra.local.simulators.writing import Writing

MADE_HERE = "made_here"
HOLD_S = 30.0


class Simulators:
    """The Graph API, the Bot API, the phones and Google Drive, whose state survives a restart; and the OpenAI API.

    `Phones.register` takes the channels of the seed; `routes` may be mounted before `start`.
    """

    def __init__(
        self,
        state_dir: Path,
        clock: Clock,
        faults: Faults,
        base_url: str,
        *,
        limits: SimLimits | None = None,
        hold_s: float = HOLD_S,
    ) -> None:
        """Args:
        base_url: of the front door, without a slash at the end.
        hold_s: real seconds for which a call with a `timeout` fault is held.
        """
        limits = limits or SimLimits()
        folder = state_dir / "simulators"
        self._base_url = base_url.rstrip("/")
        self._records = WatchedRecords(folder / "state.sqlite3")
        self.phones = Phones(self._records, self._base_url)
        self._hooks = Webhooks(clock, self._records, self._target, self._record)
        self._graph_retries, self._telegram_retries = GraphRetries(), TelegramRetries()
        media = MediaFiles(folder / "media", self._records, clock)
        per_hour = limits.whatsapp_templates_per_hour
        creates = Buckets(clock, capacity=per_hour, refill_per_s=(per_hour or 1) / CREATES_WINDOW_S)
        self._templates = Templates(self._records, creates)
        delivery = Delivery(self.phones, media, self._hooks, clock)
        messages = Messages(
            phones=self.phones,
            media=media,
            templates=self._templates,
            delivery=delivery,
            clock=clock,
            limits=limits,
        )
        self._bots = Bots(self._records, self._hooks, clock)
        self._template_news = TemplateNews(
            phones=self.phones, templates=self._templates, hooks=self._hooks, clock=clock
        )
        self._graph = GraphApi(
            phones=self.phones,
            media=media,
            messages=messages,
            templates=self._templates,
            news=self._template_news,
            hooks=self._hooks,
            clock=clock,
            faults=faults,
            base_url=self._base_url,
            hold_s=hold_s,
        )
        self._telegram = TelegramApi(
            phones=self.phones,
            media=media,
            bots=self._bots,
            hooks=self._hooks,
            clock=clock,
            faults=faults,
            limits=limits,
            hold_s=hold_s,
        )
        self._openai = OpenAiApi(clock=clock, faults=faults, hold_s=hold_s)
        self._drive = DriveApi(
            folder / "drive",
            records=self._records,
            clock=clock,
            faults=faults,
            base_url=f"{self._base_url}/sim/drive",
            hold_s=hold_s,
        )
        self._receivers = Receivers(clock)
        attachments = Attachments(media, self._hooks)
        whatsapp = WhatsAppCustomers(
            phones=self.phones, attachments=attachments, messages=messages, hooks=self._hooks, clock=clock
        )
        telegram = TelegramCustomers(
            phones=self.phones, attachments=attachments, media=media, bots=self._bots, clock=clock
        )
        writing = Writing(phones=self.phones, whatsapp=whatsapp, telegram=telegram)
        self._phone_api = PhoneApi(
            phones=self.phones, media=media, writing=writing, hooks=self._hooks, clock=clock, base_url=self._base_url
        )
        self._phone_page = PhonePage(
            phones=self.phones, records=self._records, clock=clock, list_phones=self._phone_api.list_phones
        )
        for channel in map(SimChannel.model_validate_json, self._records.load(MADE_HERE)):
            self.register(channel)

    def register(self, channel: SimChannel) -> None:
        """Makes a channel known to the simulated provider, with an approved `hello_world` template on WhatsApp."""
        self.phones.register(channel)
        if channel.provider == "whatsapp":
            self._templates.ensure_hello_world(channel.waba_id)

    def ensure_template(self, template: Json) -> None:
        """Gives an account a template, approved or not, unless it has one of that name in that language."""
        self._templates.ensure(template)

    def routes(self) -> list[BaseRoute]:
        """What the front door mounts."""
        return [
            Mount("/sim/graph", routes=self._graph.routes()),
            Mount("/sim/telegram", routes=self._telegram.routes()),
            Mount("/sim/openai/v1", routes=self._openai.routes()),
            Mount("/sim/drive", routes=self._drive.routes()),
            Mount("/local/drive", routes=self._drive.local_routes()),
            Mount("/sim/receiver", routes=self._receivers.routes()),
            Mount("/local/receivers", routes=self._receivers.local_routes()),
            Route("/local/openai/requests", self._openai.requests, methods=["GET", "DELETE"]),
            *self._phone_page.routes(),
            Mount("/local/templates", routes=self._template_news.routes()),
            Mount("/local/phones", routes=self._phone_api.routes()),
            Route("/local/simulators/whatsapp/numbers", with_problems(self._new_number), methods=["POST"]),
            Route("/local/simulators/telegram/bots", with_problems(self._new_bot), methods=["POST"]),
        ]

    async def start(self) -> None:
        """Begins to deliver webhooks, with those that a former run left."""
        await self._hooks.start()
        self._graph.start()

    async def stop(self) -> None:
        """Stops delivering and writes everything to disk."""
        self._phone_page.stop()
        await self._hooks.stop()
        await self._records.close()

    def pending(self) -> int:
        """Webhooks due now that are not yet delivered."""
        return self._hooks.pending()

    async def wait_idle(self) -> None:
        """Returns when no webhook is pending."""
        await self._hooks.wait_idle()

    def _target(self, hook: Hook) -> Target | None:
        channel = self.phones.channels.find(hook.channel_id)
        if channel is None or not channel.webhook_url:
            return None
        if channel.provider == "whatsapp":
            signature = sign(hook.body.encode("ascii"), channel.app_secret)
            return Target(channel.webhook_url, {SIGNATURE_HEADER: signature}, self._graph_retries)
        headers = {TOKEN_HEADER: channel.secret_token} if channel.secret_token else {}
        return Target(channel.webhook_url, headers, self._telegram_retries)

    def _record(self, hook: Hook, attempt: Attempt) -> None:
        self._bots.record(hook.channel_id, attempt)

    async def _new_number(self, request: Request) -> Response:
        """A further number; in the app and with the webhook of the first registered one where not told otherwise."""
        new = await read_body(NewNumber, request)
        app = next((c for c in self.phones.channels.all() if c.provider == "whatsapp"), None)
        number = normalise(new.address) if new.address else f"1555{secrets.randbelow(10**7):07d}"
        phone_number_id = str(secrets.randbelow(9 * 10**14) + 10**14)
        channel = SimChannel(
            id=f"sim-whatsapp-{phone_number_id}",
            tenant=new.tenant,
            provider="whatsapp",
            address=f"+{number}",
            display_name=new.display_name,
            webhook_url=new.webhook_url or f"{self._base_url}/webhooks/whatsapp",
            waba_id=str(secrets.randbelow(9 * 10**14) + 10**14),
            phone_number_id=phone_number_id,
            access_token="EAAG" + secrets.token_urlsafe(32),
            app_secret=new.app_secret or (app.app_secret if app else secrets.token_hex(16)),
            verify_token=app.verify_token if app else secrets.token_urlsafe(16),
        )
        return self._made(channel)

    async def _new_bot(self, request: Request) -> Response:
        new = await read_body(NewBot, request)
        bot_id = secrets.randbelow(9 * 10**8) + 10**8
        channel = SimChannel(
            id=f"sim-telegram-{bot_id}",
            tenant=new.tenant,
            provider="telegram",
            address=new.username or f"sim{bot_id}_bot",
            display_name=new.display_name,
            bot_token=f"{bot_id}:AA{secrets.token_urlsafe(25)}",
        )
        return self._made(channel)

    def _made(self, made: SimChannel) -> Response:
        self.register(made)
        self._records.put(MADE_HERE, made.id, made.model_dump_json())
        return JSONResponse({name: value for name, value in made.model_dump().items() if value != ""}, 201)
