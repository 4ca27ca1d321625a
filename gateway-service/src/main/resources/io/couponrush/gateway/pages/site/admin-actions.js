// The audit trail.
import { showDeeds } from "./admin-deeds.js";
import { Form } from "./admin-form.js";
import { keepFresh, prepareDesk } from "./admin-page.js";
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

async function load(asked) {
  const answer = await call("GET", asked);
  if (answer.ok) {
    question = asked;
    deeds = answer.body;
    next = answer.next;
    opened = false;
    $("#actions").setAttribute("aria-busy", "false");
    draw();
  }
  return answer;
}

$("#q-coupon").value = new URLSearchParams(location.search).get("couponId") ?? "";
let question = path(); // however far the form has been changed since
prepareDesk(() => keepFresh(10, () => (opened ? { ok: true } : load(question))));
new Form($("#filter"), () => load(path()));
onLanguage(draw);
document.title = t("title.admin.actions");
$("#more").addEventListener("click", async () => {
  opened = true; // what is read by hand does not move any more
  const answer = await call("GET", next);
  if (answer.ok) {
    deeds = [...deeds, ...answer.body];
    next = answer.next;
    draw();
  }
});
