/** Firebase in the browser: one app, with sign-in; Firestore joins it where a page listens. */

import { type FirebaseApp, getApp, initializeApp } from "firebase/app";
import {
  type Auth,
  browserLocalPersistence,
  connectAuthEmulator,
  indexedDBLocalPersistence,
  initializeAuth,
} from "firebase/auth";

import type { Config } from "@/config";

let started: { auth: Auth; config: Config } | undefined;

/** Starts Firebase; once, before anything is shown. */
export function startFirebase(config: Config): void {
  const app = initializeApp({
    apiKey: config.apiKey,
    projectId: config.project,
    authDomain: config.authDomain ?? `${config.project}.firebaseapp.com`,
  });
  const auth = initializeAuth(app, { persistence: [indexedDBLocalPersistence, browserLocalPersistence] });
  if (config.authEmulator) connectAuthEmulator(auth, config.authEmulator, { disableWarnings: true });
  started = { auth, config };
}

function running(): { auth: Auth; config: Config } {
  if (!started) throw new Error("startFirebase() has not been called.");
  return started;
}

/** Sign-in. */
export function getAuth(): Auth {
  return running().auth;
}

/** What /config.json says. */
export function getConfig(): Config {
  return running().config;
}

/** The app, for what joins it. */
export function getFirebaseApp(): FirebaseApp {
  return getApp();
}
