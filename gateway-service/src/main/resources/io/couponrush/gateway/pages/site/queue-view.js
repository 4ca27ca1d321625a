// Draws the queue page. Everything is always there and only changes its text, so that nothing jumps.
import { now } from "./clock.js";
import { closedBefore, countdown, discountOf, roughly } from "./coupon.js";
import { $, announce, write } from "./dom.js";
import { moment, number, t } from "./language.js";
import { session } from "./session.js";
import { estimate } from "./ticket.js";

const QUIET = 30_000; // between two positions that are read aloud

const RENEWABLE = 10 * 60_000; // before the opening: a token that is fetched now outlives it
const GRACE = 60_000;
const RENEWED = 2 * 60_000; // a token with less left was not renewed, although it was time

let spoken = { at: -QUIET, what: null };

/** @param phase of the coupon, null while it is not known */
export function draw(state, phase) {
  drawCoupon(state);
  const view = viewOf(state, phase);
  document.body.dataset.view = view.name;
  $("article.ticket").dataset.phase = view.phase ?? "none";
  write($("#phase"), view.phase ? t(`phase.${view.phase}`) : "\u00a0");
  write($("#headline"), view.headline);
  write($("#figure"), view.figure ?? "");
  write($("#caption"), view.caption ?? "");
  drawBar(view.bar ?? null);
  drawFacts(view.facts ?? null);
  drawAction(view);
  document.title = view.title ?? t("title.queue", { name: nameOf(state) });
  speak(view);
}

function nameOf(state) {
  return state.coupon?.name ?? `#${state.id}`;
}

function drawCoupon(state) {
  const { coupon } = state;
  write($("#name"), nameOf(state));
  write($("#description"), coupon?.description ?? "");
  write($("#discount"), discountOf(coupon));
  $("#discount").dataset.kind = coupon?.discount?.kind ?? "";
  $("article.ticket").setAttribute("aria-busy", String(!coupon?.name && !state.missing));
}

function drawBar(bar) {
  $(".meter").hidden = !bar;
  if (bar) {
    $("#bar").max = bar.max;
    $("#bar").value = bar.value;
    $("#bar").setAttribute("aria-label", bar.text);
    write($("#bar-text"), bar.note ?? bar.text);
  }
}

function drawFacts(facts) {
  $("#facts").hidden = !facts;
  if (facts) {
    write($("#eta"), facts.eta);
    write($("#sequence"), facts.sequence);
    write($("#link"), t(`link.${facts.link}`));
    $("#link").dataset.link = facts.link;
  }
}

function drawAction({ button, onward, receipt, renew, hint }) {
  $("#claim").hidden = !button;
  if (button) {
    write($("#claim"), button.text);
    $("#claim").setAttribute("aria-disabled", String(button.off ?? false));
    $("#claim").classList.toggle("calm", button.calm ?? false);
  }
  $("#onward").hidden = !onward;
  if (onward) {
    write($("#onward"), onward.text);
    $("#onward").href = onward.href;
  }
  $("#receipt").hidden = !receipt;
  if (receipt) {
    write($("#receipt"), receipt.text);
    $("#receipt").href = receipt.href;
  }
  $("#renew").hidden = !renew;
  write($("#hint"), hint ?? "");
}

/** A new state at once, a position now and then, a countdown never. */
function speak(view) {
  const news = view.name !== spoken.what;
  const text = view.spoken ?? `${view.headline}. ${view.caption ?? ""}`;
  if (news || (view.spoken && performance.now() - spoken.at > QUIET)) {
    spoken = { at: performance.now(), what: view.name };
    announce(text);
  }
}

function viewOf(state, phase) {
  if (state.ticket) {
    return TICKET[state.ticket.state](state);
  }
  if (state.expired) {
    return { ...ending("expired", "closed", t("expired"), t("expired.caption"), MINE()), receipt: AUDIT(state) };
  }
  if (state.missing) {
    return ending("unknown", null, t("offer.unknown"), t("offer.unknown.caption"), EVENTS());
  }
  if (state.asking) {
    return asking(state, phase);
  }
  if (!phase) {
    return { name: "loading", phase: null, headline: t("offer.loading"), spoken: "" };
  }
  if (state.refused) {
    return {
      name: "failed-claim",
      phase,
      headline: t("claim.failed"),
      caption: t("claim.failed.caption"),
      button: { text: t("claim") },
    };
  }
  return OFFER[phase](state.coupon, state);
}

const MINE = () => ({ text: t("issued.onward"), href: "/me" });
const EVENTS = () => ({ text: t("offer.events"), href: "/" });
const RECEIPT = ({ id }) => ({ text: t("receipt.keep"), href: `/audit/${id}` });
const AUDIT = ({ id }) => ({ text: t("receipt.audit"), href: `/audit/${id}` });

function ending(name, phase, headline, caption, onward) {
  return { name, phase, headline, caption, onward };
}

