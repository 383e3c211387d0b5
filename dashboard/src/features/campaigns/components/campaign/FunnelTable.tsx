/** The funnel in numbers, for everybody, and the only form of it for those who hear the page. */

import { Table } from "@mantine/core";

import { count, percent } from "@/components/format";
import { campaigns } from "@/words";

import { STAGES, stagesOf } from "../../funnel";
import type { Progress } from "../../queries";

const words = campaigns.page;

export function FunnelTable({ progress }: { progress: Progress }) {
  const stages = stagesOf(progress);
  return (
    <Table aria-label={words.funnel} verticalSpacing={6}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{words.stage}</Table.Th>
          <Table.Th ta="right">{campaigns.review.count}</Table.Th>
          <Table.Th ta="right">{words.share}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {STAGES.map((stage) => (
          <Table.Tr key={stage}>
            <Table.Td>{words.funnelRows[stage]}</Table.Td>
            <Table.Td ta="right">{count(stages[stage])}</Table.Td>
            <Table.Td ta="right">{stage === "skipped" ? "" : percent(stages[stage], stages.planned)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
