/** On which channels the agent answers, and when. */

import { ActionIcon, Button, Checkbox, Chip, Group, Input, NumberInput, Select, Stack, Switch, Text } from "@mantine/core";
import { TimeInput } from "@mantine/dates";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { useMemo } from "react";

import { Section } from "@/components/Section";
import { agents, common } from "@/words";

import { LIMITS, USUAL_HOURS, type WorkingTime } from "../../draft";
import { useAgents, useChannels, useWorkspace } from "../../queries";
import classes from "./editor.module.css";
import type { PartProps } from "./Editor";

const words = agents.where;
const MOST_WAIT_S = 60;

export function Where(props: PartProps & { agentId: string | null }) {
  const { draft, faultAt, change } = props;
  return (
    <Section title={words.title}>
      <Channels {...props} />
      <Hours {...props} />
      <NumberInput
        label={words.debounce}
        description={words.debounceHint}
        maw={260}
        min={0}
        max={MOST_WAIT_S}
        clampBehavior="strict"
        decimalScale={1}
        suffix={words.seconds}
        value={draft.debounce_s}
        error={faultAt("/debounce_s")}
        onChange={(value) => value !== "" && change({ debounce_s: Number(value) })}
      />
    </Section>
  );
}

function Channels({ draft, faultAt, change, agentId }: PartProps & { agentId: string | null }) {
  const { data: channels = [], isSuccess } = useChannels();
  const { data: all = [] } = useAgents();
  const names = new Map(all.map(({ id, name }) => [id, name]));
  const shown = channels.filter(({ id, status }) => status !== "disconnected" || draft.channels.includes(id));
  return (
    <Checkbox.Group
      label={words.channels}
      description={words.channelsHint}
      error={faultAt("/channels")}
      value={draft.channels}
      onChange={(next) => change({ channels: next })}
    >
      <Stack gap="xs" mt="xs">
        {isSuccess && shown.length === 0 && <Text size="sm">{words.channelsNone}</Text>}
        {shown.map(({ id, name, provider, address, status, agent_id: other }) => {
          const holder = other && other !== agentId ? names.get(other) : undefined;
          const takes = holder !== undefined && draft.channels.includes(id);
          const about = [common.providers[provider], address, status === "disconnected" && words.disconnected];
          return (
            <Checkbox
              key={id}
              value={id}
              label={name}
              description={takes ? words.takes(holder, name) : about.filter(Boolean).join(" · ")}
            />
          );
        })}
      </Stack>
    </Checkbox.Group>
  );
}

function Hours({ draft, readOnly, faultAt, change }: PartProps) {
  const { hours, time_zone: zone } = draft;
  const { data: workspace } = useWorkspace();
  const zones = useMemo(() => Intl.supportedValuesOf("timeZone"), []);
  const set = (at: number, changed: Partial<WorkingTime>) =>
    change({ hours: hours.map((one, number) => (number === at ? { ...one, ...changed } : one)) });
  return (
    <Stack gap="sm">
      <Switch
        label={words.hours}
        description={words.hoursHint}
        checked={hours.length > 0}
        onChange={(event) => change({ hours: event.currentTarget.checked ? [USUAL_HOURS] : [] })}
      />
      {hours.map((one, at) => (
        <div key={at} className={classes.hours} role="group" aria-label={words.range(at + 1)}>
          <Days days={one.days} fault={faultAt(`/hours/${at}/days`)} onChange={(days) => set(at, { days })} />
          <TimeInput
            label={words.from}
            w={120}
            value={one.start}
            error={faultAt(`/hours/${at}/start`)}
            onChange={(event) => set(at, { start: event.currentTarget.value })}
          />
          <TimeInput
            label={words.until}
            w={120}
            value={one.end}
            error={faultAt(`/hours/${at}/end`)}
            description={one.end && one.end < one.start ? words.overnight : undefined}
            inputWrapperOrder={["label", "input", "description", "error"]}
            onChange={(event) => set(at, { end: event.currentTarget.value })}
          />
          {!readOnly && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              mt={24}
              aria-label={words.removeHours(at + 1)}
              onClick={() => change({ hours: hours.filter((_, number) => number !== at) })}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {hours.length > 0 && (
        <Group align="flex-end">
          {!readOnly && hours.length < LIMITS.hours && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => change({ hours: [...hours, { ...USUAL_HOURS, days: [5] }] })}
            >
              {words.addHours}
            </Button>
          )}
          <Select
            label={words.zone}
            placeholder={workspace && words.zoneWorkspace(workspace.time_zone)}
            flex={1}
            maw={360}
            searchable
            clearable
            limit={50}
            data={zones}
            value={zone || null}
            error={faultAt("/time_zone")}
            onChange={(next) => change({ time_zone: next ?? "" })}
          />
        </Group>
      )}
    </Stack>
  );
}

function Days({ days, fault, onChange }: { days: number[]; fault: string | undefined; onChange: (days: number[]) => void }) {
  return (
    <Input.Wrapper label={words.days} labelElement="div" error={fault}>
      <Chip.Group multiple value={days.map(String)} onChange={(next) => onChange(next.map(Number).sort((a, b) => a - b))}>
        <Group gap={6} mt={4} role="group" aria-label={words.days}>
          {words.dayNames.map((name, day) => (
            <Chip key={name} value={String(day)} size="xs">
              {name}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
