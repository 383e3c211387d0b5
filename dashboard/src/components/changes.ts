/** What a form holds that was not saved. */

/** Of `changed`, what has been changed again since `sent` was sent: it stays when that is saved. */
export function changedSince<T extends object>(changed: Partial<T>, sent: Partial<T>): Partial<T> {
  const isNew = ([name, value]: [string, unknown]) => JSON.stringify(value) !== JSON.stringify(sent[name as keyof T]);
  return Object.fromEntries(Object.entries(changed).filter(isNew)) as Partial<T>;
}
