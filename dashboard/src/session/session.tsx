/** Who is signed in. */

import { onAuthStateChanged, signOut as leave, type User } from "firebase/auth";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

import { type Api, createClient } from "@/api/client";
import { ApiContext } from "@/api/context";

import { getAuth } from "./firebase";

export type Session = { state: "loading" } | { state: "out" } | { state: "in"; user: User };

const SessionContext = createContext<Session>({ state: "loading" });

/** Follows sign-in, and gives the pages below a client that concerns no workspace yet. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session>({ state: "loading" });
  useEffect(
    () => onAuthStateChanged(getAuth(), (user) => setSession(user ? { state: "in", user } : { state: "out" })),
    [],
  );
  const api = useMemo(() => personalClient(null), []);
  return (
    <SessionContext value={session}>
      <ApiContext value={api}>{children}</ApiContext>
    </SessionContext>
  );
}

/** A client for the signed-in person, in a workspace or in none. */
export function personalClient(tenantId: string | null): Api {
  return createClient({
    getToken: async (fresh) => (await getAuth().currentUser?.getIdToken(fresh)) ?? null,
    tenantId,
    onRefused: () => void signOut(),
  });
}

export function useSession(): Session {
  return useContext(SessionContext);
}

/** The signed-in person, on a page that only they see. */
export function useUser(): User {
  const session = useSession();
  if (session.state !== "in") throw new Error("useUser() without anybody signed in.");
  return session.user;
}

export async function signOut(): Promise<void> {
  await leave(getAuth());
}
