/** How many characters a part has, of those that WhatsApp takes. */

import { Text } from "@mantine/core";

import { templates as words } from "@/words";

export function Count({ text, most, hint }: { text: string; most: number; hint?: string }) {
  const used = text.length;
  return (
    <>
      {hint && `${hint}. `}
      {used > 0 && (
        <Text span inherit c={used > most ? "var(--mantine-color-error)" : undefined} fw={used > most ? 600 : undefined}>
          {words.editor.chars(used, most)}
        </Text>
      )}
    </>
  );
}
