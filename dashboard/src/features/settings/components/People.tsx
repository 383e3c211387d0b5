/** Who works in the workspace. */

import { Avatar, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { Link } from "react-router";

import { ErrorState, Loading } from "@/components/states";
import { common, settings as words } from "@/words";

import { useMembers } from "../queries";
import { Section } from "@/components/Section";

export function People({ self }: { self: string }) {
  const { data, error, refetch } = useMembers();
  return (
    <Section title={words.people}>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading height={120} />}
      {data?.map(({ id, name, email, role }) => (
        <Group key={id} wrap="nowrap" gap="sm">
          <Avatar size={34} radius="xl" color="brand" alt="">
            {(name || email).slice(0, 1).toUpperCase()}
          </Avatar>
          <Stack gap={0} style={{ flex: 1, minWidth: 0 }}>
            <Text size="sm" fw={500} truncate>
              {name || email}
              {id === self && ` (${words.you})`}
            </Text>
            <Text size="sm" c="dimmed" truncate>
              {email}
            </Text>
          </Stack>
          <Badge variant="default">{common.roles[role]}</Badge>
        </Group>
      ))}
      <Button component={Link} to="/settings/members" variant="default" style={{ alignSelf: "flex-start" }}>
        {words.managePeople}
      </Button>
    </Section>
  );
}
