/** The editor: what people decide about an agent on one side, and a conversation to try it in on the other. */

import { Alert, Anchor, Badge, Box, Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconArrowLeft, IconDeviceFloppy } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";

import { ApiError, sentence } from "@/api/problem";
import { LeaveModal } from "@/components/LeaveModal";
import { Page } from "@/components/Page";
import { useLeaveGuard } from "@/components/useLeaveGuard";
import { useMay } from "@/session/tenant";
import { agents as words } from "@/words";

import { type Agent, type Draft, faultsOf } from "../../draft";
import { useChange, useCreate } from "../../queries";
import { useDraft } from "../../useDraft";
import { Abilities } from "./Abilities";
import { Basics } from "./Basics";
import classes from "./editor.module.css";
import { HandOver } from "./HandOver";
import { Model } from "./Model";
import { TryChat } from "./TryChat";
import { Where } from "./Where";

/** What every part of the form gets. */
export interface PartProps {
  draft: Draft;
  readOnly: boolean;
  /** What is wrong at a JSON pointer, or below it. */
  faultAt: (pointer: string) => string | undefined;
  change: (changed: Partial<Draft>) => void;
}

const MENDED = { ...words.where, needName: words.basics.needName };

export function Editor({ agent }: { agent: Agent | null }) {
  const mayChange = useMay("admin");
  const mayTry = useMay("agent");
  const navigate = useNavigate();
  const { draft, changes, isChanged, isRestored, key, change, reset, settle } = useDraft(agent);
  const create = useCreate();
  const save = useChange(agent?.id ?? "");
  const [shown, setShown] = useState<"edit" | "try">("edit");
  const [isAsked, setAsked] = useState(false);
  const guard = useLeaveGuard(isChanged && mayChange && !create.isSuccess);
  const isPending = create.isPending || save.isPending;
  const own = faultsOf(draft, MENDED);
  const faultAt = faultFinder(isAsked || agent ? own : {}, create.error ?? save.error);
  const onError = (error: unknown) => notifications.show({ color: "red", title: words.failed, message: sentence(error) });
  const submit = () => {
    setAsked(true);
    if (Object.keys(own).length > 0) {
      setShown("edit");
      return;
    }
    if (agent) {
      save.mutate(changes, {
        onSuccess: () => {
          settle(draft);
          notifications.show({ color: "green", message: words.editor.saved });
        },
        onError,
      });
      return;
    }
    create.mutate(
      { draft, key },
      {
        onSuccess: ({ id }) => {
          reset();
          notifications.show({ color: "green", message: words.editor.created });
          void navigate(`/agents/${id}`, { replace: true });
        },
        onError,
      },
    );
  };
  const part: PartProps = { draft, readOnly: !mayChange, faultAt, change };
  return (
    <Page
      title={agent ? agent.name : words.editor.newTitle}
      actions={
        <Group gap="xs">
          {isChanged && mayChange && <Badge variant="default">{words.editor.unsaved}</Badge>}
          {mayChange && (
            <Button
              leftSection={<IconDeviceFloppy size={18} aria-hidden />}
              disabled={agent !== null && !isChanged}
              loading={isPending}
              onClick={submit}
            >
              {agent ? words.editor.save : words.editor.create}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="md">
        <Anchor component={Link} to="/agents" size="sm" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden /> {words.editor.back}
        </Anchor>
        {!mayChange && <Alert variant="light">{mayTry ? words.editor.viewer : words.editor.lookOnly}</Alert>}
        {isRestored && mayChange && (
          <Alert variant="light" color="blue" role="status">
            <Group justify="space-between">
              {words.editor.restored}
              <Button size="compact-sm" variant="default" onClick={reset}>
                {words.editor.discard}
              </Button>
            </Group>
          </Alert>
        )}
        {mayTry && (
          <SegmentedControl
            hiddenFrom="md"
            fullWidth
            aria-label={words.tabs.label}
            value={shown}
            onChange={(value) => setShown(value)}
            data={[
              { value: "edit", label: words.editor.edit },
              { value: "try", label: words.editor.tryIt },
            ]}
          />
        )}
        <div className={classes.columns} data-shown={shown}>
          <Box className={classes.parts}>
            {/* A fieldset takes the keyboard from all its fields at once. */}
            <fieldset className={classes.fields} disabled={!mayChange || create.isPending} aria-label={words.editor.edit}>
              <Stack gap="md">
                <Basics {...part} />
                <Where {...part} agentId={agent?.id ?? null} />
                <HandOver {...part} />
                <Abilities {...part} />
                <Model {...part} />
              </Stack>
            </fieldset>
          </Box>
          {mayTry && (
            <Box className={classes.try}>
              <TryChat agentId={agent?.id ?? null} name={draft.name} changes={changes} isFaulty={Object.keys(own).length > 0} />
            </Box>
          )}
        </div>
      </Stack>
      <LeaveModal guard={guard} />
    </Page>
  );
}

/** Finds what is wrong, whoever said it: this page, or the API that took nothing of it. */
function faultFinder(own: Record<string, string>, error: unknown): PartProps["faultAt"] {
  const refused = error instanceof ApiError ? error.faults : [];
  return (pointer) =>
    own[pointer] ?? refused.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.detail;
}
