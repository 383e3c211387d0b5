/** The question whether to leave a page with unsaved changes. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";

import { common } from "@/words";

import type { LeaveGuard } from "./useLeaveGuard";

interface LeaveModalProps {
  guard: LeaveGuard;
  /** What becomes of the changes. */
  text?: string;
}

export function LeaveModal({ guard: { wanted, leave, stay }, text = common.leaveText }: LeaveModalProps) {
  return (
    <Modal opened={wanted !== null} onClose={stay} title={common.leaveTitle} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{text}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {common.leave}
          </Button>
          <Button onClick={stay} data-autofocus>
            {common.stay}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
