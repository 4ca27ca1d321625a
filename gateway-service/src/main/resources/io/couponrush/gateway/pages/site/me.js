// My coupons: committed rows and nothing else.
import { call, isPassing } from "./api.js";
import { discountOf } from "./coupon.js";
import { $, copyOf, write } from "./dom.js";
import { moment, onLanguage, t } from "./language.js";
import { Notice, preparePage } from "./page.js";
import { onSession, session } from "./session.js";
import { signIn } from "./sign.js";

const notice = new Notice();
let owned = [];
let next = null;
let round = 0;

function draw() {
  const who = session();
  document.title = t("title.me");
  $("#nobody").hidden = Boolean(who);
  $("#mine").hidden = !who;
  $("#more").hidden = !who || !next;
  $("#none").hidden = !who || owned.length > 0 || $("#mine").getAttribute("aria-busy") === "true";
  $("#mine").replaceChildren(...(who ? owned : []).map(show));
}

function show(coupon) {
  const element = copyOf("owned");
  const part = (name) => $(`[data-of="${name}"]`, element);
  write(part("phase"), t("phase.issued"));
  write(part("name"), coupon.name);
  write(part("whenWord"), t("me.since"));
  part("when").dateTime = coupon.issuedAt;
  write(part("when"), moment(coupon.issuedAt));
  write(part("discount"), discountOf(coupon));
  part("discount").dataset.kind = coupon.discount.kind;
  write(part("sequence"), coupon.sequence === null ? "" : t("me.number", { n: coupon.sequence }));
  write(part("receipt"), t("receipt.keep"));
  part("receipt").href = `/audit/${coupon.couponId}`;
  part("receipt").hidden = coupon.sequence === null; // a road without places
  return element;
}

async function load(path, before) {
  const mine = ++round;
  for (let failures = 1; session() && mine === round; failures++) {
    const answer = await call("GET", path);
    if (mine !== round) {
      return;
    }
    if (answer.ok) {
      notice.clear();
      owned = [...before, ...answer.body];
      next = answer.next;
      $("#mine").setAttribute("aria-busy", "false");
      draw();
      return;
    }
    if (!isPassing(answer)) {
      return; // signed out meanwhile
    }
    await notice.patience(answer, failures);
  }
}

function begin() {
  owned = [];
  next = null;
  $("#mine").setAttribute("aria-busy", "true");
  draw();
  load("/api/v1/me/coupons?size=50", []);
}

preparePage();
onSession(begin);
onLanguage(draw);
$("#me-sign-in").addEventListener("click", () => signIn());
$("#more").addEventListener("click", () => load(next, owned));
begin();
