import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The front door that `npm run dev` borrows the API from. */
const FRONT = process.env.WHATSDEX_URL ?? "http://127.0.0.1:5000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    target: "es2022",
    manifest: true,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": FRONT, "/config.json": FRONT, "/local": FRONT, "/sim": FRONT },
  },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
});
