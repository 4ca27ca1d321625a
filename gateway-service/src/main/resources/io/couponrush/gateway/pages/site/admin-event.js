// One event: what an admin can do with it, and how it goes.
import { showDeeds } from "./admin-deeds.js";
import { prepareEdit } from "./admin-edit.js";
import { Form } from "./admin-form.js";
import { drawLive, lacksBalance, startLive, tellBalance } from "./admin-meters.js";
import { keepFresh, prepareDesk, say, sayFailed } from "./admin-page.js";
import { call } from "./api.js";
import { everySecond, now } from "./clock.js";
import { discountOf, phaseOf } from "./coupon.js";
import { $, write } from "./dom.js";
import { moment, onLanguage, t } from "./language.js";

const id = Number(/^\/admin\/coupons\/(\d{1,16})\/?$/.exec(location.pathname)?.[1] ?? 0);

let coupon = null;
let missing = false;
let queue = null;
let deeds = [];
let editing = null; // the edit that is on its way
let edits = 0;

function draw() {
  drawCoupon();
  drawQueue();
  showDeeds($("#actions"), deeds);
}

function drawCoupon() {
  const name = coupon?.name ?? (missing ? t("offer.unknown") : `#${id}`);
  document.title = t("title.admin.event", { name });
  write($("#name"), name);
  if (!coupon) {
    return;
  }
  const phase = phaseOf(coupon, now());
  $("#head").dataset.phase = phase;
  $("#head").setAttribute("aria-busy", "false");
  write($("#phase"), t(`phase.${phase}`));
  write($("#description"), [discountOf(coupon), coupon.description].filter(Boolean).join(" · "));
  write($("#when"), t("admin.when", { id: `#${id}`, opens: moment(coupon.opensAt), closes: moment(coupon.closesAt) }));
  const issued = t("admin.issued", { issued: coupon.issuedQuantity, total: coupon.totalQuantity });
  $("#bar").max = coupon.totalQuantity;
  $("#bar").value = coupon.issuedQuantity;
  $("#bar").setAttribute("aria-label", issued);
  write($("#left"), issued);
  $("#pause").hidden = coupon.state !== "OPEN";
  $("#resume").hidden = coupon.state !== "PAUSED";
  $("#close").hidden = $("#raise-form").hidden = coupon.state === "CLOSED";
  $("#edit").hidden = phase === "closed";
}

function drawQueue() {
  write($("#queue-word"), queue ? t("admin.queue.word", { n: queue.pending }) : t("admin.queue.unknown"));
  for (const [end, places] of [["head", queue?.head ?? []], ["tail", queue?.tail ?? []]]) {
    const list = $(`#queue-${end}`);
    places.forEach((place, i) => {
      const item = list.children[i] ?? list.appendChild(document.createElement("li"));
      write(item, t("admin.queue.place", { sequence: place.sequence, user: String(place.userId) }));
    });
    while (list.children.length > places.length) {
      list.lastElementChild.remove();
    }
  }
}

async function loadCoupon() {
  const before = edits;
  const answer = await call("GET", `/api/v1/coupons/${id}`);
  if (answer.ok && before === edits) {
    coupon = answer.body; // else it may have been read before the edit
  }
  missing = answer.code === "COUPON_NOT_FOUND" || answer.status === 400;
  drawCoupon();
  return missing ? { ...answer, code: "COUPON_NOT_FOUND" } : answer;
}

async function loadQueue() {
  const answer = await call("GET", `/api/v1/admin/coupons/${id}/queue`);
  queue = answer.ok ? answer.body : null; // an old queue would pass for the one of now
  drawQueue();
  return answer.code === "ADMISSION_UNAVAILABLE" ? { ok: true } : answer; // no gate, no queue: nothing to be calm about
}

async function loadBalance() {
  if (!lacksBalance()) {
    return { ok: true };
  }
  const answer = await call("GET", `/api/v1/admin/coupons/${id}/balance`);
  tellBalance(answer.ok ? answer.body : null);
  return answer.code === "ADMISSION_UNAVAILABLE" ? { ok: true } : answer;
}

