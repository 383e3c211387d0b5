/** Lets a signed-in person into one of their workspaces; others are sent to sign in, or to found one. */

import { Navigate, useLocation } from "react-router";

import { ErrorState, Loading } from "@/components/states";
import { useSession } from "@/session/session";
import { TenantProvider, useWorkspaces } from "@/session/tenant";

import { Frame } from "./Frame";

export function Component() {
  const session = useSession();
  const { pathname, search } = useLocation();
  if (session.state === "loading") return <Loading height="60dvh" />;
  if (session.state === "out") return <Navigate to="/sign-in" replace state={{ from: pathname + search }} />;
  return <Inside />;
}

function Inside() {
  const { data, error, refetch } = useWorkspaces();
  if (data) {
    const [first, ...more] = data;
    if (!first) return <Navigate to="/sign-up" replace />;
    return (
      <TenantProvider all={[first, ...more]}>
        <Frame />
      </TenantProvider>
    );
  }
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <Loading height="60dvh" />;
}
