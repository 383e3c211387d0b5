// The page: which phone and chat are open, what changed, and what the person does.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { ask, byId, element, openMenu, stored } from "./dom.js";
import { itemsOf } from "./messages.js";
import { dayOf, render, timeOf } from "./thread.js";

const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const SHOWN = 200;
const SAID_MS = 6000;
const PROVIDERS = { whatsapp: "WhatsApp", telegram: "Telegram" };
const READABLE = ["accepted", "sent", "delivered"];

const state = {
  phones: [], channels: [], ahead_s: 0, phone: null, channel: null, shown: SHOWN,
  autoRead: stored("phones/auto-read", true), names: {}, reported: new Set(), stop: () => {},
};
const now_s = () => Date.now() / 1000 + state.ahead_s;
const composer = new Composer({ send, now_s, chat: () => state, failed: showError });

// ── What the stack tells ──

function connect() {
  state.stop();
  const stop = api.follow(state.phone?.address, {
    changed: (overview) => {
      Object.assign(state, { phones: overview.phones, channels: overview.channels });
      state.ahead_s = overview.now_s - Date.now() / 1000;
      showList();
      refresh();
    },
    lost: (lost) => { byId("lost").hidden = !lost; },
  });
  state.stop = stop;
}

/** Reads the open phone; calls that meet one under way are answered by one more read after it. */
async function refresh() {
  if (!state.phone) return;
  if (state.reading) { state.again = true; return; }
  state.reading = true;
  try {
    const phone = await api.show(state.phone.address);
    if (phone.address === state.phone.address) { state.phone = phone; showPhone(); }
  } catch (error) {
    showError(error);
  } finally {
    state.reading = false;
    if (state.again) { state.again = false; refresh(); }
  }
}

// ── Opening ──

async function open(address, channelId) {
  try {
    const phone = await api.show(address);
    const last = phone.messages.at(-1)?.channel;
    const wanted = channelId || last || state.channel?.id;
    const channel = state.channels.find((each) => each.id === wanted) || state.channels[0] || null;
    Object.assign(state, { phone, channel, shown: SHOWN });
    composer.cancel();
    clearError();
    say("");
    document.body.dataset.view = "thread";
    location.hash = new URLSearchParams({ phone: phone.address, ...(channel && { channel: channel.id }) });
    connect();
    showList();
    showPhone({ toEnd: true });
  } catch (error) {
    showError(error);
  }
}

function openFromAddressBar() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const same = wanted.get("phone") === state.phone?.address && wanted.get("channel") === state.channel?.id;
  if (wanted.get("phone") && !same) open(wanted.get("phone"), wanted.get("channel"));
}

// ── Doing ──

/** Sends what the composer made; `item` is the message that it replies to or edits. */
async function send(body, item) {
  const { phone, channel } = state;
  const name = state.names[phone.address];
  const done = await act(() => api.write(phone.address, { channel: channel.id, ...body, ...(name && { name }) }));
  if (!done) return false;
  delete state.names[phone.address];
  state.reveal = done.id;
  showPhone();
  return true;
}

async function act(doing, said) {
  clearError();
  try {
    const done = await doing();
    if (done?.warning) showError(new api.Refused(done.warning));
    else if (said) say(said);
    await refresh();
    return done ?? true;
  } catch (error) {
    showError(error);
    return null;
  }
}

const write = (body, said) => act(() => api.write(state.phone.address, { channel: state.channel.id, ...body }), said);

function tap(item, button) {
  if (button.kind === "request_contact") return write({ contact: true });
  if (button.kind === "keyboard") return write({ text: button.title });
  const said = item.provider === "telegram" ? `Tapped “${button.title}”.` : undefined;
  return write({ button: { payload: button.payload ?? button.title, title: button.title, message_id: item.id } }, said);
}

const react = (item, emoji) => write({ reaction: { message_id: item.id, emoji } });

async function report(items, status) {
  const { phone, channel } = state;
  for (const item of items) {
    const key = `${item.id} ${status}`;
    if (state.reported.has(key)) continue;
    state.reported.add(key);
    try {
      await api.report(phone.address, { provider_message_id: item.id, channel: channel.id, status });
    } catch (error) {
      state.reported.delete(key);
      return showError(error);
    }
  }
}

const unread = () => itemsOf(state.phone, state.channel).filter((item) => !item.mine && READABLE.includes(item.status));

function readWhatIsSeen() {
  if (!state.phone || state.channel?.provider !== "whatsapp" || !state.autoRead) return;
  if (document.visibilityState === "visible") report(unread(), "read");
}

