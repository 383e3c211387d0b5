/** The message on a phone, as a sample contact reads it. */

import { Paper, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { keys } from "@/api/queries";
import { PhonePreview, type Shown } from "@/components/phone/PhonePreview";
import { useTenant } from "@/session/tenant";
import { campaigns, common, templates } from "@/words";

import { type Content, fillIn, ORIGINAL } from "../../message";
import type { Channel } from "../../queries";
import { ContactPicker, type PickedContact } from "./ContactPicker";

const words = campaigns.message;
type Provider = Schemas["Provider"];

const PROVIDERS: readonly Provider[] = ["whatsapp", "telegram"];
const TYPING_MS = 400;

export function MessagePreview({ content, pool }: { content: Content; pool: readonly Channel[] }) {
  const { name } = useTenant();
  const [variant, setVariant] = useState<string>(ORIGINAL);
  const [contact, setContact] = useState<PickedContact | null>(null);
  const variants = content.variants ?? [];
  const wording = variants.find(({ id }) => id === variant) ?? content;
  const [settled] = useDebouncedValue(wording, TYPING_MS);
  const shown = useShown(settled, contact?.id ?? null, content.fallbacks ?? {});
  const providers = PROVIDERS.filter((one) => pool.some((channel) => channel.provider === one));
  const [wanted, setWanted] = useState<Provider>("whatsapp");
  const provider = providers.includes(wanted) ? wanted : (providers[0] ?? "whatsapp");
  return (
    <Paper withBorder p="md" component="section" aria-label={words.preview}>
      <Stack gap="sm">
        <Text component="h2" fw={650}>
          {words.preview}
        </Text>
        <ContactPicker label={words.previewAs} placeholder={words.example} picked={contact} onPick={setContact} />
        {variants.length > 0 && (
          <Select
            label={words.previewVariant}
            allowDeselect={false}
            data={[
              { value: ORIGINAL, label: words.original },
              ...variants.map(({ id }) => ({ value: id, label: words.variantOf(id) })),
            ]}
            value={variants.some(({ id }) => id === variant) ? variant : ORIGINAL}
            onChange={(id) => setVariant(id ?? ORIGINAL)}
          />
        )}
        {providers.length > 1 && (
          <SegmentedControl
            fullWidth
            aria-label={templates.editor.previewOf}
            data={providers.map((value) => ({ value, label: common.providers[value] }))}
            value={provider}
            onChange={setWanted}
          />
        )}
        <PhonePreview provider={provider} sender={name} message={shown} />
      </Stack>
    </Paper>
  );
}

/** The wording as the API fills it in for a contact; what is missing then, by the campaign's fallbacks. */
function useShown(wording: { template_id?: string | null; text?: string }, contactId: string | null, fallbacks: Record<string, string>): Shown {
  const api = useApi();
  const text = wording.text ?? "";
  const id = wording.template_id ?? null;
  const values = contactId ? { contact_id: contactId } : { values: {} };
  const { data } = useQuery({
    queryKey: [...keys.templates, "sample", id, text, contactId],
    queryFn: ({ signal }): Promise<Schemas["TemplatePreview"]> =>
      id
        ? answer(api.POST("/api/templates/{id}/preview", { params: { path: { id } }, body: values, signal }))
        : answer(
            api.POST("/api/templates/preview", {
              body: { ...values, template: { name: "text", language: "en", category: "utility", body: text } },
              signal,
            }),
          ),
    enabled: id !== null || text.trim() !== "",
    placeholderData: (before) => before,
  });
  if (!data || (!id && !text.trim())) return { body: text };
  return {
    header: data.header_format && { format: data.header_format, text: fillIn(data.header_text, fallbacks) },
    body: fillIn(data.body, fallbacks),
    footer: data.footer,
    buttons: data.buttons.map(({ kind, title }) => ({ kind, title: title ?? "" })),
    plainText: fillIn(data.plain_text, fallbacks),
  };
}
