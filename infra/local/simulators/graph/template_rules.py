"""What Meta takes of a submitted template, and what it makes of one for verification codes.

Source: Meta, message templates overview, components, authentication templates and creation errors, read 2026-05.
"""

import re
from itertools import groupby

from infra.local.simulators.contracts import Json
from infra.local.simulators.graph.errors import GraphError

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
TEXT_LIMITS = {"HEADER": 60, "BODY": 1024, "FOOTER": 60}
FORMATS = {"TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION"}
MOST_OF_TYPE = {"URL": 2, "PHONE_NUMBER": 1, "COPY_CODE": 1}
CODE_BODY = "*{{1}}* is your verification code."
CODE_ADVICE = " For your security, do not share this code."
CODE_URL = "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp{{1}}"

TOO_LONG, EXAMPLES, HEADER, BODY, FOOTER = 2388040, 2388043, 2388047, 2388072, 2388073
RATIO, EDGES = 2388293, 2388299


def check_components(components: list[Json], parameter_format: str, category: str) -> None:
    """Checks lengths, the body, variables and their examples, and the buttons.

    Raises:
        GraphError: Meta would not take it.
    """
    types = [str(c.get("type", "")).upper() for c in components]
    if types.count("BODY") != 1 or len(set(types)) != len(types):
        raise GraphError(100, "A template needs exactly one BODY component", subcode=BODY)
    if category == "AUTHENTICATION":
        _check_authentication(components)
        return
    for component, type_ in zip(components, types, strict=True):
        if type_ == "BUTTONS":
            _check_buttons(component.get("buttons") or [])
        else:
            _check_text(component, type_, parameter_format)


def _check_text(component: Json, type_: str, parameter_format: str) -> None:
    text = str(component.get("text", ""))
    limit = TEXT_LIMITS.get(type_)
    if limit is None:
        raise GraphError(100, f"{type_} is not a component of a template")
    if len(text) > limit:
        raise GraphError(100, f"{type_} may have at most {limit} characters", subcode=TOO_LONG)
    names = list(dict.fromkeys(VARIABLE.findall(text)))
    if type_ == "FOOTER" and names:
        raise GraphError(100, "FOOTER takes no variables", subcode=FOOTER)
    if type_ == "HEADER":
        _check_header(component, names)
    if names and _examples(component, type_.lower(), parameter_format) != len(names):
        raise GraphError(100, f"{type_} needs an example for each variable", subcode=EXAMPLES)
    if names and parameter_format == "NAMED" and any(name.isdigit() for name in names):
        raise GraphError(100, "Variables of a NAMED template must have names", subcode=BODY)
    positions = sorted(int(n) for n in names if n.isdigit())
    if parameter_format == "POSITIONAL" and positions != list(range(1, len(names) + 1)):
        raise GraphError(100, "Variables must be {{1}}, {{2}} ... without a gap", subcode=BODY)
    if type_ == "BODY":
        _check_body(text)


def _examples(component: Json, part: str, parameter_format: str) -> int:
    example = component.get("example") or {}
    if parameter_format == "NAMED":
        named = example.get(f"{part}_text_named_params", [])
        return len([e for e in named if e.get("param_name") and e.get("example")])
    given = example.get(f"{part}_text") or []
    return len(given[0]) if given and isinstance(given[0], list) else len(given)


def _check_header(component: Json, names: list[str]) -> None:
    format_ = str(component.get("format", "")).upper()
    if format_ not in FORMATS:
        raise GraphError(100, f"HEADER has no format {format_ or 'at all'}", subcode=HEADER)
    if len(names) > 1:
        raise GraphError(100, "HEADER takes one variable", subcode=HEADER)
    if format_ in {"IMAGE", "VIDEO", "DOCUMENT"} and not (component.get("example") or {}).get("header_handle"):
        raise GraphError(100, f"HEADER of format {format_} needs an example", subcode=EXAMPLES)


def _check_body(text: str) -> None:
    plain = text.strip()
    found = list(VARIABLE.finditer(plain))
    if not plain:
        raise GraphError(100, "BODY is empty", subcode=BODY)
    if found and (found[0].start() == 0 or not re.search(r"\w", plain[found[-1].end() :])):
        raise GraphError(100, "Variables can't be at the start or end of the template", subcode=EDGES)
    words = [word for word in VARIABLE.sub(" ", plain).split() if re.search(r"\w", word)]
    if found and len(words) < 2 * len(found) + 1:
        details = "This template contains too many variable parameters relative to the message length"
        raise GraphError(100, details, subcode=RATIO)


def _check_buttons(buttons: list[Json]) -> None:
    types = [str(b.get("type", "")).upper() for b in buttons]
    if len(buttons) > 10:
        raise GraphError(100, "BUTTONS: a template may have at most 10 buttons", subcode=TOO_LONG)
    for type_, most in MOST_OF_TYPE.items():
        if types.count(type_) > most:
            raise GraphError(100, f"BUTTONS: a template may have at most {most} buttons of type {type_}")
    if len(list(groupby(type_ == "QUICK_REPLY" for type_ in types))) > 2:
        raise GraphError(100, "BUTTONS: quick replies must stand together")
    for button, type_ in zip(buttons, types, strict=True):
        if len(str(button.get("text", ""))) > 25:
            raise GraphError(100, "BUTTONS: a label may have at most 25 characters", subcode=TOO_LONG)
        url = str(button.get("url", ""))
        if VARIABLE.search(url) and (VARIABLE.findall(url) != ["1"] or not url.endswith("}}")):
            raise GraphError(100, "BUTTONS: an address takes one variable {{1}} at its end")
        if (VARIABLE.search(url) or type_ == "COPY_CODE") and not button.get("example"):
            raise GraphError(100, "BUTTONS: the button needs an example", subcode=EXAMPLES)


def _check_authentication(components: list[Json]) -> None:
    parts = {str(c.get("type", "")).upper(): c for c in components}
    buttons = parts.get("BUTTONS", {}).get("buttons") or []
    if [str(b.get("type", "")).upper() for b in buttons] != ["OTP"] or "HEADER" in parts:
        raise GraphError(100, "An authentication template has a body, a footer and one OTP button")
    if parts["BODY"].get("text"):
        raise GraphError(100, "The text of authentication templates is preset", subcode=BODY)
    minutes = parts.get("FOOTER", {}).get("code_expiration_minutes", 1)
    if not isinstance(minutes, int) or not 1 <= minutes <= 90:
        raise GraphError(100, "code_expiration_minutes must be from 1 to 90", subcode=FOOTER)


def kept_components(components: list[Json], category: str) -> list[Json]:
    """The components as Meta lists them: those for verification codes with the preset texts, OTP as a URL button."""
    if category != "AUTHENTICATION":
        return components
    parts = {str(c.get("type", "")).upper(): c for c in components}
    advised = bool(parts["BODY"].get("add_security_recommendation"))
    text = CODE_BODY + (CODE_ADVICE if advised else "")
    body: Json = {"type": "BODY", "text": text, "add_security_recommendation": advised}
    kept: list[Json] = [body | {"example": {"body_text": [["123456"]]}}]
    if minutes := parts.get("FOOTER", {}).get("code_expiration_minutes"):
        text = f"This code expires in {minutes} minutes."
        kept.append({"type": "FOOTER", "text": text, "code_expiration_minutes": minutes})
    label = parts["BUTTONS"]["buttons"][0].get("text") or "Copy code"
    button = {"type": "URL", "text": label, "url": CODE_URL, "example": [CODE_URL.replace("{{1}}", "123456")]}
    return [*kept, {"type": "BUTTONS", "buttons": [button]}]
