"""Wishes to be written to or not: the words by which people say them, and what they allow us."""

import unicodedata
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from pydantic import BaseModel, ConfigDict

from common.models.channel import Provider
from common.models.contact import OptOut
from common.models.ids import ChannelId, ContactId, MessageId, digest
from common.models.message import Failure, Message

LONGEST_KEYWORD: Final = 64
"""A message with more characters is no keyword; it spares looking at long ones."""
EVERYWHERE: Final = "all"
"""Stands for the channel in the key of a wish that holds on every one."""
OPTED_OUT: Final = "opted_out"
"""The code of a campaign's message that was not sent because of a wish that we knew."""
OPTED_OUT_DETAIL: Final = "This person opted out before the message was sent."


class ConsentWord(StrEnum):
    """What a keyword means."""

    STOP = "stop"
    START = "start"


class ConsentScope(StrEnum):
    """What a wish is about."""

    MARKETING = "marketing"
    ALL = "all"


class ConsentSource(StrEnum):
    """How we know of a wish."""

    KEYWORD = "keyword"
    PROVIDER_REPORT = "provider_report"
    BLOCK = "block"
    PERSON = "person"
    IMPORT = "import"


class Consent(BaseModel):
    """A wish to be written to or not, as it came in; created once and never changed."""

    model_config = ConfigDict(defer_build=True, frozen=True, extra="ignore")

    id: str
    """Derived from what it came from; see `consent_id`."""
    contact_id: ContactId
    """Whose wish it is."""
    channel_id: ChannelId | None = None
    """The channel it holds for; null means every one."""
    scope: ConsentScope
    """What it is about."""
    opted_in: bool
    """False: do not write. True: an earlier wish is withdrawn."""
    at: datetime
    """When it was said, by the provider's time where there is one."""
    source: ConsentSource
    """How we know."""
    message_id: MessageId | None = None
    """The message that said it, or whose sending met it."""
    recorded_by: str = ""
    """Who wrote it down, where it was a person or an API key."""
    said_at: str = ""
    """Where or how it was said, in the words of whoever wrote it down."""

    @property
    def key(self) -> str:
        """The wish's place in a contact's `opt_outs`."""
        return opt_out_key(self.scope, self.channel_id)

    @property
    def opt_out(self) -> OptOut:
        """The wish as a contact holds it."""
        return OptOut(
            scope=self.scope, channel_id=self.channel_id, at=self.at, opted_in=self.opted_in, source=self.source
        )


def consent_id(source: ConsentSource, *event: str) -> str:
    """The id of the wish that an event caused, however often the event is delivered."""
    return digest("consent", source, *event)


def opt_out_key(scope: str, channel_id: ChannelId | None) -> str:
    """Where a contact's `opt_outs` hold the newest wish of a scope on a channel, or on every one."""
    return f"{scope}_{channel_id or EVERYWHERE}"


def supersedes(wish: OptOut, known: OptOut | None) -> bool:
    """Whether `wish` replaces `known`: the newest holds; of two of one instant, the one not to be written to.

    That a file says that somebody may be written to is older than all that they said: a file brings nobody back.
    """
    return known is None or _weight(wish) > _weight(known)


def _weight(wish: OptOut) -> tuple[bool, datetime, bool, bool]:
    by_file = wish.source == ConsentSource.IMPORT
    return not (by_file and wish.opted_in), wish.at, not wish.opted_in, not by_file


def may_receive(opt_outs: Mapping[str, OptOut], channel_id: ChannelId, *, marketing: bool) -> bool:
    """Whether a contact with these wishes may be written to on a channel.

    In each scope, the newest of the wish for the channel and the wish for every channel holds: START everywhere ends
    what was said on one channel before. The scopes do not touch each other: who unblocks a bot has not said START.
    """
    scopes = [ConsentScope.ALL, ConsentScope.MARKETING] if marketing else [ConsentScope.ALL]
    return all(_allows(opt_outs, scope, channel_id) for scope in scopes)


