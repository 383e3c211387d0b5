/** What agents did, in tiles and tables. */

import { Paper, SimpleGrid, Table, Text } from "@mantine/core";

import { count, percent } from "@/components/format";
import { duration, price } from "@/components/spending";
import { agents } from "@/words";

import { shareOfHandOvers } from "../../numbers";
import type { Numbers } from "../../queries";

const words = agents.numbers;
const NONE = "–";

export function Tiles({ total }: { total: Numbers }) {
  const { answers, hand_overs: handOvers, price_micro_usd: microUsd, p50_latency_ms: half, p95_latency_ms: most } = total;
  const tiles = [
    { label: words.answers, value: count(answers), below: "" },
    { label: words.handOvers, value: count(handOvers), below: words.handOverShare(shareOfHandOvers(total)) },
    {
      label: words.tokens,
      value: count(total.input_tokens + total.output_tokens),
      below: words.tokensOf(count(total.input_tokens), count(total.output_tokens)),
    },
    { label: words.price, value: price(microUsd), below: answers > 0 ? words.pricePer(price(microUsd / answers)) : "" },
    {
      label: words.latency,
      value: half === null ? NONE : duration(half),
      below: most === null ? "" : words.latencyOf(duration(most)),
    },
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      {tiles.map(({ label, value, below }) => (
        <Paper key={label} withBorder p="md" role="group" aria-label={label}>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
          <Text fz={24} fw={650} lh={1.3}>
            {value}
          </Text>
          {below && (
            <Text size="xs" c="dimmed">
              {below}
            </Text>
          )}
        </Paper>
      ))}
    </SimpleGrid>
  );
}

export function ReasonsTable({ total }: { total: Numbers }) {
  const reasons = Object.entries(total.hand_overs_by_reason).sort(([, a], [, b]) => b - a);
  return (
    <Table aria-label={words.byReason}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.reason}</Table.Th>
          <Table.Th ta="right">{words.count}</Table.Th>
          <Table.Th ta="right">{words.share}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {reasons.map(([reason, times]) => (
          <Table.Tr key={reason}>
            <Table.Td>{agents.reasons[reason] ?? reason}</Table.Td>
            <Table.Td ta="right">{count(times)}</Table.Td>
            <Table.Td ta="right">{percent(times, total.hand_overs)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

interface SumsTableProps {
  label: string;
  head: string;
  rows: { id: string; name: string; sums: Numbers }[];
}

export function SumsTable({ label, head, rows }: SumsTableProps) {
  return (
    <Table.ScrollContainer minWidth={600} maxHeight={420} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": label } }}>
      <Table aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{head}</Table.Th>
            {[words.answers, words.handOvers, words.tokens, words.price, words.half, words.most].map((title) => (
              <Table.Th key={title} ta="right">
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ id, name, sums }) => (
            <Table.Tr key={id}>
              <Table.Th scope="row" fw={500} style={{ whiteSpace: "nowrap" }}>
                {name}
              </Table.Th>
              <Table.Td ta="right">{count(sums.answers)}</Table.Td>
              <Table.Td ta="right">{count(sums.hand_overs)}</Table.Td>
              <Table.Td ta="right">{count(sums.input_tokens + sums.output_tokens)}</Table.Td>
              <Table.Td ta="right">{price(sums.price_micro_usd)}</Table.Td>
              <Table.Td ta="right">{sums.p50_latency_ms === null ? NONE : duration(sums.p50_latency_ms)}</Table.Td>
              <Table.Td ta="right">{sums.p95_latency_ms === null ? NONE : duration(sums.p95_latency_ms)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
