/** Creates an account and a workspace, so that a second try goes on where the first one failed. */

import { createUserWithEmailAndPassword, updateProfile, type User } from "firebase/auth";

import { answer, type Api, once, type Schemas } from "@/api/client";
import { getAuth } from "@/session/firebase";

export interface Wanted {
  name: string;
  email: string;
  password: string;
  business: string;
  timeZone: string;
}

/** The new workspace, with the caller as its owner; `key` makes sure that it is founded once. */
export async function found(api: Api, user: User | null, wanted: Wanted, key: string): Promise<Schemas["Membership"]> {
  if (!user) {
    const made = await createUserWithEmailAndPassword(getAuth(), wanted.email.trim(), wanted.password);
    await updateProfile(made.user, { displayName: wanted.name.trim() });
    // The token that came with the account does not hold the name yet.
    await made.user.getIdToken(true);
  }
  const body = { name: wanted.business.trim(), time_zone: wanted.timeZone, language: "en" };
  return answer(api.POST("/api/workspace/signup", { body, headers: once(key) }));
}
