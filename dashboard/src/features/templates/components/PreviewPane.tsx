/** The template on a phone, and whether WhatsApp's rules are kept. */

import { Alert, Group, List, Loader, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";

import type { Fault } from "@/api/problem";
import { PhonePreview } from "@/components/phone/PhonePreview";
import { useTenant } from "@/session/tenant";
import { common, templates as words } from "@/words";

import type { Draft } from "../draft";
import type { Preview } from "../queries";
import { shownOf } from "../shown";

interface PreviewPaneProps {
  draft: Draft;
  /** What the API makes of it; not there yet, or for people who may not ask. */
  preview: Preview | undefined;
  isChecking: boolean;
  faults: readonly Fault[];
}

export function PreviewPane({ draft, preview, isChecking, faults }: PreviewPaneProps) {
  const [provider, setProvider] = useState<"whatsapp" | "telegram">("whatsapp");
  const { name } = useTenant();
  return (
    <Stack gap="sm" component="section" aria-label={words.editor.preview}>
      <SegmentedControl
        fullWidth
        aria-label={words.editor.previewOf}
        value={provider}
        onChange={(value) => setProvider(value)}
        data={[
          { value: "whatsapp", label: common.providers.whatsapp },
          { value: "telegram", label: common.providers.telegram },
        ]}
      />
      <PhonePreview provider={provider} sender={name} message={shownOf(draft, preview)} />
      <Text size="sm" c="dimmed" ta="center">
        {words.editor.sampleOf}
      </Text>
      <Verdict faults={faults} isChecking={isChecking} isEmpty={draft.body.trim() === ""} />
    </Stack>
  );
}

function Verdict({ faults, isChecking, isEmpty }: { faults: readonly Fault[]; isChecking: boolean; isEmpty: boolean }) {
  if (isEmpty) return null;
  if (faults.length === 0) {
    return (
      <Group gap="xs" justify="center" role="status">
        {isChecking ? <Loader size="xs" /> : <IconCircleCheck size={18} color="var(--mantine-color-green-light-color)" aria-hidden />}
        <Text size="sm">{isChecking ? words.editor.checking : words.editor.faultless}</Text>
      </Group>
    );
  }
  return (
    <Alert color="orange" variant="light" role="status" title={words.editor.faults(faults.length)} icon={<IconAlertTriangle aria-hidden />}>
      <List size="sm">
        {faults.map(({ pointer, detail }) => (
          <List.Item key={pointer + detail}>{detail}</List.Item>
        ))}
      </List>
    </Alert>
  );
}
