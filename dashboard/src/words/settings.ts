/** Words of the settings page. */

export const settings = {
  title: "Settings",
  tabs: { label: "Parts of the settings", general: "Workspace", members: "Members", keys: "API keys", audit: "Audit log", webhooks: "Webhooks" },
  notYours: "This is for admins",
  notYoursText: "Ask an admin or the owner of your workspace.",
  workspace: "Workspace",
  name: "Name",
  plan: "Plan",
  timeZone: "Time zone",
  yourRole: "Your role",
  id: "Workspace id",
  suspended: "This workspace is suspended: nothing can be sent. Talk to us.",
  usage: "This month",
  period: (period: string) => `${period}, in the workspace's time zone`,
  allUsage: "All that is counted",
  nearLimit: "Nearly used up: once the limit is reached, nothing more can be sent this month.",
  atLimit: "The limit is reached: nothing more can be sent this month.",
  included: "Your plan includes",
  limits: {
    channels: (count: number) => (count === 1 ? "1 channel of each provider" : `${count} channels of each provider`),
    agents: (count: number) => (count === 1 ? "1 AI agent" : `${count} AI agents`),
    messages: (count: string) => `${count} messages a month`,
  },
} as const;
