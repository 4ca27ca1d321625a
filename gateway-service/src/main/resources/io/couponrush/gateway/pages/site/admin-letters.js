// The dead-letter desk: look, replay, give up.
// Long, because every deed acts on the same list and the same chosen letters, and says on it how it went.
import { word } from "./admin-deeds.js";
import { Form } from "./admin-form.js";
import { inside } from "./admin-letter.js";
import { keepFresh, oneAtATime, prepareDesk, say, sayFailed } from "./admin-page.js";
import { call } from "./api.js";
import { $, arrange, copyOf, partsOf, write } from "./dom.js";
import { moment, onLanguage, t } from "./language.js";

const PATH = "/api/v1/admin/dead-letters";
const MOST = 100; // letters that the API replays at once
const SIGNS = { NEW: "failed", REPLAYED: "queued", DISCARDED: "closed" };

const rows = new Map();
let next = null;
let opened = false;
let discarding = null;
let replaying = false;
let question = ""; // what is shown answers it, however far the form has been changed since

function rowOf(letter) {
  let row = rows.get(letter.id);
  if (!row) {
    const element = copyOf("letter");
    row = { element, part: partsOf(element), details: null };
    row.part.look.addEventListener("click", () => look(letter.id));
    row.part.replay.addEventListener("click", oneAtATime(() => replay(letter.id)));
    row.part.discard.addEventListener("click", () => askDiscard(letter.id));
    row.part.chosen.addEventListener("change", drawChosen);
    rows.set(letter.id, row);
  }
  row.letter = letter;
  return row;
}

function draw(row) {
  const { letter, part, element } = row;
  element.dataset.phase = SIGNS[letter.state];
  element.dataset.letter = letter.id;
  write(part.state, t(`admin.letter.${letter.state}`));
  write(part.title, t("admin.letter.title", { id: String(letter.id), cause: word("admin.cause", letter.cause) }));
  write(part.message, letter.message);
  part.message.lang = "en";
  write(part.whose, whose(letter));
  part.at.dateTime = letter.deadLetteredAt;
  write(part.at, moment(letter.deadLetteredAt));
  write(part.chooseWord, t("admin.letter.choose", { id: String(letter.id) }));
  name(part.look, "admin.letter.look", letter);
  name(part.replay, "admin.letter.replay", letter);
  name(part.discard, "admin.letter.discard", letter);
  part.chosen.disabled = part.replay.disabled = letter.state === "DISCARDED";
  part.discard.disabled = letter.state !== "NEW"; // of a replayed one, the API discards only the letter that may follow
  if (row.details) {
    part.inside.replaceChildren(inside(row.details));
  }
}

/** The word to see, and which letter it is about for those who only hear the button. */
function name(button, key, letter) {
  write(button, t(key));
  button.setAttribute("aria-label", `${t(key)} #${letter.id}`);
}

function whose({ couponId, userId, sequence }) {
  return couponId === null
    ? t("admin.letter.nobody")
    : t("admin.letter.whose", { coupon: `#${couponId}`, user: String(userId), sequence: String(sequence) });
}

function drawAll() {
  document.title = t("title.admin.letters");
  rows.forEach(draw);
  drawChosen();
  $("#none").hidden = rows.size > 0 || $("#letters").getAttribute("aria-busy") === "true";
  $("#more").hidden = !next;
}

function chosen() {
  return [...rows.values()].filter(({ part }) => part.chosen.checked && !part.chosen.disabled);
}

function drawChosen() {
  const n = chosen().length;
  $("#replay-chosen").disabled = n === 0 || replaying;
  write($("#replay-chosen"), t("admin.letters.replay", { n }));
}

function path() {
  const query = new URLSearchParams({ size: "50" });
  for (const [key, value] of new FormData($("#filter"))) {
    if (value.trim() !== "") {
      query.set(key, value.trim());
    }
  }
  return `${PATH}?${query}`;
}

function take(answer, more) {
  answer.body.forEach(rowOf);
  next = opened && !more ? next : answer.next;
  const newestFirst = [...rows.values()].sort((a, b) => b.letter.id - a.letter.id);
  arrange($("#letters"), newestFirst.map(({ element }) => element));
  $("#letters").setAttribute("aria-busy", "false");
  drawAll();
}

