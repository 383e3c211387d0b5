/** Words about what is wrong with a workspace's set-up. */

export const incidents = {
  open: (count: number) => (count === 1 ? "1 thing needs mending" : `${count} things need mending`),
  title: "What needs mending",
  all: "All incidents",
  kinds: {
    channel_refused: "A channel does not work",
    templates_not_synced: "Templates are not up to date",
    counter_drift: "A counter was wrong",
    drive_refused: "Google Drive is not linked any more",
    backup_failed: "The backups do not work",
    model_failed: "AI agents cannot answer",
    webhook_disabled: "A webhook was switched off",
  } as Record<string, string>,
  since: (when: string) => `Since ${when}`,
  seen: (times: string, when: string) => `seen ${times} times, last on ${when}`,
  lasted: (from: string, until: string) => `From ${from} until ${until}`,
  mend: {
    channel_refused: "Go to the channels and test it",
    templates_not_synced: "Go to the templates and sync them",
    counter_drift: "Look at the usage",
    drive_refused: "Connect Google Drive again",
    backup_failed: "Look at the backups",
    model_failed: "Look at the AI agents",
    webhook_disabled: "Look at the webhooks",
  } as Record<string, string>,
} as const;
