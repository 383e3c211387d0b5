import { MutationObserver, QueryClient } from "@tanstack/react-query";
import { beforeEach, describe, expect, it, vi } from "vitest";

import type { Api } from "@/api/client";
import { ApiError } from "@/api/problem";

import { ledgerOf, type Patch } from "./cache/ledger";
import { patchOptions } from "./patching";
import { type Detail, inboxKeys, storeConversation } from "./queries";
import { conversation } from "./testing/samples";

interface Request {
  patch: Patch;
  grant: (detail: Detail) => void;
  refuse: () => void;
}

const ID = "k";
const open: Detail = { ...conversation(ID), route: null };
const resolved: Detail = { ...open, status: "resolved" };

let client: QueryClient;
let requests: Request[];
let api: Api;

beforeEach(() => {
  client = new QueryClient();
  client.setQueryData(inboxKeys.conversation(ID), open);
  requests = [];
  const patch = (_: string, { body }: { body: Patch }) =>
    new Promise((answer, refuse) => {
      requests.push({
        patch: body,
        grant: (detail) => answer({ data: detail }),
        refuse: () => refuse(new ApiError({ status: 403, code: "forbidden", title: "No", detail: "No." })),
      });
    });
  api = { PATCH: patch } as unknown as Api;
});

/** A click, on a button of its own as after every render. */
function change(patch: Patch): void {
  const observer = new MutationObserver(client, patchOptions(api, client, "u", ID, true));
  observer.mutate(patch).catch(() => undefined);
}

const shown = () => client.getQueryData<Detail>(inboxKeys.conversation(ID))?.status;
const asked = (count: number) => vi.waitFor(() => expect(requests).toHaveLength(count));

function report(status: "open" | "resolved"): void {
  const heard = conversation(ID, { status });
  ledgerOf(client).hear(heard, []);
  storeConversation(client, "u", heard, []);
}

describe("changing a conversation", () => {
  it("asks for one change after the other, so that the last wish is the last that the server takes", async () => {
    change({ status: "resolved" });
    change({ status: "open" });
    await asked(1);
    await Promise.resolve();
    expect(requests.map(({ patch }) => patch.status)).toEqual(["resolved"]);
    requests[0]?.grant(resolved);
    await asked(2);
    requests[1]?.grant(open);
    await vi.waitFor(() => expect(client.isMutating()).toBe(0));
    expect(shown()).toBe("open");
  });

  it("shows the last wish while the answer to an earlier one, or its report, comes in", async () => {
    change({ status: "resolved" });
    change({ status: "open" });
    await asked(1);
    expect(shown()).toBe("open");
    requests[0]?.grant(resolved);
    await asked(2);
    expect(shown()).toBe("open");
    report("resolved");
    expect(shown()).toBe("open");
  });

  it("takes what was reported meanwhile for newer than the answer", async () => {
    change({ status: "resolved" });
    await asked(1);
    report("open");
    expect(shown()).toBe("resolved");
    requests[0]?.grant(resolved);
    await vi.waitFor(() => expect(client.isMutating()).toBe(0));
    expect(shown()).toBe("open");
  });

  it("takes back what is refused, and nothing else", async () => {
    change({ labels: ["vip"] });
    change({ status: "resolved" });
    await asked(1);
    requests[0]?.refuse();
    await asked(2);
    requests[1]?.grant(resolved);
    await vi.waitFor(() => expect(client.isMutating()).toBe(0));
    expect(client.getQueryData<Detail>(inboxKeys.conversation(ID))).toMatchObject({ labels: [], status: "resolved" });
  });
});
