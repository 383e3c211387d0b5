/** How each variant fares, in numbers. */

import { Anchor, Table } from "@mantine/core";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { count, percent } from "@/components/format";
import { campaigns } from "@/words";

import { variantOf } from "../../funnel";
import { ORIGINAL } from "../../message";

const words = campaigns.page;

export function VariantsTable({ variants, id }: { variants: readonly Schemas["VariantProgress"][]; id: string }) {
  return (
    <Table.ScrollContainer minWidth={420}>
      <Table aria-label={words.variants} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.variant}</Table.Th>
            <Table.Th ta="right">{campaigns.review.sendable}</Table.Th>
            <Table.Th ta="right">{words.funnelRows.delivered}</Table.Th>
            <Table.Th ta="right">{words.funnelRows.read}</Table.Th>
            <Table.Th ta="right">{words.funnelRows.failed}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {variants.map(variantOf).map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td>
                <Anchor component={Link} to={`/campaigns/${id}?variant=${one.id}`} size="sm" replace>
                  {one.id === ORIGINAL ? campaigns.message.original : campaigns.message.variantOf(one.id)}
                </Anchor>
              </Table.Td>
              <Table.Td ta="right">{count(one.messages)}</Table.Td>
              <Table.Td ta="right">
                {count(one.delivered)} ({percent(one.delivered, one.messages)})
              </Table.Td>
              <Table.Td ta="right">
                {count(one.read)} ({percent(one.read, one.messages)})
              </Table.Td>
              <Table.Td ta="right">
                {count(one.failed)} ({percent(one.failed, one.messages)})
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
