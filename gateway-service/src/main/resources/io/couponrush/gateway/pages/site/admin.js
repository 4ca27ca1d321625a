// The desk's first page: all events, and the form for a new one.
import { Form } from "./admin-form.js";
import { keepFresh, prepareDesk, sayFailed } from "./admin-page.js";
import { inField, instantOf, zoneWord } from "./admin-time.js";
import { call } from "./api.js";
import { everySecond, now } from "./clock.js";
import { phaseOf } from "./coupon.js";
import { $, arrange, copyOf, partsOf, write } from "./dom.js";
import { moment, onLanguage, t } from "./language.js";

const HOUR = 3_600_000;

const rows = new Map();
let next = null;
let opened = false; // further pages, by hand

function rowOf(coupon) {
  let row = rows.get(coupon.id);
  if (!row) {
    const element = copyOf("coupon");
    row = { element, part: partsOf(element) };
    rows.set(coupon.id, row);
  }
  row.coupon = coupon;
  return row;
}

function draw({ coupon, part, element }) {
  const phase = phaseOf(coupon, now());
  element.dataset.phase = phase;
  write(part.phase, t(`phase.${phase}`));
  write(part.link, coupon.name);
  part.link.href = `/admin/coupons/${coupon.id}`;
  const issued = t("admin.issued", { issued: coupon.issuedQuantity, total: coupon.totalQuantity });
  write(part.issued, issued);
  part.bar.max = coupon.totalQuantity;
  part.bar.value = coupon.issuedQuantity;
  part.bar.setAttribute("aria-label", issued);
  write(part.when, t("admin.when", { id: `#${coupon.id}`, opens: moment(coupon.opensAt), closes: moment(coupon.closesAt) }));
}

function drawAll() {
  document.title = t("title.admin");
  rows.forEach(draw);
  write($("#f-zone"), zoneWord());
}

async function load(path, more = false) {
  const answer = await call("GET", path);
  if (answer.ok) {
    answer.body.forEach(rowOf);
    next = opened && !more ? next : answer.next;
    drawAll();
    const newestFirst = [...rows.values()].sort((a, b) => b.coupon.id - a.coupon.id);
    arrange($("#coupons"), newestFirst.map(({ element }) => element));
    $("#coupons").setAttribute("aria-busy", "false");
    $("#none").hidden = rows.size > 0;
    $("#more").hidden = !next;
  }
  return answer;
}

/** Anything but digits is left for the API to refuse. */
function numberOf(value) {
  const digits = value.replaceAll(/[\s,]/g, "");
  return digits === "" ? null : /^-?\d{1,15}$/.test(digits) ? Number(digits) : value;
}

async function create() {
  const value = (id) => $(`#f-${id}`).value;
  const answer = await call("POST", "/api/v1/coupons", {
    body: {
      name: value("name").trim(),
      description: value("description").trim(),
      discount: { kind: value("kind"), value: numberOf(value("value")) },
      totalQuantity: numberOf(value("total")),
      opensAt: instantOf(value("opens")),
      closesAt: instantOf(value("closes")),
    },
  });
  if (answer.ok) {
    location.assign(`/admin/coupons/${answer.body.id}`);
  }
  return answer;
}

prepareDesk(() => {
  keepFresh(5, () => load("/api/v1/coupons?size=50"));
  everySecond(drawAll);
});
const form = new Form($("#create-form"), create);
onLanguage(drawAll);
document.title = t("title.admin");
$("#new").addEventListener("click", () => {
  $("#create-form").reset();
  form.forget();
  const hour = Math.ceil(now() / HOUR) * HOUR;
  $("#f-opens").value = inField(hour);
  $("#f-closes").value = inField(hour + 24 * HOUR);
  $("#create").showModal();
  $("#f-name").focus();
});
$("#more").addEventListener("click", async () => {
  const before = rows.size;
  opened = true;
  const answer = await load(next, true);
  if (!answer.ok) {
    sayFailed(answer);
  }
  [...rows.values()][before]?.part.link.focus();
});
