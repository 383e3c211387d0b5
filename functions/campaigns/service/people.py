"""The people of a campaign's audience, page by page; never more than a page in memory."""

from datetime import datetime
from typing import NamedTuple

from common.errors import Fault, Invalid
from common.models.audience import Audience, AudienceFilter
from common.models.campaign import Campaign
from common.models.ids import ContactId, TenantId
from common.store.audiences import AudiencePage, Audiences, Member
from common.store.contacts import Contacts
from common.store.conversations import Conversations


class People(NamedTuple):
    """Where people are read."""

    audiences: Audiences
    contacts: Contacts
    conversations: Conversations


def page_of(t: TenantId, campaign: Campaign, *, after: str, limit: int, now: datetime, people: People) -> AudiencePage:
    """The people whom the campaign is for among the next `limit` contacts, by id; two reads each.

    Raises:
        Invalid: the campaign names nobody, or an audience that is not there any more.
    """
    choice = campaign.audience
    if choice is None:
        raise Invalid("Say whom the campaign is for.", faults=[Fault("/audience", "is missing")])
    if choice.contact_ids is not None:
        return _named(t, choice.contact_ids, after, limit, people)
    of = choice.filter if choice.filter is not None else _audience(t, choice.audience_id or "", people)
    return people.audiences.page(t, of, after=ContactId(after) if after else None, limit=limit, now=now)


def _audience(t: TenantId, id_: str, people: People) -> Audience | AudienceFilter:
    found = people.audiences.find(t, id_)
    if found is None:
        raise Invalid("The audience is not there any more.", faults=[Fault("/audience/audience_id", "is not there")])
    return found.value


def _named(t: TenantId, ids: list[ContactId], after: str, limit: int, people: People) -> AudiencePage:
    rest = [k for k in sorted(set(ids)) if k > after]
    wanted = rest[:limit]
    contacts = people.contacts.find_many(t, wanted)
    threads = people.conversations.find_many(t, [contact.id for contact in contacts])
    members = [Member(contact, thread) for contact, thread in zip(contacts, threads, strict=True)]
    return AudiencePage(members, len(wanted), wanted[-1] if len(rest) > limit else None)
