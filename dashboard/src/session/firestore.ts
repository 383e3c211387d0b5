/** Firestore for pages that listen; a module of its own, so that only they load it. */

import { connectFirestoreEmulator, type Firestore, initializeFirestore, memoryLocalCache } from "firebase/firestore";

import { getConfig, getFirebaseApp } from "./firebase";

let database: Firestore | undefined;

/** The database, under its rules: a member reads the conversations, messages and contacts of their own workspace. */
export function useFirestore(): Firestore {
  database ??= open();
  return database;
}

function open(): Firestore {
  const { firestoreEmulator } = getConfig();
  const made = initializeFirestore(getFirebaseApp(), { localCache: memoryLocalCache() });
  if (firestoreEmulator) connectFirestoreEmulator(made, firestoreEmulator.host, firestoreEmulator.port);
  return made;
}
