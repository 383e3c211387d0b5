/** The sign-up page: an account where there is none yet, and a workspace. */

import { Button } from "@mantine/core";

import { Loading } from "@/components/states";
import { Card } from "@/features/sign-in/Card";
import { signOut, useSession } from "@/session/session";
import { shell, signIn } from "@/words";

import { SignUpForm } from "./SignUpForm";

const words = signIn.up;

export function Component() {
  const session = useSession();
  if (session.state === "loading") return <Loading height="60dvh" />;
  const signedIn = session.state === "in";
  return (
    <Card
      title={words.title}
      lead={signedIn ? words.leadSignedIn : words.lead}
      other={
        signedIn
          ? { question: words.signedInAs(session.user.email ?? ""), link: words.back, to: "/inbox" }
          : { question: words.haveAccount, link: words.toSignIn, to: "/sign-in" }
      }
    >
      <SignUpForm user={signedIn ? session.user : null} />
      {signedIn && (
        <Button variant="subtle" fullWidth mt="sm" onClick={() => void signOut()}>
          {shell.signOut}
        </Button>
      )}
    </Card>
  );
}
