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

let last = "";

/** Says something to those who listen instead of looking; the same thing once. */
export function announce(text) {
  if (text !== last) {
    last = text;
    $("#announcer").textContent = text;
  }
}
