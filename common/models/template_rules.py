"""What a template must keep to, so that WhatsApp takes it; every fault with a pointer to its place.

Source of all rules, where none is named: Meta, "Templates: overview" and "Templates: components" (2026-05).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from common.errors import Fault
from common.models.message import ButtonKind, HeaderFormat
from common.models.placeholders import PLACEHOLDER, names_in
from common.models.template import (
    AUTHENTICATION_ADVICE,
    AUTHENTICATION_BODY,
    EXPIRY_FOOTER,
    Category,
    Template,
    TemplateButton,
    TemplateHeader,
    is_positional,
    variables_of,
)

NAME_MAX_CHARS: Final = 512
HEADER_MAX_CHARS: Final = 60
BODY_MAX_CHARS: Final = 1024
FOOTER_MAX_CHARS: Final = 60
LABEL_MAX_CHARS: Final = 25
URL_MAX_CHARS: Final = 2000
PHONE_MAX_CHARS: Final = 20
CODE_MAX_CHARS: Final = 15
PAYLOAD_MAX_CHARS: Final = 128
MOST_BUTTONS: Final = 10
MOST_OF_KIND: Final[Mapping[ButtonKind, int]] = {
    ButtonKind.URL: 2,
    ButtonKind.PHONE: 1,
    ButtonKind.COPY_CODE: 1,
    ButtonKind.OTP: 1,
}
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(_[A-Z]{2,3})?")
MEDIA_TYPES: Final[Mapping[HeaderFormat, tuple[str, ...]]] = {
    HeaderFormat.IMAGE: ("image/jpeg", "image/png"),
    HeaderFormat.VIDEO: ("video/mp4", "video/3gpp"),
    HeaderFormat.DOCUMENT: ("application/pdf",),
}
LONGEST_EXPIRY_MINUTES: Final = 90

_NAME: Final = re.compile(r"[a-z0-9_]+")
_VARIABLE_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_URL: Final = re.compile(r"https?://[^\s/?#]+\S*")
_PHONE: Final = re.compile(r"\+?[1-9]\d{4,14}")
_NEIGHBOURS: Final = re.compile(rf"{PLACEHOLDER.pattern}\s*{PLACEHOLDER.pattern}")
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f]")
_MARKUP: Final = re.compile(r"[*_~`]")
_BLANK_LINES: Final = re.compile(r"\n\s*\n\s*\n")


def validate(template: Template) -> list[Fault]:
    """All that WhatsApp would refuse about a template, in the order of its parts; none if it can be submitted."""
    authentication = template.category is Category.AUTHENTICATION
    return [
        *_name_faults(template),
        *_header_faults(template.header, authentication=authentication),
        *(_authentication_faults(template) if authentication else _body_faults(template.body)),
        *([] if authentication else _footer_faults(template.footer)),
        *_buttons_faults(template.buttons, authentication=authentication),
        *_variables_faults(template),
    ]


def _name_faults(template: Template) -> Iterator[Fault]:
    if not _NAME.fullmatch(template.name):
        yield Fault("/name", "Use small letters a to z, digits and underscores only.")
    if len(template.name) > NAME_MAX_CHARS:
        yield Fault("/name", _too_long("The name", template.name, NAME_MAX_CHARS))
    if not LANGUAGE.fullmatch(template.language):
        yield Fault("/language", "Give a language code such as en or en_US.")


def _header_faults(header: TemplateHeader | None, *, authentication: bool) -> Iterator[Fault]:
    if header is None:
        return
    if authentication:
        yield Fault("/header", "A template for verification codes has no header.")
        return
    if header.format is HeaderFormat.TEXT:
        yield from _header_text_faults(header.text)
        return
    if header.text:
        yield Fault("/header/text", "A header with a file or a place has no text.")
    if header.format is HeaderFormat.LOCATION:
        if header.location is None:
            yield Fault("/header/location", "Say which place the header shows.")
        return
    types = MEDIA_TYPES[header.format]
    if not header.media_id:
        yield Fault("/header/media_id", "Upload the file that the header shows.")
    elif header.mime_type not in types:
        yield Fault("/header/mime_type", f"This header takes {' or '.join(types)}, not {header.mime_type or 'that'}.")


def _header_text_faults(text: str) -> Iterator[Fault]:
    where = "/header/text"
    if not text.strip():
        yield Fault(where, "The header is empty; write something or leave the header out.")
    if len(text) > HEADER_MAX_CHARS:
        yield Fault(where, _too_long("The header", text, HEADER_MAX_CHARS))
    if "\n" in text:
        yield Fault(where, "The header is one line; take the line breaks out.")
    plain = PLACEHOLDER.sub("", text)
    if _EMOJI.search(plain) or _MARKUP.search(plain):
        yield Fault(where, "The header takes no emoji and no formatting marks (* _ ~ `).")
    if len(PLACEHOLDER.findall(text)) > 1:
        yield Fault(where, "The header takes one variable at most.")
    yield from _brace_faults(text, where)


def _body_faults(body: str) -> Iterator[Fault]:
    where = "/body"
    plain = body.strip()
    if not plain:
        yield Fault(where, "The body is empty; write something.")
        return
    if len(body) > BODY_MAX_CHARS:
        yield Fault(where, _too_long("The body", body, BODY_MAX_CHARS))
    if _BLANK_LINES.search(body):
        yield Fault(where, "The body takes no more than one empty line in a row.")
    yield from _brace_faults(body, where)
    found = list(PLACEHOLDER.finditer(plain))
    if not found:
        return
    if found[0].start() == 0 or not re.search(r"\w", plain[found[-1].end() :]):
        yield Fault(where, "The body may neither begin nor end with a variable; write a word before and after.")
    if _NEIGHBOURS.search(body):
        yield Fault(where, "Two variables stand next to each other; write a word between them.")
    words, most = _words(body), len(found)
    # 2x + 1: what several partners of Meta found, which publishes no number (Syniverse, Maqsam; read 2026-11).
    if words < 2 * most + 1:
        yield Fault(
            where, f"There are too many variables for {words} other words; {most} need at least {2 * most + 1}."
        )


def _footer_faults(footer: str) -> Iterator[Fault]:
    if len(footer) > FOOTER_MAX_CHARS:
        yield Fault("/footer", _too_long("The footer", footer, FOOTER_MAX_CHARS))
    if "{{" in footer or "}}" in footer:
        yield Fault("/footer", "The footer takes no variables.")
    if "\n" in footer:
        yield Fault("/footer", "The footer is one line; take the line breaks out.")


def _authentication_faults(template: Template) -> Iterator[Fault]:
    """WhatsApp writes body and footer itself; only the advice and the minutes are ours to choose."""
    if template.body not in (AUTHENTICATION_BODY, AUTHENTICATION_BODY + AUTHENTICATION_ADVICE):
        yield Fault(
            "/body",
            f"WhatsApp writes this text itself and translates it: give '{AUTHENTICATION_BODY}', and if you wish "
            f"'{AUTHENTICATION_ADVICE.strip()}' after it.",
        )
    minutes = EXPIRY_FOOTER.fullmatch(template.footer)
    if template.footer and not (minutes and int(minutes[1]) <= LONGEST_EXPIRY_MINUTES):
        yield Fault(
            "/footer",
            "WhatsApp writes this line itself: leave it out, or give 'This code expires in 10 minutes.' with 1 to "
            f"{LONGEST_EXPIRY_MINUTES} minutes.",
        )


def _buttons_faults(buttons: Sequence[TemplateButton], *, authentication: bool) -> Iterator[Fault]:
    if authentication and [button.kind for button in buttons] != [ButtonKind.OTP]:
        yield Fault("/buttons", "A template for verification codes has one button, which copies the code (otp).")
    if len(buttons) > MOST_BUTTONS:
        yield Fault("/buttons", f"There are {len(buttons)} buttons; WhatsApp takes at most {MOST_BUTTONS}.")
    kinds = [button.kind for button in buttons]
    for kind, most in MOST_OF_KIND.items():
        if kinds.count(kind) > most:
            yield Fault("/buttons", f"There are {kinds.count(kind)} buttons of kind {kind}; WhatsApp takes {most}.")
    # A B A makes three groups, whichever of the two is apart.
    if len(list(groupby(kind is ButtonKind.QUICK_REPLY for kind in kinds))) > 2:
        yield Fault("/buttons", "Quick replies must stand together, before or after all other buttons.")
    for place, button in enumerate(buttons):
        if button.kind is ButtonKind.OTP and not authentication:
            yield Fault(f"/buttons/{place}/kind", "Only a template for verification codes has this button.")
        yield from _button_faults(button, f"/buttons/{place}")
    titles = [button.text for button in buttons if button.text]
    for title in {title for title in titles if titles.count(title) > 1}:
        yield Fault("/buttons", f"Two buttons are called {title}; call them differently.")


def _button_faults(button: TemplateButton, where: str) -> Iterator[Fault]:
    yield from _label_faults(button, f"{where}/text")
    match button.kind:
        case ButtonKind.URL:
            yield from _url_faults(button.url, f"{where}/url")
        case ButtonKind.PHONE:
            if not _PHONE.fullmatch(button.phone) or len(button.phone) > PHONE_MAX_CHARS:
                yield Fault(f"{where}/phone", "Give a phone number with its country code, digits only.")
        case ButtonKind.COPY_CODE:
            yield from _code_faults(button.code, f"{where}/code")
        case ButtonKind.OTP:
            if names_in(button.code) != ("1",) or PLACEHOLDER.sub("", button.code):
                yield Fault(f"{where}/code", "The button copies the code of the text: give {{1}}.")
        case ButtonKind.QUICK_REPLY:
            if len(button.payload) > PAYLOAD_MAX_CHARS or names_in(button.payload):
                yield Fault(f"{where}/payload", f"Give at most {PAYLOAD_MAX_CHARS} characters and no variables.")


def _label_faults(button: TemplateButton, where: str) -> Iterator[Fault]:
    # WhatsApp labels these two itself where nothing is given.
    if not button.text.strip() and button.kind not in (ButtonKind.COPY_CODE, ButtonKind.OTP):
        yield Fault(where, "The button needs a label.")
    if len(button.text) > LABEL_MAX_CHARS:
        yield Fault(where, _too_long("The label", button.text, LABEL_MAX_CHARS))
    if "{{" in button.text or "}}" in button.text or "\n" in button.text or _EMOJI.search(button.text):
        yield Fault(where, "A label takes no variables, emoji or line breaks.")


def _url_faults(url: str, where: str) -> Iterator[Fault]:
    if len(url) > URL_MAX_CHARS:
        yield Fault(where, _too_long("The address", url, URL_MAX_CHARS))
    found = list(PLACEHOLDER.finditer(url))
    fixed = url[: found[0].start()] if found else url
    if not _URL.fullmatch(fixed):
        yield Fault(where, "Give an address that begins with https:// and names a site.")
    if len(found) > 1 or (found and found[0].end() != len(url)):
        yield Fault(where, "An address takes one variable, at its end.")
    yield from _brace_faults(url, where)


def _code_faults(code: str, where: str) -> Iterator[Fault]:
    names = names_in(code)
    if not code:
        yield Fault(where, "Give the code to copy.")
    elif names and (len(names) > 1 or PLACEHOLDER.sub("", code)):
        yield Fault(where, "The code is a text, or one variable alone.")
    elif not names and len(code) > CODE_MAX_CHARS:
        yield Fault(where, _too_long("The code", code, CODE_MAX_CHARS))


def _variables_faults(template: Template) -> Iterator[Fault]:
    used = variables_of(template)
    numbers = [name for name in used if name.isdecimal()]
    if numbers and len(numbers) < len(used):
        yield Fault("/variables", "Variables are either all named or all numbered; use one way.")
    elif numbers and sorted(map(int, numbers)) != list(range(1, len(numbers) + 1)):
        yield Fault("/variables", "Numbered variables count from {{1}} without a gap.")
    for name in used:
        if not is_positional([name]) and not _VARIABLE_NAME.fullmatch(name):
            yield Fault(
                "/variables", f"{name}: a name has small letters, digits and underscores, and begins with a letter."
            )
        if not template.variables.get(name, "").strip():
            yield Fault(f"/variables/{name}", f"Give an example for {name}.")
    for name in template.variables:
        if name not in used:
            yield Fault(f"/variables/{_escaped(name)}", f"{name} stands nowhere in the template; take it out.")


def _brace_faults(text: str, where: str) -> Iterator[Fault]:
    rest = PLACEHOLDER.sub("", text)
    if "{{" in rest or "}}" in rest:
        yield Fault(where, "A variable is written {{first_name}} or {{1}}: letters, digits and underscores only.")


def _words(text: str) -> int:
    """How many words stand beside the variables; a script without spaces counts a word for every two letters."""
    rest = PLACEHOLDER.sub(" ", text)
    spaceless = len(re.findall("[\u0e00-\u0eff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]", rest))
    return sum(bool(re.search(r"\w", word)) for word in rest.split()) + spaceless // 2


def _too_long(what: str, text: str, most: int) -> str:
    return f"{what} has {len(text)} characters; WhatsApp takes at most {most}. Shorten it."


def _escaped(name: str) -> str:
    """A name as a JSON pointer's part (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")
