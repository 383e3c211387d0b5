// Making elements, and the page's one menu and one dialog.

export const byId = (id) => document.getElementById(id);

export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Opens the menu beside a button. Entries are `{label, run, checked}`, or elements; empty ones are left out. */
export function openMenu(anchor, entries) {
  const menu = byId("menu");
  const items = entries.filter(Boolean).map((entry) => entry instanceof Node ? entry : element("button", {
    type: "button",
    "aria-pressed": entry.checked === undefined ? null : String(entry.checked),
    onclick: () => { menu.hidePopover(); entry.run(); },
  }, entry.label));
  menu.replaceChildren(...items);
  menu.showPopover();
  const at = anchor.getBoundingClientRect();
  const left = Math.min(at.left, innerWidth - menu.offsetWidth - 8);
  const below = at.bottom + 4;
  const top = below + menu.offsetHeight > innerHeight ? Math.max(8, at.top - menu.offsetHeight - 4) : below;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${top}px`;
  menu.querySelector("button, input")?.focus();
  menu.onkeydown = (event) => walk(event, [...menu.querySelectorAll("button")]);
}

function walk(event, buttons) {
  const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const here = buttons.indexOf(document.activeElement);
  buttons[(here + step + buttons.length) % buttons.length].focus();
}

/** Asks for values; `fields` are `{name, label, type, value, ...attributes}`. Resolves to them by name, or to null. */
export function ask(title, fields, action) {
  const dialog = byId("dialog");
  const inputs = fields.map(({ label, name, ...attributes }) =>
    element("label", {}, label, element("input", { name, required: true, ...attributes })));
  const form = element("form", { method: "dialog" },
    element("h2", { id: "dialog-title" }, title), inputs,
    element("div", { class: "row end" },
      element("button", { type: "button", onclick: () => dialog.close() }, "Cancel"),
      element("button", { class: "primary", value: "done" }, action)));
  dialog.replaceChildren(form);
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.onclose = () => resolve(dialog.returnValue === "done" ? Object.fromEntries(new FormData(form)) : null);
  });
}

export function stored(key, otherwise, storage = localStorage) {
  try {
    return JSON.parse(storage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}
