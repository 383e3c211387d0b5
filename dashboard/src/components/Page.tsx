/** A page: its heading, what can be done on it, and its content. */

import { Group, Text, Title, VisuallyHidden } from "@mantine/core";
import { type ReactNode, useEffect } from "react";

import { common } from "@/words";

import classes from "./Page.module.css";

interface PageProps {
  title: string;
  /** A sentence under the title. */
  lead?: string;
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** Takes all room below the header and lets its parts scroll; the title is then for screen readers only. */
  fill?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, actions, fill = false, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  if (fill) {
    return (
      <div className={classes.fill}>
        <VisuallyHidden>
          <h1>{title}</h1>
        </VisuallyHidden>
        {children}
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <Group justify="space-between" align="flex-start" mb="lg" gap="sm">
        <div>
          <Title order={1} size="h2">
            {title}
          </Title>
          {lead && <Text c="dimmed">{lead}</Text>}
        </div>
        {actions}
      </Group>
      {children}
    </div>
  );
}
