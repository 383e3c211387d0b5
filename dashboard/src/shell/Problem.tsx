/** What shows when the app or a page of it cannot go on. */

import { Button, Code, Container, Group, Stack, Text, Title } from "@mantine/core";
import { useRouteError } from "react-router";

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

/** The error boundary of a route. */
export function RouteProblem() {
  const error = useRouteError();
  if (isOutdated(error)) return <Problem title={shell.outdatedTitle} text={shell.outdated} error={error} />;
  return <Problem title={shell.crashedTitle} text={shell.crashed} error={error} />;
}

/** Whether a part of the app could not be loaded: after a deployment its file has another name. */
function isOutdated(error: unknown): boolean {
  return error instanceof TypeError && /import|module/i.test(error.message);
}
