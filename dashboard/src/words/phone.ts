/** Words of the preview of a message on a phone. */

export const phone = {
  label: (sender: string) => `Preview: a message from ${sender}`,
  empty: "Your message",
  codeButton: "Copy code",
  picture: "The picture of the header",
  formats: { image: "Picture", video: "Video", document: "Document", location: "Place" },
} as const;
