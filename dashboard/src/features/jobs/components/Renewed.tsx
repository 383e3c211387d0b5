/** A list that is asked for again and again: what it tells, and what was told last, also while asking fails. */

import { Stack, Text } from "@mantine/core";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { ErrorState, Loading } from "@/components/states";

interface RenewedProps<T> {
  query: UseQueryResult<T[]>;
  lead: string;
  /** Shows one of them. */
  row: (one: T) => ReactNode;
}

export function Renewed<T>({ query: { data, error, refetch }, lead, row }: RenewedProps<T>) {
  const wrong = error && <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return wrong ?? <Loading />;
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {lead}
      </Text>
      {wrong}
      {data.map(row)}
    </Stack>
  );
}
