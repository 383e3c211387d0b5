/** The sign-in page. */

import { Alert, Anchor, Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { signInWithEmailAndPassword } from "firebase/auth";
import { Link, Navigate, useLocation, useSearchParams } from "react-router";

import { Loading } from "@/components/states";
import { getAuth } from "@/session/firebase";
import { useSession } from "@/session/session";
import { signIn as words } from "@/words";

import { Card } from "./Card";
import { signInFault } from "./errors";
import { Forgot } from "./Forgot";

export function Component() {
  const session = useSession();
  const [params] = useSearchParams();
  const { state } = useLocation() as { state: { from?: string } | null };
  if (session.state === "loading") return <Loading height="60dvh" />;
  if (session.state === "in") return <Navigate to={state?.from ?? "/inbox"} replace />;
  if (params.has("forgot")) return <Forgot />;
  return (
    <Card
      title={words.title}
      lead={words.lead}
      other={{ question: words.noAccount, link: words.toSignUp, to: "/sign-up" }}
    >
      <SignInForm />
    </Card>
  );
}

function SignInForm() {
  const { state } = useLocation() as { state: unknown };
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: (value) => (value.includes("@") ? null : words.need.email),
      password: (value) => (value ? null : words.need.password),
    },
  });
  const entering = useMutation({
    mutationFn: async ({ email, password }: typeof form.values) =>
      signInWithEmailAndPassword(getAuth(), email.trim(), password),
    onError: (error) => {
      const { field, text } = signInFault(error);
      if (field) form.setFieldError(field, text);
    },
  });
  const fault = entering.error ? signInFault(entering.error) : null;
  return (
    <form onSubmit={form.onSubmit((values) => entering.mutate(values))} noValidate>
      <Stack>
        {fault && !fault.field && (
          <Alert role="alert" color="red">
            {fault.text}
          </Alert>
        )}
        <TextInput
          label={words.email}
          type="email"
          autoComplete="username"
          autoFocus
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={words.password}
          autoComplete="current-password"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" loading={entering.isPending}>
          {words.submit}
        </Button>
        <Anchor component={Link} to="/sign-in?forgot" state={state} underline="always" ta="center">
          {words.forgot.link}
        </Anchor>
      </Stack>
    </form>
  );
}
