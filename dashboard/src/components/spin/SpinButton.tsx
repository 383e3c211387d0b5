/** The button that makes variants of a text; on plans without it, what it needs. */

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconSparkles } from "@tabler/icons-react";
import { lazy, Suspense } from "react";

import { PlanNeeded } from "@/components/PlanNeeded";
import { useTenant } from "@/session/tenant";
import { common, spin as words } from "@/words";

const SpinDialog = lazy(async () => ({ default: (await import("./SpinDialog")).SpinDialog }));

export interface SpinProps {
  /** The text with its variables; never one that is filled in. */
  text: string;
  /** Whether the variants become bodies of WhatsApp templates, or are sent as texts. */
  kind: "template" | "session";
  language?: string;
  /** Variants that are there already. */
  others?: readonly string[];
  /** How many more there may be. */
  most?: number;
  /** Takes what a person has approved; the dialog closes once it is done. */
  onApprove: (texts: string[]) => Promise<void> | void;
}

export function SpinButton({ size = "compact-sm", ...props }: SpinProps & { size?: string }) {
  const { plan } = useTenant();
  const [opened, { open, close }] = useDisclosure(false);
  const icon = <IconSparkles size={16} aria-hidden />;
  if (plan !== "enterprise") {
    return (
      <PlanNeeded
        label={words.button}
        icon={icon}
        size={size}
        title={words.needsTitle}
        text={words.needs(common.plans[plan])}
      />
    );
  }
  return (
    <>
      <Button
        variant="light"
        size={size}
        leftSection={icon}
        title={words.buttonHint}
        disabled={props.text.trim() === ""}
        onClick={open}
      >
        {words.button}
      </Button>
      <Suspense fallback={null}>{opened && <SpinDialog {...props} onClose={close} />}</Suspense>
    </>
  );
}