function messageMenu(item, anchor) {
  const own = item.reactions.mine;
  const emoji = element("div", { class: "emoji", role: "group", "aria-label": "React" }, EMOJI.map((each) => element("button", {
    type: "button", "aria-pressed": String(own === each), "aria-label": `React with ${each}`,
    onclick: () => { byId("menu").hidePopover(); react(item, own === each ? "" : each); },
  }, each)));
  const whatsapp = item.provider === "whatsapp";
  openMenu(anchor, [
    !item.deleted && emoji,
    !item.deleted && { label: "Reply", run: () => composer.begin("reply", item) },
    item.mine && item.kind === "text" && !item.deleted && { label: "Edit", run: () => composer.begin("edit", item) },
    item.mine && whatsapp && !item.deleted && { label: "Delete", run: () => write({ delete: item.id }) },
    item.mine && { label: "Send the same webhook again", run: () => repeat(item) },
    !item.mine && whatsapp && READABLE.includes(item.status) && { label: "Mark as read", run: () => report([item], "read") },
    { label: "Copy the message's id", run: () => navigator.clipboard.writeText(item.id).then(() => say("Copied."), showError) },
  ]);
}

const repeat = (item) => write({ raw: item.message, provider_message_id: item.id, at: item.at }, "Sent once more, with the same id.");

function phoneMenu() {
  const { phone, channel } = state;
  const blocked = chat().blocked;
  const whatsapp = channel.provider === "whatsapp";
  openMenu(byId("more"), [
    whatsapp && { label: "Mark as read while open", checked: state.autoRead, run: flipAutoRead },
    whatsapp && { label: "Mark all as read", run: () => report(unread(), "read") },
    { label: "Name …", run: rename },
    { label: "Change number …", run: moveNumber },
    { label: blocked ? "Unblock the business" : "Block the business", run: () => setBlocked(!blocked) },
    element("span", { class: "muted" }, whatsapp ? `+${phone.address}` : `Telegram chat ${phone.telegram_chat_id}`),
  ]);
}

function flipAutoRead() {
  state.autoRead = !state.autoRead;
  localStorage.setItem("phones/auto-read", state.autoRead);
  say(state.autoRead ? "Messages are marked as read while the chat is open." : "Messages stay unread until you mark them.");
  readWhatIsSeen();
}

async function rename() {
  const given = await ask("The customer's name", [{ name: "name", label: "Name", value: shownName() }], "Use");
  if (!given) return;
  state.names[state.phone.address] = given.name;
  showPhone();
  say("The business learns the name with the next message.");
}

async function moveNumber() {
  const given = await ask("Change number", [{ name: "address", label: "New number", type: "tel", placeholder: "+49 155 2222 3333" }], "Change");
  if (!given) return;
  const channel = state.channel.id;
  const moved = await act(() => api.changeNumber(state.phone.address, given.address));
  if (moved) open(moved.address, channel);
}

const setBlocked = (blocked) => act(async () => ({ warning: await api.block(state.phone.address, state.channel.id, blocked) }));

// ── Showing ──

const chat = () => state.phone.chats.find((each) => each.channel === state.channel?.id) || {};
const shownName = () => state.names[state.phone.address] || state.phone.name;
const title = (channel) => `${channel.display_name || channel.address} · ${PROVIDERS[channel.provider]}`;
const initials = (name) => name.split(/\s+/).map((word) => [...word][0]).slice(0, 2).join("").toUpperCase();

function showList() {
  const wanted = byId("address").value.trim().toLowerCase();
  const digits = wanted.replace(/[^0-9]/g, "");
  const fits = ({ name, address }) => !wanted || name.toLowerCase().includes(wanted) || (digits && address.includes(digits));
  const entries = state.phones.filter(fits);
  const focused = document.activeElement?.dataset?.address;
  byId("list").replaceChildren(...entries.map((phone) => element("li", {}, listEntry(phone))));
  if (focused) byId("list").querySelector(`[data-address="${focused}"]`)?.focus();
  byId("none").hidden = entries.length > 0 || !wanted;
}

function listEntry({ address, name, last, number_changed_to: moved }) {
  const channel = last && state.channels.find((each) => each.id === last.channel);
  const day = last && dayOf(last.at, now_s() * 1000);
  const when = last && (day === "Today" ? timeOf(last.at) : day === "Yesterday" ? day : new Date(last.at).toLocaleDateString());
  const preview = moved ? `Number given up; now +${moved}` : last ? `${last.mine ? "" : "Business: "}${last.text}` : "Nothing written yet";
  return element("button", {
    type: "button", "data-address": address, "aria-current": String(address === state.phone?.address), onclick: () => open(address),
  },
  element("span", { class: "avatar", "aria-hidden": "true" }, initials(name)),
  element("span", { class: "line" }, element("b", {}, name), element("time", {}, when)),
  element("span", { class: "muted line" }, element("span", {}, `+${address}`), channel && element("span", {}, PROVIDERS[channel.provider])),
  element("span", { class: "muted last" }, preview));
}

