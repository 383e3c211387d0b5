/** One template of the list. */

import { Anchor, Badge, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useInViewport } from "@mantine/hooks";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { templates as words } from "@/words";

import type { Template } from "../draft";
import { languageName } from "../languages";
import { useUses } from "../queries";
import { accountName, accountsOf, ApprovalBadge } from "./ApprovalBadge";
import { RowMenu } from "./RowMenu";

interface TemplateRowProps {
  template: Template;
  channels: readonly Schemas["ChannelView"][];
  mayChange: boolean;
}

export function TemplateRow({ template, channels, mayChange }: TemplateRowProps) {
  const { id, name, language, category, body, version, approvals } = template;
  const isOne = accountsOf(channels).length <= 1;
  const submitted = Object.entries(approvals);
  return (
    <Paper withBorder p="md" component="article" aria-label={`${name} (${language})`}>
      <Group align="flex-start" wrap="nowrap" gap="md">
        <Stack gap={6} style={{ flex: 1, minWidth: 0 }}>
          <Group gap="xs" align="baseline">
            <Title order={2} size="h5" style={{ overflowWrap: "anywhere" }}>
              <Anchor component={Link} to={`/templates/${id}`} inherit>
                {name}
              </Anchor>
            </Title>
            <Text size="sm" c="dimmed">
              {languageName(language)} · {words.categories[category]}
            </Text>
          </Group>
          <Text size="sm" lineClamp={2} style={{ overflowWrap: "anywhere" }}>
            {body}
          </Text>
          <Group gap={6} align="center">
            {submitted.length === 0 && (
              <Badge variant="default">{words.approval.none}</Badge>
            )}
            {submitted.map(([account, approval]) => (
              <ApprovalBadge
                key={account}
                approval={approval}
                version={version}
                account={isOne ? undefined : accountName(account, channels)}
              />
            ))}
            <UsedBy id={id} />
          </Group>
        </Stack>
        <RowMenu template={template} mayChange={mayChange} />
      </Group>
    </Paper>
  );
}

function UsedBy({ id }: { id: string }) {
  const { ref, inViewport } = useInViewport<HTMLParagraphElement>();
  const { data } = useUses(id, inViewport);
  return (
    <Text ref={ref} size="sm" c="dimmed">
      {data && (data.length > 0 ? words.usedBy(data.length) : words.usedByNone)}
    </Text>
  );
}
