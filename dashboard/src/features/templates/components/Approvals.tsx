/** What WhatsApp says about the template in each account, and submitting it there. */

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconSend2 } from "@tabler/icons-react";

import type { Schemas } from "@/api/client";
import { sentence } from "@/api/problem";
import { dateTime } from "@/components/format";
import { Section } from "@/components/Section";
import { templates as words } from "@/words";

import { type TemplateDetail, useChannels, useSubmit } from "../queries";
import { accountName, accountsOf, type Approval, ApprovalBadge } from "./ApprovalBadge";

interface ApprovalsProps {
  template: TemplateDetail;
  isChanged: boolean;
  mayChange: boolean;
}

export function Approvals({ template, isChanged, mayChange }: ApprovalsProps) {
  const { data: channels = [], isSuccess } = useChannels();
  const accounts = accountsOf(channels);
  const known = accounts.map(({ id }) => id);
  const former = Object.keys(template.approvals).filter((id) => !known.includes(id));
  return (
    <Section title={words.detail.approval}>
      {isSuccess && accounts.length + former.length === 0 && <Text size="sm">{words.detail.approvalNone}</Text>}
      {accounts.map(({ id, channelId }) => (
        <Account
          key={id}
          name={accountName(id, channels)}
          approval={template.approvals[id]}
          template={template}
          channelId={mayChange ? channelId : null}
          isChanged={isChanged}
        />
      ))}
      {former.map((id) => (
        <Account key={id} name={words.detail.account(id)} approval={template.approvals[id]} template={template} channelId={null} isChanged={isChanged} />
      ))}
    </Section>
  );
}

interface AccountProps {
  name: string;
  approval: Schemas["Approval"] | undefined;
  template: TemplateDetail;
  /** A channel to submit through; null where that cannot be. */
  channelId: string | null;
  isChanged: boolean;
}

function Account({ name, approval, template, channelId, isChanged }: AccountProps) {
  const submit = useSubmit(template.id, template.version);
  const hasNewest = approval?.submitted_version === template.version && !approval.differs;
  const isWaiting = approval !== undefined && ["pending", "in_appeal"].includes(approval.status ?? "");
  const why = isChanged ? words.detail.submitUnsaved : template.faults.length > 0 ? words.detail.submitFaults : "";
  const send = (channel: string) =>
    submit.mutate(channel, {
      onSuccess: () => notifications.show({ color: "green", message: words.detail.submitted }),
      onError: (error) => notifications.show({ color: "red", title: words.failed, message: sentence(error) }),
    });
  return (
    <Paper withBorder p="sm" role="group" aria-label={name}>
      <Group justify="space-between" gap="sm">
        <Stack gap={4} style={{ flex: "1 1 14rem", minWidth: 0 }}>
          <Text size="sm" fw={600} style={{ overflowWrap: "anywhere" }}>
            {name}
          </Text>
          <Group gap={6}>
            {approval ? (
              <ApprovalBadge approval={approval} version={template.version} />
            ) : (
              <Text size="sm">{words.approval.none}</Text>
            )}
          </Group>
          {approval && <Story approval={approval} template={template} />}
        </Stack>
        {channelId && (!hasNewest || approval.status === "rejected") && (
          <Stack gap={4} align="flex-end">
            <Button
              size="xs"
              leftSection={<IconSend2 size={16} aria-hidden />}
              disabled={why !== "" || isWaiting}
              loading={submit.isPending}
              onClick={() => send(channelId)}
            >
              {approval ? words.detail.resubmit : words.detail.submit}
            </Button>
            {why && (
              <Text size="sm" c="dimmed">
                {why}
              </Text>
            )}
          </Stack>
        )}
      </Group>
    </Paper>
  );
}

function Story({ approval, template }: { approval: Approval; template: TemplateDetail }) {
  const { reason, status_at: since, submitted_version: version, category } = approval;
  const facts = [version ? words.detail.version(version) : "", since ? words.detail.since(dateTime(since)) : ""];
  return (
    <>
      <Text size="sm" c="dimmed">
        {facts.filter(Boolean).join(" · ")}
      </Text>
      {reason && <Text size="sm">{reason}</Text>}
      {category && category !== template.category && (
        <Text size="sm">{words.detail.categoryMoved(words.categories[category])}</Text>
      )}
    </>
  );
}
