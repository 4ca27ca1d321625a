// The events page.
import { call, isPassing, pause } from "./api.js";
import { everySecond, now } from "./clock.js";
import { closedBefore, countdown, discountOf, isRebuilding, phaseOf, withProgress } from "./coupon.js";
import { $, announce, arrange, copyOf, partsOf, visible, write } from "./dom.js";
import { moment, onLanguage, t } from "./language.js";
import { Notice, preparePage } from "./page.js";

const ORDER = ["open", "paused", "rebuilding", "upcoming", "soldout", "closed"];
const ALIVE = ["open", "paused", "rebuilding", "soldout"];
const LIVE = 8; // cards whose stock is asked for every few seconds; the rest comes with the list

const JUST_NOW = 1_000; // ms; the answer itself may be kept for as long
const SELDOM = 20_000; // ms between two questions for what is gone
const FRESH = 60_000; // ms after which the gateway's last word on a coupon is worth less than the list

const cards = new Map();
const words = new Map(); // of the gateway's progress: a coupon's id to {answer, at}
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
  card.listed = coupon;
  card.coupon = current(coupon);
}

/** The list comes from the worker, which counts claims that wait as left. */
function current(listed) {
  const word = words.get(listed.id);
  return word && performance.now() - word.at < FRESH ? withProgress(listed, word.answer) : listed;
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
function byUse(a, b) {
  const rank = ({ phase }) => ORDER.indexOf(phase);
  const date = ({ phase, coupon }) =>
    phase === "upcoming" ? Date.parse(coupon.opensAt) : -Date.parse(coupon.closesAt);
  return rank(a) - rank(b) || date(a) - date(b);
}

function sort() {
  unsorted = false;
  const sorted = [...cards.values()].sort(byUse);
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
    await Promise.race([askStock(answer.body), pause(3)]); // else it would show one count, and another right after
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

/**
 * Shared by everybody and cached on the way: it costs the gateway no look at Redis. Resolves to an answer that says to come
 * back later, if there is one.
 *
 * @param listed chosen by the list's own word: by the gateway's, what is gone would drop out and come back
 */
async function askStock(listed) {
  const asked = listed
    .map((coupon) => ({ coupon, phase: phaseOf(coupon, now()) }))
    .filter(({ phase }) => ALIVE.includes(phase))
    .sort(byUse)
    .slice(0, LIVE)
    .filter(({ coupon }) => isDue(coupon));
  const answers = await Promise.all(asked.map(({ coupon }) => askFor(coupon.id)));
  return answers.find((answer) => isPassing(answer) && !isRebuilding(answer));
}

function isDue(listed) {
  const age = performance.now() - (words.get(listed.id)?.at ?? -FRESH);
  return age > (["soldout", "closed"].includes(phaseOf(current(listed), now())) ? SELDOM : JUST_NOW);
}

async function askFor(id) {
  const answer = await call("GET", `/api/v3/coupons/${id}/progress`);
  if (answer.ok || isRebuilding(answer)) {
    words.set(id, { answer, at: performance.now() });
  }
  return answer;
}

async function keepStock() {
  const amiss = await askStock([...cards.values()].map(({ listed }) => listed));
  cards.forEach((card) => (card.coupon = current(card.listed)));
  drawAll();
  return amiss;
}

/** The list now and then, the stock every few seconds; in one loop, so that one voice tells what is amiss. */
async function keepAll() {
  let listDue = 0;
  for (let failures = 0; ; ) {
    await visible();
    const list = performance.now() < listDue ? null : await load("/api/v1/coupons?size=50");
    if (list?.ok) {
      listDue = performance.now() + 20_000 + Math.random() * 20_000;
    }
    const stock = await keepStock();
    const amiss = list && !list.ok ? list : stock;
    if (amiss) {
      await notice.patience(amiss, ++failures);
      continue;
    }
    if (failures > 0) {
      notice.clear();
    }
    failures = 0;
    await pause(2 + Math.random() * 2);
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
keepAll();
