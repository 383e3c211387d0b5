/** Sends the message to one contact, usually oneself. */

import { Alert, Anchor, Button, Paper, Select, Stack, Text } from "@mantine/core";
import { IconSend2 } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";

import { sentence } from "@/api/problem";
import { campaigns } from "@/words";

import { ORIGINAL } from "../../message";
import { useTestSend } from "../../queries";
import { ContactPicker, type PickedContact } from "./ContactPicker";

const words = campaigns.message;

interface TestSendProps {
  id: string;
  variants: readonly string[];
  flush: () => Promise<void>;
}

export function TestSend({ id, variants, flush }: TestSendProps) {
  const [contact, setContact] = useState<PickedContact | null>(null);
  const [variant, setVariant] = useState<string>(ORIGINAL);
  const test = useTestSend(id, flush);
  const send = () =>
    contact && test.mutate({ contact_id: contact.id, variant: variants.includes(variant) ? variant : ORIGINAL });
  return (
    <Paper withBorder p="md" component="section" aria-label={words.test}>
      <Stack gap="sm">
        <Text component="h2" fw={650}>
          {words.test}
        </Text>
        <Text size="sm" c="dimmed">
          {words.testHint}
        </Text>
        <ContactPicker
          label={words.testContact}
          placeholder={words.searchContact}
          picked={contact}
          onPick={(picked) => {
            test.reset();
            setContact(picked);
          }}
        />
        {variants.length > 0 && (
          <Select
            label={words.previewVariant}
            allowDeselect={false}
            data={[{ value: ORIGINAL, label: words.original }, ...variants.map((one) => ({ value: one, label: words.variantOf(one) }))]}
            value={variant}
            onChange={(one) => setVariant(one ?? ORIGINAL)}
          />
        )}
        {test.isError && (
          <Alert role="alert" color="red" variant="light" title={words.testFailed}>
            {sentence(test.error)}
          </Alert>
        )}
        {test.isSuccess && contact && (
          <Alert role="status" color="green" variant="light">
            {words.testSent(contact.name)}{" "}
            <Anchor component={Link} to={`/inbox/${contact.id}`} inherit>
              {words.testOpen}
            </Anchor>
          </Alert>
        )}
        <Button
          variant="default"
          leftSection={<IconSend2 size={16} aria-hidden />}
          disabled={!contact}
          loading={test.isPending}
          onClick={send}
        >
          {words.testSend}
        </Button>
      </Stack>
    </Paper>
  );
}
