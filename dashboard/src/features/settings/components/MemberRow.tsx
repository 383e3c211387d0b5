/** One person: what they may do, and what may be done about it. */

import { ActionIcon, Avatar, Badge, Group, Menu, Paper, Select, Stack, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";

import { AskModal } from "@/features/jobs/components/AskModal";
import { isAtLeast, type Role } from "@/session/roles";
import { useRole, useTenant } from "@/session/tenant";
import { common, people as words } from "@/words";

import { type Deed, type Member, nameOf, useChangeRole, useDeed } from "../peopleQueries";
import { ROLES } from "./InviteModal";

export function MemberRow({ member, isSelf }: { member: Member; isSelf: boolean }) {
  const own = useRole();
  const mayChange = isAtLeast(own, "admin") && isAtLeast(own, member.role);
  const name = nameOf(member);
  return (
    <Paper withBorder p="sm" component="article" aria-label={name}>
      <Group gap="sm">
        <Avatar size={34} radius="xl" color="brand" alt="">
          {name.slice(0, 1).toUpperCase()}
        </Avatar>
        <Stack gap={0} style={{ flex: "1 1 10rem", minWidth: 0 }}>
          <Text size="sm" fw={500} truncate>
            {name}
            {isSelf && ` (${words.you})`}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {member.email}
          </Text>
        </Stack>
        <Group gap="sm" wrap="nowrap" ml="auto">
          {mayChange && !isSelf ? <RoleSelect member={member} own={own} /> : <Badge variant="default">{common.roles[member.role]}</Badge>}
          <Deeds member={member} isSelf={isSelf} mayRemove={mayChange && !isSelf} mayTransfer={own === "owner" && !isSelf} />
        </Group>
      </Group>
    </Paper>
  );
}

function RoleSelect({ member, own }: { member: Member; own: Role }) {
  const change = useChangeRole();
  return (
    <Select
      aria-label={words.roleOf(nameOf(member))}
      size="xs"
      w={110}
      allowDeselect={false}
      disabled={change.isPending}
      data={ROLES.filter((role) => isAtLeast(own, role)).map((role) => ({ value: role, label: common.roles[role] }))}
      value={member.role}
      onChange={(role) => role && change.mutate({ member, role })}
    />
  );
}

interface DeedsProps {
  member: Member;
  isSelf: boolean;
  mayRemove: boolean;
  mayTransfer: boolean;
}

function Deeds({ member, isSelf, mayRemove, mayTransfer }: DeedsProps) {
  const [deed, setDeed] = useState<Deed | null>(null);
  if (!isSelf && !mayRemove) return null;
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={words.more(nameOf(member))}>
            <IconDots size={18} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isSelf && <Menu.Item onClick={() => setDeed("leave")}>{words.leave}</Menu.Item>}
          {mayTransfer && <Menu.Item onClick={() => setDeed("transfer")}>{words.transfer}</Menu.Item>}
          {mayRemove && <Menu.Item onClick={() => setDeed("remove")}>{words.remove}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {deed && <Ask deed={deed} member={member} onClose={() => setDeed(null)} />}
    </>
  );
}

function Ask({ deed, member, onClose }: { deed: Deed; member: Member; onClose: () => void }) {
  const { name: workspace } = useTenant();
  const doing = useDeed(deed, member);
  const name = nameOf(member);
  const said = {
    leave: { title: words.leaveTitle(workspace), text: words.leaveText, yes: words.leave },
    transfer: { title: words.transferTitle(name), text: words.transferText, yes: words.transfer },
    remove: { title: words.removeTitle(name), text: words.removeText, yes: words.remove },
  }[deed];
  return (
    <AskModal
      {...said}
      isBusy={doing.isPending}
      error={doing.error}
      onYes={() => doing.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