def refuses(opt_outs: Mapping[str, OptOut], scope: ConsentScope) -> bool:
    """Whether a contact wants no messages of a scope on a channel at least; who wants none at all, no marketing."""
    marketing = scope is ConsentScope.MARKETING
    channels = {wish.channel_id or ChannelId("") for wish in opt_outs.values()}
    return any(not may_receive(opt_outs, c, marketing=marketing) for c in channels)


def _allows(opt_outs: Mapping[str, OptOut], scope: ConsentScope, channel_id: ChannelId) -> bool:
    newest: OptOut | None = None
    for key in (opt_out_key(scope, None), opt_out_key(scope, channel_id)):
        wish = opt_outs.get(key)
        if wish is not None and supersedes(wish, newest):
            newest = wish
    return newest is None or newest.opted_in


def refused(message: Message, at: datetime) -> Consent:
    """The wish of a person whose provider refused `message` because they do not want any.

    A refusal at once and one by receipt are the same event of the same message.

    Source: shared facts on providers, §3.4 and §3.7 (read 2026-11): WhatsApp's 131050 is about marketing messages;
    Telegram's 403 says that the person blocked the bot.
    """
    marketing = message.provider is Provider.WHATSAPP
    source = ConsentSource.PROVIDER_REPORT if marketing else ConsentSource.BLOCK
    return Consent(
        id=consent_id(source, message.id),
        contact_id=message.conversation_id,
        channel_id=message.channel_id,
        scope=ConsentScope.MARKETING if marketing else ConsentScope.ALL,
        opted_in=False,
        at=at,
        source=source,
        message_id=message.id,
    )


def opted_out() -> Failure:
    """Why a campaign's message is not sent to somebody who opted out."""
    return Failure(code=OPTED_OUT, reason="consent", detail=OPTED_OUT_DETAIL)


def keyword_of(text: str, *, chosen: bool = False) -> ConsentWord | None:
    """What `text` says if it is, as a whole, a STOP or START word of some language.

    Case, accents, punctuation, emoji and spaces around do not matter. Telegram's `/start` is no START: every person
    who opens a bot sends it, whatever they wished before.

    Args:
        text: the whole message, or the payload or title of a button.
        chosen: True for a button's: words such as "Cancel" on a button are about what the button belongs to.
    """
    if not text or len(text) > LONGEST_KEYWORD or text.lstrip().startswith("/start"):
        return None
    plain = _plain(text)
    table = _table()
    return None if chosen and plain in table.typed_only else table.meanings.get(plain)


def _plain(text: str) -> str:
    """`text` without case, accents, punctuation, symbols and superfluous spaces."""
    bare = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = (_letter(c) for c in bare if not _is_accent(c))
    return unicodedata.normalize("NFKC", " ".join("".join(kept).split()))


def _letter(c: str) -> str:
    if c == "ı":  # Turkish has an i without a dot, whose capital is I
        return "i"
    return c if unicodedata.category(c)[0] in "LMN" else " "


def _is_accent(c: str) -> bool:
    # Accents, variation selectors and marks of direction; vowel signs of Indian and Thai writing are letters to us.
    return "\u0300" <= c <= "\u036f" or "\ufe00" <= c <= "\ufe0f" or unicodedata.category(c) == "Cf"


