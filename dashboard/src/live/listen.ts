/** Listens to Firestore; a module of its own, loaded after the first paint, because the SDK is heavy. */

import { collection, doc, limit, onSnapshot, orderBy, query, type Query, where } from "firebase/firestore";

import { useFirestore as firestore } from "@/session/firestore";

export type Fields = Record<string, unknown>;

export interface Document {
  id: string;
  fields: Fields;
  /** Whether it came into the newest ones with this report. */
  isNew: boolean;
}

export interface Listener {
  /** What is new or changed; `isFirst` for the report that every listening begins with. */
  onChange: (documents: Document[], isFirst: boolean) => void;
  /** Changes may have been missed, and it listens again. */
  onBack: () => void;
  /** What was among them is no more. */
  onGone?: () => void;
}

const CONVERSATIONS = 25;
const MESSAGES = 25;
const INCIDENTS = 100;
const FAILURES = 50;
const RUNNING = 50;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 60_000;

/** Listens to the conversations with the newest messages, to so many of them; returns how to stop. */
export function listenToConversations(tenantId: string, listener: Listener, most = CONVERSATIONS): () => void {
  const all = collection(firestore(), "tenants", tenantId, "conversations");
  return keepListening(query(all, orderBy("last_message_ms", "desc"), limit(most)), listener);
}

/** Listens to the newest messages of a conversation; returns how to stop. */
export function listenToMessages(tenantId: string, conversationId: string, listener: Listener): () => void {
  const all = collection(firestore(), "tenants", tenantId, "messages");
  const newest = query(all, where("conversation_id", "==", conversationId), orderBy("at", "desc"), limit(MESSAGES));
  return keepListening(newest, listener);
}

/** Listens to what is wrong with the workspace's set-up; `onChange` is told that it is another than before. */
export function listenToIncidents(tenantId: string, onChange: () => void): () => void {
  const all = collection(firestore(), "tenants", tenantId, "incidents");
  return tell(query(all, where("is_open", "==", true), limit(INCIDENTS)), onChange);
}

/** Listens to the work that failed last. */
export function listenToFailures(tenantId: string, onChange: () => void): () => void {
  const all = collection(firestore(), "tenants", tenantId, "jobs");
  // Only work that failed has this field.
  return tell(query(all, orderBy("last_failed_at", "desc"), limit(FAILURES)), onChange);
}

/** Listens to work that takes long and runs. */
export function listenToRunning(tenantId: string, onChange: () => void): () => void {
  const all = collection(firestore(), "tenants", tenantId, "jobs");
  return tell(query(all, where("state", "==", "running"), limit(RUNNING)), onChange);
}

/** Listens to when what is known of a contact changes: every change of its facts changes one document. */
export function listenToMemory(tenantId: string, contactId: string, onChange: () => void): () => void {
  const head = doc(firestore(), "tenants", tenantId, "contacts", contactId, "memory", "head");
  return persist((onWell, onRefused) =>
    onSnapshot(
      head,
      { includeMetadataChanges: true },
      ({ metadata }) => {
        // From the cache, it is not known whether there is something new.
        if (metadata.fromCache) return;
        onWell();
        onChange();
      },
      onRefused,
    ),
  );
}

function tell(wanted: Query, onChange: () => void): () => void {
  // The first report too: what changed since the page asked and before it listened is told by nothing else.
  return keepListening(wanted, { onChange, onBack: onChange, onGone: onChange });
}

function keepListening(wanted: Query, { onChange, onBack, onGone }: Listener): () => void {
  let isMissing = false;
  return persist((onWell, onRefused) => {
    let isFirst = true;
    return onSnapshot(
      wanted,
      { includeMetadataChanges: true },
      (snapshot) => {
        const { fromCache } = snapshot.metadata;
        const changes = snapshot.docChanges().filter(({ type }) => type !== "removed");
        const documents = isFirst
          ? snapshot.docs.map((doc) => ({ id: doc.id, fields: doc.data(), isNew: false }))
          : changes.map(({ doc, type }) => ({ id: doc.id, fields: doc.data(), isNew: type === "added" }));
        if (isFirst ? !fromCache : documents.length > 0) onChange(documents, isFirst);
        if (isFirst && fromCache) return;
        if (!isFirst && snapshot.docChanges().some(({ type }) => type === "removed")) onGone?.();
        isFirst = false;
        // From the cache: the connection is lost, and changes may be missed until the server speaks again.
        if (isMissing && !fromCache) onBack();
        isMissing = fromCache;
        onWell();
      },
      () => {
        isMissing = true;
        onRefused();
      },
    );
  });
}

/** Listens again, each time after a longer wait, where Firestore ends a listener, such as while a token runs out. */
function persist(listen: (onWell: () => void, onRefused: () => void) => () => void): () => void {
  let stop: () => void = () => undefined;
  let timer: number | undefined;
  let waitMs = FIRST_WAIT_MS;
  const onWell = () => {
    waitMs = FIRST_WAIT_MS;
  };
  const onRefused = () => {
    timer = window.setTimeout(begin, waitMs);
    waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
  };
  const begin = () => {
    stop = listen(onWell, onRefused);
  };
  begin();
  return () => {
    window.clearTimeout(timer);
    stop();
  };
}
