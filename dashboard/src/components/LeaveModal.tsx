/** The question whether to leave a page with unsaved changes. */

import { Button, Group, Modal, Stack, Text } from "@mantine/core";

import { common } from "@/words";

import type { LeaveGuard } from "./useLeaveGuard";

export function LeaveModal({ guard: { wanted, leave, stay } }: { guard: LeaveGuard }) {
  return (
    <Modal opened={wanted !== null} onClose={stay} title={common.leaveTitle} closeButtonProps={{ "aria-label": common.close }}>
      <Stack>
        <Text size="sm">{common.leaveText}</Text>
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