async function load(from, more = false) {
  const asked = question;
  const answer = await call("GET", from);
  if (answer.ok && asked === question) {
    take(answer, more);
    if (!more) {
      await rereadMissing(answer);
    }
  }
  return answer;
}

/** What has left the answer has another state by now: somebody else has seen to it. */
async function rereadMissing({ body, next: further }) {
  const asked = new URLSearchParams(question.split("?")[1]).get("state");
  const ids = body.map(({ id }) => id);
  const oldest = further ? Math.min(...ids) : 0;
  const missing = [...rows.values()].filter(
    ({ letter: { id, state } }) => state === asked && id >= oldest && !ids.includes(id),
  );
  for (const { letter } of missing) {
    await reread(letter.id);
  }
}

/** Another question: what was shown is no answer to it. */
async function ask() {
  const asked = path();
  const answer = await call("GET", asked);
  if (answer.ok) {
    question = asked;
    opened = false;
    rows.clear();
    $("#letters").replaceChildren();
    $("#all").checked = false;
    take(answer, false);
  }
  return answer;
}

async function look(id) {
  const { part } = rows.get(id);
  const open = part.look.getAttribute("aria-expanded") !== "true";
  part.look.setAttribute("aria-expanded", String(open));
  part.inside.hidden = !open;
  if (open) {
    await reread(id);
  }
}

/** Whatever was done with it, by whomever. */
async function reread(id) {
  const answer = await call("GET", `${PATH}/${id}`);
  const row = rows.get(id);
  if (!answer.ok) {
    sayFailed(answer);
  } else if (row) {
    row.letter = { ...row.letter, ...answer.body };
    row.details = answer.body;
    draw(row);
  }
}

async function replay(id) {
  const answer = await call("POST", `${PATH}/${id}/replay`);
  if (answer.ok) {
    say("admin.replayed", { id: String(id) });
  } else {
    sayFailed(answer);
  }
  if (answer.ok || answer.status === 409) {
    await reread(id);
  }
}

async function replayChosen() {
  replaying = true;
  drawChosen();
  await replayAll(chosen().map(({ letter }) => letter.id));
  replaying = false;
  drawChosen();
}

async function replayAll(ids) {
  let done = 0;
  for (let from = 0; from < ids.length; from += MOST) {
    const some = ids.slice(from, from + MOST);
    const answer = await call("POST", `${PATH}/replay`, { body: { ids: some } });
    if (!answer.ok) {
      sayFailed(answer);
      return;
    }
    done += answer.body.filter(({ outcome }) => outcome === "REPLAYED").length;
    say("admin.replayed.many", { done, all: ids.length });
    for (const id of some) {
      const row = rows.get(id);
      if (row) {
        row.part.chosen.checked = false;
        await reread(id);
      }
    }
  }
  $("#all").checked = false;
}

function askDiscard(id) {
  discarding = id;
  $("#discard-form").reset();
  discardForm.forget();
  drawQuestion();
  $("#discard").showModal();
  $("#d-reason").focus();
}

function drawQuestion() {
  write($("#discard-title"), t("admin.discard.title", { id: String(discarding) }));
}

async function discard() {
  const id = discarding;
  const answer = await call("POST", `${PATH}/${id}/discard`, { body: { reason: $("#d-reason").value.trim() } });
  if (answer.ok) {
    $("#discard").close();
    say(answer.body.slotReturned ? "admin.discarded.slot" : "admin.discarded", { id: String(id) });
  }
  if (answer.ok || answer.status === 409) {
    await reread(id);
  }
  return answer;
}

$("#q-coupon").value = new URLSearchParams(location.search).get("couponId") ?? "";
question = path();
prepareDesk(() => keepFresh(10, () => load(question)));
new Form($("#filter"), ask);
const discardForm = new Form($("#discard-form"), discard);
onLanguage(() => {
  drawAll();
  drawQuestion();
});
document.title = t("title.admin.letters");
$("#replay-chosen").addEventListener("click", replayChosen);
$("#all").addEventListener("change", () => {
  for (const { part } of rows.values()) {
    part.chosen.checked = $("#all").checked && !part.chosen.disabled;
  }
  drawChosen();
});
$("#more").addEventListener("click", async () => {
  opened = true;
  const answer = await load(next, true);
  if (!answer.ok) {
    sayFailed(answer);
  }
});
