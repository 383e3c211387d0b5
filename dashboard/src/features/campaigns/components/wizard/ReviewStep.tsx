/** The dry run: who gets a message and who does not, what it costs, when it ends; and the launch. */

import { Alert, Button, Group, Input, List, Loader, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconRefresh } from "@tabler/icons-react";
import { useEffect, useRef } from "react";

import { ApiError, sentence } from "@/api/problem";
import { count, dateTime } from "@/components/format";
import { campaigns } from "@/words";

import { type Campaign, useDryRun } from "../../queries";
import { faultsOf, type Step, STEPS } from "../../steps";
import { DryRunView } from "./DryRunView";
import { LaunchButton } from "./LaunchButton";
import { Card, type StepProps } from "./Wizard";

const words = campaigns.review;

interface ReviewStepProps extends StepProps {
  campaign: Campaign;
  go: (step: Step) => void;
}

export function ReviewStep({ campaign, zone, flush, go }: ReviewStepProps) {
  const run = useDryRun(campaign.id, flush);
  const { mutate } = run;
  const found = campaign.dry_run;
  const isOutdated = Boolean(found?.ran_at && campaign.updated_at && found.ran_at < campaign.updated_at);
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || campaign.status !== "draft") return;
    begun.current = true;
    mutate();
  }, [campaign.status, mutate]);
  const faults = run.error instanceof ApiError ? run.error.faults : [];
  return (
    <Card label={words.title}>
      {run.isError && faults.length === 0 && (
        <Alert role="alert" color="red" variant="light" title={words.failedTitle} icon={<IconAlertTriangle aria-hidden />}>
          {sentence(run.error)}
        </Alert>
      )}
      {faults.length > 0 && (
        <Alert role="alert" color="orange" variant="light" title={words.faultsTitle} icon={<IconAlertTriangle aria-hidden />}>
          <Stack gap="sm">
            {STEPS.filter((step) => faultsOf(faults, step).length > 0).map((step) => (
              <div key={step}>
                <Text size="sm" fw={600}>
                  {words.faultIn(campaigns.wizard.steps[step])}
                </Text>
                <List size="sm">
                  {faultsOf(faults, step).map(({ pointer, detail }) => (
                    <List.Item key={pointer + detail}>{upper(detail)}</List.Item>
                  ))}
                </List>
                {step !== "review" && (
                  <Button size="compact-sm" variant="default" mt={4} onClick={() => go(step)}>
                    {words.fix(campaigns.wizard.steps[step])}
                  </Button>
                )}
              </div>
            ))}
          </Stack>
        </Alert>
      )}
      {run.isPending && (
        <Group gap="xs" role="status">
          <Loader size="sm" />
          <Text size="sm">{words.running}</Text>
        </Group>
      )}
      {found && !run.isPending && !run.isError && (
        <>
          {isOutdated && <Input.Error>{words.outdated}</Input.Error>}
          <DryRunView run={found} zone={zone} />
        </>
      )}
      <Group justify="space-between">
        <Group gap="sm">
          <Button
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            loading={run.isPending}
            onClick={() => mutate()}
          >
            {words.run}
          </Button>
          {found?.ran_at && !run.isPending && (
            <Text size="sm" c="dimmed">
              {found.complete ? words.ran(dateTime(found.ran_at, zone)) : words.looked(count(found.looked_at ?? 0))}
            </Text>
          )}
        </Group>
        <LaunchButton
          campaign={campaign}
          zone={zone}
          isReady={run.isSuccess && !isOutdated && (found?.sendable ?? 0) > 0}
          flush={flush}
        />
      </Group>
    </Card>
  );
}

function upper(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
