"""What a contact gives to the placeholders of a text."""

from pydantic import JsonValue

from common.models.contact import Contact


def values_of(contact: Contact) -> dict[str, str]:
    """The values by name: `name`, `first_name`, `username` and `language`, and every attribute, which come first.

    What is empty is left out, so that a fallback can stand for it.
    """
    known = {
        "name": contact.name,
        "first_name": contact.name.split()[0] if contact.name.split() else "",
        "username": contact.username,
        "language": contact.language,
    }
    known |= {name: as_text(value) for name, value in contact.attributes.items()}
    return {name: value for name, value in known.items() if value.strip()}


def as_text(value: JsonValue) -> str:
    """An attribute as it stands in a text; lists and objects, which no text can hold, are empty."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""
