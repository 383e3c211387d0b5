/** The channels page: which accounts are connected, how they are, and connecting another. */

import { Button, Divider, Stack } from "@mantine/core";
import { IconPlugConnected, IconPlus } from "@tabler/icons-react";
import { useSearchParams } from "react-router";

import { Page } from "@/components/Page";
import { EmptyState, ErrorState, Loading } from "@/components/states";
import { FirstSteps } from "@/features/first-steps/FirstSteps";
import { useMay } from "@/session/tenant";
import { common, channels as words } from "@/words";

import { ChannelCard } from "./components/ChannelCard";
import { ConnectModal } from "./components/ConnectModal";
import { useChannels } from "./queries";

export function Component() {
  const [search, setSearch] = useSearchParams();
  const mayConnect = useMay("admin");
  // In the address, so that the command palette and a fresh workspace can lead here.
  const connecting = mayConnect && search.has("connect");
  const connect = (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setSearch({ connect: "" })}>
      {words.connect}
    </Button>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={mayConnect && connect}>
      <FirstSteps />
      <ChannelList mayConnect={mayConnect} />
      <ConnectModal opened={connecting} onClose={() => setSearch({}, { replace: true })} />
    </Page>
  );
}

function ChannelList({ mayConnect }: { mayConnect: boolean }) {
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useChannels();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  const all = data.pages.flatMap((page) => page.items);
  const connected = all.filter(({ status }) => status !== "disconnected");
  const gone = all.filter(({ status }) => status === "disconnected");
  return (
    <Stack gap="md">
      {connected.length === 0 && (
        <EmptyState icon={IconPlugConnected} title={words.emptyTitle}>
          {mayConnect ? words.empty : words.emptyViewer}
        </EmptyState>
      )}
      {connected.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} />
      ))}
      {gone.length > 0 && <Divider label={words.disconnectedOnes(gone.length)} labelPosition="left" mt="md" />}
      {gone.map((channel) => (
        <ChannelCard key={channel.id} channel={channel} />
      ))}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {common.loadMore}
        </Button>
      )}
    </Stack>
  );
}
