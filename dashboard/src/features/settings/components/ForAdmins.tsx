/** What only admins see; others are told so. */

import { IconLock } from "@tabler/icons-react";
import type { ReactNode } from "react";

import { EmptyState } from "@/components/states";
import { useMay } from "@/session/tenant";
import { settings as words } from "@/words";

export function ForAdmins({ children }: { children: ReactNode }) {
  if (useMay("admin")) return children;
  return (
    <EmptyState icon={IconLock} title={words.notYours}>
      {words.notYoursText}
    </EmptyState>
  );
}
