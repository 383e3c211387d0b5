/** What is known of the contact, beside the thread: seen, searched, corrected and forgotten. */

import { Button, CloseButton, Group, Stack, Switch, Text, TextInput, Title } from "@mantine/core";
import { useDebouncedValue, useDisclosure } from "@mantine/hooks";
import { IconBrain, IconPlus, IconSearch, IconTrash, IconUserX } from "@tabler/icons-react";
import { type SubmitEvent, useState } from "react";

import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { common, memory as words } from "@/words";

import { useContact, useFacts, useLiveFacts, useMemory, useRankedFacts } from "../../memory";
import { ConfirmModal } from "./ConfirmModal";
import { FactRow } from "./FactRow";

const TYPING_MS = 400;
const LONGEST = 500;

interface MemoryPanelProps {
  contactId: string;
  onShowMessage: (id: string) => void;
  /** Left out where the frame around it has a button of its own. */
  onClose?: () => void;
}

export function MemoryPanel({ contactId, onShowMessage, onClose }: MemoryPanelProps) {
  const mayChange = useMay("agent");
  const mayErase = useMay("admin");
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [showsHistory, setShowsHistory] = useState(false);
  const [isForgetting, { open, close }] = useDisclosure();
  const [isErasing, { open: askToErase, close: closeErasing }] = useDisclosure();
  const { data: contact } = useContact(contactId);
  const { learn, forgetAll, erase } = useMemory(contactId);
  useLiveFacts(contactId);
  return (
    <Stack gap="sm" p="md">
      {onClose && (
        <Group justify="space-between" wrap="nowrap">
          <Title order={3} size="h5">
            {words.title}
          </Title>
          <CloseButton aria-label={words.hide} onClick={onClose} />
        </Group>
      )}
      <Text size="sm" c="dimmed">
        {words.lead}
      </Text>
      <TextInput
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      {q ? (
        <Ranked contactId={contactId} q={q} mayChange={mayChange} onShowMessage={onShowMessage} />
      ) : (
        <Listed contactId={contactId} showsHistory={showsHistory} mayChange={mayChange} onShowMessage={onShowMessage} />
      )}
      {mayChange && <AddFact contactId={contactId} />}
      <Switch
        size="sm"
        label={words.history}
        checked={showsHistory}
        onChange={(event) => setShowsHistory(event.currentTarget.checked)}
      />
      {mayChange && (
        <>
          <Switch
            size="sm"
            label={words.learning}
            checked={learn.isPending ? learn.variables : (contact?.learning ?? true)}
            disabled={!contact || learn.isPending}
            onChange={(event) => learn.mutate(event.currentTarget.checked)}
          />
          <Button
            variant="default"
            size="xs"
            c="var(--mantine-color-error)"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={open}
          >
            {words.forgetAll}
          </Button>
        </>
      )}
      {mayErase && (
        <Button color="red" size="xs" variant="light" leftSection={<IconUserX size={16} aria-hidden />} onClick={askToErase}>
          {words.erase}
        </Button>
      )}
      <ConfirmModal
        opened={isErasing}
        title={words.eraseTitle}
        text={words.eraseText}
        action={words.erase}
        insists={words.eraseSure}
        isPending={erase.isPending}
        onClose={closeErasing}
        onConfirm={() => erase.mutate(undefined, { onSuccess: closeErasing })}
      />
      <ConfirmModal
        opened={isForgetting}
        title={words.forgetAllTitle}
        text={words.forgetAllText}
        action={words.forgetAll}
        isPending={forgetAll.isPending}
        onClose={close}
        onConfirm={() => forgetAll.mutate(undefined, { onSuccess: close })}
      />
    </Stack>
  );
}

interface ListProps {
  contactId: string;
  mayChange: boolean;
  onShowMessage: (id: string) => void;
}

function Listed({ showsHistory, ...row }: ListProps & { showsHistory: boolean }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useFacts(row.contactId, showsHistory);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />;
  const facts = data.pages.flatMap((page) => page.items);
  if (facts.length === 0) {
    return (
      <EmptyState icon={IconBrain} title={words.emptyTitle}>
        {words.empty}
      </EmptyState>
    );
  }
  return (
    <Stack gap="xs" component="section" aria-label={words.title}>
      {facts.map((fact) => (
        <FactRow key={fact.id} fact={fact} {...row} />
      ))}
      {hasNextPage && (
        <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

function Ranked({ q, ...row }: ListProps & { q: string }) {
  const { data, error, refetch } = useRankedFacts(row.contactId, q);
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />;
  return (
    <Stack gap="xs" component="section" aria-label={words.title}>
      <Text size="xs" c="dimmed" role="status">
        {data.items.length === 0 ? words.found : data.hybrid ? words.byMeaning : words.byWords}
      </Text>
      {data.items.map((fact) => (
        <FactRow key={fact.id} fact={fact} {...row} />
      ))}
    </Stack>
  );
}

function AddFact({ contactId }: { contactId: string }) {
  const { add } = useMemory(contactId);
  const [value, setValue] = useState("");
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (value.trim()) add.mutate(value.trim(), { onSuccess: () => setValue("") });
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" wrap="nowrap" align="flex-end">
        <TextInput
          flex={1}
          label={words.add}
          placeholder={words.addHint}
          maxLength={LONGEST}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" px="xs" variant="default" loading={add.isPending} aria-label={words.add} disabled={!value.trim()}>
          <IconPlus size={18} aria-hidden />
        </Button>
      </Group>
    </form>
  );
}
