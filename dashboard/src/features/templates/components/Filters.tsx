/** What narrows the list of templates. */

import { Group, Select, Switch, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";

import { templates as words } from "@/words";

import { CATEGORIES, type Filter, STATUSES } from "../filter";
import { languageOptions } from "../languages";

const TYPING_MS = 300;

export function Filters({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const [typed, setTyped] = useState(filter.q);
  const [seen, setSeen] = useState(filter.q);
  if (filter.q !== seen) {
    setSeen(filter.q);
    if (filter.q !== typed.trim()) setTyped(filter.q);
  }
  const search = useDebouncedCallback((q: string) => onChange({ ...filter, q }), TYPING_MS);
  return (
    <Group gap="xs" mb="md" role="search" align="center">
      <TextInput
        flex="1 1 14rem"
        type="search"
        aria-label={words.search}
        placeholder={words.search}
        leftSection={<IconSearch size={16} aria-hidden />}
        maxLength={64}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(event.currentTarget.value.trim());
        }}
      />
      <Select
        w={{ base: "calc(50% - 5px)", xs: 165 }}
        aria-label={words.category}
        placeholder={words.anyCategory}
        clearable
        data={CATEGORIES.map((value) => ({ value, label: words.categories[value] }))}
        value={filter.category}
        onChange={(category) => onChange({ ...filter, category: category })}
      />
      <Select
        w={{ base: "calc(50% - 5px)", xs: 165 }}
        aria-label={words.language}
        placeholder={words.anyLanguage}
        clearable
        searchable
        limit={100}
        data={languageOptions(filter.language)}
        value={filter.language || null}
        onChange={(language) => onChange({ ...filter, language: language ?? "" })}
      />
      <Select
        w={{ base: "calc(50% - 5px)", xs: 165 }}
        aria-label={words.status}
        placeholder={words.anyStatus}
        clearable
        data={STATUSES.map((value) => ({ value, label: words.approval[value] ?? value }))}
        value={filter.status}
        onChange={(status) => onChange({ ...filter, status: status })}
      />
      <Switch
        label={words.archived}
        checked={filter.archived}
        onChange={(event) => onChange({ ...filter, archived: event.currentTarget.checked })}
      />
    </Group>
  );
}
