// The page of one coupon: before the claim, in the queue, and at the end. All that is shown follows from `state`.
// Long, because everything that may change the state stands beside it; what draws it is in queue-view.js.
import { call, isPassing, pause, pauseAfter } from "./api.js";
import { claim } from "./claiming.js";
import { everySecond, isBefore, now } from "./clock.js";
import { phaseOf, withProgress } from "./coupon.js";
import { $, announce } from "./dom.js";
import { Follower } from "./follow.js";
import { onLanguage, t } from "./language.js";
import { Notice, preparePage } from "./page.js";
import { draw } from "./queue-view.js";
import { lastName, onSession, session } from "./session.js";
import { signIn } from "./sign.js";
import { isSettled, merge, place } from "./ticket.js";

const id = Number(/^\/coupons\/(\d{1,16})\/?$/.exec(location.pathname)?.[1] ?? 0);

const state = {
  id,
  coupon: null, // as the API tells it; without a name as long as only its progress is known
  missing: id === 0, // there is none
  expired: false, // its queue has been cleared away
  ticket: null,
  toldAt: 0, // when the ticket's place and estimate were told, in the page's time
  place: null, // {ahead, from}
  link: null, // how news of the ticket come: live, polling, offline, retrying, busy, signed-out
  asking: null, // while a claim is on its way: {stop, stoppable, code, until}
  refused: null, // code of a claim that failed for good
  early: false, // somebody clicked before it opened
};

const REGRET = 1000; // ms in which nobody means the button's new word: a second click may be the second half of a first

const notice = new Notice();
let follower = null;
let claiming = false; // from the click to the answer, the signing in included

function phase() {
  return state.coupon ? phaseOf(state.coupon, now()) : null;
}

function redraw() {
  draw(state, phase());
}

function take(ticket) {
  state.ticket = merge(state.ticket, ticket);
  state.toldAt = state.ticket === ticket ? performance.now() : state.toldAt;
  state.place = place(state.ticket);
  redraw();
}

function unfollow() {
  follower?.stop();
  follower = null;
}

function follow() {
  unfollow();
  if (isSettled(state.ticket)) {
    return;
  }
  follower = new Follower(id, ({ ticket, link, gone }) => {
    if (ticket) {
      take(ticket);
    }
    if (link) {
      state.link = link;
      redraw();
    }
    if (gone) {
      follower = null;
      lost(gone);
    }
  }).start();
}

/** The server has no ticket to tell of, for whatever reason. */
function lost(code) {
  if (code === "UNAUTHENTICATED") {
    state.link = "signed-out";
    redraw();
    signIn("sign.why.again");
    return;
  }
  state.ticket = null;
  state.place = null;
  state.expired = code === "TICKET_EXPIRED";
  state.missing ||= code === "COUPON_NOT_FOUND" && !state.coupon;
  redraw();
}

/** Whose page this is may change: then the place is another's. */
let owner = lastName(); // of a token that ran out, too; nobody's after a sign-out by hand

async function whoIsThere() {
  if (lastName() !== owner) {
    owner = lastName();
    unfollow();
    state.ticket = null; // whoever comes next is not to see it
    state.place = null;
    state.asking?.stop(); // nor to claim unasked
  }
  if (!session()) {
    unfollow();
    const waits = state.ticket && !isSettled(state.ticket);
    state.link = waits ? "signed-out" : state.link;
    redraw();
    if (waits) {
      signIn("sign.why.again");
    }
    return;
  }
  redraw();
  if (!follower && !claiming && !isSettled(state.ticket)) {
    await lookForTicket();
  }
}

let looking = false;

/** After a refresh, in another tab or on another device: the place belongs to the account. */
async function lookForTicket() {
  if (looking) {
    return;
  }
  looking = true;
  for (let failures = 1; session() && !claiming && !follower; failures++) {
    const asker = lastName();
    const answer = await call("GET", `/api/v3/me/coupons/${id}/ticket`);
    if (claiming || follower) {
      break; // a claim was made meanwhile, and knows better
    }
    if (lastName() !== asker) {
      continue; // it is another's
    }
    if (answer.ok) {
      notice.clear();
      take(answer.body);
      follow();
      break;
    }
    if (!isPassing(answer)) {
      notice.clear();
      lost(answer.code);
      break;
    }
    await notice.patience(answer, failures);
  }
  looking = false;
}

