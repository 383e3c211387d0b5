/** The numbers of a chart, a row each. */

import { Table } from "@mantine/core";
import type { ReactNode } from "react";

export interface Column<Row> {
  label: string;
  /** What a row has there; `isLinked` says whether it may hold links. */
  of: (row: Row, isLinked: boolean) => ReactNode;
  /** Whether it is text, and not a number. */
  isText?: boolean;
}

interface DataTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  isLinked?: boolean;
  maxHeight?: number;
}

export function DataTable<Row>({ label, columns, rows, isLinked = true, maxHeight }: DataTableProps<Row>) {
  const scrolls = maxHeight !== undefined;
  return (
    // What scrolls must be reachable by the keyboard.
    <div {...(scrolls && { role: "group", "aria-label": label, tabIndex: 0, style: { maxHeight, overflow: "auto" } })}>
      <Table aria-label={label} verticalSpacing={6} stickyHeader={scrolls} tabularNums>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.label} scope="col" ta={column.isText ? "left" : "right"}>
                {column.label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            <Table.Tr key={index}>
              {columns.map((column, at) => (
                <Table.Td key={column.label} {...(at === 0 && { component: "th", scope: "row", fw: 500 })} ta={column.isText ? "left" : "right"}>
                  {column.of(row, isLinked)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
