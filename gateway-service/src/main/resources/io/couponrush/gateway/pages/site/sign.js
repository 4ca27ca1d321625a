// The dialog in which people sign in or up. It lies over the page, so that nobody loses sight of the countdown.
import { call, isPassing } from "./api.js";
import { $, announce, write } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { begin, lastName } from "./session.js";

let up = false;
let why = null;
let error = null;
let done = null;

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
  $("#sign").addEventListener("close", () => finish(false));
  onLanguage(show);
}

function show() {
  write($("#sign-title"), t(up ? "sign.up" : "sign.in"));
  write($("#sign-submit"), t(up ? "sign.up" : "sign.in"));
  write($("#sign-other"), t(up ? "sign.to.in" : "sign.to.up"));
  write($("#sign-name-hint"), up ? t("sign.name.hint") : "");
  write($("#sign-password-hint"), up ? t("sign.password.hint") : "");
  $("#sign-password").autocomplete = up ? "new-password" : "current-password";
  $("#sign-why").hidden = !why;
  write($("#sign-why"), why ? t(why) : "");
  write($("#sign-error"), error ? t(error.key) : "");
  for (const field of ["username", "password"]) {
    const input = $(`#sign-form [name=${field}]`);
    input.setAttribute("aria-invalid", String(error?.fields.includes(field) ?? false));
  }
}

async function submit() {
  const button = $("#sign-submit");
  if (button.disabled) {
    return;
  }
  const username = $("#sign-name").value.trim();
  const password = $("#sign-password").value;
  const empty = [!username && "username", !password && "password"].filter(Boolean);
  if (empty.length > 0) {
    fail("sign.error.empty", empty);
    return;
  }
  error = null;
  show();
  button.disabled = true;
  write(button, t("sign.busy"));
  const answer = await enter(username, password);
  button.disabled = false;
  if (!answer.ok) {
    refuse(answer);
    return;
  }
  begin(username, answer.body.accessToken, answer.body.expiresIn);
  announce(t("sign.welcome", { name: username }));
  finish(true);
  $("#sign").close();
}

/** A new account is signed in at once. */
async function enter(username, password) {
  const body = { username, password };
  if (up) {
    const made = await call("POST", "/api/v1/auth/signup", { body });
    if (!made.ok) {
      return made;
    }
    up = false; // should only the second step fail, it is the one to repeat
  }
  return call("POST", "/api/v1/auth/signin", { body });
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
      return fail(isPassing(answer) ? "sign.error.busy" : "sign.error.other", []);
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
