/** What each column of a file means. */

import { NativeSelect, Table, Text } from "@mantine/core";

import { importing as words } from "@/words";

import type { Column } from "../queries";

interface MappingTableProps {
  header: readonly string[];
  columns: readonly Column[];
  examples: readonly string[];
  onChange: (columns: Column[]) => void;
}

const FIELDS = Object.entries(words.fields).map(([value, label]) => ({ value, label }));
const TYPES = Object.entries(words.types).map(([value, label]) => ({ value, label }));

export function MappingTable({ header, columns, examples, onChange }: MappingTableProps) {
  const change = (place: number, column: Column) => onChange(columns.map((each, at) => (at === place ? column : each)));
  return (
    <Table.ScrollContainer type="native" minWidth={660} tabIndex={0} role="group" aria-label={words.columns}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.column}</Table.Th>
            <Table.Th>{words.meaning}</Table.Th>
            <Table.Th>{words.type}</Table.Th>
            <Table.Th>{words.example}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {header.map((name, place) => {
            const column = columns[place] ?? {};
            return (
              <Table.Tr key={place}>
                <Table.Td>{name}</Table.Td>
                <Table.Td>
                  <NativeSelect
                    aria-label={words.meaningOf(name)}
                    data={FIELDS}
                    value={column.field ?? "none"}
                    onChange={(event) => {
                      const field = event.currentTarget.value as Column["field"];
                      change(place, field === "attribute" ? { field, attribute: name, type: "text" } : { field });
                    }}
                  />
                </Table.Td>
                <Table.Td>
                  {column.field === "attribute" && (
                    <NativeSelect
                      aria-label={words.typeOf(name)}
                      data={TYPES}
                      value={column.type ?? "text"}
                      onChange={(event) => change(place, { ...column, type: event.currentTarget.value as Column["type"] })}
                    />
                  )}
                </Table.Td>
                <Table.Td maw={160}>
                  <Text size="sm" truncate>
                    {examples[place] ?? ""}
                  </Text>
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
