// Elements without markup out of text: the pages' policy has no trusted types for it.

export function $(selector, root = document) {
  return root.querySelector(selector);
}

/** A copy of a template's only element. */
export function copyOf(template) {
  return $(`#${template}`).content.firstElementChild.cloneNode(true);
}

/** Changes the text only where it differs, so that nothing is announced or laid out anew. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Resolves as soon as somebody looks at the page. */
export function visible() {
  if (document.visibilityState === "visible") {
    return Promise.resolve();
  }
  return new Promise((done) => document.addEventListener("visibilitychange", done, { once: true }));
}

/** The named parts of a copy of a template: {name: element}. */
export function partsOf(element) {
  const parts = {};
  for (const named of element.querySelectorAll("[data-of]")) {
    parts[named.dataset.of] = named;
  }
  return parts;
}

/** In this order; an element that has its place keeps it, and whatever has the focus keeps that. */
export function arrange(list, elements) {
  const focused = list.contains(document.activeElement) ? document.activeElement : null;
  elements.forEach((element, i) => {
    if (list.children[i] !== element) {
      list.insertBefore(element, list.children[i] ?? null);
    }
  });
  if (focused && document.activeElement !== focused) {
    focused.focus({ preventScroll: true });
  }
}

let last = "";

/** Says something to those who listen instead of looking; the same thing once. */
export function announce(text) {
  if (text !== last) {
    last = text;
    $("#announcer").textContent = text;
  }
}
