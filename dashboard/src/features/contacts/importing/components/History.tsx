/** Imports that were made before, each leading to what came of it. */

import { Anchor, Badge, Table, Text, Title } from "@mantine/core";
import { Link } from "react-router";

import { count } from "@/components/format";
import { ErrorState, Loading } from "@/components/states";
import { importing as words } from "@/words";

import { useImports } from "../queries";

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function History() {
  const imports = useImports();
  return (
    <section aria-label={words.history}>
      <Title order={2} size="h4" mt="xl" mb="xs">
        {words.history}
      </Title>
      {imports.isPending ? (
        <Loading />
      ) : imports.isError ? (
        <ErrorState error={imports.error} onRetry={() => void imports.refetch()} />
      ) : imports.data.length === 0 ? (
        <Text c="dimmed">{words.none}</Text>
      ) : (
        <Table.ScrollContainer type="native" minWidth={560} tabIndex={0} role="group" aria-label={words.history}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{words.file}</Table.Th>
                <Table.Th>{words.when}</Table.Th>
                <Table.Th>{words.state}</Table.Th>
                <Table.Th>{words.counts.created}</Table.Th>
                <Table.Th>{words.counts.failed}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {imports.data.map((each) => (
                <Table.Tr key={each.id}>
                  <Table.Td style={{ overflowWrap: "anywhere" }}>
                    <Anchor component={Link} to={`/contacts/import/${each.id}`} size="sm">
                      {each.filename || words.noName}
                    </Anchor>
                  </Table.Td>
                  <Table.Td>{each.created_at ? TIME.format(new Date(each.created_at)) : ""}</Table.Td>
                  <Table.Td>
                    <Badge variant="light" color={each.state === "failed" ? "red" : "gray"}>
                      {words.states[each.state]}
                    </Badge>
                  </Table.Td>
                  <Table.Td>{count(each.created)}</Table.Td>
                  <Table.Td>{count(each.failed)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}
