/** The second step: what the file's columns mean, how it is taken in, and what would become of its first lines. */

import { Alert, Button, Checkbox, Group, NativeSelect, Radio, Select, Stack, TagsInput, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";

import { sentence } from "@/api/problem";
import { count } from "@/components/format";
import { COUNTRIES, countryName } from "@/features/campaigns/countries";
import { importing as words } from "@/words";

import { type Column, type Draft, type Options, usePreview, useStart } from "../queries";
import { MappingTable } from "./MappingTable";
import { PreviewTable } from "./PreviewTable";

export function DraftStep({ imported }: { imported: Draft }) {
  const [options, setOptions] = useState<Options>({ columns: imported.guesses, known: "update" });
  const preview = usePreview(imported.id, options);
  const start = useStart(imported.id);
  const set = (change: Partial<Options>) => setOptions((before) => ({ ...before, ...change }));
  const has = (test: (column: Column) => boolean) => options.columns.some(test);
  return (
    <Stack gap="lg">
      {imported.earlier_id !== "" && <Alert variant="light">{words.earlier}</Alert>}
      <section aria-label={words.columns}>
        <Title order={2} size="h4" mb="xs">
          {words.columns}
        </Title>
        <MappingTable
          header={imported.header}
          columns={options.columns}
          examples={preview.data?.[0]?.cells ?? []}
          onChange={(columns) => set({ columns })}
        />
      </section>
      <Stack gap="sm" maw={520}>
        <Select
          label={words.region}
          description={words.regionHint}
          searchable
          clearable
          data={COUNTRIES.map((value) => ({ value, label: `${countryName(value)} (${value})` }))}
          value={options.default_region ?? null}
          onChange={(value) => set({ default_region: value ?? undefined })}
        />
        <Radio.Group
          label={words.known}
          value={options.known}
          onChange={(value) => set({ known: value })}
        >
          <Stack gap={6} mt={6}>
            {Object.entries(words.knownChoices).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </Stack>
        </Radio.Group>
        <TagsInput label={words.tags} maxTags={10} value={options.tags ?? []} onChange={(tags) => set({ tags })} />
        {has(({ type, field }) => field === "attribute" && type === "date") && (
          <NativeSelect
            label={words.dates}
            data={Object.entries(words.dateChoices).map(([value, label]) => ({ value, label }))}
            value={options.date_order ?? "day_first"}
            onChange={(event) => set({ date_order: event.currentTarget.value as Options["date_order"] })}
          />
        )}
        {has(({ type, field }) => field === "attribute" && type === "number") && (
          <Checkbox
            label={words.comma}
            checked={options.decimal_comma ?? false}
            onChange={(event) => set({ decimal_comma: event.currentTarget.checked })}
          />
        )}
        {has(({ field }) => field === "marketing") && (
          <TextInput
            label={words.source}
            maxLength={200}
            value={options.marketing_source ?? ""}
            onChange={(event) => set({ marketing_source: event.currentTarget.value })}
          />
        )}
      </Stack>
      <PreviewTable lines={preview.data} error={preview.error} />
      {start.isError && (
        <Alert role="alert" color="red" variant="light">
          {sentence(start.error)}
        </Alert>
      )}
      <Group gap="sm">
        <Button loading={start.isPending} disabled={preview.isError} onClick={() => start.mutate(options)}>
          {words.start(count(imported.lines))}
        </Button>
        <Button component={Link} to="/contacts/import" variant="default">
          {words.another}
        </Button>
      </Group>
    </Stack>
  );
}
