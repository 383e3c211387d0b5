/** How the backups are, with the way to their page. */

import { Button, Text } from "@mantine/core";
import { Link } from "react-router";

import type { Schemas } from "@/api/client";
import { Section } from "@/components/Section";
import { ErrorState, Loading } from "@/components/states";
import { Headline } from "@/features/backups/components/StatusCard";
import { useStatus } from "@/features/backups/queries";
import { backups as words } from "@/words";

export function Backups({ plan }: { plan: Schemas["Plan"] }) {
  const isIncluded = plan !== "starter";
  const { data, error, refetch } = useStatus(isIncluded);
  return (
    <Section title={words.title}>
      {!isIncluded ? (
        <Text size="sm" c="dimmed">
          {words.needs}
        </Text>
      ) : data ? (
        <>
          <Headline status={data} />
          <Button component={Link} to="/settings/backups" variant="default" style={{ alignSelf: "flex-start" }}>
            {words.manage}
          </Button>
        </>
      ) : error ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading height={120} />
      )}
    </Section>
  );
}
