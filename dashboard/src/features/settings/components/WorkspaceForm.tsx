/** The workspace's name, time zone and language; what was changed is kept in this browser until it is saved. */

import { Alert, Anchor, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { useMemo } from "react";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { fieldErrors, sentence } from "@/api/problem";
import { LeaveModal } from "@/components/LeaveModal";
import { useLeaveGuard } from "@/components/useLeaveGuard";
import { useUser } from "@/session/session";
import { common, settings } from "@/words";

import { changesOf, FIELDS, languagesOf, type Wanted, zoneOptions } from "../draft";
import { useChangeWorkspace } from "../queries";

const words = settings.form;

export function WorkspaceForm({ workspace }: { workspace: Schemas["WorkspaceView"] }) {
  const { uid } = useUser();
  const [kept, setKept, forget] = useLocalStorage<Partial<Wanted>>({
    key: `whatsdex.workspace.${workspace.id}.${uid}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const save = useChangeWorkspace();
  const wanted: Wanted = { name: workspace.name, time_zone: workspace.time_zone, language: workspace.language, ...kept };
  const changes = changesOf(wanted, workspace);
  const isChanged = Object.keys(changes).length > 0;
  const guard = useLeaveGuard(isChanged);
  const zones = useMemo(() => zoneOptions(workspace.time_zone), [workspace.time_zone]);
  const languages = useMemo(() => languagesOf(workspace.language), [workspace.language]);
  const refused = fieldErrors(save.error, FIELDS);
  const faults = wanted.name.trim() ? refused : { ...refused, name: words.needName };
  const change = (more: Partial<Wanted>) => {
    // What the API said was about what stood here before.
    save.reset();
    setKept({ ...kept, ...more });
  };
  const submit = () =>
    save.mutate(changes, {
      onSuccess: () => {
        forget();
        notifications.show({ color: "green", message: words.saved });
      },
    });
  return (
    <form
      aria-label={words.label}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && wanted.name.trim()) submit();
      }}
    >
      <Stack gap="sm">
        {save.error && Object.keys(refused).length === 0 && (
          <Alert role="alert" color="red" variant="light">
            {sentence(save.error)}
          </Alert>
        )}
        <TextInput
          label={settings.name}
          autoComplete="organization"
          maxLength={80}
          error={faults.name}
          value={wanted.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label={settings.timeZone}
          description={words.zoneHint}
          data={zones}
          searchable
          allowDeselect={false}
          limit={50}
          error={faults.time_zone}
          value={wanted.time_zone}
          onChange={(zone) => zone && change({ time_zone: zone })}
        />
        {changes.time_zone && (
          <Alert variant="light" role="status">
            {words.zoneMoves}{" "}
            <Anchor component={Link} to="/usage/recount" underline="always" inherit>
              {words.zoneRecount}
            </Anchor>{" "}
            {words.zoneRest}
          </Alert>
        )}
        <Select
          label={settings.language}
          description={words.languageHint}
          data={languages}
          searchable
          allowDeselect={false}
          error={faults.language}
          value={wanted.language}
          onChange={(language) => language && change({ language })}
        />
        <Group gap="sm">
          <Button type="submit" disabled={!isChanged} loading={save.isPending}>
            {common.save}
          </Button>
          {isChanged && (
            <Button
              variant="default"
              onClick={() => {
                save.reset();
                forget();
              }}
            >
              {words.discard}
            </Button>
          )}
        </Group>
      </Stack>
      <LeaveModal guard={guard} />
    </form>
  );
}
