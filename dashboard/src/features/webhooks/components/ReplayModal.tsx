/** Has everything sent again that was given up since a moment. */

import { Alert, Button, Group, Modal, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";

import { sentence } from "@/api/problem";
import { common, webhooks as words } from "@/words";

import { useDeeds } from "../queries";

const SINCE = Object.entries(words.sinceChoices).map(([value, label]) => ({ value, label }));

export function ReplayModal({ hook, onClose }: { hook: string; onClose: () => void }) {
  const { replayAll } = useDeeds(hook);
  const [hours, setHours] = useState("24");
  return (
    <Modal opened onClose={onClose} title={words.replayAll} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{words.replayAllText}</Text>
        {replayAll.error && (
          <Alert role="alert" color="red">
            {sentence(replayAll.error)}
          </Alert>
        )}
        <Select label={words.since} allowDeselect={false} data={SINCE} value={hours} onChange={(to) => setHours(to ?? hours)} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button loading={replayAll.isPending} onClick={() => replayAll.mutate(Number(hours), { onSuccess: onClose })}>
            {words.replay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
