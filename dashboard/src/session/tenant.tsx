/** Which workspace is open, and what the person may do in it. */

import { QueryClientProvider, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query";
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from "react";

import { answer, type Schemas } from "@/api/client";
import { ApiContext, useApi } from "@/api/context";
import { createQueryClient, keys } from "@/api/queries";

import { isAtLeast, type Role } from "./roles";
import { personalClient, useUser } from "./session";

export type Membership = Schemas["Membership"];

interface OpenTenant {
  tenant: Membership;
  /** Every workspace of the person. */
  all: Membership[];
  /** Opens another one. */
  open: (id: string) => void;
  /** Shows the open one under its new name. */
  rename: (name: string) => void;
}

const TenantContext = createContext<OpenTenant | null>(null);

/** The workspaces of the signed-in person. */
export function useWorkspaces(): UseQueryResult<Membership[]> {
  const api = useApi();
  const { uid } = useUser();
  return useQuery({
    queryKey: [...keys.workspaces, uid],
    queryFn: async ({ signal }) => (await answer(api.GET("/api/workspace/mine", { signal }))).items,
  });
}

/** Opens the workspace that this browser used last, each with a client and a cache of its own. */
export function TenantProvider({ all, children }: { all: [Membership, ...Membership[]]; children: ReactNode }) {
  const { uid } = useUser();
  const [wanted, setWanted] = useState(() => recall(uid));
  const tenant = all.find(({ id }) => id === wanted) ?? all[0];
  const open = useCallback(
    (id: string) => {
      localStorage.setItem(storageKey(uid), id);
      setWanted(id);
    },
    [uid],
  );
  // Of the session, as the list of workspaces belongs to none of them.
  const queries = useQueryClient();
  const rename = useCallback(
    (name: string) =>
      queries.setQueryData<Membership[]>(
        [...keys.workspaces, uid],
        (have) => have?.map((one) => (one.id === tenant.id ? { ...one, name } : one)),
      ),
    [queries, uid, tenant.id],
  );
  const value = useMemo(() => ({ tenant, all, open, rename }), [tenant, all, open, rename]);
  return (
    <TenantContext value={value}>
      <OwnClient key={tenant.id} tenantId={tenant.id}>
        {children}
      </OwnClient>
    </TenantContext>
  );
}

function OwnClient({ tenantId, children }: { tenantId: string; children: ReactNode }) {
  const [queries] = useState(createQueryClient);
  const api = useMemo(() => personalClient(tenantId), [tenantId]);
  return (
    <ApiContext value={api}>
      <QueryClientProvider client={queries}>{children}</QueryClientProvider>
    </ApiContext>
  );
}

/** The open workspace, all of the person's, and how to open another. */
export function useTenants(): OpenTenant {
  const value = useContext(TenantContext);
  if (!value) throw new Error("useTenants() outside of a workspace.");
  return value;
}

/** The open workspace. */
export function useTenant(): Membership {
  return useTenants().tenant;
}

/** What the person is in the open workspace. */
export function useRole(): Role {
  return useTenant().role;
}

/** Whether the person may do what takes `least`; what they may not do is not offered. */
export function useMay(least: Role): boolean {
  return isAtLeast(useRole(), least);
}

/** Remembers the workspace to open when the person is next let in. */
export function rememberTenant(uid: string, tenantId: string): void {
  localStorage.setItem(storageKey(uid), tenantId);
}

function recall(uid: string): string | null {
  return localStorage.getItem(storageKey(uid));
}

function storageKey(uid: string): string {
  return `whatsdex.tenant.${uid}`;
}
