/** An account for the address that an invitation is for. */

import { Alert, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { createUserWithEmailAndPassword, updateProfile } from "firebase/auth";

import { signInFault } from "@/features/sign-in/errors";
import { getAuth } from "@/session/firebase";
import { people, signIn } from "@/words";

const { need, up } = signIn;

export function SignUp({ email }: { email: string }) {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", password: "" },
    validate: {
      name: (value) => (value.trim() ? null : need.name),
      password: (value) => (value.length >= 8 ? null : need.newPassword),
    },
  });
  const making = useMutation({
    mutationFn: async ({ name, password }: typeof form.values) => {
      const { user } = await createUserWithEmailAndPassword(getAuth(), email, password);
      await updateProfile(user, { displayName: name.trim() });
    },
    onError: (error) => {
      const { field, text } = signInFault(error);
      if (field === "password") form.setFieldError(field, text);
    },
  });
  const fault = making.error ? signInFault(making.error) : null;
  return (
    <form onSubmit={form.onSubmit((values) => making.mutate(values))} noValidate>
      <Stack>
        {fault && fault.field !== "password" && (
          <Alert role="alert" color="red">
            {fault.text}
          </Alert>
        )}
        <TextInput label={signIn.email} value={email} readOnly autoComplete="username" />
        <TextInput label={up.name} autoComplete="name" key={form.key("name")} {...form.getInputProps("name")} />
        <PasswordInput
          label={signIn.password}
          description={up.passwordHint}
          autoComplete="new-password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" loading={making.isPending}>
          {people.join.create}
        </Button>
      </Stack>
    </form>
  );
}
