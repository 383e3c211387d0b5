/** Asks for a mail by which one chooses a new password. */

import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconMailCheck } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { FirebaseError } from "firebase/app";
import { sendPasswordResetEmail } from "firebase/auth";

import { getAuth } from "@/session/firebase";
import { signIn } from "@/words";

import { Card } from "./Card";
import { signInFault } from "./errors";

const words = signIn.forgot;

export function Forgot() {
  return (
    <Card
      title={words.title}
      lead={words.lead}
      other={{ question: words.remembered, link: words.back, to: "/sign-in" }}
    >
      <ForgotForm />
    </Card>
  );
}

/** Sends the mail; who asks does not learn whether there is such an account. */
async function sendMail(email: string): Promise<void> {
  try {
    await sendPasswordResetEmail(getAuth(), email);
  } catch (error) {
    if (error instanceof FirebaseError && error.code === "auth/user-not-found") return;
    throw error;
  }
}

function ForgotForm() {
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "" },
    validate: { email: (value) => (value.includes("@") ? null : signIn.need.email) },
  });
  const sending = useMutation({
    mutationFn: ({ email }: typeof form.values) => sendMail(email.trim()),
    onError: (error) => {
      const { field, text } = signInFault(error);
      if (field === "email") form.setFieldError(field, text);
    },
  });
  if (sending.isSuccess) {
    return (
      <Stack>
        <Alert role="status" color="teal" icon={<IconMailCheck aria-hidden />} title={words.sentTitle}>
          {words.sent(sending.variables.email.trim())}
        </Alert>
        <Text size="sm" c="dimmed">
          {words.notThere}
        </Text>
        <Button variant="default" onClick={() => sending.reset()}>
          {words.again}
        </Button>
      </Stack>
    );
  }
  const fault = sending.error ? signInFault(sending.error) : null;
  return (
    <form onSubmit={form.onSubmit((values) => sending.mutate(values))} noValidate>
      <Stack>
        {fault && fault.field !== "email" && (
          <Alert role="alert" color="red">
            {fault.text}
          </Alert>
        )}
        <TextInput
          label={signIn.email}
          type="email"
          autoComplete="username"
          autoFocus
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <Button type="submit" loading={sending.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
