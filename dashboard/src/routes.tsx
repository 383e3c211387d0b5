/** Which address shows which page; every page is loaded when it is first opened. */

import { type ComponentType, lazy, Suspense } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";

import { Loading } from "@/components/states";
import { Boundary } from "@/shell/Boundary";
import { NotFound } from "@/shell/NotFound";

type Load = () => Promise<{ Component: ComponentType }>;

const LOAD = {
  "sign-in": () => import("@/features/sign-in"),
  "sign-up": () => import("@/features/sign-up"),
  join: () => import("@/features/join"),
  inbox: () => import("@/features/inbox"),
  contacts: () => import("@/features/contacts"),
  contact: () => import("@/features/contacts/contact"),
  importing: () => import("@/features/contacts/importing"),
  duplicates: () => import("@/features/contacts/duplicates"),
  templates: () => import("@/features/templates"),
  template: () => import("@/features/templates/editor"),
  campaigns: () => import("@/features/campaigns"),
  campaign: () => import("@/features/campaigns/campaign"),
  wizard: () => import("@/features/campaigns/wizard"),
  agents: () => import("@/features/agents"),
  agent: () => import("@/features/agents/editor"),
  channels: () => import("@/features/channels"),
  analytics: () => import("@/features/analytics"),
  usage: () => import("@/features/usage"),
  costs: () => import("@/features/usage/costs"),
  jobs: () => import("@/features/jobs"),
  recount: () => import("@/features/usage/recount"),
  settings: () => import("@/features/settings"),
  members: () => import("@/features/settings/members"),
  keys: () => import("@/features/settings/keys"),
  audit: () => import("@/features/settings/audit"),
  backups: () => import("@/features/backups"),
  webhooks: () => import("@/features/webhooks"),
  webhook: () => import("@/features/webhooks/webhook"),
} satisfies Record<string, Load>;

/** The pages of one thing out of an area's list. */
const INNER: Partial<Record<string, keyof typeof LOAD>> = {
  contacts: "contact",
  templates: "template",
  campaigns: "campaign",
  agents: "agent",
  usage: "costs",
  settings: "backups",
};

function page(load: Load) {
  return lazy(async () => ({ default: (await load()).Component }));
}

const loadWorkspace = () => import("@/shell/Workspace");
const Workspace = page(loadWorkspace);
const SignIn = page(LOAD["sign-in"]);
const SignUp = page(LOAD["sign-up"]);
const Join = page(LOAD.join);
const Inbox = page(LOAD.inbox);
const Contacts = page(LOAD.contacts);
const Contact = page(LOAD.contact);
const Importing = page(LOAD.importing);
const Duplicates = page(LOAD.duplicates);
const Templates = page(LOAD.templates);
const Template = page(LOAD.template);
const Campaigns = page(LOAD.campaigns);
const Campaign = page(LOAD.campaign);
const Wizard = page(LOAD.wizard);
const Agents = page(LOAD.agents);
const Agent = page(LOAD.agent);
const Channels = page(LOAD.channels);
const Analytics = page(LOAD.analytics);
const Usage = page(LOAD.usage);
const Costs = page(LOAD.costs);
const Jobs = page(LOAD.jobs);
const Recount = page(LOAD.recount);
const Settings = page(LOAD.settings);
const Members = page(LOAD.members);
const Keys = page(LOAD.keys);
const Audit = page(LOAD.audit);
const Backups = page(LOAD.backups);
const Webhooks = page(LOAD.webhooks);
const Webhook = page(LOAD.webhook);

/** Starts loading the page of the address beside the frame around it, instead of after it. */
export function preloadPage(pathname: string): void {
  const [, area = "", inner = ""] = pathname.split("/");
  const part = area === "settings" && inner in LOAD ? inner : INNER[area];
  const name = inner && area in INNER ? (part ?? "inbox") : area;
  const load: Load = name in LOAD ? LOAD[name as keyof typeof LOAD] : LOAD.inbox;
  const wanted = name.startsWith("sign-") || name === "join" ? [load] : [loadWorkspace, load];
  // A failure shows when the page is rendered, which asks for it again.
  for (const start of wanted) start().catch(() => undefined);
}

/** React Router without its data router, which would cost every page 15 kB for loaders that TanStack Query is here for. */
export function Pages() {
  return (
    <BrowserRouter>
      <Boundary>
        <Suspense fallback={<Loading height="60dvh" />}>
          <Routes>
            <Route path="sign-in" element={<SignIn />} />
            <Route path="sign-up" element={<SignUp />} />
            <Route path="join" element={<Join />} />
            <Route element={<Workspace />}>
              <Route index element={<Navigate to="/inbox" replace />} />
              <Route path="inbox/:conversationId?" element={<Inbox />} />
              <Route path="contacts" element={<Contacts />} />
              <Route path="contacts/duplicates" element={<Duplicates />} />
              <Route path="contacts/import/:importId?" element={<Importing />} />
              <Route path="contacts/:contactId" element={<Contact />} />
              <Route path="templates" element={<Templates />} />
              <Route path="templates/new" element={<Template />} />
              <Route path="templates/:templateId" element={<Template />} />
              <Route path="campaigns" element={<Campaigns />} />
              <Route path="campaigns/:campaignId" element={<Campaign />} />
              <Route path="campaigns/:campaignId/edit" element={<Wizard />} />
              <Route path="agents" element={<Agents />} />
              <Route path="agents/new" element={<Agent />} />
              <Route path="agents/:agentId" element={<Agent />} />
              <Route path="channels" element={<Channels />} />
              <Route path="analytics" element={<Analytics />} />
              <Route path="usage" element={<Usage />} />
              <Route path="usage/costs" element={<Costs />} />
              <Route path="jobs/:part?" element={<Jobs />} />
              <Route path="usage/recount" element={<Recount />} />
              <Route path="settings" element={<Settings />} />
              <Route path="settings/members" element={<Members />} />
              <Route path="settings/keys" element={<Keys />} />
              <Route path="settings/audit" element={<Audit />} />
              <Route path="settings/backups" element={<Backups />} />
              <Route path="settings/webhooks" element={<Webhooks />} />
              <Route path="settings/webhooks/:webhookId" element={<Webhook />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </Suspense>
      </Boundary>
    </BrowserRouter>
  );
}
