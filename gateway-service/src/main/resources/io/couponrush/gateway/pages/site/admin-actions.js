// The audit trail.
import { showDeeds } from "./admin-deeds.js";
import { Form } from "./admin-form.js";
import { keepFresh, prepareDesk, sayFailed } from "./admin-page.js";
import { call } from "./api.js";
import { $ } from "./dom.js";
import { onLanguage, t } from "./language.js";

let deeds = [];
let next = null;
let opened = false;

function draw() {
  document.title = t("title.admin.actions");
  showDeeds($("#actions"), deeds);
  $("#more").hidden = !next;
  $("#none").hidden = deeds.length > 0 || $("#actions").getAttribute("aria-busy") === "true";
}

function path() {
  const couponId = $("#q-coupon").value.trim();
  return `/api/v1/admin/actions?size=50${couponId ? `&couponId=${encodeURIComponent(couponId)}` : ""}`;
}

function take(found, more) {
  deeds = found;
  next = more;
  $("#actions").setAttribute("aria-busy", "false");
  draw();
}

/** By itself; what somebody has asked for meanwhile, another question or more, stands. */
async function refresh() {
  const asked = question;
  const answer = opened ? { ok: true } : await call("GET", asked);
  if (answer.body && answer.ok && asked === question && !opened) {
    take(answer.body, answer.next);
  }
  return answer;
}

async function ask() {
  const asked = path();
  const answer = await call("GET", asked);
  if (answer.ok) {
    question = asked;
    opened = false;
    take(answer.body, answer.next);
  }
  return answer;
}

$("#q-coupon").value = new URLSearchParams(location.search).get("couponId") ?? "";
let question = path(); // however far the form has been changed since
prepareDesk(() => keepFresh(10, refresh));
new Form($("#filter"), ask);
onLanguage(draw);
document.title = t("title.admin.actions");
$("#more").addEventListener("click", async () => {
  opened = true; // what is read by hand does not move any more
  const asked = question;
  const answer = await call("GET", next);
  if (!answer.ok) {
    sayFailed(answer);
  } else if (asked === question) {
    take([...deeds, ...answer.body], answer.next);
  }
});
