/** The page of one contact: who they are, where they are reached, what they wish and what is known of them. */

import { Anchor, Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconArrowMerge, IconMessage, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate, useParams } from "react-router";

import { ApiError } from "@/api/problem";
import { dayOf } from "@/components/format";
import { Page } from "@/components/Page";
import { ProviderIcon } from "@/components/ProviderIcon";
import { Fact, Section } from "@/components/Section";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useChannels } from "@/features/campaigns/queries";
import { MemoryPanel } from "@/features/inbox/components/memory/MemoryPanel";
import { useMay } from "@/session/tenant";
import { common, contacts, memory } from "@/words";

import { Consent } from "./components/profile/Consent";
import { EditModal } from "./components/profile/EditModal";
import { MergeModal } from "./components/profile/MergeModal";
import { Merges } from "./components/profile/Merges";
import { SuggestionRow } from "./components/SuggestionRow";
import { type ContactDetail, draftOf, listed, shown, type Value } from "./profile";
import { useAttributes, useProfile } from "./profileQueries";
import { useSuggestions } from "./suggestionQueries";

const words = contacts.profile;

export function Component() {
  const { contactId = "" } = useParams();
  const { data, error, refetch } = useProfile(contactId);
  if (data) return <Profile contact={data} />;
  return (
    <Page title={contacts.title}>
      <Back />
      {error instanceof ApiError && error.status === 404 ? (
        <EmptyState title={words.goneTitle}>{words.gone}</EmptyState>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function Back() {
  return (
    <Anchor component={Link} to="/contacts" size="sm" mb="md" style={{ display: "inline-flex", alignItems: "center", gap: 4 }}>
      <IconArrowLeft size={16} aria-hidden />
      {words.all}
    </Anchor>
  );
}

function Profile({ contact }: { contact: ContactDetail }) {
  const mayChange = useMay("agent");
  const navigate = useNavigate();
  const [isEditing, setEditing] = useState(false);
  const [isMerging, setMerging] = useState(false);
  const toThread = `/inbox/${contact.id}`;
  const actions = (
    <Group gap="xs">
      <Button component={Link} to={toThread} variant="default" leftSection={<IconMessage size={18} aria-hidden />}>
        {words.open}
      </Button>
      {mayChange && (
        <>
          <Button variant="default" leftSection={<IconArrowMerge size={18} aria-hidden />} onClick={() => setMerging(true)}>
            {contacts.merge.open}
          </Button>
          <Button leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        </>
      )}
    </Group>
  );
  return (
    <Page title={[contact.name, contact.username].find(Boolean) ?? contacts.unnamed} actions={actions}>
      <Back />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack gap="md">
          <Suggestions id={contact.id} mayChange={mayChange} />
          <About contact={contact} />
          <Addresses contact={contact} />
          <Consent contact={contact} mayChange={mayChange} />
          <Merges id={contact.id} mayChange={mayChange} />
        </Stack>
        <Paper withBorder component="section" aria-label={memory.title}>
          <Title order={2} size="h4" p="md" pb={0}>
            {memory.title}
          </Title>
          <MemoryPanel contactId={contact.id} onShowMessage={() => void navigate(toThread)} />
        </Paper>
      </SimpleGrid>
      {isEditing && <EditModal contact={contact} onClose={() => setEditing(false)} />}
      {isMerging && (
        <MergeModal contact={contact} onClose={() => setMerging(false)} onMerged={(id) => void navigate(`/contacts/${id}`)} />
      )}
    </Page>
  );
}

function Suggestions({ id, mayChange }: { id: string; mayChange: boolean }) {
  const navigate = useNavigate();
  const { data = [] } = useSuggestions(id);
  if (data.length === 0) return null;
  return (
    <Section title={contacts.suggestions.title}>
      {data.map((suggestion) => (
        <SuggestionRow
          key={suggestion.other.id}
          suggestion={suggestion}
          namesBoth={false}
          mayChange={mayChange}
          onMerged={(to) => void navigate(`/contacts/${to}`)}
        />
      ))}
    </Section>
  );
}

function About({ contact }: { contact: ContactDetail }) {
  const { data } = useAttributes();
  const { tags, username, language, time_zone: zone, created_at: since } = contact;
  const { attributes } = draftOf(contact);
  const values = listed(attributes, data?.definitions ?? []).filter(({ name }) => (attributes[name] ?? "") !== "");
  return (
    <Section title={words.about}>
      <div>
        <Text size="sm" c="dimmed">
          {words.tags}
        </Text>
        <Group gap={4}>
          {tags.length === 0 && words.noTags}
          {tags.map((tag) => (
            <Badge key={tag} variant="default" tt="none" maw="100%">
              {tag}
            </Badge>
          ))}
        </Group>
      </div>
      {username && <Fact label={words.username}>@{username}</Fact>}
      {language && <Fact label={words.language}>{language}</Fact>}
      {zone && <Fact label={words.timeZone}>{zone}</Fact>}
      {since && <Fact label={words.since}>{dayOf(since)}</Fact>}
      {values.map(({ name, type }) => (
        <Fact key={name} label={name}>
          {type === "date" ? day(attributes[name] ?? null) : shown(attributes[name])}
        </Fact>
      ))}
    </Section>
  );
}

/** A date that was kept before the attribute had its type may be anything. */
function day(value: Value): string {
  return typeof value === "string" && !Number.isNaN(Date.parse(value)) ? dayOf(value) : shown(value);
}

function Addresses({ contact: { identities } }: { contact: ContactDetail }) {
  const { data: channels = [] } = useChannels();
  return (
    <Section title={words.addresses}>
      {identities.length === 0 && <Text size="sm">{words.noAddress}</Text>}
      {identities.map(({ id, provider, address, scope }) => (
        <Group key={id} gap="sm" wrap="nowrap">
          <ProviderIcon provider={provider} size={20} />
          <div style={{ minWidth: 0 }}>
            <Text style={{ overflowWrap: "anywhere" }}>{provider === "whatsapp" && !scope ? `+${address}` : address}</Text>
            <Text size="sm" c="dimmed">
              {scope ? (channels.find((one) => one.id === scope)?.name ?? common.providers[provider]) : common.providers[provider]}
            </Text>
          </div>
        </Group>
      ))}
    </Section>
  );
}
