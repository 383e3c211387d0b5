/** The numbers of a dry run. */

import { Anchor, Group, Loader, Paper, Progress, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { count, dateTime, percent } from "@/components/format";
import { campaigns } from "@/words";

import { useChannels } from "../../queries";
import classes from "./wizard.module.css";

const words = campaigns.review;

export function DryRunView({ run, zone }: { run: Schemas["DryRun"]; zone: string }) {
  const { complete = false, looked_at: looked = 0, sendable = 0, skipped = {}, ends_at: ends, quota } = run;
  const left = Object.values(skipped).reduce((sum, one) => sum + one, 0);
  return (
    <Stack gap="lg">
      {!complete && (
        <Group gap="xs" role="status">
          <Loader size="xs" />
          <Text size="sm">
            {words.looked(count(looked))}. {words.incomplete}
          </Text>
        </Group>
      )}
      <SimpleGrid cols={{ base: 1, xs: 3 }}>
        <Figure label={words.sendable} value={count(sendable)} />
        <Figure label={words.skipped} value={count(left)} />
        <Figure label={words.ends} value={ends ? dateTime(ends, zone) : words.endsNow} isText />
      </SimpleGrid>
      {complete && sendable === 0 && <Text fw={600}>{words.nobody}</Text>}
      {quota && <QuotaBar quota={quota} />}
      <Reasons run={run} total={sendable + left} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <ByChannel counts={run.channels ?? {}} />
        <ByVariant counts={run.variants ?? {}} />
      </SimpleGrid>
    </Stack>
  );
}

function Figure({ label, value, isText = false }: { label: string; value: string; isText?: boolean }) {
  return (
    <Paper withBorder p="sm">
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size={isText ? "md" : "xl"} fw={700}>
        {value}
      </Text>
    </Paper>
  );
}

function QuotaBar({ quota: { limit, used, after } }: { quota: Schemas["Quota"] }) {
  const most = Math.max(limit, after, 1);
  return (
    <Stack gap={6} role="group" aria-label={words.quota}>
      <Text size="sm" fw={600}>
        {words.quota}
      </Text>
      <Progress.Root className={classes.quota}>
        <Progress.Section value={(used / most) * 100} color="gray" aria-label={words.quotaUsed} />
        <Progress.Section
          value={((after - used) / most) * 100}
          color={after >= limit ? "red" : "brand"}
          aria-label={words.quotaThis}
        />
      </Progress.Root>
      <Group justify="space-between" gap="xs">
        <Text size="sm">{words.quotaBefore(count(used), count(limit))}</Text>
        <Text size="sm" fw={600}>
          {words.quotaAfter(count(after), count(limit))}
        </Text>
      </Group>
    </Stack>
  );
}

function Reasons({ run: { skipped = {}, samples = {} }, total }: { run: Schemas["DryRun"]; total: number }) {
  const reasons = Object.entries(skipped).sort(([, a], [, b]) => b - a);
  return (
    <Stack gap={6} role="group" aria-label={words.reasons}>
      <Text size="sm" fw={600}>
        {words.reasons}
      </Text>
      {reasons.length === 0 && <Text size="sm">{words.noneSkipped}</Text>}
      {reasons.map(([reason, number]) => (
        <details key={reason}>
          <Text component="summary" size="sm" style={{ cursor: "pointer" }}>
            {campaigns.skipped[reason] ?? reason}: <strong>{count(number)}</strong> ({percent(number, total)})
          </Text>
          <Stack gap={2} pl="md" py={4}>
            {(samples[reason] ?? []).map(({ contact_id: id, name, detail }) => (
              <Text key={id} size="sm">
                <Anchor component={Link} to={`/inbox/${id}`} inherit>
                  {[name, campaigns.recipients.unnamed].find(Boolean)}
                </Anchor>
                {detail && ` · ${detail}`}
              </Text>
            ))}
          </Stack>
        </details>
      ))}
    </Stack>
  );
}

function ByChannel({ counts }: { counts: Record<string, number> }) {
  const { data = [] } = useChannels();
  return <Counts title={words.channels} rows={Object.entries(counts).map(([id, number]) => [data.find((one) => one.id === id)?.name ?? id, number])} />;
}

function ByVariant({ counts }: { counts: Record<string, number> }) {
  const rows = Object.entries(counts);
  if (rows.length < 2) return null;
  return <Counts title={words.variants} rows={rows.map(([id, number]) => [campaigns.message.variantOf(id), number])} />;
}

function Counts({ title, rows }: { title: string; rows: [string, number][] }) {
  if (rows.length === 0) return null;
  return (
    <Table aria-label={title} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{title}</Table.Th>
          <Table.Th ta="right">{words.count}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(([name, number]) => (
          <Table.Tr key={name}>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{name}</Table.Td>
            <Table.Td ta="right">{count(number)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
