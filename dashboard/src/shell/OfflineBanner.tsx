/** Says that the browser is offline. */

import { Alert } from "@mantine/core";
import { useNetwork } from "@mantine/hooks";
import { IconWifiOff } from "@tabler/icons-react";

import { shell } from "@/words";

export function OfflineBanner() {
  const { online } = useNetwork();
  return (
    <div role="status" aria-live="polite">
      {!online && (
        <Alert color="yellow" variant="light" radius={0} py="xs" icon={<IconWifiOff aria-hidden />}>
          {shell.offline}
        </Alert>
      )}
    </div>
  );
}
