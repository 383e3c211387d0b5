/** The page of one webhook: what came of telling it of events. */

import { Anchor, Button, Group, SegmentedControl, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSend, IconWebhook } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useParams } from "react-router";

import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { ForAdmins } from "@/features/settings/components/ForAdmins";
import { common, webhooks as words } from "@/words";

import { DeliveryRow } from "./components/DeliveryRow";
import { Health } from "./components/HookRow";
import { ReplayModal } from "./components/ReplayModal";
import { type DeliveryState, useDeeds, useDeliveries, useWebhook, type Webhook } from "./queries";

const STATES = [{ value: "", label: words.all as string }, ...Object.entries(words.deliveryStates).map(([value, label]) => ({ value, label }))];

export function Component() {
  const { webhookId = "" } = useParams();
  return (
    <ForAdmins>
      <Opened id={webhookId} />
    </ForAdmins>
  );
}

function Opened({ id }: { id: string }) {
  const { data: hook, error, refetch } = useWebhook(id);
  if (!hook) {
    return (
      <Page title={words.title}>{error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />}</Page>
    );
  }
  return <Shown hook={hook} />;
}

function Shown({ hook }: { hook: Webhook }) {
  const { test } = useDeeds(hook.id);
  const [isAsking, { open, close }] = useDisclosure(false);
  return (
    <Page
      title={hook.name}
      lead={hook.url}
      actions={
        <Group gap="xs">
          <Button variant="default" onClick={open}>
            {words.replayAll}
          </Button>
          <Button leftSection={<IconSend size={18} aria-hidden />} loading={test.isPending} onClick={() => test.mutate()}>
            {words.test}
          </Button>
        </Group>
      }
    >
      <Stack gap="sm">
        <Anchor component={Link} to="/settings/webhooks" size="sm">
          {words.back}
        </Anchor>
        <Health hook={hook} />
        <Deliveries id={hook.id} />
      </Stack>
      {isAsking && <ReplayModal hook={hook.id} onClose={close} />}
    </Page>
  );
}

function Deliveries({ id }: { id: string }) {
  const [state, setState] = useState("");
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useDeliveries(id, (state || null) as DeliveryState | null);
  const shown = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Stack gap="xs">
      <SegmentedControl aria-label={words.which} data={STATES} value={state} onChange={setState} style={{ alignSelf: "flex-start" }} />
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />)}
      {data && shown.length === 0 && (
        <EmptyState icon={IconWebhook} title={words.noDeliveries}>
          {words.noDeliveriesText}
        </EmptyState>
      )}
      {shown.map((delivery) => (
        <DeliveryRow key={delivery.id} hook={id} delivery={delivery} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()} style={{ alignSelf: "center" }}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}