STOP_WORDS: Final = (
    # English: what mobile operators in the US ask for, and what WhatsApp puts on the button of marketing templates
    *("STOP", "STOP ALL", "STOPALL", "STOP PROMOTIONS", "STOP MARKETING", "UNSUBSCRIBE", "OPT OUT", "OPTOUT"),
    *("CANCEL", "END", "QUIT", "REVOKE", "REMOVE ME"),
    # German, Dutch, Danish, Norwegian, Swedish, Finnish
    *("STOPP", "ABMELDEN", "ABBESTELLEN", "WERBUNG STOPPEN", "AFMELDEN", "UITSCHRIJVEN", "AFMELD", "AVMELD"),
    *("AVSLUTT", "AVSLUTA", "STOPPA", "AVREGISTRERA", "LOPETA"),
    # French, Spanish, Portuguese, Italian, Romanian
    *("ARRET", "ARRÊTER", "DÉSABONNER", "DÉSINSCRIRE", "SE DÉSABONNER", "PARAR", "SALIR", "BAJA", "DAR DE BAJA"),
    *(
        "CANCELAR",
        "CANCELAR SUSCRIPCIÓN",
        "DETENER",
        "DETENER PROMOCIONES",
        "SAIR",
        "DESCADASTRAR",
        "CANCELAR INSCRIÇÃO",
    ),
    *("PARAR PROMOÇÕES", "DISISCRIVIMI", "CANCELLAMI", "DISISCRIZIONE", "DEZABONARE"),
    # Polish, Czech, Hungarian, Russian, Ukrainian, Greek, Turkish
    *("REZYGNUJĘ", "WYPISZ", "ODHLÁSIT", "LEIRATKOZÁS", "LEIRATKOZOM", "СТОП", "ОТПИСАТЬСЯ", "ОТПИСКА"),
    *("ВІДПИСАТИСЯ", "ΔΙΑΚΟΠΗ", "DUR", "İPTAL", "ABONELİKTEN ÇIK"),
    # Arabic, Hebrew, Persian, Hindi, Bengali
    *("إيقاف", "ايقاف", "توقف", "إلغاء الاشتراك", "הסר", "הסרה", "لغو", "रोकें", "बंद करें", "বন্ধ"),
    # Chinese, Japanese, Korean, Thai, Indonesian, Malay, Vietnamese, Filipino, Swahili
    *("停止", "退订", "退訂", "取消订阅", "取消訂閱", "中止", "配信停止", "解除", "수신거부", "หยุด", "ยกเลิก"),
    *("BERHENTI", "HENTI", "HỦY", "DỪNG", "ITIGIL", "SITISHA"),
)
START_WORDS: Final = (
    *("START", "UNSTOP", "SUBSCRIBE", "RESUBSCRIBE", "OPT IN", "OPTIN", "RESUME PROMOTIONS"),
    *("ANMELDEN", "AANMELDEN", "TILMELD", "STARTA", "ALOITA", "COMMENCER", "S'ABONNER", "EMPEZAR", "SUSCRIBIR"),
    *("ALTA", "COMEÇAR", "INSCREVER", "INIZIA", "ISCRIVIMI", "ABONARE", "ZAPISZ", "PŘIHLÁSIT", "FELIRATKOZÁS"),
    *("СТАРТ", "ПОДПИСАТЬСЯ", "ПІДПИСАТИСЯ", "ΕΝΑΡΞΗ", "BAŞLAT", "ابدأ", "اشتراك", "התחל", "शुरू", "শুরু"),
    *("订阅", "訂閱", "开始", "開始", "登録", "수신동의", "เริ่ม", "MULAI", "MULA", "BẮT ĐẦU", "SIMULA", "ANZA"),
)
TYPED_ONLY: Final = (
    "CANCEL",
    "END",
    "QUIT",
    "CANCELAR",
    "SALIR",
    "SAIR",
    "İPTAL",
    "HỦY",
    "ยกเลิก",
    "解除",
    "中止",
    "لغو",
)
"""What also stands on buttons that are about something else."""


class _Table(NamedTuple):
    meanings: dict[str, ConsentWord]
    typed_only: frozenset[str]


@lru_cache(maxsize=1)
def _table() -> _Table:
    """The words as texts are compared with them; made when the first text is, since `receive` starts cold."""
    starts = {_plain(word): ConsentWord.START for word in START_WORDS}
    stops = {_plain(word): ConsentWord.STOP for word in STOP_WORDS}
    return _Table(starts | stops, frozenset(_plain(word) for word in TYPED_ONLY))
