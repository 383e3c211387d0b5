// The thread as a phone shows it: day lines and bubbles, each made anew only where it changed.

import { element, icon } from "./dom.js";

const TICKS = { accepted: "clock", sent: "tick", delivered: "ticks", read: "ticks", played: "ticks" };
const FILE_WORDS = { image: "Picture", video: "Video", audio: "Audio", voice: "Voice message", document: "Document", sticker: "Sticker" };

export const timeOf = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

export function dayOf(at, now) {
  const day = new Date(at).toDateString();
  if (day === new Date(now).toDateString()) return "Today";
  if (day === new Date(now - 86_400_000).toDateString()) return "Yesterday";
  return new Date(at).toLocaleDateString([], { weekday: "short", day: "numeric", month: "long", year: "numeric" });
}

/** Shows the items; `on` has what a person can do: `menu(item, button)`, `tap(item, button)`, `played(item)`. */
export function render(thread, items, now, on) {
  const entries = [];
  let day = null;
  for (const item of items) {
    const own = dayOf(item.at, now);
    if (own !== day) entries.push({ key: `day ${new Date(item.at).toDateString()} ${item.id}`, day: own });
    day = own;
    entries.push({ key: item.id, item });
  }
  const known = new Map([...thread.children].map((node) => [node.dataset.key, node]));
  const nodes = entries.map((entry) => {
    const signature = JSON.stringify(entry);
    const node = known.get(entry.key);
    if (node?.signature === signature) return node;
    const made = entry.day ? element("div", { class: "day" }, element("span", {}, entry.day)) : bubble(entry.item, on);
    made.dataset.key = entry.key;
    made.signature = signature;
    if (node?.contains(document.activeElement)) queueMicrotask(() => made.querySelector(".act")?.focus());
    return made;
  });
  // Node by node: what stays in the document goes on playing and keeps the focus.
  for (const node of [...thread.children]) if (!nodes.includes(node)) node.remove();
  nodes.forEach((node, at) => { if (thread.children[at] !== node) thread.insertBefore(node, thread.children[at] ?? null); });
}

function bubble(item, on) {
  const who = item.mine ? "You" : "The business";
  const act = element("button", {
    class: "act", type: "button", "aria-haspopup": "true",
    "aria-label": `What to do with the message of ${timeOf(item.at)}`, onclick: () => on.menu(item, act),
  }, "⌄");
  const content = item.deleted ? element("p", { class: "text gone" }, "You deleted this message") : contentOf(item, on);
  return element("article", { class: `bubble ${item.mine ? "mine" : "theirs"} ${item.kind === "sticker" ? "bare" : ""}`, "aria-label": who },
    act,
    item.forwarded && element("div", { class: "note" }, "↪ Forwarded"),
    item.template && element("div", { class: "note" }, `Template ${item.template.name} · ${item.template.language}`),
    item.quote && quote(item.quote),
    content,
    element("div", { class: "meta" },
      item.edited && element("span", {}, "edited"),
      element("time", { datetime: item.at }, timeOf(item.at)),
      ticks(item)),
    !item.deleted && buttons(item, on),
    reactions(item));
}

function contentOf(item, on) {
  return element("div", { class: "content" },
    item.media && media(item, on),
    item.place && place(item.place),
    item.card && element("div", { class: "card" }, icon("person"),
      element("div", {}, element("b", {}, item.card.name || "Contact"), element("div", {}, item.card.number))),
    item.text ? element("p", { class: "text" }, item.text) : null,
    !item.media && !item.place && !item.card && !item.text
      ? element("p", { class: "text gone" }, `A message of the kind “${item.kind}”`) : null);
}

function media(item, on) {
  const { kind, url, filename, mime_type: type } = item.media;
  const words = FILE_WORDS[kind] || "File";
  const link = () => element("a", { class: "file", href: url, download: filename || "", title: type },
    icon("file"), element("span", {}, filename || words));
  if (kind === "document") return link();
  // What the browser cannot show, such as the made-up sample of a video, is offered as a file.
  const instead = (event) => event.target.closest("a.open, video, audio").replaceWith(link());
  if (kind === "image" || kind === "sticker") {
    const picture = element("img", { src: url, alt: item.text || words, class: kind, onerror: instead });
    return element("a", { href: url, target: "_blank", class: "open" }, picture);
  }
  const tag = kind === "video" ? "video" : "audio";
  return element(tag, { src: url, controls: true, preload: "metadata", "aria-label": words, onerror: instead, onplay: () => on.played(item) });
}

function place({ latitude, longitude, name, address }) {
  return element("div", { class: "card" }, icon("pin"),
    element("div", {}, element("b", {}, name || "Location"), address && element("div", {}, address), element("div", {}, `${latitude}, ${longitude}`)));
}

function quote({ mine, text }) {
  return element("blockquote", {}, element("b", {}, mine ? "You" : "The business"), element("div", {}, text));
}

function ticks(item) {
  const status = item.mine ? (item.read ? "read" : "sent") : item.status;
  // Telegram reports neither to bots nor of bots that a message was read.
  if (item.provider === "telegram" && !item.mine) return null;
  const words = item.mine ? `${status === "read" ? "Read by" : "Sent to"} the business` : `The business sees: ${status}`;
  return element("span", { class: `ticks ${status}`, role: "img", "aria-label": words, title: words }, TICKS[status] ? icon(TICKS[status]) : status);
}

function buttons(item, on) {
  if (!item.buttons.length) return null;
  return element("div", { class: "buttons" }, item.buttons.map((button) => {
    if (button.url) return element("a", { href: button.url, target: "_blank", rel: "noopener noreferrer" }, `${button.title} ↗`);
    return element("button", { type: "button", onclick: () => on.tap(item, button) }, button.title);
  }));
}

function reactions({ reactions: { mine, theirs } }) {
  if (!mine && !theirs) return null;
  const words = [mine && `you reacted with ${mine}`, theirs && `the business reacted with ${theirs}`].filter(Boolean).join(", ");
  return element("div", { class: "reactions", role: "img", "aria-label": words }, [mine, theirs].filter(Boolean).join(" "));
}
