/** Which address shows which page; every page is loaded when it is first opened. */

import { createBrowserRouter, Navigate } from "react-router";

import { Loading } from "@/components/states";
import { NotFound } from "@/shell/NotFound";
import { RouteProblem } from "@/shell/Problem";

export const router = createBrowserRouter([
  {
    errorElement: <RouteProblem />,
    hydrateFallbackElement: <Loading height="60dvh" />,
    children: [
      { path: "sign-in", lazy: () => import("@/features/sign-in") },
      { path: "sign-up", lazy: () => import("@/features/sign-up") },
      {
        lazy: () => import("@/shell/Workspace"),
        children: [
          {
            // Inside of the frame, so that one page's failure leaves the way to the others.
            errorElement: <RouteProblem />,
            children: [
              { index: true, element: <Navigate to="/inbox" replace /> },
              { path: "inbox/:conversationId?", lazy: () => import("@/features/inbox") },
              { path: "channels", lazy: () => import("@/features/channels") },
              { path: "settings", lazy: () => import("@/features/settings") },
              { path: "*", element: <NotFound /> },
            ],
          },
        ],
      },
    ],
  },
]);
