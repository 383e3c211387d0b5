/** Connects a WhatsApp number or a Telegram bot, and then shows what the provider has to know. */

import { Button, Group, Modal, SegmentedControl, Stack } from "@mantine/core";
import { useState } from "react";

import { common, channels as words } from "@/words";

import type { Channel, ChannelDetail } from "../queries";
import { Setup } from "./Setup";
import { TelegramForm } from "./TelegramForm";
import { WhatsAppForm } from "./WhatsAppForm";

const PROVIDERS = (["whatsapp", "telegram"] as const).map((value) => ({ value, label: common.providers[value] }));

export function ConnectModal({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const [connected, setConnected] = useState<ChannelDetail | null>(null);
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      onExitTransitionEnd={() => setConnected(null)}
      title={connected ? words.setup.connectedTitle(connected.name) : words.connect}
      closeButtonProps={{ "aria-label": common.close }}
    >
      {connected ? (
        <Stack>
          <Setup channel={connected} />
          <Group justify="flex-end">
            <Button onClick={onClose}>{words.setup.done}</Button>
          </Group>
        </Stack>
      ) : (
        <ConnectForm onConnected={setConnected} />
      )}
    </Modal>
  );
}

function ConnectForm({ onConnected }: { onConnected: (channel: ChannelDetail) => void }) {
  const [provider, setProvider] = useState<Channel["provider"]>("whatsapp");
  return (
    <Stack>
      <SegmentedControl
        fullWidth
        aria-label={words.form.provider}
        data={PROVIDERS}
        value={provider}
        onChange={setProvider}
      />
      {provider === "whatsapp" ? (
        <WhatsAppForm onConnected={onConnected} />
      ) : (
        <TelegramForm onConnected={onConnected} />
      )}
    </Stack>
  );
}
