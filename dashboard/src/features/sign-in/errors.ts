/** Firebase Auth's errors in words. */

import { FirebaseError } from "firebase/app";

import { ApiError, sentence } from "@/api/problem";
import { signIn } from "@/words";

type Field = "email" | "password";

export interface SignInFault {
  text: string;
  /** The field whose fault it is. */
  field?: Field;
}

const { errors } = signIn;

/** Source: https://firebase.google.com/docs/auth/admin/errors and the SDK's AuthErrorCodes (read 2026-11). */
const KNOWN: Record<string, SignInFault> = {
  "auth/invalid-credential": { text: errors.wrong },
  "auth/invalid-login-credentials": { text: errors.wrong },
  "auth/user-not-found": { text: errors.wrong },
  "auth/wrong-password": { text: errors.wrong },
  "auth/user-disabled": { text: errors.disabled },
  "auth/too-many-requests": { text: errors.tooMany },
  "auth/network-request-failed": { text: errors.offline },
  "auth/email-already-in-use": { text: errors.taken, field: "email" },
  "auth/invalid-email": { text: errors.email, field: "email" },
  "auth/weak-password": { text: errors.weak, field: "password" },
};

/** What to tell the person. */
export function signInFault(error: unknown): SignInFault {
  if (error instanceof ApiError) return { text: sentence(error) };
  const code = error instanceof FirebaseError ? error.code : "";
  return KNOWN[code] ?? { text: errors.other };
}
