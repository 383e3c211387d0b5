/** Tells on every page that something is wrong, what, and where to mend it; nothing while all is well. */

import { ActionIcon, Anchor, Divider, Indicator, Popover, ScrollArea, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBellExclamation } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";

import { keys } from "@/api/queries";
import { IncidentNote } from "@/components/IncidentNote";
import { whenLoaded } from "@/live/loading";
import { useOpenIncidents } from "@/session/incidents";
import { useTenant } from "@/session/tenant";
import { incidents as words } from "@/words";

export function IncidentBell() {
  const [isShown, { toggle, close }] = useDisclosure(false);
  const { data } = useOpenIncidents();
  useLiveIncidents();
  const count = data?.length ?? 0;
  return (
    <>
      {count > 0 && (
        <Popover opened={isShown} onChange={close} width="min(24rem, calc(100vw - 1.5rem))" position="bottom-end" trapFocus returnFocus>
          <Indicator label={count > 9 ? "9+" : count} color="red.9" size={16} offset={5}>
            <Popover.Target>
              <ActionIcon variant="subtle" color="red" size="lg" radius="xl" aria-label={words.open(count)} aria-expanded={isShown} onClick={toggle}>
                <IconBellExclamation size={20} aria-hidden />
              </ActionIcon>
            </Popover.Target>
          </Indicator>
          <Popover.Dropdown aria-label={words.title}>
            <Text fw={600} mb="sm">
              {words.title}
            </Text>
            <ScrollArea.Autosize mah="60dvh" type="auto">
              <Stack gap="md">
                {data?.map((incident) => (
                  <IncidentNote key={incident.id} incident={incident} onLeave={close} />
                ))}
              </Stack>
            </ScrollArea.Autosize>
            <Divider my="sm" />
            <Anchor component={Link} to="/jobs/incidents" size="sm" onClick={close}>
              {words.all}
            </Anchor>
          </Popover.Dropdown>
        </Popover>
      )}
      <VisuallyHidden role="status" aria-live="polite">
        {count > 0 && words.open(count)}
      </VisuallyHidden>
    </>
  );
}

function useLiveIncidents(): void {
  const client = useQueryClient();
  const { id: tenantId } = useTenant();
  useEffect(() => {
    const ask = () => void client.invalidateQueries({ queryKey: keys.incidents });
    return whenLoaded((listening) => listening.listenToIncidents(tenantId, ask));
  }, [client, tenantId]);
}
