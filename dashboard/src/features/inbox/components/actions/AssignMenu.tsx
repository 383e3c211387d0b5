/** Who takes care of the conversation. */

import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { IconCheck, IconUserCheck, IconUserOff, IconUserPlus, IconUserStar } from "@tabler/icons-react";

import { useUser } from "@/session/session";
import { inbox } from "@/words";

import { useMembers } from "../../queries";

const words = inbox.actions;

interface AssignMenuProps {
  assignee: string | null;
  onAssign: (member: string | null) => void;
}

export function AssignMenu({ assignee, onAssign }: AssignMenuProps) {
  const { uid } = useUser();
  const { data: members } = useMembers();
  const names = new Map(members?.map(({ id, name, email }) => [id, name || email]));
  const name = assignee && (names.get(assignee) ?? words.unknownMember);
  const says = name ? words.assignedTo(name) : words.assign;
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Tooltip label={says}>
          <ActionIcon variant={name ? "light" : "default"} size={36} aria-label={says}>
            {name ? <IconUserCheck size={18} aria-hidden /> : <IconUserPlus size={18} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown mah="60dvh" style={{ overflowY: "auto" }}>
        {assignee !== uid && (
          <Menu.Item leftSection={<IconUserStar size={16} aria-hidden />} onClick={() => onAssign(uid)}>
            {words.assignToMe}
          </Menu.Item>
        )}
        {assignee && (
          <Menu.Item leftSection={<IconUserOff size={16} aria-hidden />} onClick={() => onAssign(null)}>
            {words.unassign}
          </Menu.Item>
        )}
        <Menu.Divider />
        {members?.map(({ id }) => (
          <Menu.Item
            key={id}
            onClick={() => onAssign(id)}
            rightSection={id === assignee && <IconCheck size={16} aria-hidden />}
          >
            {names.get(id)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
