// The calls under /local/phones, and the stream that tells that something changed.

const ROOT = "/local/phones";

/** What the stack refused; the message is a sentence for people. */
export class Refused extends Error {}

function sentence(text) {
  const trimmed = String(text).trim();
  return trimmed[0].toUpperCase() + trimmed.slice(1) + (/[.!?…]$/.test(trimmed) ? "" : ".");
}

async function call(path, body) {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  let answer;
  try {
    answer = await fetch(`${ROOT}/${path}`, { headers: { Accept: "application/json" }, ...options });
  } catch {
    throw new Refused("The local stack does not answer. Is it still running?");
  }
  if (answer.ok) return answer.json();
  const problem = await answer.json().catch(() => ({}));
  throw new Refused(sentence(problem.detail || `The stack answered ${answer.status}`));
}

const of = (address, path = "") => encodeURIComponent(address) + path;

export const show = (address) => call(of(address));
export const changeNumber = (address, newAddress) => call(of(address, "/number"), { new_address: newAddress });
export const report = (address, body) => call(of(address, "/receipts"), body);

/** Does what the customer does; resolves to the new id and a sentence where the business did not take the webhook. */
export async function write(address, body) {
  const done = await call(of(address, "/messages"), body);
  return { id: done.provider_message_id, warning: missed(done) };
}

export async function block(address, channel, blocked) {
  return missed(await call(of(address, "/block"), { channel, blocked }), true);
}

function missed({ status_code: status, error, delivered_to: url }, silent = false) {
  if (status >= 200 && status < 300) return null;
  if (status) return `The business's webhook answered ${status}; the provider will try again.`;
  if (url) return sentence(`The business's webhook was not reached (${error}); the provider will try again`);
  return silent || !error ? null : sentence(`The business was not told: ${error}`);
}

/** Follows the phones; returns how to stop. A lost connection is taken up again. */
export function follow(address, { changed, lost }) {
  let source, timer, stopped = false;
  const open = () => {
    source = new EventSource(`${ROOT}/live${address ? `/${of(address)}` : ""}`);
    source.onopen = () => lost(false);
    source.onmessage = (event) => changed(JSON.parse(event.data));
    source.onerror = () => {
      if (stopped) return;
      lost(true);
      // The browser itself tries again, except after an answer that is no stream.
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, 1000);
    };
  };
  open();
  return () => {
    stopped = true;
    clearTimeout(timer);
    source.close();
  };
}

/** A file of this computer as the phone API takes it. */
export function attachment(file) {
  const family = file.type.split("/")[0];
  const kind = ["image", "video", "audio"].includes(family) ? family : "document";
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({
      kind,
      data_base64: reader.result.slice(reader.result.indexOf(",") + 1),
      mime_type: file.type || "application/octet-stream",
      filename: file.name,
    });
    reader.onerror = () => reject(new Refused(`${file.name} cannot be read.`));
    reader.readAsDataURL(file);
  });
}
