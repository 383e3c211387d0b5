/** Asks why work need not be done. */

import { Alert, Button, Group, Modal, Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";

import { sentence } from "@/api/problem";
import { common, jobs } from "@/words";

import { useDeeds } from "../queries";

const words = jobs.failed;
const LONGEST = 500;

export function DiscardModal({ id, onClose }: { id: string; onClose: () => void }) {
  const { discard } = useDeeds();
  const [reason, setReason] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const submit = () => {
    const given = reason.trim();
    setIsMissing(!given);
    if (given) discard.mutate({ id, reason: given }, { onSuccess: onClose });
  };
  return (
    <Modal opened onClose={onClose} title={words.discardTitle} closeButtonProps={{ "aria-label": common.close }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack>
          <Text size="sm">{words.discardText}</Text>
          <Textarea
            label={words.reason}
            placeholder={words.reasonHint}
            required
            autosize
            minRows={2}
            maxLength={LONGEST}
            data-autofocus
            value={reason}
            error={isMissing && words.needReason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {discard.error && (
            <Alert role="alert" color="red">
              {sentence(discard.error)}
            </Alert>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {common.cancel}
            </Button>
            <Button type="submit" color="red.9" loading={discard.isPending}>
              {words.discard}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
