/** Compares the templates with those at WhatsApp, and tells what came of it for each account. */

import { Alert, Button, List, Modal, Stack, Text } from "@mantine/core";
import { useEffect, useRef } from "react";

import type { Schemas } from "@/api/client";
import { ErrorState, Loading } from "@/components/states";
import { common, templates as words } from "@/words";

import { useChannels, useSync } from "../queries";
import { accountName } from "./ApprovalBadge";

export function SyncModal({ onClose }: { onClose: () => void }) {
  const sync = useSync();
  const { data: channels = [] } = useChannels();
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    sync.mutate();
  }, [sync]);
  return (
    <Modal opened onClose={onClose} title={words.syncing.title} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        {sync.isError ? (
          <ErrorState error={sync.error} onRetry={() => sync.mutate()} />
        ) : !sync.data ? (
          <Loading height={100} />
        ) : sync.data.length === 0 ? (
          <Text size="sm">{words.syncing.noAccounts}</Text>
        ) : (
          sync.data.map((account) => (
            <Account key={account.account_id} synced={account} name={accountName(account.account_id, channels)} />
          ))
        )}
        <Button variant="default" onClick={onClose} style={{ alignSelf: "flex-end" }}>
          {common.close}
        </Button>
      </Stack>
    </Modal>
  );
}

function Account({ synced, name }: { synced: Schemas["AccountSync"]; name: string }) {
  const { ok, detail, imported = 0, updated = 0, unchanged = 0, deleted = 0, skipped = [] } = synced;
  return (
    <Alert role="status" color={ok ? "green" : "red"} variant="light" title={name}>
      <Text size="sm">{detail}</Text>
      {ok && <Text size="sm">{words.syncing.counts(imported, updated, unchanged, deleted)}</Text>}
      {skipped.length > 0 && (
        <>
          <Text size="sm" mt="xs">
            {words.syncing.skipped}
          </Text>
          <List size="sm">
            {skipped.map((one) => (
              <List.Item key={one}>{one}</List.Item>
            ))}
          </List>
        </>
      )}
    </Alert>
  );
}