function showPhone({ toEnd = false } = {}) {
  const { phone, channel } = state;
  byId("welcome").hidden = true;
  byId("head").hidden = byId("foot").hidden = false;
  byId("name").textContent = shownName();
  byId("number").textContent = `+${phone.address}`;
  byId("avatar").textContent = initials(shownName());
  document.title = `${shownName()} · Phones`;
  showChannels();
  if (!channel) return showClosed("No channel is registered yet.");
  document.body.dataset.provider = channel.provider;
  const items = itemsOf(phone, channel);
  const scroll = byId("scroll");
  const atEnd = toEnd || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  byId("earlier").hidden = items.length <= state.shown;
  render(byId("thread"), items.slice(-state.shown), now_s() * 1000, { menu: messageMenu, tap, played: (item) => listened(item) });
  showEmpty(items);
  byId("typing").textContent = chat().business_is_typing ? `${channel.display_name || "The business"} is typing …` : "";
  if (atEnd) scroll.scrollTop = scroll.scrollHeight;
  revealWritten();
  const moved = state.phones.find((each) => each.address === phone.address)?.number_changed_to;
  if (moved) showClosed(`This number was given up; the customer is now +${moved}.`, "Open it", () => open(moved, channel.id));
  else if (chat().blocked) showClosed("This customer has blocked the business.", "Unblock", () => setBlocked(false));
  else showClosed(null);
  readWhatIsSeen();
}

/** Brings what was just written into sight: with its time set back it is not the last message. */
function revealWritten() {
  const node = state.reveal && [...byId("thread").children].find((each) => each.dataset.key === state.reveal);
  if (!node) return;
  state.reveal = null;
  if (node.nextElementSibling) node.scrollIntoView({ block: "center" });
  else byId("scroll").scrollTop = byId("scroll").scrollHeight;
}

function listened(item) {
  if (!item.mine && item.provider === "whatsapp" && item.status !== "played") report([item], "played");
}

function showChannels() {
  const select = byId("channel");
  const signature = JSON.stringify(state.channels);
  if (select.dataset.signature !== signature) {
    const tenants = Map.groupBy(state.channels, (channel) => channel.tenant);
    select.replaceChildren(...[...tenants].map(([tenant, channels]) => element("optgroup", { label: tenant },
      channels.map((channel) => element("option", { value: channel.id }, `${title(channel)} (${channel.address})`)))));
    select.dataset.signature = signature;
  }
  if (state.channel) select.value = state.channel.id;
}

function showEmpty(items) {
  const telegram = state.channel.provider === "telegram";
  byId("empty").hidden = items.length > 0;
  if (items.length) return;
  const words = telegram ? "A bot cannot write first. " : "Nothing here yet. Write the first message as the customer.";
  const start = telegram && !chat().blocked && element("button", { type: "button", class: "primary", onclick: () => write({ text: "/start" }) }, "Start");
  byId("empty").replaceChildren(...[words, start].filter(Boolean));
}

function showClosed(words, label, run) {
  byId("closed").hidden = !words;
  byId("composer").hidden = Boolean(words);
  const [text, button] = byId("closed").children;
  text.textContent = words || "";
  button.hidden = !label;
  button.textContent = label || "";
  button.onclick = run || null;
}

function showError(error) {
  if (!(error instanceof api.Refused)) console.error(error);
  const words = error instanceof api.Refused ? error.message : `Something went wrong on this page: ${error.message}`;
  // Without an open phone there is no foot, and the list is what the person looks at.
  const box = state.phone && document.body.dataset.view === "thread" ? byId("error") : byId("problem");
  box.hidden = false;
  box.firstElementChild.textContent = words;
}

function clearError() {
  byId("error").hidden = byId("problem").hidden = true;
}

let saying;
function say(words) {
  byId("said").textContent = words;
  clearTimeout(saying);
  saying = setTimeout(() => { byId("said").textContent = ""; }, SAID_MS);
}

// ── Wiring ──

byId("open").onsubmit = (event) => {
  event.preventDefault();
  const typed = byId("address").value.trim();
  const named = state.phones.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
  if (typed) open(named?.address || typed).then(() => { if (state.phone) byId("address").value = ""; showList(); });
};
byId("address").oninput = showList;
byId("channel").onchange = (event) => open(state.phone.address, event.target.value);
byId("more").onclick = phoneMenu;
byId("back").onclick = () => { document.body.dataset.view = "list"; };
byId("earlier").onclick = () => { state.shown += SHOWN; showPhone(); };
for (const id of ["error", "problem"]) byId(id).querySelector("button").onclick = clearError;
document.addEventListener("visibilitychange", readWhatIsSeen);
addEventListener("hashchange", openFromAddressBar);

try {
  Object.assign(state, await fetch("/local/phones", { headers: { Accept: "application/json" } }).then((answer) => answer.json()));
} catch (error) {
  showError(error);
}
connect();
openFromAddressBar();
