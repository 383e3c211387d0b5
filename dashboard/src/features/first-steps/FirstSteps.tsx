/** What a new workspace does first, ticked off as it is done; for those who can do it, until it is over. */

import { Anchor, CloseButton, Group, List, Paper, Text, ThemeIcon, Title, VisuallyHidden } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import { Link } from "react-router";

import { firstSteps as words } from "@/words";

import { useChecklist, useDismiss } from "./queries";
import { countDone, isOver, STEPS } from "./steps";

export function FirstSteps() {
  const id = useId();
  const { data } = useChecklist();
  const dismiss = useDismiss();
  // Nothing while it loads or fails: it stands beside what people came for.
  if (!data || isOver(data)) return null;
  return (
    <Paper withBorder p="lg" mb="md" component="section" aria-labelledby={id}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="sm">
        <div>
          <Title order={2} size="h4" id={id}>
            {words.title}
          </Title>
          <Text size="sm" c="dimmed" role="status">
            {words.progress(countDone(data), STEPS.length)}
          </Text>
        </div>
        <CloseButton aria-label={words.hide} disabled={dismiss.isPending} onClick={() => dismiss.mutate()} />
      </Group>
      <List listStyleType="none" spacing="sm" center>
        {STEPS.map(({ name, to }) => {
          const { title, text } = words.steps[name];
          return (
            <List.Item key={name} icon={<Mark isDone={data[name]} />}>
              {data[name] ? (
                <Text c="dimmed">
                  <VisuallyHidden>{words.done} </VisuallyHidden>
                  <s>{title}</s>
                </Text>
              ) : (
                <>
                  <Anchor component={Link} to={to} underline="always">
                    {title}
                  </Anchor>
                  <Text size="sm" c="dimmed">
                    {text}
                  </Text>
                </>
              )}
            </List.Item>
          );
        })}
      </List>
    </Paper>
  );
}

function Mark({ isDone }: { isDone: boolean }) {
  return (
    <ThemeIcon size={24} radius="xl" variant={isDone ? "filled" : "default"} aria-hidden>
      {isDone && <IconCheck size={16} />}
    </ThemeIcon>
  );
}
