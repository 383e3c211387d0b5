/** The page of who works here, and of who is asked to. */

import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";

import { dateTime } from "@/components/format";
import { Page } from "@/components/Page";
import { ErrorState, Loading } from "@/components/states";
import { useMay } from "@/session/tenant";
import { useUser } from "@/session/session";
import { common, people as words } from "@/words";

import { InviteModal } from "./components/InviteModal";
import { MemberRow } from "./components/MemberRow";
import { SettingsTabs } from "./components/SettingsTabs";
import { type Invite, useInvites, useRevoke } from "./peopleQueries";
import { useMembers } from "./queries";

export function Component() {
  const mayInvite = useMay("admin");
  const [isInviting, { open, close }] = useDisclosure(false);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        mayInvite && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={open}>
            {words.invite}
          </Button>
        )
      }
    >
      <SettingsTabs />
      <Stack gap="xl">
        <People />
        {mayInvite && <Invited />}
      </Stack>
      {isInviting && <InviteModal onClose={close} />}
    </Page>
  );
}

function People() {
  const { uid } = useUser();
  const { data, error, refetch } = useMembers();
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading />;
  return (
    <Stack component="section" gap="xs" aria-label={words.people}>
      {data.map((member) => (
        <MemberRow key={member.id} member={member} isSelf={member.id === uid} />
      ))}
    </Stack>
  );
}

function Invited() {
  const { data, error, refetch } = useInvites();
  return (
    <Stack component="section" gap="xs" aria-label={words.invited}>
      <Title order={2} size="h4">
        {words.invited}
      </Title>
      {!data && (error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Loading height={80} />)}
      {data?.length === 0 && <Text c="dimmed">{words.nobodyInvited}</Text>}
      {data?.map((invite) => <InviteRow key={invite.id} invite={invite} />)}
    </Stack>
  );
}

function InviteRow({ invite }: { invite: Invite }) {
  const revoke = useRevoke();
  const { email, role, made_by_name: by, expires_at: until } = invite;
  return (
    <Paper withBorder p="sm" component="article" aria-label={email}>
      <Group gap="sm" justify="space-between">
        <div style={{ flex: "1 1 12rem", minWidth: 0, overflowWrap: "anywhere" }}>
          <Text size="sm" fw={500}>
            {email}
          </Text>
          <Text size="sm" c="dimmed">
            {words.until(common.roles[role], by, dateTime(until))}
          </Text>
        </div>
        <Button size="xs" variant="default" aria-label={words.revokeOf(email)} loading={revoke.isPending} onClick={() => revoke.mutate(invite)}>
          {words.revoke}
        </Button>
      </Group>
    </Paper>
  );
}
