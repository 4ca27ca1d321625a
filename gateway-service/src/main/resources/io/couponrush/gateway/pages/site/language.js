import en from "./text-en.js";
import ko from "./text-ko.js";

const TEXTS = { en, ko };
const changed = new EventTarget();

/** Texts that only some pages need. */
export function addTexts(more) {
  Object.assign(en, more.en);
  Object.assign(ko, more.ko);
}

export function language() {
  return document.documentElement.lang === "ko" ? "ko" : "en";
}

/** The text of a key, its {names} filled in; a number n chooses between key.one and key.other. */
export function t(key, values = {}) {
  const texts = TEXTS[language()];
  let text = texts[key];
  if (text === undefined && typeof values.n === "number") {
    text = texts[`${key}.${new Intl.PluralRules(language()).select(values.n)}`] ?? texts[`${key}.other`];
  }
  return (text ?? key).replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === "number" ? number(values[name]) : (values[name] ?? ""),
  );
}

export function number(value) {
  return new Intl.NumberFormat(language()).format(value);
}

export function money(value) {
  return new Intl.NumberFormat(language(), { style: "currency", currency: "KRW" }).format(value);
}

/** Day and time in the visitor's own zone. */
export function moment(instant) {
  return new Intl.DateTimeFormat(language(), {
    month: "short",
    day: "numeric",
    weekday: "short",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  }).format(new Date(instant));
}

export function onLanguage(listener) {
  changed.addEventListener("language", listener);
}

/** Puts its text into every element that names one. */
export function translate(root = document) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(element.dataset.t);
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.dataset.tLabel));
  }
}

export function switchLanguage(to) {
  document.documentElement.lang = to;
  try {
    localStorage.setItem("rush.language", to);
  } catch {
    // for this page only
  }
  translate();
  changed.dispatchEvent(new Event("language"));
}
