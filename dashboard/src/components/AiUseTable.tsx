/** What an answer of a language model took: model, tokens, price and time. */

import { Table } from "@mantine/core";

import { agents } from "@/words";

import { count, percent } from "./format";
import { duration, price } from "./spending";

const words = agents.usage;

interface AiUse {
  model: string;
  input_tokens: number;
  output_tokens: number;
  price_micro_usd: number | null;
  latency_ms: number;
  confidence?: number;
}

export function AiUseTable({ use }: { use: AiUse }) {
  const rows = [
    [words.model, use.model],
    [words.tokens, words.tokensOf(count(use.input_tokens), count(use.output_tokens))],
    [words.price, use.price_micro_usd === null ? words.unknownPrice : price(use.price_micro_usd)],
    [words.latency, duration(use.latency_ms)],
    ...(use.confidence === undefined ? [] : [[words.confidence, percent(use.confidence, 1)]]),
  ];
  return (
    <Table horizontalSpacing="xs" verticalSpacing={2} fz="xs" withRowBorders={false}>
      <Table.Tbody>
        {rows.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td style={{ overflowWrap: "anywhere" }}>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
