// What all pages of the desk share: who sees them, what came of an action, and lists that stay fresh.
import "./admin-text.js";
import { isPassing, pause, pauseAfter } from "./api.js";
import { $, visible, write } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { Notice, preparePage } from "./page.js";
import { isAdmin, lastName, onSession, session } from "./session.js";
import { signIn } from "./sign.js";

const notice = new Notice();
const failing = new Set(); // loops that can't go on at the moment

let begun = false;
let refused = false; // the API does not believe what the token says
let said = null;

/** @param begin is called once, as soon as an admin is there */
export function prepareDesk(begin) {
  preparePage();
  $(`.tabs [data-tab="${$("main").dataset.tab}"]`)?.setAttribute("aria-current", "page");
  $("#gate-sign-in").addEventListener("click", () => signIn());
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  const look = () => {
    if (begun && !isAdmin()) {
      leave();
      return;
    }
    showGate();
    if (isAdmin() && !begun) {
      begun = true;
      begin();
    }
  };
  onSession(() => {
    refused = false;
    look();
  });
  onLanguage(() => {
    showGate();
    notice.draw();
    drawOutcome();
  });
  look();
}

/** A token that ran out is asked for anew over the page; for anybody else nothing may stay in sight. */
function leave() {
  if (!session() && lastName() !== "") {
    signIn("admin.why.again");
  } else {
    location.reload();
  }
}

function showGate() {
  const who = session();
  const open = (isAdmin() || begun) && !refused;
  $("#gate").hidden = open;
  $("#desk").hidden = !open;
  write($("#gate-word"), t(who ? "admin.gate.user" : "admin.gate.nobody", { name: who?.name }));
}

/** In the page's language where it is a known one, else in the words of the API. */
export function wordOf(answer) {
  for (const key of [`admin.code.${answer.code}`, `said.${answer.body?.detail}`]) {
    if (t(key) !== key) {
      return t(key);
    }
  }
  return isPassing(answer) ? t("admin.code.busy") : (answer.body?.detail ?? t("admin.code.other"));
}

/** What came of an action: a key with its values, or an answer that failed. */
export function say(key, values = {}) {
  said = { good: true, text: () => t(key, values) };
  drawOutcome();
}

export function sayFailed(answer) {
  said = { good: false, text: () => wordOf(answer) };
  drawOutcome();
  meet(answer);
}

function drawOutcome() {
  if (said) {
    $("#outcome").dataset.good = String(said.good);
    write($("#outcome"), said.text());
  }
}

/** Whoever is not known any more is asked who they are; whoever may not, sees that. */
export function meet(answer) {
  if (answer.code === "UNAUTHENTICATED") {
    signIn("admin.why.again");
  } else if (answer.code === "FORBIDDEN") {
    refused = true;
    showGate();
  }
}

/** Answers clicks one at a time; the second half of a double click is none. */
export function oneAtATime(act) {
  let busy = false;
  return async ({ detail }) => {
    if (busy || detail > 1) {
      return;
    }
    busy = true;
    try {
      await act();
    } finally {
      busy = false;
    }
  };
}

/** Loads now and every so many seconds while it is looked at; a failure is told calmly and tried again. */
export async function keepFresh(seconds, load) {
  const me = {};
  for (let failures = 0; ; ) {
    await visible();
    const answer = await load();
    if (answer.ok) {
      failures = 0;
      failing.delete(me);
      if (failing.size === 0) {
        notice.clear();
      }
      await pause(seconds * (0.9 + Math.random() / 5));
    } else if (isPassing(answer)) {
      const rest = pauseAfter(answer, ++failures);
      failing.add(me);
      notice.show(answer.status === 0 ? "notice.away" : "notice.busy", rest);
      await pause(rest);
    } else {
      failing.delete(me);
      sayFailed(answer);
      await pauseOrSession(seconds * 5);
    }
  }
}

/** Until then, or until somebody came or went. */
export async function pauseOrSession(seconds) {
  const over = new AbortController();
  onSession(() => over.abort(), { signal: over.signal });
  await pause(seconds, over.signal);
  over.abort(); // nobody listens any more
}
