/** A new secret; closed only by its button, since it cannot be shown again. */

import { Button, Modal, Stack, Text } from "@mantine/core";

import { CopyField } from "@/components/CopyField";
import { webhooks as words } from "@/words";

export function SecretShown({ value, onClose }: { value: string; onClose: () => void }) {
  return (
    <Modal opened onClose={() => undefined} withCloseButton={false} title={words.madeTitle}>
      <Stack>
        <Text size="sm">{words.made}</Text>
        <CopyField label={words.secret} value={value} />
        <Button onClick={onClose} style={{ alignSelf: "flex-end" }}>
          {words.done}
        </Button>
      </Stack>
    </Modal>
  );
}
