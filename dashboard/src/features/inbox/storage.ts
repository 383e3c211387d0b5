/** What this browser keeps for a person, and nobody else who signs in on it. */

/** Reads JSON; null where there is none, or where it cannot be read. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what it kept
export function load<T>(key: string, storage: Storage = localStorage): T | null {
  try {
    const found = storage.getItem(key);
    return found === null ? null : (JSON.parse(found) as T);
  } catch {
    return null;
  }
}

/** Keeps a value as JSON; null forgets it. A full or forbidden storage is no reason to stop working. */
export function keep(key: string, value: unknown, storage: Storage = localStorage): void {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // It then lives as long as the page.
  }
}
