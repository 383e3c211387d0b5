/** Asks for whom an invitation is, and then shows its link. */

import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMail } from "@tabler/icons-react";

import { fieldErrors, sentence } from "@/api/problem";
import { CopyField } from "@/components/CopyField";
import { isAtLeast, type Role } from "@/session/roles";
import { useRole, useTenant } from "@/session/tenant";
import { common, people as words } from "@/words";

import { useInvite } from "../peopleQueries";

export const ROLES: readonly Role[] = ["viewer", "agent", "admin", "owner"];

export function InviteModal({ onClose }: { onClose: () => void }) {
  const invite = useInvite();
  const title = invite.data ? words.madeTitle : words.inviteTitle;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": common.close }}>
      {invite.data ? (
        <Made email={invite.data.email} link={invite.data.link} onClose={onClose} />
      ) : (
        <Ask invite={invite} onClose={onClose} />
      )}
    </Modal>
  );
}

function Ask({ invite, onClose }: { invite: ReturnType<typeof useInvite>; onClose: () => void }) {
  const own = useRole();
  const form = useForm<{ email: string; role: Role }>({
    mode: "uncontrolled",
    initialValues: { email: "", role: "agent" },
    validate: { email: (value) => (value.includes("@") ? null : words.needEmail) },
  });
  const send = form.onSubmit((values) =>
    invite.mutate(values, { onError: (error) => form.setErrors(fieldErrors(error, ["email"])) }),
  );
  return (
    <form onSubmit={send} noValidate>
      <Stack>
        <Text size="sm">{words.inviteText}</Text>
        {invite.error && (
          <Alert role="alert" color="red">
            {sentence(invite.error)}
          </Alert>
        )}
        <TextInput label={words.email} type="email" data-autofocus key={form.key("email")} {...form.getInputProps("email")} />
        <Select
          label={words.role}
          allowDeselect={false}
          data={ROLES.filter((role) => isAtLeast(own, role)).map((role) => ({ value: role, label: common.roles[role] }))}
          renderOption={({ option }) => (
            <div>
              <Text size="sm">{option.label}</Text>
              <Text size="xs" c="dimmed">
                {words.can[option.value as Role]}
              </Text>
            </div>
          )}
          key={form.key("role")}
          {...form.getInputProps("role")}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common.cancel}
          </Button>
          <Button type="submit" loading={invite.isPending}>
            {words.make}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Made({ email, link, onClose }: { email: string; link: string; onClose: () => void }) {
  const { name } = useTenant();
  const mail = `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(words.mailSubject(name))}`;
  return (
    <Stack>
      <Text size="sm">{words.made(email)}</Text>
      <CopyField label={words.link} value={link} />
      <Group justify="flex-end">
        <Button
          component="a"
          variant="default"
          leftSection={<IconMail size={16} aria-hidden />}
          href={`${mail}&body=${encodeURIComponent(words.mailBody(name, link))}`}
        >
          {words.byMail}
        </Button>
        <Button onClick={onClose}>{words.done}</Button>
      </Group>
    </Stack>
  );
}
