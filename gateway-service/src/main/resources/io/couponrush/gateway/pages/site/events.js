// The events page.
import { call, isPassing, pause } from "./api.js";
import { everySecond, now } from "./clock.js";
import { closedBefore, countdown, discountOf, phaseOf, withProgress } from "./coupon.js";
import { $, announce, arrange, copyOf, partsOf, visible, write } from "./dom.js";
import { moment, onLanguage, t } from "./language.js";
import { Notice, preparePage } from "./page.js";

const ORDER = ["open", "paused", "rebuilding", "upcoming", "soldout", "closed"];
const LIVE = 8; // cards whose stock is asked for every few seconds; the rest comes with the list

const cards = new Map();
const notice = new Notice();
let next = null;
let unsorted = false;
let opened = false; // further pages, by hand

function cardOf(coupon) {
  let card = cards.get(coupon.id);
  if (!card) {
    const element = copyOf("event");
    card = { element, part: partsOf(element), phase: null };
    cards.set(coupon.id, card);
  }
  card.coupon = coupon;
  return card;
}

function draw(card) {
  const { coupon, part, element } = card;
  const phase = phaseOf(coupon, now());
  if (phase === "open" && card.phase === "upcoming") {
    announce(t("events.opened", { name: coupon.name }));
  }
  const moved = phase !== card.phase;
  card.phase = phase;
  element.dataset.phase = phase;
  write(part.phase, t(`phase.${phase}`));
  write(part.link, coupon.name);
  part.link.href = `/coupons/${coupon.id}`;
  write(part.description, coupon.description);
  write(part.discount, discountOf(coupon));
  part.discount.dataset.kind = coupon.discount.kind;
  const early = phase === "upcoming";
  const instant = early ? coupon.opensAt : coupon.closesAt;
  write(part.whenWord, t(early ? "events.opens" : phase === "closed" ? "events.closed" : "events.closes"));
  part.when.dateTime = instant;
  write(part.when, phase === "closed" && closedBefore(coupon) ? "" : moment(instant));
  write(part.count, early ? countdown(Date.parse(coupon.opensAt) - now()) : "");
  part.bar.max = coupon.totalQuantity;
  part.bar.value = coupon.remaining;
  const left = t("events.left", { left: coupon.remaining, total: coupon.totalQuantity });
  write(part.left, left);
  part.bar.setAttribute("aria-label", left);
  write(part.go, t(phase === "open" || early ? `events.go.${phase}` : "events.go.other"));
  return moved;
}

/** Nobody's pointer or finger is to find another card where one has just been. */
function isInUse(list) {
  return list.matches(":hover") || list.contains(document.activeElement);
}

/** In the order of use. */
function sort() {
  unsorted = false;
  const rank = (card) => ORDER.indexOf(card.phase);
  const date = ({ phase, coupon }) =>
    phase === "upcoming" ? Date.parse(coupon.opensAt) : -Date.parse(coupon.closesAt);
  const sorted = [...cards.values()].sort((a, b) => rank(a) - rank(b) || date(a) - date(b));
  const list = $("#events");
  list.querySelectorAll(".ghost").forEach((ghost) => ghost.remove());
  arrange(list, sorted.map(({ element }) => element));
}

function drawAll() {
  const all = [...cards.values()];
  unsorted = all.map(draw).includes(true) || unsorted;
  if (all.some(({ element }) => !element.isConnected) || (unsorted && !isInUse($("#events")))) {
    sort();
  }
  document.title = t("title.events");
}

async function load(path, more = false) {
  const answer = await call("GET", path);
  if (answer.ok) {
    answer.body.forEach(cardOf);
    next = opened && !more ? next : answer.next;
    drawAll();
    $("#events").setAttribute("aria-busy", "false");
    $("#none").hidden = cards.size > 0;
    $("#events").hidden = cards.size === 0;
    $("#more").hidden = !next;
  }
  return answer;
}

async function keepList() {
  let failures = 0;
  for (;;) {
    await visible();
    const answer = await load("/api/v1/coupons?size=50");
    if (answer.ok) {
      failures = 0;
      notice.clear();
      await pause(20 + Math.random() * 20);
    } else {
      await notice.patience(answer, ++failures);
    }
  }
}

/** Shared by everybody and cached on the way: it costs the gateway no look at Redis. */
async function keepStock() {
  for (;;) {
    await pause(2 + Math.random() * 2);
    await visible();
    const live = [...cards.values()].filter(({ phase }) => ["open", "paused", "rebuilding", "soldout"].includes(phase));
    for (const card of live.slice(0, LIVE)) {
      const answer = await call("GET", `/api/v3/coupons/${card.coupon.id}/progress`);
      card.coupon = withProgress(card.coupon, answer);
    }
    drawAll();
  }
}

preparePage();
onLanguage(() => {
  drawAll();
  notice.draw();
});
$("#more").addEventListener("click", async () => {
  const before = cards.size;
  opened = true;
  for (let failures = 1; ; failures++) {
    const answer = await load(next, true);
    if (!isPassing(answer)) {
      break;
    }
    await notice.patience(answer, failures);
  }
  notice.clear();
  const added = [...cards.values()][before];
  added?.part.link.focus();
});
everySecond(drawAll);
keepList();
keepStock();
