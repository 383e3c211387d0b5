/** The page of the API keys. */

import { Anchor, Badge, Button, Group, Paper, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useState } from "react";

import { newKey } from "@/api/client";
import { count, dateTime } from "@/components/format";
import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { useNow } from "@/components/useNow";
import { AskModal } from "@/features/jobs/components/AskModal";
import { isAtLeast } from "@/session/roles";
import { useMay, useRole } from "@/session/tenant";
import { apiKeys as words, common } from "@/words";

import { ForAdmins } from "./components/ForAdmins";
import { MakeKeyModal, RotateModal } from "./components/KeyModals";
import { SettingsTabs } from "./components/SettingsTabs";
import { type Key, useKeys, useRevokeKey } from "./keyQueries";
import { useWorkspace } from "./queries";

export function Component() {
  const may = useMay("admin");
  const [isMaking, { open, close }] = useDisclosure(false);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        may && (
          <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={open}>
            {words.make}
          </Button>
        )
      }
    >
      <SettingsTabs />
      <ForAdmins>
        <Keys />
      </ForAdmins>
      {isMaking && <MakeKeyModal onClose={close} />}
    </Page>
  );
}

function Keys() {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useKeys();
  const { data: workspace } = useWorkspace();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const shown = data.pages.flatMap(({ items }) => items);
  const sorted = [...shown].sort((a, b) => Number(a.revoked_at !== null) - Number(b.revoked_at !== null) || a.name.localeCompare(b.name));
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {workspace && words.limit(count(workspace.limits.api_calls_a_minute))}{" "}
        <Anchor href="/api/docs" target="_blank" underline="always" inherit>
          {words.docs}
        </Anchor>
      </Text>
      {sorted.length === 0 && (
        <EmptyState icon={IconKey} title={words.none}>
          {words.noneText}
        </EmptyState>
      )}
      {sorted.map((key) => (
        <KeyRow key={key.id} apiKey={key} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()} style={{ alignSelf: "center" }}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}

function KeyRow({ apiKey }: { apiKey: Key }) {
  const own = useRole();
  const now = useNow(60_000).getTime();
  const { name, role, ending, created_at: at, created_by_name: by, last_used_at: used, expires_at: until, old_until: old, revoked_at: revoked } = apiKey;
  const hasExpired = until !== null && new Date(until).getTime() <= now;
  const state = revoked ? "revoked" : hasExpired ? "expired" : "works";
  const facts = [
    ending && words.ends(ending),
    at && by && words.by(by, dateTime(at)),
    used ? words.used(dateTime(used)) : words.unused,
    until && (hasExpired ? words.hasExpired(dateTime(until)) : words.until(dateTime(until))),
    old && !revoked && new Date(old).getTime() > now && words.oldUntil(dateTime(old)),
    revoked && words.revokedAt(dateTime(revoked)),
  ];
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Group gap="sm" justify="space-between">
        <div style={{ flex: "1 1 16rem", minWidth: 0, overflowWrap: "anywhere" }}>
          <Group gap="xs">
            <Text fw={500}>{name}</Text>
            <Badge variant="default">{common.roles[role]}</Badge>
            {state !== "works" && <Badge color="gray">{words.states[state]}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {facts.filter(Boolean).join(", ")}
          </Text>
        </div>
        {!revoked && isAtLeast(own, role) && <Deeds apiKey={apiKey} />}
      </Group>
    </Paper>
  );
}

function Deeds({ apiKey }: { apiKey: Key }) {
  const [asking, setAsking] = useState<"rotate" | "revoke" | null>(null);
  const revoke = useRevokeKey(apiKey.id);
  const [request, setRequest] = useState(newKey);
  const close = () => setAsking(null);
  const shown = () => {
    setRequest(newKey());
    close();
  };
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" aria-label={words.rotateOf(apiKey.name)} onClick={() => setAsking("rotate")}>
        {words.rotate}
      </Button>
      <Button size="xs" variant="default" aria-label={words.revokeOf(apiKey.name)} onClick={() => setAsking("revoke")}>
        {words.revoke}
      </Button>
      {asking === "rotate" && <RotateModal apiKey={apiKey} request={request} onShown={shown} onClose={close} />}
      {asking === "revoke" && (
        <AskModal
          title={words.revokeTitle(apiKey.name)}
          text={words.revokeText}
          yes={words.revoke}
          isBusy={revoke.isPending}
          error={revoke.error}
          onYes={() => revoke.mutate(undefined, { onSuccess: close })}
          onClose={close}
        />
      )}
    </Group>
  );
}
