/** By how much a number differs from the period before. */

import { Badge, VisuallyHidden } from "@mantine/core";
import { IconArrowDownRight, IconArrowUpRight } from "@tabler/icons-react";

import { signed } from "@/components/format";
import { common } from "@/words";

interface ChangeProps {
  /** As a share; null where there is nothing to compare with. */
  share: number | null;
  /** Which way is good news; left out where neither is. */
  better?: "up" | "down";
}

export function Change({ share, better }: ChangeProps) {
  if (share === null) return null;
  const isSame = Math.abs(share) < 0.005;
  const isGood = better && !isSame ? share > 0 === (better === "up") : null;
  const Icon = share > 0 ? IconArrowUpRight : IconArrowDownRight;
  return (
    <Badge
      variant="light"
      size="sm"
      miw="max-content"
      color={isGood === null ? "gray" : isGood ? "teal" : "red"}
      leftSection={isSame ? undefined : <Icon size={12} aria-hidden />}
    >
      {signed(isSame ? 0 : share)}
      <VisuallyHidden> {common.againstBefore}</VisuallyHidden>
    </Badge>
  );
}
