/** Takes templates in from a file, after showing what would become of each. */

import { Alert, Badge, Button, FileButton, Group, Modal, Stack, Table, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFileUpload } from "@tabler/icons-react";
import { useState } from "react";

import { newKey } from "@/api/client";
import { sentence } from "@/api/problem";
import { Loading } from "@/components/states";
import { common, templates as words } from "@/words";

import { readImport } from "../importing";
import { type Import, useImport } from "../queries";

const COLORS = { created: "green", changed: "blue", unchanged: "gray", refused: "red" } as const;

export function ImportModal({ onClose }: { onClose: () => void }) {
  const [file, setFile] = useState<{ name: string; content: Import; key: string } | null>(null);
  const [unreadable, setUnreadable] = useState(false);
  const trial = useImport();
  const taking = useImport();
  const choose = async (chosen: File | null) => {
    if (!chosen) return;
    const content = readImport(chosen.name, await chosen.text());
    setUnreadable(content === null);
    setFile(content && { name: chosen.name, content, key: newKey() });
    if (content) trial.mutate({ file: content, isTrial: true, key: newKey() });
  };
  const take = () =>
    file &&
    taking.mutate(
      { file: file.content, isTrial: false, key: file.key },
      {
        onSuccess: () => {
          notifications.show({ color: "green", message: words.importing.done });
          onClose();
        },
      },
    );
  const error = taking.error ?? trial.error;
  const report = file ? trial.data : undefined;
  const changes = report ? report.created + report.changed : 0;
  return (
    <Modal opened onClose={onClose} size="lg" title={words.importing.title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.importing.lead}</Text>
        <Group>
          <FileButton accept=".json,.csv,application/json,text/csv" onChange={(chosen) => void choose(chosen)}>
            {(props) => (
              <Button variant="default" leftSection={<IconFileUpload size={18} aria-hidden />} {...props}>
                {words.importing.choose}
              </Button>
            )}
          </FileButton>
          {file && <Text size="sm">{words.importing.chosen(file.name)}</Text>}
        </Group>
        {(unreadable || error) && (
          <Alert role="alert" color="red" variant="light" title={words.importing.failed}>
            {unreadable ? words.importing.notJson : sentence(error)}
          </Alert>
        )}
        {trial.isPending && <Loading label={words.importing.look} height={80} />}
        {report && (
          <>
            <Text size="sm" fw={600} role="status">
              {words.importing.found(report.created, report.changed, report.unchanged, report.refused)}
            </Text>
            <Table.ScrollContainer type="native" minWidth={420} maxHeight={320} tabIndex={0} role="group" aria-label={words.importing.title}>
              <Table verticalSpacing="xs">
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{words.importing.number}</Table.Th>
                    <Table.Th>{words.editor.name}</Table.Th>
                    <Table.Th>{words.importing.outcome}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {report.items.map((item) => (
                    <Table.Tr key={item.number}>
                      <Table.Td>{item.number}</Table.Td>
                      <Table.Td style={{ overflowWrap: "anywhere" }}>
                        {item.name} {item.language && `(${item.language})`}
                      </Table.Td>
                      <Table.Td>
                        <Badge color={COLORS[item.outcome]} variant="light">
                          {words.importing.outcomes[item.outcome]}
                        </Badge>
                        {(item.faults ?? []).map(({ pointer, detail }) => (
                          <Text key={pointer + detail} size="sm">
                            {detail}
                          </Text>
                        ))}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button disabled={changes === 0} loading={taking.isPending} onClick={take}>
            {words.importing.submit(changes)}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
