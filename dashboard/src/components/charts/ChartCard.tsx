/** A chart with its title and its numbers: as a table at the press of a button, and always for those who hear the page. */

import { ActionIcon, Group, Paper, Text, Title, Tooltip, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChartLine, IconTable } from "@tabler/icons-react";
import { type ReactNode, Suspense, useId } from "react";

import { Loading } from "@/components/states";
import { common } from "@/words";

import { type Column, DataTable } from "./DataTable";

interface ChartCardProps<Row> {
  title: string;
  /** A sentence under the title. */
  note?: ReactNode;
  /** Beside the title. */
  aside?: ReactNode;
  /** Drawn by the lazily loaded charts; hidden from those who hear the page, who have the table. */
  chart: ReactNode;
  height: number;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  /** Links in the table, which nobody may reach who does not see it. */
  footer?: ReactNode;
}

export function ChartCard<Row>({ title, note, aside, chart, height, columns, rows, footer }: ChartCardProps<Row>) {
  const id = useId();
  const [asTable, { toggle }] = useDisclosure(false);
  const label = asTable ? common.showChart : common.showTable;
  const table = <DataTable label={title} columns={columns} rows={rows} isLinked={asTable} maxHeight={asTable ? height : undefined} />;
  return (
    <Paper withBorder p="lg" component="section" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="md" gap="sm">
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h4" id={id}>
            {title}
          </Title>
          {note && (
            <Text size="sm" c="dimmed" component="div">
              {note}
            </Text>
          )}
        </div>
        <Group gap="xs" wrap="nowrap">
          {aside}
          <Tooltip label={label}>
            <ActionIcon variant="subtle" color="gray" aria-label={`${title}: ${label}`} onClick={toggle}>
              {asTable ? <IconChartLine size={18} aria-hidden /> : <IconTable size={18} aria-hidden />}
            </ActionIcon>
          </Tooltip>
        </Group>
      </Group>
      {asTable ? (
        table
      ) : (
        <>
          <div aria-hidden style={{ minHeight: height }}>
            <Suspense fallback={<Loading height={height} />}>{chart}</Suspense>
          </div>
          <VisuallyHidden>{table}</VisuallyHidden>
        </>
      )}
      {footer}
    </Paper>
  );
}