async function ask() {
  if (claiming) {
    return;
  }
  if (phase() === "upcoming" && isBefore(Date.parse(state.coupon.opensAt))) {
    state.early = true;
    redraw();
    announce(t("claim.early"));
    return;
  }
  claiming = true;
  const outcome = await claimSignedIn();
  claiming = false;
  if (outcome.ticket) {
    notice.clear();
    take(outcome.ticket);
    follow();
    $("#headline").focus({ preventScroll: true }); // the button is gone
  } else if (outcome.refused) {
    refused(outcome.refused);
  } else {
    redraw();
    whoIsThere();
  }
}

async function claimSignedIn() {
  for (;;) {
    if (!session() && !(await signIn("sign.why.claim"))) {
      return { stopped: true };
    }
    const stop = new AbortController();
    state.asking = { stop: () => stop.abort(), stoppable: false, code: null, until: 0 };
    state.refused = null;
    redraw();
    const wait = ({ code, seconds }) => {
      if (!state.asking.code) {
        setTimeout(offerStop, REGRET, state.asking);
      }
      state.asking.code = code;
      state.asking.until = performance.now() + seconds * 1000;
      redraw();
    };
    const outcome = await claim(id, wait, stop.signal);
    state.asking = null;
    if (outcome.refused !== "UNAUTHENTICATED") {
      return outcome;
    }
    redraw();
  }
}

function offerStop(asking) {
  asking.stoppable = true;
  redraw();
}

let stopped = -REGRET;

function press() {
  if (!state.asking && performance.now() - stopped > REGRET) {
    ask();
  } else if (state.asking?.stoppable) {
    stopped = performance.now();
    state.asking.stop();
  }
}

function refused(code) {
  if (code === "SOLD_OUT") {
    state.coupon = { ...state.coupon, remaining: 0 };
  } else if (code === "CLOSED") {
    state.coupon = { ...state.coupon, state: "CLOSED" };
  } else {
    state.refused = code;
  }
  redraw();
  if ($("#claim").hidden) {
    $("#headline").focus({ preventScroll: true });
  }
}

let live = null; // the last word on state, stock and times: the gateway's own, so it comes without the worker, too

async function keepCoupon() {
  for (let failures = 1; !state.missing; failures++) {
    const answer = await call("GET", `/api/v1/coupons/${id}`);
    if (answer.ok) {
      state.coupon = live ? withProgress(answer.body, live) : answer.body;
      state.missing = false;
      notice.clear();
      redraw();
      return;
    }
    if (answer.code === "COUPON_NOT_FOUND" || answer.status === 400) {
      state.missing = true;
    } else if (live && isPassing(answer)) {
      await pause(pauseAfter(answer, failures)); // only its name is missing, and nobody waits for that
    } else {
      await notice.patience(answer, failures);
    }
  }
  redraw();
}

/** While somebody has not claimed; in the queue the ticket tells more. */
async function keepStock() {
  for (let failures = 0; ; ) {
    const answer = await askStock();
    if (!answer || !isPassing(answer)) {
      if (failures > 0) {
        notice.clear();
      }
      failures = 0;
      await pause(rest());
    } else if (looking || !(live || state.coupon?.name)) {
      await pause(pauseAfter(answer, ++failures)); // who looks for the ticket or the name tells of it
    } else {
      await notice.patience(answer, ++failures);
    }
  }
}

async function askStock() {
  if (state.missing || state.ticket || document.visibilityState !== "visible") {
    return null;
  }
  const answer = await call("GET", `/api/v3/coupons/${id}/progress`);
  if (answer.ok) {
    if (!live) {
      notice.clear(); // of keepCoupon, which may be missing the name for long
    }
    live = answer;
  }
  state.coupon = answer.ok || state.coupon ? withProgress(state.coupon, answer) : null;
  redraw();
  return answer;
}

/** Seconds until the stock is asked for again: seldom where nobody can claim soon. */
function rest() {
  const early = phase() === "upcoming" && Date.parse(state.coupon.opensAt) - now() > 60_000;
  const over = state.expired || ["soldout", "closed"].includes(phase());
  return (early || over ? 20 : 2) + Math.random() * 2;
}

preparePage();
onSession(whoIsThere);
onLanguage(() => {
  redraw();
  notice.draw();
});
$("#claim").addEventListener("click", press);
$("#claim").addEventListener("keydown", (event) => event.repeat && event.preventDefault()); // held down is pressed once
$("#renew").addEventListener("click", () => signIn());
everySecond(redraw);
whoIsThere();
keepCoupon();
keepStock();
