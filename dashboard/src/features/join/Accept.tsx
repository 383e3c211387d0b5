/** Joins; who has not shown yet that the address is theirs gets a mail for it first. */

import { Alert, Button, Stack, Text, Title } from "@mantine/core";
import { IconMailCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { sendEmailVerification, type User } from "firebase/auth";
import { useNavigate } from "react-router";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";
import { ApiError, sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import { signInFault } from "@/features/sign-in/errors";
import { rememberTenant } from "@/session/tenant";
import { people } from "@/words";

const words = people.join;

export function Accept({ token, workspace, user }: { token: string; workspace: string; user: User }) {
  const api = useApi();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const joining = useMutation({
    mutationFn: async () => {
      // The token at hand may be from before the address was confirmed, or from before the name was given.
      await user.getIdToken(true);
      return answer(api.POST("/api/workspace/invites/accept", { body: { token } }));
    },
    onSuccess: async ({ id }) => {
      rememberTenant(user.uid, id);
      await queries.resetQueries({ queryKey: keys.workspaces });
      await navigate("/inbox", { replace: true });
    },
  });
  const isUnconfirmed = joining.error instanceof ApiError ? joining.error.code === "email_unverified" : !user.emailVerified;
  return (
    <Stack>
      {isUnconfirmed && <Confirm user={user} />}
      {joining.error && (
        <Alert role="alert" color="red">
          {sentence(joining.error)}
        </Alert>
      )}
      <Button loading={joining.isPending} onClick={() => joining.mutate()}>
        {isUnconfirmed ? words.confirmed : words.accept(workspace)}
      </Button>
    </Stack>
  );
}

function Confirm({ user }: { user: User }) {
  const sending = useMutation({ mutationFn: async () => sendEmailVerification(user, { url: globalThis.location.href }) });
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        {words.confirmTitle}
      </Title>
      <Text size="sm" style={{ overflowWrap: "anywhere" }}>{words.confirm(user.email ?? "")}</Text>
      {sending.isSuccess && (
        <Alert role="status" color="teal" icon={<IconMailCheck aria-hidden />}>
          {words.sent}
        </Alert>
      )}
      {sending.error && (
        <Alert role="alert" color="red">
          {signInFault(sending.error).text}
        </Alert>
      )}
      <Button variant="default" loading={sending.isPending} onClick={() => sending.mutate()}>
        {words.send}
      </Button>
    </Stack>
  );
}
