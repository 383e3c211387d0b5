/** The client of the workspace that is open. */

import { createContext, useContext } from "react";

import type { Api } from "./client";

export const ApiContext = createContext<Api | null>(null);

/** The typed client; it calls as the signed-in person, for the open workspace. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (!api) throw new Error("useApi() outside of a session.");
  return api;
}
