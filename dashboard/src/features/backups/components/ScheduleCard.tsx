/** When backups are made, how, and how long they are kept; with a look at what the numbers would delete. */

import { Alert, Button, Fieldset, Group, List, Modal, NumberInput, PasswordInput, Select, SimpleGrid, Stack, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";

import type { Schemas } from "@/api/client";
import { fieldErrors, sentence } from "@/api/problem";
import { changedSince } from "@/components/changes";
import { bytes, count, dateTime } from "@/components/format";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { backups, common } from "@/words";

import { type Schedule, useDeeds, useRetention, useSchedule } from "../queries";

const words = backups.schedule;
const NUMBERS = [
  { name: "keep_daily", label: words.keepDaily, min: 0, max: 366 },
  { name: "keep_weekly", label: words.keepWeekly, min: 0, max: 104 },
  { name: "keep_monthly", label: words.keepMonthly, min: 0, max: 120 },
  { name: "full_every", label: words.fullEvery, min: 1, max: 60, hint: words.fullEveryHint },
  { name: "drill_every_days", label: words.drillEvery, min: 0, max: 366, hint: words.drillHint },
] as const;
const HOURS = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: `${String(hour).padStart(2, "0")}:00` }));

export function ScheduleCard() {
  const { data, error, refetch } = useSchedule();
  return (
    <Section title={words.title}>
      {data ? (
        <Form schedule={data} />
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height={200} />
      )}
    </Section>
  );
}

function Form({ schedule }: { schedule: Schedule }) {
  const mayChange = useMay("admin");
  const { save } = useDeeds();
  const { has_passphrase: hasPassphrase } = schedule;
  const [changed, setChanged] = useState<Schemas["ScheduleIn"]>({});
  const [isAsking, setAsking] = useState(false);
  const have = { ...settable(schedule), ...changed };
  const faults = fieldErrors(save.error, [...NUMBERS.map(({ name }) => name), "passphrase"]);
  const set = (more: Schemas["ScheduleIn"]) => setChanged((before) => ({ ...before, ...more }));
  const send = () =>
    save.mutate(have, {
      onSuccess: () => {
        // What was changed while it was on its way is not saved yet.
        setChanged((now) => changedSince(now, have));
        notifications.show({ color: "green", message: words.saved });
      },
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Fieldset variant="unstyled" disabled={!mayChange}>
        <Stack gap="sm">
        <Switch
          label={words.enabled}
          checked={have.enabled ?? false}
          onChange={({ currentTarget: { checked } }) => set({ enabled: checked })}
        />
        <Select
          label={words.hour}
          data={HOURS}
          allowDeselect={false}
          value={String(have.hour ?? 2)}
          onChange={(hour) => set({ hour: Number(hour) })}
        />
        {[NUMBERS.slice(0, 3), NUMBERS.slice(3)].map((row) => (
        <SimpleGrid key={row.length} cols={{ base: 1, xs: row.length }} spacing="sm">
          {row.map(({ name, label, min, max, ...rest }) => (
            <NumberInput
              key={name}
              label={label}
              description={"hint" in rest ? rest.hint : undefined}
              min={min}
              max={max}
              allowDecimal={false}
              value={have[name] ?? ""}
              error={faults[name]}
              onChange={(value) => set({ [name]: typeof value === "number" ? value : undefined })}
            />
          ))}
        </SimpleGrid>
        ))}
        <Select
          label={words.encryption}
          data={Object.entries(words.encryptions).map(([value, label]) => ({ value, label }))}
          allowDeselect={false}
          value={have.encryption ?? "none"}
          onChange={(value) => set({ encryption: value as Schemas["Encryption"] })}
        />
        {have.encryption === "passphrase" && (
          <PasswordInput
            label={words.passphrase}
            description={hasPassphrase ? words.passphraseSet : words.passphraseNew}
            autoComplete="new-password"
            value={changed.passphrase ?? ""}
            error={faults.passphrase}
            onChange={({ currentTarget: { value } }) => set({ passphrase: value || null })}
          />
        )}
        {save.error && Object.keys(faults).length === 0 && (
          <Alert role="alert" color="red" variant="light">
            {sentence(save.error)}
          </Alert>
        )}
        <Group gap="sm">
          {mayChange && (
            <Button type="submit" loading={save.isPending} disabled={Object.keys(changed).length === 0}>
              {common.save}
            </Button>
          )}
          <Button variant="default" disabled={Object.keys(changed).length > 0} onClick={() => setAsking(true)}>
            {words.preview}
          </Button>
        </Group>
        </Stack>
      </Fieldset>
      {isAsking && <RetentionModal onClose={() => setAsking(false)} />}
    </form>
  );
}

/** The part of a schedule that can be set. */
function settable(schedule: Schedule): Schemas["ScheduleIn"] {
  const { enabled, hour, full_every, encryption, keep_daily, keep_weekly, keep_monthly, drill_every_days } = schedule;
  return { enabled, hour, full_every, encryption, keep_daily, keep_weekly, keep_monthly, drill_every_days };
}

function RetentionModal({ onClose }: { onClose: () => void }) {
  const mayDelete = useMay("admin");
  const { data, error, refetch } = useRetention(true);
  const { prune } = useDeeds();
  const onSuccess = () => {
    notifications.show({ message: words.applied });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={words.previewTitle} closeButtonProps={{ "aria-label": common.close }}>
      {!data ? (
        error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />
      ) : (
        <Stack gap="sm">
          <Text>
            {data.delete.length === 0
              ? words.previewNone
              : words.previewText(backups.backupsOf(count(data.delete.length)), bytes(data.freed_bytes))}{" "}
            {words.previewKeeps(backups.backupsOf(count(data.keep.length)))}
          </Text>
          <List size="sm">
            {data.delete.map(({ id, started_at: at }) => (
              <List.Item key={id}>{backups.history.of(dateTime(at))}</List.Item>
            ))}
          </List>
          {prune.error && (
            <Alert role="alert" color="red">
              {sentence(prune.error)}
            </Alert>
          )}
          {mayDelete && data.delete.length > 0 && (
            <Group justify="flex-end">
              <Button color="red.9" loading={prune.isPending} onClick={() => prune.mutate(undefined, { onSuccess })}>
                {words.apply}
              </Button>
            </Group>
          )}
        </Stack>
      )}
    </Modal>
  );
}
