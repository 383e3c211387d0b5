// Writing: text, what is attached, what it replies to or edits, and how the provider reports it.

import { attachment, Refused } from "./api.js";
import { ask, byId, element, openMenu } from "./dom.js";

const HOUR_S = 3600;
const TIMES = [["Now", 0], ["1 hour ago", HOUR_S], ["25 hours ago", 25 * HOUR_S], ["7 days ago", 168 * HOUR_S]];
const SAMPLES = [["Sample picture", "image"], ["Sample document", "document"], ["Sample voice message", "voice"], ["Sample video", "video"], ["Sample sticker", "sticker"]];
const LARGEST_BYTES = 100 * 2 ** 20;
const PLAIN = { back: 0, copies: 1, forwarded: false, hide_number: false };

export class Composer {
  /** `send(body)` resolves to whether it went out; `now_s()` is the stack's time; `chat()` is `{phone, channel}`. */
  constructor({ send, now_s, chat, failed }) {
    Object.assign(this, { send, now_s, chat, failed });
    this.options = { ...PLAIN };
    this.about = null;
    this.text = byId("text");
    byId("composer").onsubmit = (event) => { event.preventDefault(); this.submit(); };
    byId("attach").onclick = () => this.openAttachments();
    byId("options").onclick = () => this.openOptions();
    byId("context").querySelector("button").onclick = () => this.cancel();
    byId("file").onchange = () => this.sendFile();
    this.text.onkeydown = (event) => {
      if (event.key === "Escape") this.cancel();
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    };
  }

  /** Begins a reply to a message, or an edit of one. */
  begin(verb, item) {
    this.about = { verb, item };
    byId("context").hidden = false;
    byId("context").firstElementChild.replaceChildren(
      element("b", {}, verb === "edit" ? "Edit message" : `Reply to ${item.mine ? "yourself" : "the business"}`),
      element("div", {}, item.text || item.kind));
    if (verb === "edit") this.text.value = item.text;
    this.text.focus();
  }

  cancel() {
    if (this.about?.verb === "edit") this.text.value = "";
    this.about = null;
    byId("context").hidden = true;
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const about = this.about;
    this.text.value = "";
    if (await this.deliver({ text })) return;
    this.text.value = text;
    if (about) this.begin(about.verb, about.item);
    this.text.value = text;
  }

  /** Sends content with what is set: the time, how often, and the message that it is about. */
  async deliver(content) {
    const { back, at, copies, forwarded, hide_number: hidden } = this.options;
    const body = { ...content };
    if (this.about) body[this.about.verb === "edit" ? "edit" : "reply_to"] = this.about.item.id;
    if (at) body.at = at;
    else if (back) body.at = this.now_s() - back;
    if (copies > 1) body.copies = copies;
    if (forwarded) body.forwarded = true;
    if (hidden) body.hide_number = true;
    const item = this.about?.item;
    this.about = null;
    byId("context").hidden = true;
    return this.send(body, item);
  }

  openAttachments() {
    const { phone } = this.chat();
    const media = (kind) => this.deliver({ media: { kind, ...this.caption() } });
    openMenu(byId("attach"), [
      { label: "Picture or file from this computer …", run: () => byId("file").click() },
      ...SAMPLES.map(([label, kind]) => ({ label, run: () => media(kind) })),
      { label: "Location …", run: () => this.sendPlace() },
      { label: `Own contact (+${phone.address})`, run: () => this.deliver({ contact: true }) },
    ]);
  }

  /** What stands in the text field goes with a file as its caption. */
  caption() {
    const text = this.text.value.trim();
    if (!text) return {};
    this.text.value = "";
    return { caption: text };
  }

  async sendFile() {
    const [file] = byId("file").files;
    byId("file").value = "";
    if (!file) return;
    try {
      if (file.size > LARGEST_BYTES) throw new Refused(`${file.name} is larger than 100 MB.`);
      const media = await attachment(file);
      await this.deliver({ media: { ...media, ...this.caption() } });
    } catch (error) {
      this.failed(error);
    }
  }

  async sendPlace() {
    const given = await ask("Send a location", [
      { name: "latitude", label: "Latitude", type: "number", step: "any", min: -90, max: 90, value: "52.5163" },
      { name: "longitude", label: "Longitude", type: "number", step: "any", min: -180, max: 180, value: "13.3777" },
      { name: "name", label: "Name (may be empty)", required: false, value: "Brandenburg Gate" },
    ], "Send");
    if (!given) return;
    const location = { latitude: Number(given.latitude), longitude: Number(given.longitude) };
    await this.deliver({ location: given.name ? { ...location, name: given.name } : location });
  }

  openOptions() {
    const { options } = this;
    const set = (changes) => { Object.assign(options, changes); this.showOptions(); };
    const flip = (name, label) => ({ label, checked: options[name], run: () => set({ [name]: !options[name] }) });
    openMenu(byId("options"), [
      element("span", { class: "muted" }, "Written"),
      ...TIMES.map(([label, back]) => ({ label, checked: !options.at && options.back === back, run: () => set({ back, at: null }) })),
      { label: "At a time of your own …", checked: Boolean(options.at), run: () => this.chooseTime(set) },
      element("span", { class: "muted" }, "Webhook"),
      { label: "Deliver it twice", checked: options.copies > 1, run: () => set({ copies: options.copies > 1 ? 1 : 2 }) },
      flip("forwarded", "Forwarded message"),
      this.chat().channel.provider === "whatsapp" && flip("hide_number", "Without the customer's number"),
    ]);
  }

  async chooseTime(set) {
    const local = new Date((this.now_s() - new Date().getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 19);
    const given = await ask("When was it written?", [{ name: "at", label: "Time", type: "datetime-local", step: 1, value: local }], "Use");
    if (given) set({ at: new Date(given.at).toISOString(), back: 0 });
  }

  /** What is set stays for the next messages, and is therefore shown. */
  showOptions() {
    const { back, at, copies, forwarded, hide_number: hidden } = this.options;
    const chip = (label, reset) => element("button", {
      type: "button", class: "chip", "aria-label": `${label}: undo`,
      onclick: () => { Object.assign(this.options, reset); this.showOptions(); this.text.focus(); },
    }, `${label} ×`);
    const when = at ? new Date(at).toLocaleString() : TIMES.find(([, value]) => value === back)[0];
    byId("chips").replaceChildren(...[
      (at || back) && chip(`Written ${at ? when : when.toLowerCase()}`, { back: 0, at: null }),
      copies > 1 && chip("Delivered twice", { copies: 1 }),
      forwarded && chip("Forwarded", { forwarded: false }),
      hidden && chip("Without number", { hide_number: false }),
    ].filter(Boolean));
  }
}
