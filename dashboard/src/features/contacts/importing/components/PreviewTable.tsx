/** What would become of a file's first lines. */

import { Alert, Badge, Stack, Table, Text, Title } from "@mantine/core";

import { sentence } from "@/api/problem";
import { Loading } from "@/components/states";
import { importing as words } from "@/words";

import type { PreviewLine } from "../queries";

const COLORS: Record<string, string> = { created: "green", updated: "blue", failed: "red" };

export function PreviewTable({ lines, error }: { lines: PreviewLine[] | undefined; error: unknown }) {
  return (
    <section aria-label={words.preview}>
      <Title order={2} size="h4" mb="xs">
        {words.preview}
      </Title>
      {error ? (
        <Alert role="alert" color="red" variant="light">
          {sentence(error)}
        </Alert>
      ) : lines === undefined ? (
        <Loading />
      ) : (
        <Table.ScrollContainer type="native" minWidth={420} tabIndex={0} role="group" aria-label={words.preview}>
          <Table verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.line}</Table.Th>
                <Table.Th>{words.person}</Table.Th>
                <Table.Th>{words.outcome}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {lines.map((line) => (
                <Table.Tr key={line.line}>
                  <Table.Td>{line.line}</Table.Td>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>
                    <Text size="sm">{line.name || line.cells.slice(0, 3).join(" · ")}</Text>
                    {line.addresses.length > 0 && (
                      <Text size="xs" c="dimmed">
                        {line.addresses.join(", ")}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>
                    <Stack gap={2} align="flex-start">
                      <Badge variant="light" color={COLORS[line.outcome] ?? "gray"}>
                        {words.outcomes[line.outcome]}
                      </Badge>
                      {line.changes.length > 0 && <Text size="xs">{words.changes(line.changes.join(", "))}</Text>}
                      {line.problems.map((problem, place) => (
                        <Text key={place} size="xs">
                          {problem.column && `${problem.column}: `}
                          {problem.detail}
                        </Text>
                      ))}
                    </Stack>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
