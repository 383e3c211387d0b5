/** What a contact wishes to get, every wish as it came in, and noting another. */

import { Badge, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import { sentence } from "@/api/problem";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { useChannels, useWhen } from "@/features/campaigns/queries";
import { common, contacts } from "@/words";

import { refuses } from "../../consent";
import type { ContactDetail } from "../../profile";
import { useRecordWish, useWishes } from "../../profileQueries";

const words = contacts.consent;

export function Consent({ contact, mayChange }: { contact: ContactDetail; mayChange: boolean }) {
  const [isNoting, setNoting] = useState(false);
  const refused = refuses(contact.opt_outs);
  return (
    <Section title={words.title}>
      <Group justify="space-between">
        <Badge variant="light" color={refused ? "orange" : "teal"} tt="none" size="lg">
          {refused ? contacts.refuses[refused] : words.allowed}
        </Badge>
        {mayChange && (
          <Button size="xs" variant="default" onClick={() => setNoting(true)}>
            {words.note}
          </Button>
        )}
      </Group>
      <History id={contact.id} />
      {isNoting && <NoteModal id={contact.id} onClose={() => setNoting(false)} />}
    </Section>
  );
}

function History({ id }: { id: string }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useWishes(id);
  const { data: channels = [] } = useChannels();
  const when = useWhen();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={80} />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0) return <Text size="sm">{words.none}</Text>;
  const nameOf = (channel: string) => channels.find((one) => one.id === channel)?.name ?? words.someChannel;
  return (
    <Stack gap="xs" component="ol" m={0} p={0} style={{ listStyle: "none" }} aria-label={words.history}>
      {all.map(({ id: wish, scope, opted_in: isIn, channel_id: channel, at, source }) => (
        <li key={wish}>
          <Text size="sm" fw={600}>
            {words.said(isIn, scope)}
          </Text>
          <Text size="sm" c="dimmed">
            {[when(at), words.sources[source], channel ? words.on(nameOf(channel)) : words.everywhere].join(" · ")}
          </Text>
        </li>
      ))}
      {hasNextPage && (
        <Button size="xs" variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

function NoteModal({ id, onClose }: { id: string; onClose: () => void }) {
  const { data: channels = [] } = useChannels();
  const record = useRecordWish(id);
  const [scope, setScope] = useState<"marketing" | "all">("marketing");
  const [isIn, setIn] = useState(false);
  const [channel, setChannel] = useState<string | null>(null);
  const save = () =>
    record.mutate(
      { scope, opted_in: isIn, channel_id: channel },
      {
        onSuccess: onClose,
        onError: (error) => notifications.show({ color: "red", title: contacts.failed, message: sentence(error) }),
      },
    );
  return (
    <Modal opened onClose={onClose} title={words.note} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.noteText}
        </Text>
        <Select
          label={words.wish}
          allowDeselect={false}
          data={[
            { value: "no", label: words.doNot },
            { value: "yes", label: words.doAgain },
          ]}
          value={isIn ? "yes" : "no"}
          onChange={(value) => setIn(value === "yes")}
        />
        <Select
          label={words.scope}
          allowDeselect={false}
          data={(["marketing", "all"] as const).map((value) => ({ value, label: words.scopes[value] }))}
          value={scope}
          onChange={(value) => value && setScope(value)}
        />
        <Select
          label={words.channel}
          placeholder={words.everywhere}
          clearable
          data={channels.map((one) => ({ value: one.id, label: one.name }))}
          value={channel}
          onChange={setChannel}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={record.isPending} onClick={save}>
            {common.save}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
