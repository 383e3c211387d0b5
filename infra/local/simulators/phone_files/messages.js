// Turns what a phone holds into what its screen shows: one shape for both providers and both directions.

const WHATSAPP_MEDIA = ["image", "video", "audio", "voice", "document", "sticker"];
const TELEGRAM_MEDIA = { photo: "image", video: "video", audio: "audio", voice: "voice", document: "document", sticker: "sticker" };

/** The messages of one chat, with edits, reactions and deletions folded into the messages that they are about. */
export function itemsOf(phone, channel) {
  const inChat = (number) => channel.provider === "telegram" ? `${phone.telegram_chat_id}:${number}` : String(number);
  const every = phone.messages.filter((message) => message.channel === channel.id).map((message) =>
    message.direction === "in" ? receivedItem(message, inChat) : writtenItem(message, channel, inChat));
  const items = new Map(every.filter((item) => !item.about).map((item) => [item.id, item]));
  // Only now: with its time set back, an edit can stand before what it edits.
  for (const item of every.filter((each) => each.about)) fold(items.get(item.about), item);
  for (const item of items.values()) {
    if (item.replyTo) item.quote = quoteOf(items.get(item.replyTo));
  }
  return [...items.values()];
}

function fold(target, item) {
  if (!target) return;
  if (item.kind === "reaction") target.reactions[item.mine ? "mine" : "theirs"] = item.text;
  if (item.kind === "edit") Object.assign(target, { text: item.text, edited: true });
  if (item.kind === "revoke") target.deleted = true;
}

function quoteOf(quoted) {
  if (!quoted) return { mine: false, text: "A message that is not on this phone" };
  return { id: quoted.id, mine: quoted.mine, text: quoted.deleted ? "Deleted message" : quoted.text || quoted.kind };
}

function receivedItem(message, inChat) {
  const { extra, media } = message;
  const item = {
    id: message.provider_message_id, mine: false, at: message.at, kind: message.type, text: message.text,
    reactions: ownReaction(message), template: message.template, buttons: message.buttons, replyTo: message.reply_to,
    edited: Boolean(message.edited_at), status: message.status, provider: message.provider,
  };
  if (media?.media_id) item.media = { ...media, url: `/local/phones/media/${media.media_id}` };
  if (message.type === "reaction") item.about = inChat(extra.message_id);
  if (message.type === "location") item.place = placeOf(extra);
  const card = extra?.contact || extra?.contacts?.[0];
  if (card) item.card = cardOf(card);
  return item;
}

function writtenItem(written, channel, inChat) {
  const { provider_message_id: id, at, read, text, message } = written;
  const reactions = ownReaction(written);
  const base = { id, mine: true, at, text, read, reactions, buttons: [], message, provider: channel.provider };
  return channel.provider === "telegram" ? telegramItem(base, message, inChat) : whatsappItem(base, message);
}

// A Telegram customer's reaction is a field of the message, on WhatsApp a message of its own.
function ownReaction(message) {
  return message.own_reaction ? { mine: message.own_reaction } : {};
}

function whatsappItem(item, message) {
  const content = message[message.type] || {};
  item.kind = message.type || "message";
  item.replyTo = message.context?.id;
  item.forwarded = Boolean(message.context?.forwarded);
  if (WHATSAPP_MEDIA.includes(item.kind)) {
    item.media = { ...content, kind: content.voice ? "voice" : item.kind, url: `/local/phones/media/${content.id}` };
    item.text = content.caption ?? null;
  }
  if (item.kind === "text") item.text = content.body;
  if (item.kind === "button") item.text = content.text;
  if (item.kind === "interactive") item.text = (content.button_reply || content.list_reply)?.title;
  if (item.kind === "location") item.place = placeOf(content);
  if (item.kind === "contacts") item.card = cardOf(content[0]);
  if (item.kind === "edit") [item.about, item.text] = [content.original_message_id, content.message?.text?.body];
  if (item.kind === "revoke") item.about = content.original_message_id;
  if (item.kind === "reaction") [item.about, item.text] = [content.message_id, content.emoji];
  return item;
}

function telegramItem(item, message, inChat) {
  item.kind = "text";
  item.replyTo = message.reply_to_message && inChat(message.reply_to_message.message_id);
  item.forwarded = Boolean(message.forward_origin);
  item.edited = Boolean(message.edit_date);
  const field = Object.keys(TELEGRAM_MEDIA).find((name) => message[name]);
  if (field) {
    const file = field === "photo" ? message.photo.at(-1) : message[field];
    item.kind = TELEGRAM_MEDIA[field];
    item.media = { kind: item.kind, mime_type: file.mime_type, filename: file.file_name, url: `/local/phones/media/${file.file_id}` };
    item.text = message.caption ?? null;
  } else if (message.location) [item.kind, item.place] = ["location", placeOf(message)];
  else if (message.contact) [item.kind, item.card] = ["contact", cardOf(message.contact)];
  else if (item.text === null) item.kind = "message";
  return item;
}

function placeOf(given) {
  const point = given.location || given;
  return { latitude: point.latitude, longitude: point.longitude,
    name: given.venue?.title || given.name, address: given.venue?.address || given.address };
}

function cardOf(card) {
  const name = card.name?.formatted_name || [card.first_name, card.last_name].filter(Boolean).join(" ");
  return { name, number: card.phones?.[0]?.phone || card.phone_number };
}
