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

const ICONS = {
  tick: "M2 9l4 4 8-9",
  ticks: "M1 9l4 4 8-9M9 12l1 1 8-9",
  clock: "M8 2a6 6 0 1 0 .01 0M8 5v3l2 2",
  file: "M4 1h6l3 3v11H4zM10 1v3h3",
  pin: "M8 15S3 9.5 3 6a5 5 0 0 1 10 0c0 3.5-5 9-5 9zM8 4.5a1.5 1.5 0 1 0 .01 0",
  person: "M8 2a3 3 0 1 0 .01 0M2 15c0-4 3-6 6-6s6 2 6 6",
};

/** A line drawing, which looks the same whatever fonts there are; it says nothing to screen readers. */
export function icon(name) {
  const wide = name === "ticks";
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [key, value] of Object.entries({ viewBox: `0 0 ${wide ? 19 : 16} 16`, class: "line-icon", "aria-hidden": "true" })) svg.setAttribute(key, value);
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
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
