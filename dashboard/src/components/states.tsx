/** What shows where there is nothing to show: not yet, not at all, or not because something failed. */

import { Alert, Button, Center, Loader, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";

import { sentence } from "@/api/problem";
import { common } from "@/words";

/** Something is on its way. */
export function Loading({ label = common.loading, height = 200 }: { label?: string; height?: number | string }) {
  return (
    <Center h={height} role="status" aria-label={label}>
      <Loader size="sm" />
    </Center>
  );
}

interface EmptyStateProps {
  icon?: ComponentType<{ size?: number | string; stroke?: number | string }>;
  title: string;
  /** What to do about it. */
  children?: ReactNode;
  /** A button that does it. */
  action?: ReactNode;
}

/** There is nothing here yet. */
export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <Center mih={240} p="lg" style={{ flex: 1 }}>
      <Stack align="center" gap="xs" maw={420}>
        {Icon && (
          <ThemeIcon variant="light" size={56} radius="xl" aria-hidden>
            <Icon size={28} stroke={1.6} />
          </ThemeIcon>
        )}
        <Title order={2} size="h4" ta="center">
          {title}
        </Title>
        {children && (
          <Text c="dimmed" ta="center" component="div">
            {children}
          </Text>
        )}
        {action}
      </Stack>
    </Center>
  );
}

interface ErrorStateProps {
  error: unknown;
  title?: string;
  onRetry?: () => void;
}

/** Something failed: what, and what to do. */
export function ErrorState({ error, title = common.failedTitle, onRetry }: ErrorStateProps) {
  return (
    <Alert role="alert" color="red" variant="light" title={title} icon={<IconAlertTriangle aria-hidden />} m="md">
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{sentence(error)}</Text>
        {onRetry && (
          <Button size="xs" variant="default" onClick={onRetry}>
            {common.tryAgain}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}
