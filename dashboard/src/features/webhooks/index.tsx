/** The page of the webhooks. */

import { Anchor, Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconWebhook } from "@tabler/icons-react";

import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { ForAdmins } from "@/features/settings/components/ForAdmins";
import { SettingsTabs } from "@/features/settings/components/SettingsTabs";
import { useMay } from "@/session/tenant";
import { webhooks as words } from "@/words";

import { AddModal } from "./components/HookForm";
import { HookRow } from "./components/HookRow";
import { useWebhooks } from "./queries";

const MOST = 10;
const STANDARD = "https://www.standardwebhooks.com";

export function Component() {
  const may = useMay("admin");
  const [isAdding, { open, close }] = useDisclosure(false);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        may && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
            {words.add}
          </Button>
        )
      }
    >
      <SettingsTabs />
      <ForAdmins>
        <Hooks />
      </ForAdmins>
      {isAdding && <AddModal onClose={close} />}
    </Page>
  );
}

function Hooks() {
  const { data, error, refetch } = useWebhooks();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {data.length >= MOST && `${words.full} `}
        <Anchor href={STANDARD} target="_blank" rel="noreferrer" underline="always" inherit>
          {words.docs}
        </Anchor>
      </Text>
      {data.length === 0 && (
        <EmptyState icon={IconWebhook} title={words.none}>
          {words.noneText}
        </EmptyState>
      )}
      {data.map((hook) => (
        <HookRow key={hook.id} hook={hook} />
      ))}
    </Stack>
  );
}
