/** People from a file: what its columns mean, sending it, and how far it is read. */

import { Alert, Button, FileButton, List, Progress, Select, Stack, Table, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { count } from "@/components/format";
import { campaigns } from "@/words";

import { useUploadAudience } from "../../audienceQueries";
import { COUNTRIES, countryName } from "../../countries";
import { type Column, namesSomebody, readColumns } from "../../sheet";
import classes from "./wizard.module.css";

const words = campaigns.audience.file;
const MOST_BYTES = 30 * 1024 * 1024;
/** As much as its first two lines can take. */
const BEGINNING_BYTES = 64 * 1024;

interface Chosen {
  file: File;
  columns: Column[];
}

export function CsvUpload({ onTaken }: { onTaken: (audienceId: string) => void }) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [problem, setProblem] = useState("");
  const [isOver, setOver] = useState(false);
  const [name, setName] = useState("");
  const [region, setRegion] = useState("");
  const [sent, setSent] = useState(0);
  const upload = useUploadAudience();
  const choose = async (file: File | null | undefined) => {
    if (!file) return;
    upload.reset();
    const columns = readColumns(await file.slice(0, BEGINNING_BYTES).text());
    const fault = whyNot(file, columns);
    setProblem(fault);
    setChosen(fault ? null : { file, columns });
    setName((before) => before || file.name.replace(/\.[^.]+$/, "").slice(0, 100));
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void choose(event.dataTransfer.files[0]);
  };
  const send = () => {
    if (!chosen) return;
    setSent(0);
    upload.mutate(
      { name: name.trim(), file: chosen.file, region, onProgress: setSent },
      { onSuccess: ({ id }) => onTaken(id) },
    );
  };
  return (
    <Stack gap="sm">
      <Text size="sm">{words.lead}</Text>
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button variant="default" leftSection={<IconFileUpload size={18} aria-hidden />} {...props}>
              {words.choose}
            </Button>
          )}
        </FileButton>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {chosen ? chosen.file.name : words.drop}
        </Text>
      </div>
      {(problem || upload.isError) && (
        <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle aria-hidden />}>
          {problem || sentence(upload.error)}
        </Alert>
      )}
      {chosen && (
        <>
          <Mapping columns={chosen.columns} />
          <TextInput label={words.name} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select
            label={words.region}
            description={words.regionHint}
            searchable
            clearable
            data={COUNTRIES.map((value) => ({ value, label: `${countryName(value)} (${value})` }))}
            value={region || null}
            onChange={(value) => setRegion(value ?? "")}
          />
          {upload.isPending && <Progress value={sent * 100} animated aria-label={words.uploading} />}
          <Button w="fit-content" disabled={!name.trim()} loading={upload.isPending} onClick={send}>
            {words.upload}
          </Button>
        </>
      )}
    </Stack>
  );
}

function whyNot(file: File, columns: readonly Column[]): string {
  if (file.size > MOST_BYTES) return words.tooLarge;
  if (columns.length === 0 || /[\0\uFFFD]/.test(columns[0]?.name ?? "")) return words.notCsv;
  return namesSomebody(columns) ? "" : words.noAddress;
}

function Mapping({ columns }: { columns: readonly Column[] }) {
  return (
    <Table.ScrollContainer type="native" minWidth={360} tabIndex={0} role="group" aria-label={words.mapping}>
      <Table verticalSpacing={6} aria-label={words.mapping}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{words.column}</Table.Th>
            <Table.Th>{words.meaning}</Table.Th>
            <Table.Th>{words.sample}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {columns.map(({ name, meaning, sample }, place) => (
            <Table.Tr key={place}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{meaning === "attribute" ? words.attribute(name) : words.meanings[meaning]}</Table.Td>
              <Table.Td maw={180} style={{ overflow: "hidden", textOverflow: "ellipsis", whiteSpace: "nowrap" }}>
                {sample}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** How far the file of an audience is read, and what came of it. */
export function ImportProgress({ imported }: { imported: Schemas["ImportView"] }) {
  const { state, size_bytes: size, offset_bytes: offset, rows, created, matched, duplicates, failed, errors, failure } = imported;
  if (state === "waiting" || state === "running") {
    return (
      <Stack gap={6} role="status">
        <Progress animated value={size > 0 ? (offset / size) * 100 : 0} aria-label={words.progress} />
        <Text size="sm">{state === "waiting" ? words.waiting : words.reading(count(rows))}</Text>
      </Stack>
    );
  }
  return (
    <Stack gap={4} role="status">
      <Text size="sm">
        {[words.done(count(created), count(matched)), duplicates > 0 && words.duplicates(count(duplicates))]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {state === "failed" && (
        <Alert color="red" variant="light" title={words.failed}>
          {failure}
        </Alert>
      )}
      {failed > 0 && (
        <details>
          <Text component="summary" size="sm">
            {words.refused(count(failed))}
          </Text>
          <List size="sm">
            {errors.map(({ line, detail }) => (
              <List.Item key={line}>
                {words.line(line)}: {detail}
              </List.Item>
            ))}
          </List>
        </details>
      )}
    </Stack>
  );
}
