/** The editor: the parts on one side, the phone on the other, and below them what WhatsApp says. */

import { Alert, Anchor, Badge, Box, Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconArrowLeft, IconDeviceFloppy } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate } from "react-router";

import { ApiError, type Fault, sentence } from "@/api/problem";
import { LeaveModal } from "@/components/LeaveModal";
import { Page } from "@/components/Page";
import { useLeaveGuard } from "@/components/useLeaveGuard";
import { useMay } from "@/session/tenant";
import { templates as words } from "@/words";

import { cleaned, type Draft, draftOf } from "../draft";
import { type TemplateDetail, usePreview, useSave } from "../queries";
import { useDraft } from "../useDraft";
import { Approvals } from "./Approvals";
import classes from "./editor.module.css";
import { Parts } from "./Parts";
import { PreviewPane } from "./PreviewPane";
import { RowMenu } from "./RowMenu";
import { Uses } from "./Uses";
import { Versions } from "./Versions";

const TYPING_MS = 400;

interface EditorProps {
  /** What tells this draft from others. */
  place: string;
  saved: Draft;
  /** What a new template begins with. */
  begun?: Draft;
  /** Null for a new one. */
  template: TemplateDetail | null;
}

export function Editor({ place, saved, begun, template }: EditorProps) {
  const mayChange = useMay("admin");
  const navigate = useNavigate();
  const drafting = useDraft(place, saved, template?.version ?? null);
  const { draft, version, key, isChanged, isRestored, change, reset, settle, rebase } = drafting;
  useBegin(begun, isRestored, change);
  const save = useSave(template?.id);
  const [shown, setShown] = useState<"edit" | "preview">("edit");
  const [isTried, setTried] = useState(false);
  const [looked] = useDebouncedValue(draft, TYPING_MS);
  // A preview takes the role of an agent; a viewer sees what is saved.
  const mayLook = useMay("agent");
  const preview = usePreview(looked, mayLook);
  const guard = useLeaveGuard(isChanged && mayChange && !save.isSuccess);
  const found = preview.data ? stillTrue(preview.data.faults, preview.data.of, draft) : template?.faults;
  const faults = allFaults(draft, found, preview.error, save.error);
  const submit = () => {
    setTried(true);
    if (!draft.name.trim()) return;
    save.mutate(
      { draft, version, key },
      {
        onSuccess: (kept) => {
          notifications.show({ color: "green", message: words.saved });
          if (template) {
            settle(draftOf(kept), kept.version, draft);
            save.reset();
          } else {
            reset(draftOf(kept), null);
            void navigate(`/templates/${kept.id}`, { replace: true });
          }
        },
        onError: (error) => {
          if (!hasRaced(error)) notifications.show({ color: "red", title: words.failed, message: sentence(error) });
        },
      },
    );
  };
  return (
    <Page
      title={template ? template.name : words.editor.newTitle}
      actions={
        <Group gap="xs">
          {isChanged && mayChange && <Badge variant="default">{words.editor.unsaved}</Badge>}
          {template && <RowMenu template={template} mayChange={mayChange} afterDelete="/templates" />}
          {mayChange && (
            <Button
              leftSection={<IconDeviceFloppy size={18} aria-hidden />}
              disabled={template !== null && !isChanged}
              loading={save.isPending}
              onClick={submit}
            >
              {template ? words.editor.save : words.editor.create}
            </Button>
          )}
        </Group>
      }
    >
      <Stack gap="md">
        <Anchor component={Link} to="/templates" size="sm" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden /> {words.editor.back}
        </Anchor>
        {!mayChange && <Alert variant="light">{words.editor.viewer}</Alert>}
        {isRestored && (
          <Alert variant="light" color="blue" role="status">
            <Group justify="space-between">
              {words.editor.restored}
              <Button size="compact-sm" variant="default" onClick={() => reset(saved, template?.version ?? null)}>
                {words.editor.discard}
              </Button>
            </Group>
          </Alert>
        )}
        {template && (hasRaced(save.error) || (version !== null && version < template.version)) && (
          <Alert variant="light" color="orange" role="alert">
            <Group justify="space-between">
              {words.editor.raced}
              <Group gap="xs">
                <Button size="compact-sm" variant="default" onClick={() => reset(saved, template.version)}>
                  {words.editor.loadTheirs}
                </Button>
                <Button
                  size="compact-sm"
                  onClick={() => {
                    rebase(saved, null);
                    save.reset();
                  }}
                >
                  {words.editor.overwrite}
                </Button>
              </Group>
            </Group>
          </Alert>
        )}
        <SegmentedControl
          hiddenFrom="md"
          fullWidth
          aria-label={words.title}
          value={shown}
          onChange={(value) => setShown(value)}
          data={[
            { value: "edit", label: words.editor.edit },
            { value: "preview", label: words.editor.preview },
          ]}
        />
        <div className={classes.columns} data-shown={shown}>
          <Box className={classes.parts}>
            <Parts
              draft={draft}
              faults={faults}
              isNew={template === null}
              showAll={isTried || template !== null}
              readOnly={!mayChange || (template === null && save.isPending)}
              onChange={change}
            />
          </Box>
          <Box className={classes.preview}>
            <PreviewPane draft={draft} preview={preview.data} isChecking={preview.isFetching} faults={faults} />
          </Box>
        </div>
        {template && (
          <>
            <Approvals template={template} isChanged={isChanged} mayChange={mayChange} />
            <Versions
              template={template}
              mayChange={mayChange}
              onRestore={change}
            />
            <Uses id={template.id} />
          </>
        )}
      </Stack>
      <LeaveModal guard={guard} />
    </Page>
  );
}

/** Begins a copy with what it was made of, unless changes to it came back. */
function useBegin(begun: Draft | undefined, isRestored: boolean, change: (changed: Partial<Draft>) => void) {
  const done = useRef(false);
  useEffect(() => {
    if (done.current || !begun) return;
    done.current = true;
    if (!isRestored) change(begun);
  }, [begun, isRestored, change]);
}

function hasRaced(error: unknown): boolean {
  return error instanceof ApiError && error.status === 409 && error.code !== "already_exists";
}

/** Of what the API found in a draft, that which is not being changed right now. */
function stillTrue(faults: readonly Fault[], of: Draft, draft: Draft): Fault[] {
  const now = cleaned(draft);
  return faults.filter(({ pointer }) => {
    const field = pointer.split("/")[1] as keyof Draft;
    return JSON.stringify(now[field]) === JSON.stringify(of[field]);
  });
}

/** What is wrong, whoever found it: WhatsApp's rules, or the API that took nothing of it. */
function allFaults(draft: Draft, found: readonly Fault[] | undefined, ...errors: unknown[]): Fault[] {
  const refused = errors.flatMap((error) => (error instanceof ApiError ? error.faults : []));
  const unnamed = draft.name.trim() ? [] : [{ pointer: "/name", detail: words.editor.needName }];
  const rest = refused.map(({ pointer, detail }) => ({ pointer: pointer.replace(/^\/template(?=\/)/, ""), detail }));
  return [...unnamed, ...(found ?? []), ...rest];
}