async function loadDeeds() {
  const answer = await call("GET", `/api/v1/admin/actions?couponId=${id}&size=10`);
  if (answer.ok) {
    deeds = answer.body;
    showDeeds($("#actions"), deeds);
  }
  return answer;
}

/** One at a time: the second is of the version that the first leaves. */
async function edit(change, key) {
  await editing;
  editing = send(change, key);
  try {
    return await editing;
  } finally {
    editing = null;
  }
}

/** Of the version that is on the screen: who was faster elsewhere is not overruled unseen. */
async function send(change, key) {
  const answer = await call("PATCH", `/api/v1/coupons/${id}`, { body: { version: coupon.version, ...change } });
  if (answer.ok) {
    edited(answer.body, key);
  } else if (!answer.body?.fields?.some(({ field }) => field in change && field !== "state")) {
    sayFailed(answer);
    loadCoupon();
  }
  return answer;
}

function edited(asItIs, key) {
  coupon = asItIs;
  edits++;
  say(key, { total: coupon.totalQuantity });
  drawCoupon();
  loadDeeds();
}

/** The button that was pressed may be gone. */
async function press(change, key, other) {
  if ((await edit(change, key)).ok) {
    ($(other).hidden ? $("#export") : $(other)).focus();
  }
}

/** The other button appears where the one that was pressed has been: a double click is not to press both. */
function pressOnce(change, key, other) {
  return ({ detail }) => {
    if (!editing && detail < 2) {
      press(change, key, other);
    }
  };
}

async function raise() {
  const digits = $("#raise-total").value.replaceAll(/[\s,]/g, "");
  const total = /^\d{1,15}$/.test(digits) ? Number(digits) : digits;
  const answer = await edit({ totalQuantity: total === "" ? 0 : total }, "admin.raised");
  if (answer.ok) {
    $("#raise-total").value = "";
  }
  return answer;
}

function askClose() {
  write($("#confirm-title"), t("admin.close.title", { name: coupon.name }));
  $("#confirm").returnValue = "";
  $("#confirm").showModal();
  $("#confirm-title").focus();
}

/** By a link of its own that works once: a stream to a file, however long the file is. */
async function download() {
  $("#export").disabled = true;
  const answer = await call("POST", `/api/v1/admin/coupons/${id}/export`);
  $("#export").disabled = false;
  $("#export").focus();
  if (!answer.ok) {
    sayFailed(answer);
    return;
  }
  const url = new URL(answer.body.url, location.origin);
  if (url.origin === location.origin) {
    const link = document.createElement("a");
    link.href = url.href;
    link.download = "";
    link.click();
    say("admin.exported");
    loadDeeds();
  }
}

prepareDesk(() => {
  keepFresh(3, loadCoupon);
  keepFresh(2, loadQueue);
  keepFresh(10, loadDeeds);
  keepFresh(5, loadBalance);
  everySecond(drawCoupon);
  startLive(id);
});
new Form($("#raise-form"), raise);
prepareEdit(
  () => coupon,
  (asItIs) => edited(asItIs, "admin.edited"),
);
onLanguage(() => {
  draw();
  drawLive();
});
$("#public").href = `/coupons/${id}`;
$("#all-actions").href = `/admin/actions?couponId=${id}`;
$("#letters").href = `/admin/dead-letters?couponId=${id}`;
$("#pause").addEventListener("click", pressOnce({ state: "PAUSED" }, "admin.paused", "#resume"));
$("#resume").addEventListener("click", pressOnce({ state: "OPEN" }, "admin.resumed", "#pause"));
$("#close").addEventListener("click", askClose);
$("#confirm").addEventListener("close", () => {
  if ($("#confirm").returnValue === "yes") {
    press({ state: "CLOSED" }, "admin.closed", "#close");
  } else {
    $("#close").focus();
  }
});
$("#export").addEventListener("click", download);
draw();
