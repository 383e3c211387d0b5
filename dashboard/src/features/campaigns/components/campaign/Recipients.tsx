/** Everybody of the campaign: whether they get a message, which, and what became of it. */

import { Anchor, Badge, Button, Group, Select, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { Link, useSearchParams } from "react-router";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { saveFile } from "@/components/files";
import { ProviderIcon } from "@/components/ProviderIcon";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { campaigns, common } from "@/words";

import { campaignKeys, type Channel, useChannels, useExport, useRecipients, useWhen } from "../../queries";
import { readRecipients, type RecipientFilter, REASONS, STATUSES, writeRecipients } from "../../recipients";

const words = campaigns.recipients;
const COLORS: Record<string, string> = { delivered: "teal", read: "green", played: "green", failed: "red", unknown: "orange" };

interface RecipientsProps {
  id: string;
  variants: readonly Schemas["VariantProgress"][];
  /** What became of the messages so far: once that changes, the page that is shown is read again. */
  outcome: string;
}

export function Recipients({ id, variants, outcome }: RecipientsProps) {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo(() => readRecipients(search), [search]);
  const set = (next: RecipientFilter) => setSearch(writeRecipients(search, next), { replace: true });
  const client = useQueryClient();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: campaignKeys.recipients(id) });
  }, [client, id, outcome]);
  return (
    <Section title={words.title}>
      <Group gap="xs" justify="space-between">
        <Filters filter={filter} variants={variants.map((one) => one.id)} onChange={set} />
        <ExportButton id={id} />
      </Group>
      <RecipientTable id={id} filter={filter} />
    </Section>
  );
}

interface FiltersProps {
  filter: RecipientFilter;
  variants: readonly string[];
  onChange: (filter: RecipientFilter) => void;
}

function Filters({ filter, variants, onChange }: FiltersProps) {
  const own = filter.variant ? { variant: filter.variant } : {};
  const width = { base: "calc(50% - 5px)", xs: 170 };
  return (
    <Group gap="xs" flex="1 1 17rem" role="search">
      <Select
        w={width}
        aria-label={words.state}
        allowDeselect={false}
        data={Object.entries(words.states).map(([value, label]) => ({ value, label }))}
        value={filter.state ?? "all"}
        onChange={(state) => onChange({ ...own, ...(state === "planned" || state === "skipped" ? { state } : {}) })}
      />
      <Select
        w={width}
        aria-label={words.reason}
        placeholder={words.anyReason}
        clearable
        data={REASONS.map((value) => ({ value, label: campaigns.skipped[value] ?? value }))}
        value={filter.reason ?? null}
        comboboxProps={{ width: 320, position: "bottom-start" }}
        onChange={(reason) => onChange({ ...own, ...(reason && { state: "skipped", reason }) })}
      />
      <Select
        w={width}
        aria-label={words.status}
        placeholder={words.anyStatus}
        clearable
        data={STATUSES.map((value) => ({ value, label: campaigns.messageStatus[value] ?? value }))}
        value={filter.status ?? null}
        onChange={(status) => onChange({ ...own, ...(status && { status }) })}
      />
      {variants.length > 1 && (
        <Select
          w={width}
          aria-label={words.variant}
          placeholder={words.anyVariant}
          clearable
          data={variants.map((value) => ({ value, label: campaigns.message.variantOf(value) }))}
          value={filter.variant ?? null}
          onChange={(variant) => {
            const { state, reason, status } = filter;
            const rest = { ...(state && { state }), ...(reason && { reason }), ...(status && { status }) };
            onChange(variant ? { ...rest, variant } : rest);
          }}
        />
      )}
    </Group>
  );
}

function ExportButton({ id }: { id: string }) {
  const take = useExport(id);
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      loading={take.isPending}
      onClick={() =>
        take.mutate(undefined, {
          onSuccess: (file) => saveFile(file, `campaign-${id}.csv`),
          onError: (error) => notifications.show({ color: "red", title: words.exportFailed, message: sentence(error) }),
        })
      }
    >
      {words.export}
    </Button>
  );
}

function RecipientTable({ id, filter }: { id: string; filter: RecipientFilter }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRecipients(id, filter);
  const { data: channels = [] } = useChannels();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const all = data.pages.flatMap((page) => page.items);
  if (all.length === 0 && !hasNextPage) {
    return <Text size="sm">{Object.keys(filter).length > 0 ? words.none : words.noneYet}</Text>;
  }
  return (
    <>
      <Table.ScrollContainer minWidth={760}>
        <Table aria-label={words.title} verticalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.name}</Table.Th>
              <Table.Th>{words.channel}</Table.Th>
              <Table.Th>{words.variant}</Table.Th>
              <Table.Th>{words.outcome}</Table.Th>
              <Table.Th>{words.time}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {all.map((one) => (
              <Row key={one.contact_id} recipient={one} channel={channels.find((channel) => channel.id === one.channel_id)} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {hasNextPage && (
        <Button variant="default" w="fit-content" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </>
  );
}

function Row({ recipient, channel }: { recipient: Schemas["RecipientView"]; channel: Channel | undefined }) {
  const { contact_id: contact, name, address, variant, message } = recipient;
  const shown = [name, address, words.unnamed].find(Boolean) ?? "";
  const when = useWhen();
  const at = message?.status_at[message.status];
  return (
    <Table.Tr>
      <Table.Td maw={220}>
        <Anchor component={Link} to={`/inbox/${contact}`} size="sm" aria-label={words.open(shown)} style={{ overflowWrap: "anywhere" }}>
          {shown}
        </Anchor>
      </Table.Td>
      <Table.Td>
        {channel && (
          <Group gap={6} wrap="nowrap">
            <ProviderIcon provider={channel.provider} />
            <Text size="sm" lineClamp={1}>
              {channel.name}
            </Text>
          </Group>
        )}
      </Table.Td>
      <Table.Td>{variant.toUpperCase()}</Table.Td>
      <Table.Td miw={220} maw={280}>
        <Outcome recipient={recipient} />
      </Table.Td>
      <Table.Td style={{ whiteSpace: "nowrap" }}>{at && when(at)}</Table.Td>
    </Table.Tr>
  );
}

function Outcome({ recipient: { state, reason, detail, message } }: { recipient: Schemas["RecipientView"] }) {
  if (state === "skipped") {
    return (
      <Text size="sm">
        {campaigns.skipped[reason ?? ""] ?? words.states.skipped}
        {detail && ` · ${detail}`}
      </Text>
    );
  }
  if (!message) return <Badge variant="default">{words.waiting}</Badge>;
  const color = COLORS[message.status];
  return (
    <>
      <Badge color={color} variant={color ? "light" : "default"}>
        {campaigns.messageStatus[message.status]}
      </Badge>
      {message.failure && <Text size="sm">{message.failure.detail}</Text>}
    </>
  );
}
