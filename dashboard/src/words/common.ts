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
  failedTitle: "This did not load",
  roles: { owner: "Owner", admin: "Admin", agent: "Agent", viewer: "Viewer" },
  plans: { starter: "Starter", pro: "Pro", enterprise: "Enterprise" },
  providers: { whatsapp: "WhatsApp", telegram: "Telegram" },
} as const;
