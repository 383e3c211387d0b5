/** Uploads files that templates can carry. */

import { useMutation } from "@tanstack/react-query";

import { answer } from "@/api/client";
import { useApi } from "@/api/context";

export function useUpload() {
  const api = useApi();
  return useMutation({
    mutationFn: (file: File) =>
      answer(
        api.POST("/api/inbox/media", {
          // The description says `*/*`, which the generated types take for a text.
          body: file as unknown as string,
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { "Content-Type": file.type || "application/octet-stream" },
        }),
      ),
  });
}
