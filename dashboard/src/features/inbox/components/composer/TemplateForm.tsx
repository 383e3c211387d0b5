/** A template to send where free text is no longer possible: one that WhatsApp has approved, with the contact's values. */

import { Anchor, Button, Group, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSend2 } from "@tabler/icons-react";
import { type SyntheticEvent, useState } from "react";
import { Link } from "react-router";

import { newKey } from "@/api/client";
import { MarkupText } from "@/components/phone/MarkupText";
import { ErrorState } from "@/components/states";
import { inbox, templates } from "@/words";

import { firstText } from "../../format";
import type { Outbox } from "../../outbox/outbox";
import type { Route } from "../../queries";
import { type Template, useFilledIn, useSendable } from "../../templates";
import classes from "./composer.module.css";

const words = inbox.template;
const TYPING_MS = 300;

interface TemplateFormProps {
  conversationId: string;
  route: Route;
  /** The channel that the person insists on, if any. */
  chosen: string | null;
  outbox: Outbox;
}

export function TemplateForm({ conversationId, route, chosen, outbox }: TemplateFormProps) {
  const [picked, setPicked] = useState<{ template: Template; isOlder: boolean } | null>(null);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [isTried, setTried] = useState(false);
  const [key, setKey] = useState(newKey);
  const [settled] = useDebouncedValue(typed, TYPING_MS);
  const { data: preview } = useFilledIn(picked?.template.id, conversationId, settled);
  const names = Object.keys(picked?.template.variables ?? {});
  const values = Object.fromEntries(names.map((name) => [name, typed[name] ?? preview?.values[name] ?? ""]));
  const start = (next: typeof picked) => {
    setPicked(next);
    setTyped({});
    setTried(false);
    setKey(newKey());
  };
  const send = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (!picked || !preview || names.some((name) => !values[name]?.trim())) return;
    const { name, language } = picked.template;
    outbox.add(
      conversationId,
      { key, file: null },
      {
        template: { name, language, variables: values, text: preview.plain_text },
        route_version: route.version,
        ...(chosen && { channel_id: chosen }),
      },
    );
    start(null);
  };
  return (
    <form onSubmit={send} aria-label={words.title}>
      <Stack gap="xs">
        <Text size="sm">{words.why}</Text>
        <TemplateSelect route={route} picked={picked?.template ?? null} needsOne={isTried && !picked} onPick={start} />
        {names.length > 0 && (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
            {names.map((name) => (
              <TextInput
                key={name}
                label={firstText(templates.editor.known[name], words.variable(name))}
                placeholder={words.example(picked?.template.variables[name] ?? "")}
                maxLength={1024}
                value={values[name] ?? ""}
                error={isTried && preview && !values[name]?.trim() ? words.needValue : undefined}
                onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
              />
            ))}
          </SimpleGrid>
        )}
        {picked && preview && (
          <div role="group" aria-label={words.preview} className={classes.preview}>
            <MarkupText text={preview.plain_text} />
          </div>
        )}
        {picked?.isOlder && (
          <Text size="sm" c="dimmed">
            {words.older}
          </Text>
        )}
        <Group justify="flex-end">
          <Button type="submit" leftSection={<IconSend2 size={16} aria-hidden />}>
            {words.send}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface TemplateSelectProps {
  route: Route;
  picked: Template | null;
  needsOne: boolean;
  onPick: (picked: { template: Template; isOlder: boolean }) => void;
}

function TemplateSelect({ route, picked, needsOne, onPick }: TemplateSelectProps) {
  const [typed, setTyped] = useState("");
  // What is in the field while a template is picked is its own label, and no search.
  const [q] = useDebouncedValue(picked && typed === labelOf(picked) ? "" : typed.trim().slice(0, 64), TYPING_MS);
  const { data, error, refetch } = useSendable(route, q);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data?.length === 0 && q === "") {
    return (
      <Text size="sm">
        {words.none}{" "}
        <Anchor component={Link} to="/templates" inherit>
          {words.toTemplates}
        </Anchor>
      </Text>
    );
  }
  const found = data ?? [];
  const all = picked && !found.some(({ template }) => template.id === picked.id) ? [picked, ...found.map(one)] : found.map(one);
  return (
    <Select
      label={words.name}
      placeholder={words.choose}
      searchable
      allowDeselect={false}
      nothingFoundMessage={data ? words.noneFound : words.loading}
      data={all.map((template) => ({ value: template.id, label: labelOf(template) }))}
      // The API searches names and texts; what it found is shown.
      filter={({ options }) => options}
      searchValue={typed}
      onSearchChange={setTyped}
      value={picked?.id ?? null}
      error={needsOne ? words.needTemplate : undefined}
      onChange={(id) => {
        const next = found.find(({ template }) => template.id === id);
        if (next) onPick(next);
      }}
    />
  );
}

function one({ template }: { template: Template }): Template {
  return template;
}

function labelOf({ name, language }: Template): string {
  return `${name} (${language})`;
}
