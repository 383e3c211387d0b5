/** Changing a conversation: it shows at once, one change after the other, and the person's last wish is what stays. */

import { notifications } from "@mantine/notifications";
import { type QueryClient, useMutation, type UseMutationOptions, useQueryClient } from "@tanstack/react-query";

import { type Api, answer } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { keys, retryDelayMs } from "@/api/queries";
import { useUser } from "@/session/session";
import { inbox } from "@/words";

import { ledgerOf, type Patch, type Wish } from "./cache/ledger";
import type { Conversation } from "./filter";
import { retryPassing } from "./passing";
import { type Detail, inboxKeys, storeConversation } from "./queries";

interface Before {
  wish: Wish;
  detail: Detail | undefined;
}

/** How a conversation is changed; `shows` for what a person asked for and so sees at once. */
export function patchOptions(
  api: Api,
  client: QueryClient,
  uid: string,
  id: string,
  shows: boolean,
): UseMutationOptions<Detail, Error, Patch, Before> {
  const key = inboxKeys.conversation(id);
  const ledger = ledgerOf(client);
  return {
    // One after the other: of two requests under way at once the server may take the earlier one last.
    scope: { id: `conversation ${id}` },
    mutationFn: (patch) =>
      answer(
        api.PATCH("/api/inbox/conversations/{id}", {
          params: { path: { id } },
          // A field that is left out stays, while null would change it.
          body: patch,
        }),
      ),
    retry: retryPassing,
    retryDelay: retryDelayMs,
    onMutate: (patch) => {
      const detail = client.getQueryData<Detail>(key);
      const wish = ledger.wish(id, shows ? patch : {});
      if (detail) storeConversation(client, uid, detail);
      return { wish, detail };
    },
    onSuccess: (detail, _, { wish }) => {
      const newer = ledger.settle(wish);
      client.setQueryData(key, ledger.apply(detail));
      storeConversation(client, uid, newer?.conversation ?? detail, newer?.words);
      void client.invalidateQueries({ queryKey: keys.unread });
    },
    onError: (_error, patch, before) => {
      if (!before) return;
      const newer = ledger.settle(before.wish);
      const now = client.getQueryData<Detail>(key);
      if (newer) storeConversation(client, uid, newer.conversation, newer.words);
      else if (now && before.detail) storeConversation(client, uid, { ...now, ...fieldsOf(before.detail, patch) });
    },
  };
}

/** What `detail` says of the fields that `patch` changes. */
function fieldsOf(detail: Detail, patch: Patch): Partial<Conversation> {
  return Object.fromEntries(Object.keys(patch).map((name) => [name, detail[name as keyof Patch]]));
}

/** Changes a conversation; it shows at once, and is taken back if the API refuses. */
export function usePatchConversation(id: string) {
  const api = useApi();
  const client = useQueryClient();
  const { uid } = useUser();
  const options = patchOptions(api, client, uid, id, true);
  return useMutation({
    ...options,
    onError: (error, ...rest) => {
      notifications.show({ color: "red", title: inbox.actions.failed, message: sentence(error) });
      return options.onError?.(error, ...rest);
    },
  });
}

/** Tells that a conversation has been read; nobody asked for it, so that nobody is told where it fails. */
export function useReadMark(id: string) {
  const api = useApi();
  const client = useQueryClient();
  const { uid } = useUser();
  return useMutation({ ...patchOptions(api, client, uid, id, false), retry: false });
}
