/** Below a message that failed, or of which nobody knows: why, and what to do. */

import { Alert, Button, Group, Text } from "@mantine/core";

import { useMay } from "@/session/tenant";
import { inbox } from "@/words";

import type { Message } from "../../cache/order";
import { firstText } from "../../format";
import { useMend } from "../../queries";
import classes from "./thread.module.css";

const words = inbox.status;

export function Trouble({ message }: { message: Message }) {
  const mayMend = useMay("agent");
  const { retry, settle } = useMend(message);
  const isUnknown = message.status === "unknown";
  const { failure } = message;
  // The detail says what to do; without one, the reason does in general.
  const why = firstText(failure?.detail, failure && words.reasons[failure.reason]);
  const isBusy = retry.isPending || settle.isPending;
  return (
    <Alert
      className={classes.trouble}
      color={isUnknown ? "orange" : "red"}
      variant="light"
      p="xs"
      title={isUnknown ? words.unknown : words.failed}
    >
      <Text size="sm">{isUnknown ? words.unknownText : why}</Text>
      {mayMend && (
        <Group gap="xs" mt="xs">
          {isUnknown && (
            <>
              <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => settle.mutate("sent")}>
                {words.arrived}
              </Button>
              <Button size="compact-sm" variant="default" disabled={isBusy} onClick={() => settle.mutate("failed")}>
                {words.notArrived}
              </Button>
            </>
          )}
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.isPending}
            disabled={settle.isPending}
            onClick={() => retry.mutate()}
          >
            {isUnknown ? words.retryUnknown : words.retry}
          </Button>
        </Group>
      )}
    </Alert>
  );
}
