/** Which days and which messages are shown, and whether beside the period before. */

import { ActionIcon, Group, Select, Skeleton, Switch } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { lazy, Suspense } from "react";

import { analytics as words } from "@/words";

import { useChannels } from "../queries";
import { addDays, AUTHORS, type Chosen, type Filter, lengthOf, PRESETS, type Preset, type Range } from "../range";

const CUSTOM = "custom";
// The calendar is heavy, and most people take one of the spans that are named.
const DaysField = lazy(async () => ({ default: (await import("./DaysField")).DaysField }));

interface ToolbarProps {
  chosen: Chosen;
  today: string;
  filter: Filter;
  compares: boolean;
  onPreset: (preset: Preset) => void;
  onDays: (range: Range) => void;
  onFilter: (filter: Filter) => void;
  onCompare: (compares: boolean) => void;
}

export function Toolbar({ chosen, today, filter, compares, onPreset, onDays, onFilter, onCompare }: ToolbarProps) {
  const { preset, range } = chosen;
  const shift = (by: number) => {
    const days = by * lengthOf(range);
    const to = addDays(range.to, days);
    // Never beyond today, and as long as before.
    return to > today ? { from: addDays(today, 1 - lengthOf(range)), to: today } : { from: addDays(range.from, days), to };
  };
  return (
    <Group gap="xs" mb="md" role="search" aria-label={words.toolbar}>
      <Group gap={4} wrap="nowrap">
        <ActionIcon variant="default" size={36} aria-label={words.earlier} onClick={() => onDays(shift(-1))}>
          <IconChevronLeft size={18} aria-hidden />
        </ActionIcon>
        <Select
          aria-label={words.range}
          w={168}
          allowDeselect={false}
          checkIconPosition="right"
          data={[...PRESETS, CUSTOM].map((value) => ({ value, label: words.presets[value as Preset] }))}
          value={preset ?? CUSTOM}
          onChange={(value) => (value === CUSTOM ? onDays(range) : value && onPreset(value as Preset))}
        />
        <ActionIcon variant="default" size={36} aria-label={words.later} disabled={range.to >= today} onClick={() => onDays(shift(1))}>
          <IconChevronRight size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {preset === null && (
        <Suspense fallback={<Skeleton h={36} w={240} />}>
          <DaysField range={range} today={today} onChange={onDays} />
        </Suspense>
      )}
      <MessagesFilter filter={filter} onChange={onFilter} />
      <Switch label={words.compare} checked={compares} onChange={({ currentTarget }) => onCompare(currentTarget.checked)} />
    </Group>
  );
}

function MessagesFilter({ filter, onChange }: { filter: Filter; onChange: (filter: Filter) => void }) {
  const { data: channels = [] } = useChannels();
  const value = filter.channel ? `channel:${filter.channel}` : filter.author ? `author:${filter.author}` : "";
  return (
    <Select
      aria-label={words.filter}
      w={200}
      allowDeselect={false}
      checkIconPosition="right"
      data={[
        { value: "", label: words.all },
        { group: words.groups.channel, items: channels.map(({ id, name }) => ({ value: `channel:${id}`, label: name })) },
        { group: words.groups.author, items: AUTHORS.map((one) => ({ value: `author:${one}`, label: words.authors[one] ?? one })) },
      ]}
      value={value}
      onChange={(picked) => {
        const [kind, ...rest] = (picked ?? "").split(":");
        const id = rest.join(":");
        const author = AUTHORS.find((one) => one === id);
        onChange(kind === "channel" ? { channel: id } : author ? { author } : {});
      }}
    />
  );
}
