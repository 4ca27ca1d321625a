// The dialog in which people sign in or up. It lies over the page, so that nobody loses sight of the countdown.
import { call, isPassing, pause, pauseAfter } from "./api.js";
import { $, announce, write } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { begin, lastName } from "./session.js";

let up = false;
let why = null;
let error = null;
let done = null;
let attempt = null; // while it is on its way: its end

/** Resolves to whether somebody is signed in then. */
export function signIn(reason = null) {
  if (done) {
    return Promise.resolve(false); // it is open already
  }
  why = reason;
  error = null;
  up = false;
  $("#sign-name").value = lastName();
  $("#sign-password").value = "";
  show();
  $("#sign").showModal();
  $(lastName() ? "#sign-password" : "#sign-name").focus();
  return new Promise((resolve) => {
    done = resolve;
  });
}

export function prepareSigning() {
  $("#sign-form").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  $("#sign-other").addEventListener("click", () => {
    up = !up;
    error = null;
    show();
    $("#sign-name").focus();
  });
  $("#sign-cancel").addEventListener("click", () => $("#sign").close());
  $("#sign").addEventListener("close", () => {
    attempt?.abort();
    finish(false);
  });
  onLanguage(show);
}

function show() {
  write($("#sign-title"), t(up ? "sign.up" : "sign.in"));
  write($("#sign-submit"), attempt ? t("sign.busy") : t(up ? "sign.up" : "sign.in"));
  $("#sign-submit").disabled = $("#sign-other").disabled = Boolean(attempt);
  write($("#sign-other"), t(up ? "sign.to.in" : "sign.to.up"));
  write($("#sign-name-hint"), up ? t("sign.name.hint") : "");
  write($("#sign-password-hint"), up ? t("sign.password.hint") : "");
  $("#sign-password").autocomplete = up ? "new-password" : "current-password";
  $("#sign-why").hidden = !why;
  write($("#sign-why"), why ? t(why) : "");
  write($("#sign-error"), error ? t(error.key) : "");
  $("#sign-error").classList.toggle("calm", Boolean(attempt));
  for (const field of ["username", "password"]) {
    const input = $(`#sign-form [name=${field}]`);
    input.setAttribute("aria-invalid", String(error?.fields.includes(field) ?? false));
  }
}

async function submit() {
  if (attempt) {
    return;
  }
  const username = $("#sign-name").value.trim();
  const password = $("#sign-password").value;
  const empty = [!username && "username", !password && "password"].filter(Boolean);
  if (empty.length > 0) {
    fail("sign.error.empty", empty);
    return;
  }
  const { signal } = (attempt = new AbortController());
  const answer = await insist(username, password, signal);
  attempt = null;
  error = null;
  show();
  if (signal.aborted) {
    return;
  }
  if (!answer.ok) {
    refuse(answer);
    return;
  }
  begin(username, answer.body.accessToken, answer.body.expiresIn);
  announce(t("sign.welcome", { name: username }));
  finish(true);
  $("#sign").close();
}

/** For as long as the answer is "later" and nobody cancels: at the opening everybody signs in. */
async function insist(username, password, signal) {
  error = null;
  show();
  for (let failures = 1; ; failures++) {
    const answer = await enter({ username, password }, failures > 1, signal);
    if (signal.aborted || !isPassing(answer)) {
      return answer;
    }
    error = { key: answer.status === 0 ? "sign.wait.away" : "sign.wait.busy", fields: [] };
    show();
    await countDown(Math.max(1, pauseAfter(answer, failures)), signal);
    write($("#sign-submit"), t("sign.busy"));
  }
}

/** On the button: what stands above it is read aloud, once. */
async function countDown(seconds, signal) {
  const until = performance.now() + seconds * 1000;
  for (let left = seconds; left > 0 && !signal.aborted; left = (until - performance.now()) / 1000) {
    write($("#sign-submit"), t("sign.wait.button", { n: Math.ceil(left) }));
    await pause(Math.min(1, left), signal);
  }
}

/**
 * A new account is signed in at once.
 *
 * @param again whether it may have been made by a try whose answer got lost
 */
async function enter(body, again, signal) {
  let made = null;
  if (up) {
    made = await call("POST", "/api/v1/auth/signup", { body, signal });
    if (!made.ok && !(again && made.code === "USERNAME_TAKEN")) {
      return made;
    }
    up = !made.ok; // should only the second step fail, it is the one to repeat
  }
  const entered = await call("POST", "/api/v1/auth/signin", { body, signal });
  return up && entered.code === "BAD_CREDENTIALS" ? made : entered;
}

function refuse(answer) {
  const fields = answer.body?.fields?.map(({ field }) => field) ?? [];
  switch (answer.code) {
    case "BAD_CREDENTIALS":
      return fail("sign.error.BAD_CREDENTIALS", ["username", "password"]);
    case "USERNAME_TAKEN":
      return fail("sign.error.USERNAME_TAKEN", ["username"]);
    case "VALIDATION_FAILED":
      return fail(up ? "sign.error.VALIDATION_FAILED" : "sign.error.BAD_CREDENTIALS", fields);
    default:
      return fail("sign.error.other", []);
  }
}

function fail(key, fields) {
  error = { key, fields };
  show();
  $(fields[0] === "password" ? "#sign-password" : "#sign-name").focus();
}

function finish(signedIn) {
  done?.(signedIn);
  done = null;
}
