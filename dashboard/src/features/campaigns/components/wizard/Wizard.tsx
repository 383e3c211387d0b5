/** The frame of the wizard: its steps, the name, what is saved, and going on and back. */

import { Alert, Anchor, Button, Group, Loader, Paper, Stack, Stepper, Text, TextInput } from "@mantine/core";
import { IconAlertTriangle, IconArrowLeft, IconArrowRight, IconCheck } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { Link, useSearchParams } from "react-router";

import { sentence } from "@/api/problem";
import { LeaveModal } from "@/components/LeaveModal";
import { Page } from "@/components/Page";
import { Loading } from "@/components/states";
import { useLeaveGuard } from "@/components/useLeaveGuard";
import { useMay } from "@/session/tenant";
import { campaigns as words, common } from "@/words";

import type { Campaign, Patch } from "../../queries";
import { faultsOf, readStep, type Step, STEPS } from "../../steps";
import { type SaveState, useAutosave } from "../../useAutosave";
import { AudienceStep } from "./AudienceStep";
import classes from "./wizard.module.css";

// Loaded when people come to them: the first step is shown sooner.
const MessageStep = lazy(async () => ({ default: (await import("./MessageStep")).MessageStep }));
const ScheduleStep = lazy(async () => ({ default: (await import("./ScheduleStep")).ScheduleStep }));
const ReviewStep = lazy(async () => ({ default: (await import("./ReviewStep")).ReviewStep }));

export type Drafted = Pick<
  Campaign,
  "name" | "channels" | "audience" | "content" | "marketing" | "timing" | "failure_threshold"
>;

export interface StepProps {
  id: string;
  draft: Drafted;
  /** The workspace's time zone. */
  zone: string;
  /** What the API has found wrong in this step, by its pointer. */
  faultAt: (pointer: string) => string | undefined;
  change: (changed: Patch) => void;
  /** Saves the last change now; rejects if it was refused. */
  flush: () => Promise<void>;
}

export function Wizard({ campaign, zone }: { campaign: Campaign; zone: string }) {
  const [search, setSearch] = useSearchParams();
  const step = readStep(search);
  const [draft, setDraft] = useState<Drafted>(campaign);
  const [status, setStatus] = useState(campaign.status);
  if (campaign.status !== status) {
    // Launched meanwhile, perhaps by somebody else: what counts is what was launched.
    setStatus(campaign.status);
    setDraft(campaign);
  }
  const saving = useAutosave(campaign.id);
  const guard = useLeaveGuard(saving.state === "failed");
  const mayPrepare = useMay("agent");
  const faults = saving.error?.faults ?? [];
  const change = (changed: Patch) => {
    setDraft((before) => ({ ...before, ...(changed as Partial<Drafted>) }));
    saving.change(changed);
  };
  const go = (next: Step) => {
    // A refusal is told above all steps.
    saving.flush().catch(() => undefined);
    setSearch({ step: next });
    scrollTo({ top: 0 });
  };
  const at = STEPS.indexOf(step);
  const part: StepProps = {
    id: campaign.id,
    draft,
    zone,
    change,
    flush: saving.flush,
    faultAt: (pointer) => faultsOf(faults, step).find((fault) => fault.pointer.startsWith(pointer))?.detail,
  };
  const isLaunched = status !== "draft";
  return (
    <Page title={draft.name} actions={<Saved state={saving.state} />}>
      <Stack gap="md">
        <Anchor component={Link} to="/campaigns" size="sm" className={classes.back}>
          <IconArrowLeft size={16} aria-hidden /> {words.wizard.allCampaigns}
        </Anchor>
        {isLaunched && (
          <Alert variant="light" color="blue">
            {words.wizard.launched}{" "}
            <Anchor component={Link} to={`/campaigns/${campaign.id}`} inherit>
              {words.wizard.toCampaign}
            </Anchor>
          </Alert>
        )}
        {saving.error && (
          <Alert role="alert" color="red" variant="light" title={words.wizard.saveFailed} icon={<IconAlertTriangle aria-hidden />}>
            {sentence(saving.error)}
          </Alert>
        )}
        <TextInput
          label={words.wizard.name}
          maxLength={120}
          readOnly={!mayPrepare}
          value={draft.name}
          error={part.faultAt("/name")}
          onChange={(event) => {
            const name = event.currentTarget.value;
            if (name.trim()) change({ name });
            else setDraft((before) => ({ ...before, name }));
          }}
        />
        <Stepper
          active={at}
          onStepClick={(place) => go(STEPS[place] ?? "audience")}
          size="sm"
          aria-label={words.wizard.label}
          classNames={{ steps: classes.steps, stepDescription: classes.hint, separator: classes.separator }}
        >
          {STEPS.map((one) => (
            <Stepper.Step
              key={one}
              label={words.wizard.steps[one]}
              description={words.wizard.stepHints[one]}
              color={faultsOf(faults, one).length > 0 ? "red" : undefined}
              aria-current={one === step ? "step" : undefined}
            />
          ))}
        </Stepper>
        {/* A form for its looks only: nothing is submitted, every change is saved. Steps begin anew where it was launched. */}
        <fieldset className={classes.fields} disabled={!mayPrepare || (isLaunched && (step === "audience" || step === "message"))}>
          {step === "audience" && <AudienceStep key={status} {...part} />}
          <Suspense fallback={<Loading />}>
            {step === "message" && <MessageStep key={status} {...part} />}
            {step === "schedule" && <ScheduleStep key={status} {...part} hasStarted={isLaunched && status !== "scheduled"} />}
            {step === "review" && <ReviewStep {...part} campaign={campaign} go={go} />}
          </Suspense>
        </fieldset>
        <Group justify="space-between">
          {at > 0 ? (
            <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={() => go(STEPS[at - 1] ?? "audience")}>
              {words.wizard.back}
            </Button>
          ) : (
            <span />
          )}
          {at < STEPS.length - 1 && (
            <Button rightSection={<IconArrowRight size={16} aria-hidden />} onClick={() => go(STEPS[at + 1] ?? "review")}>
              {words.wizard.next}
            </Button>
          )}
        </Group>
      </Stack>
      <LeaveModal guard={guard} text={words.wizard.leaveText} />
    </Page>
  );
}

function Saved({ state }: { state: SaveState }) {
  const { saved, saving, unsaved } = words.wizard;
  const text = { saved, waiting: saving, saving, failed: unsaved, refused: unsaved };
  const isBad = state === "failed" || state === "refused";
  return (
    <Group gap={6} role="status">
      {state === "saved" && <IconCheck size={16} aria-hidden />}
      {(state === "saving" || state === "waiting") && <Loader size={14} aria-label={common.loading} />}
      <Text size="sm" c={isBad ? "var(--mantine-color-error)" : "dimmed"}>
        {text[state]}
      </Text>
    </Group>
  );
}

/** A step's own card. */
export function Card({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Paper withBorder p="lg" component="section" aria-label={label}>
      <Text component="h2" size="lg" fw={650} mb="md">
        {label}
      </Text>
      <Stack gap="md">{children}</Stack>
    </Paper>
  );
}
