/** The mark of a channel's provider. */

import { IconBrandTelegram, IconBrandWhatsapp } from "@tabler/icons-react";

import type { Schemas } from "@/api/client";

const ICONS = { whatsapp: IconBrandWhatsapp, telegram: IconBrandTelegram };

interface ChannelIconProps {
  provider: Schemas["Provider"];
  /** Said by screen readers; left out where the text beside it says it. */
  label?: string;
  size?: number;
}

export function ChannelIcon({ provider, label, size = 16 }: ChannelIconProps) {
  const Icon = ICONS[provider];
  const named = label ? ({ role: "img", "aria-label": label } as const) : { "aria-hidden": true };
  return (
    <Icon size={size} stroke={1.8} style={{ flexShrink: 0 }} {...named}>
      {label && <title>{label}</title>}
    </Icon>
  );
}
