/** Each thing that costs: how much of it, at which price of which day, and what that comes to. */

import { Anchor, Table, Text } from "@mantine/core";

import { count, dayOf, money, price } from "@/components/format";
import { usage } from "@/words";

import { type Line, sourceOf } from "../spending";

const words = usage.costs;

export function CostLines({ lines, total }: { lines: readonly Line[]; total: number }) {
  return (
      <Table aria-label={words.lines} verticalSpacing="xs" tabularNums>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.item}</Table.Th>
            <Table.Th scope="col" ta="right" visibleFrom="sm">
              {words.quantity}
            </Table.Th>
            <Table.Th scope="col" ta="right" visibleFrom="sm">
              {words.price}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {words.amount}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={`${line.service} ${line.item}`}>
              <Table.Th scope="row" fw={400}>
                <Text size="sm" fw={500}>
                  {words.items[line.item] ?? line.item}
                </Text>
                <Text size="xs" c="dimmed">
                  {words.services[line.service] ?? line.service}
                </Text>
                <Text size="xs" c="dimmed" hiddenFrom="sm">
                  {words.times(count(line.quantity), priceOf(line))}
                </Text>
                <Source line={line} hiddenFrom="sm" />
              </Table.Th>
              <Table.Td ta="right" visibleFrom="sm">
                {count(line.quantity)}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="sm">
                <Text size="sm">{priceOf(line)}</Text>
                <Source line={line} />
              </Table.Td>
              <Table.Td ta="right">{money(line.amount_micro_usd)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr>
            <Table.Th scope="row">{words.total}</Table.Th>
            <Table.Td visibleFrom="sm" colSpan={2} />
            <Table.Td ta="right" fw={650}>
              {money(total)}
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </Table>
  );
}

function priceOf({ price_micro_usd: micro, per }: Line): string {
  if (micro === null) return words.own;
  if (micro === 0) return words.free;
  return per === 1 ? words.perOne(price(micro)) : words.per(price(micro), count(per));
}

function Source({ line, hiddenFrom }: { line: Line; hiddenFrom?: string }) {
  const { url, note } = sourceOf(line.source);
  const priced = words.priced(dayOf(line.priced_on));
  return (
    <Text size="xs" c="dimmed" title={note} hiddenFrom={hiddenFrom}>
      {url ? (
        <Anchor href={url} target="_blank" rel="noopener noreferrer" size="xs">
          {priced}
        </Anchor>
      ) : (
        priced
      )}
    </Text>
  );
}
