/** What narrows the list of templates. */

import { Group, Select, Switch } from "@mantine/core";

import { SearchField } from "@/components/SearchField";
import { templates as words } from "@/words";

import { CATEGORIES, type Filter, STATUSES } from "../filter";
import { languageOptions } from "../languages";

export function Filters({ filter, onChange }: { filter: Filter; onChange: (changed: Partial<Filter>) => void }) {
  return (
    <Group gap="xs" mb="md" role="search" align="center">
      <SearchField label={words.search} value={filter.q} onSearch={(q) => onChange({ q })} />
      <Select
        w={{ base: "calc(50% - 5px)", xs: 165 }}
        aria-label={words.category}
        placeholder={words.anyCategory}
        clearable
        data={CATEGORIES.map((value) => ({ value, label: words.categories[value] }))}
        value={filter.category}
        onChange={(category) => onChange({ category })}
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
        onChange={(language) => onChange({ language: language ?? "" })}
      />
      <Select
        w={{ base: "calc(50% - 5px)", xs: 165 }}
        aria-label={words.status}
        placeholder={words.anyStatus}
        clearable
        data={STATUSES.map((value) => ({ value, label: words.approval[value] ?? value }))}
        value={filter.status}
        onChange={(status) => onChange({ status })}
      />
      <Switch
        label={words.archived}
        checked={filter.archived}
        onChange={(event) => onChange({ archived: event.currentTarget.checked })}
      />
    </Group>
  );
}
