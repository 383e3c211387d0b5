/** When and how fast it is sent. */

import { Chip, Group, Input, NumberInput, Radio, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { DateTimePicker, TimeInput } from "@mantine/dates";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { fromWall, toWall } from "@/components/zoned";
import { campaigns } from "@/words";

import { Card, type StepProps } from "./Wizard";
import classes from "./wizard.module.css";

const words = campaigns.schedule;
const USUAL: Schemas["Hours"] = { days: [0, 1, 2, 3, 4], start: "09:00", end: "18:00", zone: "tenant" };
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const HOUR_MS = 3_600_000;

interface ScheduleStepProps extends StepProps {
  /** Whether it is sent already: from then on only the threshold can be changed. */
  hasStarted: boolean;
}

export function ScheduleStep({ draft, zone, faultAt, change, hasStarted }: ScheduleStepProps) {
  const { timing, failure_threshold: threshold } = draft;
  const set = (changed: Schemas["TimingIn"]) => change({ timing: { ...timing, ...changed } });
  return (
    <Card label={words.title}>
      <fieldset className={classes.fields} disabled={hasStarted}>
        <Stack gap="md">
          <Start startsAt={timing.starts_at ?? null} zone={zone} fault={faultAt("/timing/starts_at")} onChange={(at) => set({ starts_at: at })} />
          <SendingHours hours={timing.hours ?? null} zone={zone} fault={faultAt("/timing/hours")} onChange={(hours) => set({ hours })} />
        </Stack>
      </fieldset>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <NumberInput
          label={words.pace}
          disabled={hasStarted}
          description={words.paceHint}
          min={1}
          max={60_000}
          allowDecimal={false}
          clampBehavior="strict"
          thousandSeparator=","
          value={timing.per_minute ?? ""}
          error={faultAt("/timing/per_minute")}
          onChange={(value) => set({ per_minute: value === "" ? null : Number(value) })}
        />
        <NumberInput
          label={words.threshold}
          description={words.thresholdHint}
          min={1}
          max={100}
          clampBehavior="blur"
          allowDecimal={false}
          suffix=" %"
          value={Math.round(threshold * 100)}
          error={faultAt("/failure_threshold")}
          onChange={(value) => {
            if (Number(value) >= 1 && Number(value) <= 100) change({ failure_threshold: Number(value) / 100 });
          }}
        />
      </SimpleGrid>
    </Card>
  );
}

interface StartProps {
  startsAt: string | null;
  zone: string;
  fault: string | undefined;
  onChange: (startsAt: string | null) => void;
}

function Start({ startsAt, zone, fault, onChange }: StartProps) {
  // The present of when the step was opened: near enough to warn of a time that is over.
  const [now] = useState(() => Date.now());
  const isPast = startsAt !== null && Date.parse(startsAt) <= now;
  const nextHour = () => new Date(Math.ceil((Date.now() + HOUR_MS) / HOUR_MS) * HOUR_MS).toISOString();
  return (
    <Radio.Group
      label={words.start}
      value={startsAt === null ? "now" : "later"}
      onChange={(value) => onChange(value === "now" ? null : nextHour())}
    >
      <Stack gap="xs" mt="xs">
        <Radio value="now" label={words.now} />
        <Radio value="later" label={words.later} />
        {startsAt !== null && (
          <DateTimePicker
            label={words.at}
            description={words.zone(zone)}
            maw={320}
            valueFormat="D MMM YYYY, HH:mm"
            minDate={toWall(new Date(now), zone).slice(0, 10)}
            value={toWall(startsAt, zone)}
            error={fault ?? (isPast ? words.past : undefined)}
            onChange={(wall) => wall && onChange(fromWall(wall, zone).toISOString())}
          />
        )}
      </Stack>
    </Radio.Group>
  );
}

interface SendingHoursProps {
  hours: Schemas["Hours"] | null;
  zone: string;
  fault: string | undefined;
  onChange: (hours: Schemas["Hours"] | null) => void;
}

function SendingHours({ hours, zone, fault, onChange }: SendingHoursProps) {
  // What cannot be saved, such as no day at all, is shown and not sent.
  const [shown, setShown] = useState(hours);
  const days = shown?.days ?? EVERY_DAY;
  const set = (next: Schemas["Hours"] | null) => {
    setShown(next);
    if (next === null || (next.start !== next.end && next.start && next.end)) onChange(next);
  };
  return (
    <Stack gap="xs">
      <Switch
        label={words.hours}
        description={words.hoursHint}
        checked={shown !== null}
        onChange={(event) => set(event.currentTarget.checked ? USUAL : null)}
      />
      {fault && <Input.Error>{fault}</Input.Error>}
      {shown && (
        <Stack gap="sm" pl="md" role="group" aria-label={words.hours}>
          <Input.Wrapper label={words.days} labelElement="div">
            <Chip.Group
              multiple
              value={days.map(String)}
              onChange={(next) => next.length > 0 && set({ ...shown, days: next.map(Number).sort() })}
            >
              <Group gap={6} mt={4} role="group" aria-label={words.days}>
                {words.dayNames.map((name, day) => (
                  <Chip key={name} value={String(day)} size="sm">
                    {name}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
          <Group align="flex-start">
            <TimeInput label={words.from} w={130} value={shown.start} onChange={(event) => set({ ...shown, start: event.currentTarget.value })} />
            <TimeInput
              label={words.until}
              w={130}
              value={shown.end}
              error={shown.start === shown.end ? words.sameTime : undefined}
              onChange={(event) => set({ ...shown, end: event.currentTarget.value })}
            />
          </Group>
          {shown.end < shown.start && <Text size="sm">{words.overnight}</Text>}
          <Radio.Group
            label={words.zoneOf}
            value={shown.zone ?? "tenant"}
            onChange={(value) => set({ ...shown, zone: value === "contact" ? "contact" : "tenant" })}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="tenant" label={words.zones.tenant(zone)} />
              <Radio value="contact" label={words.zones.contact} />
            </Stack>
          </Radio.Group>
        </Stack>
      )}
    </Stack>
  );
}
