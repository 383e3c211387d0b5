/** Words that many pages use. */

export const common = {
  product: "WhatsDeX",
  loading: "Loading …",
  tryAgain: "Try again",
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  copy: "Copy",
  copied: "Copied",
  loadMore: "Show more",
  leaveTitle: "Leave without saving?",
  leaveText: "What you changed stays in this browser, and is here when you come back.",
  leave: "Leave",
  stay: "Stay here",
  showTable: "Show as a table",
  showChart: "Show as a chart",
  againstBefore: "against the period before",
  failedTitle: "This did not load",
  roles: { owner: "Owner", admin: "Admin", agent: "Agent", viewer: "Viewer" },
  plans: { starter: "Starter", pro: "Pro", enterprise: "Enterprise" },
  providers: { whatsapp: "WhatsApp", telegram: "Telegram" },
} as const;
