/** Which provider a channel belongs to. */

import { IconBrandTelegram, IconBrandWhatsapp } from "@tabler/icons-react";

import type { Schemas } from "@/api/client";
import { common } from "@/words";

const ICONS = { whatsapp: IconBrandWhatsapp, telegram: IconBrandTelegram };

export function ProviderIcon({ provider, size = 16 }: { provider: Schemas["Provider"]; size?: number }) {
  const Icon = ICONS[provider];
  return <Icon size={size} aria-label={common.providers[provider]} role="img" style={{ flex: "none" }} />;
}
