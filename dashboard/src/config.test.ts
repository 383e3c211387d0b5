import { afterEach, expect, test, vi } from "vitest";

import { loadConfig } from "./config";

function serve(answer: Response): void {
  vi.stubGlobal("fetch", () => Promise.resolve(answer));
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the configuration is what /config.json says", async () => {
  serve(Response.json({ project: "p", apiKey: "k", local: true }));
  expect(await loadConfig()).toEqual({ project: "p", apiKey: "k", local: true });
});

test("Hosting's index.html in its place is no configuration", async () => {
  serve(new Response("<!doctype html>", { headers: { "Content-Type": "text/html" } }));
  await expect(loadConfig()).rejects.toThrow("cannot be read");
});

test("a configuration without a project is none", async () => {
  serve(Response.json({ apiKey: "k" }));
  await expect(loadConfig()).rejects.toThrow("lacks");
});
