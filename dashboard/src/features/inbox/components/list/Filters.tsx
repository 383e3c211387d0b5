/** The filters beside status and search. */

import { Autocomplete, Button, Group, Select, Stack, Switch } from "@mantine/core";
import { useState } from "react";

import { inbox } from "@/words";

import { type Filter, peopleOf } from "../../filter";
import { useChannels, useMembers } from "../../queries";

interface FiltersProps {
  filter: Filter;
  labels: readonly string[];
  assignees: readonly string[];
  onChange: (changed: Partial<Filter>) => void;
  onReset: () => void;
}

export function Filters({ filter, labels, assignees, onChange, onReset }: FiltersProps) {
  const { data: channels } = useChannels();
  const { data: members } = useMembers();
  const [label, setLabel] = useState(filter.label ?? "");
  const people = members ? peopleOf(members, [...assignees, filter.assignee]) : [];
  return (
    <Stack gap="xs">
      <Select
        label={inbox.list.channel}
        placeholder={inbox.list.anyChannel}
        size="xs"
        clearable
        value={filter.channel}
        onChange={(channel) => onChange({ channel })}
        data={channels?.map(({ id, name }) => ({ value: id, label: name })) ?? []}
      />
      <Select
        label={inbox.list.assignee}
        placeholder={inbox.list.anyone}
        size="xs"
        clearable
        value={filter.assignee}
        onChange={(assignee) => onChange({ assignee })}
        data={[{ value: "me", label: inbox.list.me }, { value: "none", label: inbox.list.nobody }, ...people]}
      />
      <Autocomplete
        label={inbox.list.label_}
        placeholder={inbox.list.anyLabel}
        size="xs"
        clearable
        maxLength={40}
        value={label}
        data={[...labels]}
        onChange={(next) => {
          setLabel(next);
          if (next === "" || labels.includes(next)) onChange({ label: next || null });
        }}
        onBlur={() => onChange({ label: label.trim() || null })}
        onKeyDown={(event) => {
          if (event.key === "Enter") onChange({ label: label.trim() || null });
        }}
      />
      <Group justify="space-between">
        <Switch
          size="sm"
          label={inbox.list.unreadOnly}
          checked={filter.unread}
          onChange={(event) => onChange({ unread: event.currentTarget.checked })}
        />
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => {
            setLabel("");
            onReset();
          }}
        >
          {inbox.list.reset}
        </Button>
      </Group>
    </Stack>
  );
}