const TICKET = {
  QUEUED: queued,
  ISSUED: ({ id, ticket, coupon }) => ({
    figure: discountOf(coupon) || "✓",
    ...ending("issued", "issued", t("issued"), t("issued.caption", { sequence: ticket.sequence }), MINE()),
    title: t("title.issued"),
    receipt: RECEIPT({ id }),
  }),
  REJECTED: ({ id, ticket }) => {
    const key = `rejected.${ticket.reason}`;
    const reason = t(key) === key ? t("rejected.other") : t(key);
    return { ...ending("rejected", "rejected", t("rejected"), reason, EVENTS()), receipt: RECEIPT({ id }) };
  },
  FAILED: ({ ticket }) => ({
    ...ending("failed", "failed", t("failed"), t("failed.caption"), null),
    facts: null,
    figure: t("me.number", { n: ticket.sequence }),
  }),
};

function queued({ ticket, toldAt, place, link }) {
  const ahead = place?.ahead ?? ticket.ahead;
  const from = Math.max(place?.from ?? ahead, 1);
  const share = 1 - ahead / Math.max(from, 1);
  const eta = roughly(estimate(ticket, performance.now() - toldAt));
  const way = Math.floor(share * 100);
  return {
    name: "queued",
    phase: "queued",
    headline: ahead === 0 ? t("queue.next") : t("queue.in"),
    figure: ahead === 0 ? t("queue.next.figure") : number(ahead),
    caption: ahead === 0 ? "" : t("queue.title", { n: ahead }),
    bar: { max: 100, value: ahead === 0 ? 100 : way, text: t("queue.done", { n: ahead === 0 ? 100 : way }) },
    facts: { eta, sequence: number(ticket.sequence), link: link ?? "connecting" },
    hint: t("queue.caption"),
    title: t("title.waiting", { n: ahead }),
    spoken: ahead === 0 ? t("queue.next") : t("queue.say", { n: ahead, eta }),
  };
}

function asking({ asking: { code, until, stoppable } }, phase) {
  const seconds = Math.max(0, Math.ceil((until - performance.now()) / 1000));
  const key = `claim.retry.${navigator.onLine === false ? "offline" : code}`;
  const known = t(key) !== key;
  return {
    name: code ? `asking-${code}` : "asking",
    phase,
    headline: t("claim.asking"),
    caption: code ? t(known ? key : "claim.retry.other", { n: seconds }) : t("claim.asking.caption"),
    button: { text: t(stoppable ? "claim.stop" : "offer.loading"), off: !stoppable, calm: true },
  };
}

function stock(coupon) {
  return {
    max: coupon.totalQuantity,
    value: coupon.remaining,
    text: t("events.left", { left: coupon.remaining, total: coupon.totalQuantity }),
  };
}

/** Nobody is to find out at the opening that their token, which is not renewed any more, has just run out. */
function lapsesBefore(coupon) {
  const who = session();
  const opensIn = Date.parse(coupon.opensAt) - now();
  const left = who ? who.until - Date.now() : 0;
  return who !== null && (who.last || left < RENEWED) && opensIn < RENEWABLE && left < opensIn + GRACE;
}

const OFFER = {
  upcoming: (coupon, { early }) => ({
    name: "upcoming",
    phase: "upcoming",
    headline: t("offer.upcoming"),
    figure: countdown(Date.parse(coupon.opensAt) - now()),
    caption: moment(coupon.opensAt),
    bar: stock(coupon),
    button: { text: t("claim"), off: true },
    renew: lapsesBefore(coupon),
    hint: lapsesBefore(coupon) ? t("sign.soon") : t(early ? "claim.early" : "claim.early.hint"),
    spoken: "",
  }),
  open: (coupon) => ({
    name: "open",
    phase: "open",
    headline: t("offer.open"),
    figure: number(coupon.remaining),
    caption: t("offer.open.caption", { total: coupon.totalQuantity }),
    bar: { ...stock(coupon), note: t("events.until", { when: moment(coupon.closesAt) }) },
    button: { text: t("claim") },
    hint: t(session() ? "claim.one" : "claim.sign"),
    spoken: t("offer.open"),
  }),
  soldout: (coupon) => ({ ...blocked("soldout"), figure: number(0), bar: stock(coupon), onward: EVENTS() }),
  closed: (coupon, state) => ({
    ...blocked("closed"),
    caption: closedBefore(coupon)
      ? t("offer.closed.early")
      : t("offer.closed.caption", { when: moment(coupon.closesAt) }),
    onward: EVENTS(),
    receipt: AUDIT(state),
  }),
  paused: (coupon) => ({ ...blocked("paused"), bar: stock(coupon) }),
  rebuilding: (coupon) => ({ ...blocked("rebuilding"), bar: stock(coupon) }),
};

function blocked(phase) {
  return { name: phase, phase, headline: t(`offer.${phase}`), caption: t(`offer.${phase}.caption`) };
}
