/** Where the app finds everything: read from /config.json when it starts, so that one build runs anywhere. */

export interface Config {
  /** The Google Cloud project. */
  project: string;
  /** The Firebase web API key; it names the project and is no secret. */
  apiKey: string;
  /** The domain that Firebase Auth serves its pages from; missing locally. */
  authDomain?: string;
  /** `http://host:port` of the Auth emulator; missing in production. */
  authEmulator?: string;
  /** The Firestore emulator; missing in production. */
  firestoreEmulator?: { host: string; port: number };
  /** Whether this is a local stack. */
  local?: boolean;
}

/** Reads the configuration; throws a sentence for people where there is none. */
export async function loadConfig(): Promise<Config> {
  const answer = await fetch("/config.json", { cache: "no-cache" });
  // Hosting answers index.html for a file that it does not have.
  const isJson = answer.headers.get("content-type")?.includes("json") ?? false;
  if (!answer.ok || !isJson) throw new Error(`/config.json cannot be read (HTTP ${answer.status}).`);
  const config = (await answer.json()) as Partial<Config>;
  if (!config.project || !config.apiKey) throw new Error("/config.json lacks `project` or `apiKey`.");
  return config as Config;
}
