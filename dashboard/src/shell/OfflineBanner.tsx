/** Says that the browser is offline. */

import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconWifiOff } from "@tabler/icons-react";
import { useEffect } from "react";

import { shell } from "@/words";

export function OfflineBanner() {
  const { online } = useNetwork();
  useEffect(() => {
    document.documentElement.style.setProperty("--app-banner-height", online ? "0rem" : "3.5rem");
  }, [online]);
  return (
    <div role="status" aria-live="polite">
      {!online && (
        <Alert color="yellow" variant="light" radius={0} h="3.5rem" py="xs" icon={<IconWifiOff aria-hidden />}>
          {shell.offline}
        </Alert>
      )}
    </div>
  );
}
