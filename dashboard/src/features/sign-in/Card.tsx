/** The card in which people sign in and sign up. */

import { Anchor, Center, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";

import { common } from "@/words";

interface CardProps {
  title: string;
  lead: string;
  /** A question and where to go if the answer is yes. */
  other?: { question: string; link: string; to: string; state?: unknown } | undefined;
  children: ReactNode;
}

export function Card({ title, lead, other, children }: CardProps) {
  useEffect(() => {
    document.title = `${title} · ${common.product}`;
  }, [title]);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Group gap="sm" justify="center">
          <img src="/favicon.svg" alt="" width={36} height={36} />
          <Text fw={700} size="xl">
            {common.product}
          </Text>
        </Group>
        <Paper withBorder shadow="sm" p="xl">
          <Title order={1} size="h3">
            {title}
          </Title>
          <Text c="dimmed" mb="lg">
            {lead}
          </Text>
          {children}
        </Paper>
        {other && (
          <Text ta="center">
            {other.question}{" "}
            <Anchor component={Link} to={other.to} state={other.state} underline="always">
              {other.link}
            </Anchor>
          </Text>
        )}
      </Stack>
    </Center>
  );
}
