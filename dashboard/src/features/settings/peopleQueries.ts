/** Who works here and who is asked to: reading it, and changing it. */

import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { answer, onceFor, type Schemas } from "@/api/client";
import { useApi } from "@/api/context";
import { sentence } from "@/api/problem";
import { keys } from "@/api/queries";
import type { Role } from "@/session/roles";
import { useTenant } from "@/session/tenant";
import { common, people as words } from "@/words";

export type Member = Schemas["MemberView"];
export type Invite = Schemas["InviteView"];

export function nameOf({ name, email }: Member): string {
  return name || email;
}

export function useInvites() {
  const api = useApi();
  return useQuery({
    queryKey: [...keys.members, "invites"],
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/workspace/invites", { params: { query: { limit: 100 } }, signal }))).items,
  });
}

export function useInvite() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; role: Role }) =>
      onceFor(["invite", body], (headers) => answer(api.POST("/api/workspace/invites", { body, headers }))),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.members }),
  });
}

export function useRevoke() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id }: Invite) => answer(api.DELETE("/api/workspace/invites/{id}", { params: { path: { id } } })),
    onSuccess: (_, { email }) => notifications.show({ message: words.revoked(email) }),
    onError: (error) => notifications.show({ color: "red", title: words.refused, message: sentence(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.members }),
  });
}

export function useChangeRole() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ member, role }: { member: Member; role: Role }) =>
      answer(api.PATCH("/api/workspace/members/{id}", { params: { path: { id: member.id } }, body: { role } })),
    onSuccess: (_, { member, role }) => notifications.show({ message: words.changed(nameOf(member), common.roles[role]) }),
    onError: (error) => notifications.show({ color: "red", title: words.refused, message: sentence(error) }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.members }),
  });
}

export type Deed = "remove" | "leave" | "transfer";

/** What takes a question before it is done. */
export function useDeed(deed: Deed, member: Member) {
  const api = useApi();
  const queries = useQueryClient();
  const { id: workspace } = useTenant();
  return useMutation({
    mutationFn: async (): Promise<unknown> => {
      if (deed === "leave") return answer(api.POST("/api/workspace/leave", { body: { workspace } }));
      if (deed === "transfer") return answer(api.POST("/api/workspace/transfer", { body: { member_id: member.id } }));
      return answer(api.DELETE("/api/workspace/members/{id}", { params: { path: { id: member.id } } }));
    },
    onSuccess: () => {
      // What the person themselves may do hangs on it, so that everything is loaded anew.
      if (deed !== "remove") globalThis.location.assign(deed === "leave" ? "/inbox" : "/settings/members");
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.members }),
  });
}
