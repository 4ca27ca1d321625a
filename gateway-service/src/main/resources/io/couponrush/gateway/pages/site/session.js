// Who is signed in. The token is in local storage (docs/decisions/0017): every tab has it, no address ever holds it,
// and only this origin's own scripts, the only ones that the policy lets run, can read it.
import { forget, recall, remember } from "./storage.js";

const KEY = "rush.session";
const changed = new EventTarget();

/**
 * Null, or {token, name, until, life, last}: until in the visitor's clock, by which it was written; life in milliseconds;
 * last once the server does not renew it.
 */
export function session() {
  const known = recall(KEY);
  return known?.token && known.until > Date.now() ? known : null;
}

/** Whether the token says so: it decides what is shown, never what is allowed. */
export function isAdmin() {
  try {
    const claims = session()?.token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/");
    return JSON.parse(atob(claims)).roles.includes("ADMIN");
  } catch {
    return false; // nobody, or no token of ours
  }
}

/** Who was signed in last, for the form. */
export function lastName() {
  return recall(KEY)?.name ?? "";
}

export function begin(name, token, seconds) {
  keep(name, token, seconds);
  tell();
}

/** The same person, by another token: nothing that is shown changes by it. */
export function renew(token, seconds) {
  keep(lastName(), token, seconds);
  tell("token");
}

/** The token that there is will be the last one without the password. */
export function settle() {
  const known = session();
  if (known) {
    remember(KEY, { ...known, last: true });
    tell("token");
  }
}

function keep(name, token, seconds) {
  const life = seconds * 1000;
  remember(KEY, { name, token, until: Date.now() + life, life });
}

/** The server does not believe the token any more. */
export function lapse(token) {
  const known = recall(KEY);
  if (known?.token && known.token === token) {
    remember(KEY, { name: known.name });
    tell();
  }
}

/** A token that has run out is none, and whoever shows that somebody is there is to know. */
export function expire() {
  const known = recall(KEY);
  if (known?.token && known.until <= Date.now()) {
    lapse(known.token);
  }
}

export function end() {
  forget(KEY);
  tell();
}

/** Somebody came or went. */
export function onSession(listener, options) {
  changed.addEventListener("session", listener, options);
}

/** Or has another token. */
export function onToken(listener) {
  changed.addEventListener("session", listener);
  changed.addEventListener("token", listener);
}

function tell(what = "session") {
  changed.dispatchEvent(new Event(what));
}

/** Another tab signed in or out, or renewed the token. */
addEventListener("storage", ({ key, oldValue, newValue }) => {
  if (key === KEY || key === null) {
    const [before, after] = [oldValue, newValue].map((stored) => JSON.parse(stored ?? "null"));
    const same = before?.token && after?.token && before.name === after.name && before.until > Date.now();
    tell(key && same ? "token" : "session");
  }
});
