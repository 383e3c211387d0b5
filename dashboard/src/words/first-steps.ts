/** Words of the first steps of a new workspace. */

export const firstSteps = {
  title: "First steps",
  progress: (done: number, all: number) => `${done} of ${all} done`,
  hide: "Hide the first steps",
  failed: "They could not be hidden",
  done: "Done:",
  steps: {
    channel: { title: "Connect a channel", text: "A WhatsApp number or a Telegram bot." },
    conversation: { title: "Receive the first message", text: "Write to your channel from a phone of your own." },
    people: { title: "Invite people", text: "Whoever answers customers with you." },
    agent: { title: "Make an AI agent", text: "It answers while you do not." },
  },
} as const;
