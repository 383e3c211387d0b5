/** Where the link of an invitation leads: whoever has it signs in or up, shows that the address is theirs, and joins. */

import { Alert, Button, Stack, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "react-router";

import { answer, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { ErrorState, Loading } from "@/components/states";
import { Card } from "@/features/sign-in/Card";
import { signOut, useSession } from "@/session/session";
import { common, people } from "@/words";

import { Accept } from "./Accept";
import { SignUp } from "./SignUp";

const words = people.join;

export function Component() {
  const token = useLocation().hash.slice(1);
  const api = useApi();
  const { data, error, refetch } = useQuery({
    queryKey: ["invite", token],
    enabled: token !== "",
    queryFn: async ({ signal }) => answer(api.POST("/api/workspace/invites/look", { body: { token }, signal })),
  });
  if (!token) return <Card title={words.title} lead={words.broken} children={null} />;
  if (error) {
    return (
      <Card title={words.title} lead="" other={{ question: "", link: words.home, to: "/inbox" }}>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Card>
    );
  }
  return data ? <Seen token={token} invite={data} /> : <Loading label={words.loading} height="60dvh" />;
}

function Seen({ token, invite }: { token: string; invite: Schemas["InviteSeen"] }) {
  const session = useSession();
  if (session.state === "loading") return <Loading height="60dvh" />;
  const lead = words.lead(invite.workspace, common.roles[invite.role], invite.made_by_name || words.somebody);
  const isOut = session.state === "out";
  return (
    <Card
      title={words.title}
      lead={lead}
      other={isOut ? { question: words.have, link: words.signIn, to: "/sign-in", state: { from: `/join#${token}` } } : undefined}
    >
      {isOut ? (
        <SignUp email={invite.email} />
      ) : session.user.email?.toLowerCase() === invite.email ? (
        <Accept token={token} workspace={invite.workspace} user={session.user} />
      ) : (
        <Stack>
          <Alert color="yellow" role="alert" style={{ overflowWrap: "anywhere" }}>
            {words.other(session.user.email ?? "", invite.email)}
          </Alert>
          <Button variant="default" onClick={() => void signOut()}>
            {words.switch}
          </Button>
        </Stack>
      )}
      <Text size="sm" c="dimmed" mt="md" style={{ overflowWrap: "anywhere" }}>
        {words.for(invite.email)}
      </Text>
    </Card>
  );
}
