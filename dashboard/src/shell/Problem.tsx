/** What shows when the app or a page of it cannot go on. */

import { Button, Code, Container, Group, Stack, Text, Title } from "@mantine/core";

import { shell } from "@/words";

interface ProblemProps {
  title: string;
  text: string;
  error: unknown;
}

export function Problem({ title, text, error }: ProblemProps) {
  return (
    <Container size="xs" py="15vh" role="alert">
      <Stack gap="md">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Text>{text}</Text>
        <Group>
          <Button onClick={() => globalThis.location.reload()}>{shell.reload}</Button>
        </Group>
        <details>
          <Text component="summary" size="sm" c="dimmed">
            {shell.details}
          </Text>
          <Code block mt="xs">
            {error instanceof Error ? `${error.name}: ${error.message}` : String(error)}
          </Code>
        </details>
      </Stack>
    </Container>
  );
}
