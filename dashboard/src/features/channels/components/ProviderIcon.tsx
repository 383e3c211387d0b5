/** A provider's sign. */

import { ThemeIcon } from "@mantine/core";
import { IconBrandTelegram, IconBrandWhatsapp } from "@tabler/icons-react";

import type { Channel } from "../queries";

const SIGNS = {
  whatsapp: { icon: IconBrandWhatsapp, color: "teal" },
  telegram: { icon: IconBrandTelegram, color: "blue" },
} as const;

export function ProviderIcon({ provider, size = 44 }: { provider: Channel["provider"]; size?: number }) {
  const { icon: Icon, color } = SIGNS[provider];
  return (
    <ThemeIcon variant="light" color={color} size={size} radius="md" aria-hidden>
      <Icon size={size * 0.6} stroke={1.6} />
    </ThemeIcon>
  );
}
