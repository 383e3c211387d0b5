import { beforeEach, describe, expect, test, vi } from "vitest";

import { answer, createClient, once, onceFor } from "./client";
import { ApiError, fieldErrors, sentence } from "./problem";
import { mayRetry, retryDelayMs } from "./queries";

function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  const type = status < 400 ? "application/json" : "application/problem+json";
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": type, ...headers } });
}

/** A service that gives these answers in turn, and the requests that it got. */
function service(...answers: (Response | Error)[]) {
  const got: Request[] = [];
  const send = (request: RequestInfo | URL): Promise<Response> => {
    got.push(request as Request);
    const next = answers.shift() ?? new Error("Called too often.");
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  return { got, send };
}

function client(send: typeof fetch, onRefused: () => void = vi.fn()) {
  const getToken = (fresh: boolean) => Promise.resolve(fresh ? "fresh" : "kept");
  return createClient({ getToken, tenantId: "acme", onRefused }, send);
}

beforeEach(() => {
  vi.stubGlobal("location", { origin: "http://front.test" });
});

describe("a call", () => {
  test("says who calls, for which workspace, and under which key", async () => {
    const { got, send } = service(json(201, { id: "t" }));
    await client(send).POST("/api/workspace/signup", { body: { name: "A" }, headers: once("key-1") });
    expect(got[0]?.headers.get("Authorization")).toBe("Bearer kept");
    expect(got[0]?.headers.get("X-Tenant-Id")).toBe("acme");
    expect(got[0]?.headers.get("Idempotency-Key")).toBe("key-1");
  });

  test("that is refused is made again with a fresh token and the same body", async () => {
    const { got, send } = service(json(401, {}), json(201, { id: "t" }));
    await client(send).POST("/api/workspace/signup", { body: { name: "A" } });
    expect(got[1]?.headers.get("Authorization")).toBe("Bearer fresh");
    expect(await got[1]?.json()).toEqual({ name: "A" });
  });

  test("that is refused twice ends the session", async () => {
    const { send } = service(json(401, {}), json(401, { code: "unauthenticated" }));
    const onRefused = vi.fn();
    await expect(client(send, onRefused).GET("/api/usage/current")).rejects.toMatchObject({ status: 401 });
    expect(onRefused).toHaveBeenCalledOnce();
  });

  test("that fails is not made again by the client itself", async () => {
    const { got, send } = service(json(503, {}));
    await expect(client(send).POST("/api/workspace/signup", { body: { name: "A" } })).rejects.toThrow(ApiError);
    expect(got).toHaveLength(1);
  });

  test("that nobody answers is an error in words", async () => {
    const { send } = service(new TypeError("Failed to fetch"));
    const failed = answer(client(send).GET("/api/usage/current"));
    await expect(failed).rejects.toMatchObject({ code: "unreachable", status: 0, passing: true });
  });
});

describe("a problem", () => {
  test("that is the service's fault gives the reference to name, unless trying again is what helps", async () => {
    const trace = "4bf92f3577b34da6a3ce929d0e0e4736";
    const told = async (status: number) => {
      const { send } = service(json(status, { code: "internal", detail: "It broke.", trace }));
      return sentence(await client(send).GET("/api/usage/current").catch((error: unknown) => error));
    };
    expect(await told(500)).toBe(`It broke. Reference: ${trace}`);
    expect(await told(503)).toBe("It broke.");
  });

  test("keeps its code, its sentence, its faults and the new route", async () => {
    const body = {
      code: "route_changed",
      title: "The contact was last heard on another channel",
      detail: "Look again.",
      errors: [{ pointer: "/text", detail: "Too long." }],
      route: { channel_id: "c" },
    };
    const { send } = service(json(409, body));
    const failed = client(send).GET("/api/usage/current");
    await expect(failed).rejects.toMatchObject({
      code: "route_changed",
      detail: "Look again.",
      route: { channel_id: "c" },
      faults: [{ pointer: "/text", detail: "Too long." }],
    });
  });

  test("that is no JSON still says what to do", async () => {
    const { send } = service(new Response("<html>", { status: 502 }));
    await expect(client(send).GET("/api/usage/current")).rejects.toMatchObject({ status: 502, code: "internal" });
  });

  test("lands at the fields that it points to", () => {
    const faults = [
      { pointer: "/access_token", detail: "Refused." },
      { pointer: "/elsewhere", detail: "No field of this form." },
    ];
    const error = new ApiError({ status: 422, code: "invalid", title: "", detail: "", faults });
    expect(fieldErrors(error, ["name", "access_token"])).toEqual({ access_token: "Refused." });
  });
});

describe("a read is tried again", () => {
  const failed = (status: number, retryAfterMs: number | null = null) =>
    new ApiError({ status, code: "", title: "", detail: "", retryAfterMs });

  test.each([0, 429, 502, 503, 504])("after %i, but not for ever", (status) => {
    expect(mayRetry(0, failed(status))).toBe(true);
    expect(mayRetry(2, failed(status))).toBe(false);
  });

  test.each([400, 401, 403, 404, 409, 422, 500])("not after %i", (status) => {
    expect(mayRetry(0, failed(status))).toBe(false);
  });

  test("when the service says, else after longer and longer", () => {
    expect(retryDelayMs(0, failed(503, 2000))).toBe(2000);
    expect(retryDelayMs(0, failed(503))).toBeLessThan(retryDelayMs(1, failed(503)));
  });
});

describe("an act that is to happen once", () => {
  const key = vi.fn<(headers: Record<string, string>) => void>();
  const lost = (headers: Record<string, string>) => {
    key(headers);
    return Promise.reject(new TypeError("lost"));
  };
  const seen = (headers: Record<string, string>) => {
    key(headers);
    return Promise.resolve("done");
  };
  const keys = () => key.mock.calls.map(([headers]) => headers["Idempotency-Key"]);

  beforeEach(() => {
    key.mockClear();
  });

  test("keeps its key until its success was seen", async () => {
    await expect(onceFor(["invite", { email: "a" }], lost)).rejects.toThrow("lost");
    expect(await onceFor(["invite", { email: "a" }], seen)).toBe("done");
    await onceFor(["invite", { email: "a" }], seen);
    const [first, second, third] = keys();
    expect(second).toBe(first);
    expect(third).not.toBe(first);
  });

  test("shares it with no other act", async () => {
    await expect(onceFor(["invite", { email: "a" }], lost)).rejects.toThrow();
    await onceFor(["invite", { email: "b" }], seen);
    expect(new Set(keys()).size).toBe(2);
  });

  test("is another one ten minutes later", async () => {
    vi.useFakeTimers();
    await expect(onceFor(["invite", { email: "c" }], lost)).rejects.toThrow();
    vi.advanceTimersByTime(600_000);
    await onceFor(["invite", { email: "c" }], seen);
    vi.useRealTimers();
    expect(new Set(keys()).size).toBe(2);
  });
});
