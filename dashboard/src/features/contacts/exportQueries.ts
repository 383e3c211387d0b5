/** Contacts as one file, which the API hands out part by part. */

import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";

import { type Api, part } from "@/api/client";
import { useApi } from "@/api/context";
import { saveFile } from "@/components/files";
import type { AudienceFilter } from "@/features/campaigns/audience";

export interface Export {
  q: string;
  filter: AudienceFilter;
}

/** What of a file is here; whoever tries again goes on from there. */
export interface Parts {
  content: Blob[];
  /** Where the next part begins; null after the last. */
  cursor: string | null;
  contacts: number;
}

export const NOTHING: Parts = { content: [], cursor: "", contacts: 0 };

/** The parts of a file and the next one. */
export async function takePart(api: Api, { q, filter }: Export, parts: Parts, signal: AbortSignal): Promise<Parts> {
  const body = { q, filter, cursor: parts.cursor ?? "" };
  const { content, next, headers } = await part(api.POST("/api/contacts/export", { body, parseAs: "blob", signal }));
  return { content: [...parts.content, content], cursor: next, contacts: Number(headers.get("X-Contacts-So-Far")) };
}

/** Takes the file part by part and saves it; stops when the page that asked for it is left. */
export function useExport(wanted: Export) {
  const api = useApi();
  const taken = useRef(NOTHING);
  const [contacts, setContacts] = useState(0);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const exporting = useMutation({
    mutationFn: async () => {
      const { signal } = (stop.current = new AbortController());
      while (taken.current.cursor !== null) {
        taken.current = await takePart(api, wanted, taken.current, signal);
        setContacts(taken.current.contacts);
      }
      signal.throwIfAborted();
      saveFile(new Blob(taken.current.content, { type: "text/csv" }), "contacts.csv");
      return taken.current.contacts;
    },
  });
  return { ...exporting, contacts };
}
