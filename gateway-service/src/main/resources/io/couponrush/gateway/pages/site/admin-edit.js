// The dialog in which name, description and times of an event are edited.
import { Form } from "./admin-form.js";
import { inField, instantOf, zoneWord } from "./admin-time.js";
import { call } from "./api.js";
import { now } from "./clock.js";
import { $, write } from "./dom.js";
import { onLanguage } from "./language.js";

const TIMES = ["opensAt", "closesAt"];

let coupon = null; // as it was when the dialog was opened: its version is what is edited
let before = new Map();

/**
 * @param current gives the coupon that is on the screen
 * @param done is told the coupon as it is then
 */
export function prepareEdit(current, done) {
  const form = new Form($("#edit-form"), () => save(done));
  $("#edit").addEventListener("click", () => {
    coupon = current();
    form.forget();
    fill();
    $("#edit-dialog").showModal();
    $("#e-name").focus();
  });
  onLanguage(() => write($("#e-zone"), zoneWord()));
}

function fields() {
  return [...$("#edit-form").querySelectorAll("[data-field]")];
}

function fill() {
  for (const input of fields()) {
    const value = coupon[input.dataset.field];
    input.value = TIMES.includes(input.dataset.field) ? inField(value) : value;
  }
  $("#e-opens").disabled = Date.parse(coupon.opensAt) <= now();
  write($("#e-zone"), zoneWord());
  before = new Map(fields().map((input) => [input, input.value]));
}

/** Only what was changed: a time that the field can't show to the millisecond is not to move by that. */
async function save(done) {
  const changed = fields().filter((input) => input.value !== before.get(input));
  const change = {};
  for (const { dataset, value } of changed) {
    change[dataset.field] = TIMES.includes(dataset.field) ? instantOf(value) : value.trim();
  }
  const empty = TIMES.filter((field) => change[field] === null);
  if (empty.length > 0) {
    return missing(empty);
  }
  if (changed.length === 0) {
    $("#edit-dialog").close();
    return { ok: true };
  }
  const answer = await call("PATCH", `/api/v1/coupons/${coupon.id}`, { body: { version: coupon.version, ...change } });
  if (answer.ok) {
    $("#edit-dialog").close();
    done(answer.body);
  }
  return answer;
}

/** To the API, null is a field that stays as it is. */
function missing(names) {
  const fields = names.map((field) => ({ field, message: "must be given" }));
  return { ok: false, status: 400, code: "VALIDATION_FAILED", body: { fields } };
}
