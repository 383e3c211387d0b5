/** The form that founds a workspace. */

import { Alert, Button, PasswordInput, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { User } from "firebase/auth";
import { useState } from "react";
import { useNavigate } from "react-router";

import { newKey } from "@/api/client";
import { useApi } from "@/api/context";
import { fieldErrors } from "@/api/problem";
import { keys } from "@/api/queries";
import { signInFault } from "@/features/sign-in/errors";
import { getAuth } from "@/session/firebase";
import { type Membership, rememberTenant } from "@/session/tenant";
import { signIn } from "@/words";

import { found, type Wanted } from "./found";

const { up: words, need } = signIn;
const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

export function SignUpForm({ user }: { user: User | null }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [key, setKey] = useState(newKey);
  // Gone once the account is made, so that a second try asks for what is still missing.
  const asksAccount = user === null;
  const form = useForm<Wanted>({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "", business: "", timeZone: ownZone() },
    onValuesChange: () => setKey(newKey()),
    validate: {
      name: (value) => (!asksAccount || value.trim() ? null : need.name),
      email: (value) => (!asksAccount || value.includes("@") ? null : need.email),
      password: (value) => (!asksAccount || value.length >= 8 ? null : need.newPassword),
      business: (value) => (value.trim() ? null : need.business),
      timeZone: (value) => (value ? null : need.timeZone),
    },
  });
  const founding = useMutation({
    mutationFn: async (wanted: Wanted) => found(api, getAuth().currentUser, wanted, key),
    onSuccess: async (made) => {
      const uid = getAuth().currentUser?.uid ?? "";
      rememberTenant(uid, made.id);
      // What is known already is shown before it is read again, and must not lead back here.
      queries.setQueriesData<Membership[]>({ queryKey: keys.workspaces }, (have) => have && [...have, made]);
      await queries.invalidateQueries({ queryKey: keys.workspaces });
      await navigate("/channels?connect", { replace: true });
    },
    onError: (error) => {
      const { name, time_zone } = fieldErrors(error, ["name", "time_zone"]);
      if (name) form.setFieldError("business", name);
      if (time_zone) form.setFieldError("timeZone", time_zone);
      const { field, text } = signInFault(error);
      if (field) form.setFieldError(field, text);
    },
  });
  const fault = founding.error ? signInFault(founding.error) : null;
  return (
    <form onSubmit={form.onSubmit((wanted) => founding.mutate(wanted))} noValidate>
      <Stack>
        {fault && !fault.field && (
          <Alert role="alert" color="red">
            {fault.text}
          </Alert>
        )}
        {asksAccount && (
          <>
            <TextInput label={words.name} autoComplete="name" key={form.key("name")} {...form.getInputProps("name")} />
            <TextInput
              label={signIn.email}
              type="email"
              autoComplete="username"
              key={form.key("email")}
              {...form.getInputProps("email")}
            />
            <PasswordInput
              label={signIn.password}
              description={words.passwordHint}
              autoComplete="new-password"
              key={form.key("password")}
              {...form.getInputProps("password")}
            />
          </>
        )}
        <TextInput
          label={words.business}
          autoComplete="organization"
          maxLength={80}
          key={form.key("business")}
          {...form.getInputProps("business")}
        />
        <Select
          label={words.timeZone}
          description={words.timeZoneHint}
          data={ZONES}
          searchable
          limit={50}
          key={form.key("timeZone")}
          {...form.getInputProps("timeZone")}
        />
        <Button type="submit" loading={founding.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}

function ownZone(): string {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return ZONES.includes(zone) ? zone : "UTC";
}
