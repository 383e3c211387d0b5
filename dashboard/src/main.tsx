/** Starts the app: reads the configuration, starts Firebase, and shows the page of the address. */

import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./global.css";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { createQueryClient } from "@/api/queries";
import { loadConfig } from "@/config";
import { startFirebase } from "@/session/firebase";
import { SessionProvider } from "@/session/session";
import { Problem } from "@/shell/Problem";
import { colorSchemeManager, cssVariables, theme } from "@/theme";
import { shell } from "@/words";

import { Pages, preloadPage } from "./routes";

const element = document.getElementById("root");
if (!element) throw new Error("index.html has no #root.");
const root = createRoot(element);
const look = { theme, cssVariablesResolver: cssVariables, colorSchemeManager, defaultColorScheme: "auto" } as const;

preloadPage(globalThis.location.pathname);
try {
  startFirebase(await loadConfig());
  root.render(
    <StrictMode>
      <MantineProvider {...look}>
        <Notifications position="bottom-right" containerWidth={380} />
        <QueryClientProvider client={createQueryClient()}>
          <SessionProvider>
            <Pages />
          </SessionProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
} catch (error) {
  root.render(
    <MantineProvider {...look}>
      <Problem title={shell.configTitle} text={shell.config} error={error} />
    </MantineProvider>,
  );
}
