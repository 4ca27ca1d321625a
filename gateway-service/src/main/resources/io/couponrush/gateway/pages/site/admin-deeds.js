// What admins did: one line a deed, newest first.
import { copyOf, partsOf, write } from "./dom.js";
import { moment, t } from "./language.js";

/** Puts the deeds into the list. */
export function showDeeds(list, deeds) {
  list.replaceChildren(...deeds.map(show));
}

function show(deed) {
  const element = copyOf("action");
  const part = partsOf(element);
  write(part.action, word("admin.deed", deed.action));
  write(part.target, target(deed.target ?? ""));
  write(part.details, deed.details ?? "");
  part.details.lang = "en";
  part.at.dateTime = deed.at;
  write(part.at, moment(deed.at));
  write(part.who, t("admin.deed.by", { id: String(deed.adminId) }));
  write(part.outcome, deed.outcome ? ` · ${word("admin.outcome", deed.outcome)}` : "");
  return element;
}

/** "coupon 7", as it is stored. */
function target(text) {
  const [, kind, id] = /^(?:dead )?(coupon|user|letter) (\d+)$/.exec(text) ?? [];
  return kind ? t(`admin.deed.${kind}`, { id }) : text;
}

/** A name that is stored, in the page's language if it is a known one. */
export function word(family, name) {
  const key = `${family}.${name}`;
  const known = t(key);
  return known === key ? name : known;
}
