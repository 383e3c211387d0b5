/** What the provider has to know of a channel. */

import { Modal, Stack, Text } from "@mantine/core";

import { CopyField } from "@/components/CopyField";
import { ErrorState, Loading } from "@/components/states";
import { common, channels as words } from "@/words";

import { type Channel, type ChannelDetail, useChannel } from "../queries";

export function Setup({ channel }: { channel: ChannelDetail }) {
  return (
    <Stack>
      <Text size="sm">{explain(channel)}</Text>
      <CopyField label={words.setup.webhook} value={channel.webhook_url} />
      {channel.verify_token && <CopyField label={words.setup.verifyToken} value={channel.verify_token} />}
    </Stack>
  );
}

function explain(channel: ChannelDetail): string {
  if (channel.provider === "telegram") return words.setup.telegram;
  return channel.verify_token ? words.setup.own : words.setup.platform;
}

interface ModalProps {
  channel: Channel;
  opened: boolean;
  onClose: () => void;
}

export function SetupModal({ channel, opened, onClose }: ModalProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={words.setup.title(channel.name)}
      closeButtonProps={{ "aria-label": common.close }}
    >
      <FetchedSetup id={channel.id} />
    </Modal>
  );
}

function FetchedSetup({ id }: { id: string }) {
  const { data, error, refetch } = useChannel(id);
  if (data) return <Setup channel={data} />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={120} />;
}
