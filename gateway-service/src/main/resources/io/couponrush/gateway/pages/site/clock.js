// The server's time, whatever the visitor's clock says.
import { call } from "./api.js";

const SAMPLES = 3;
const AGAIN = 5 * 60_000;

const DRIFT = 1e-4; // how far the two clocks may run apart, as a part of the time that has gone by

/**
 * zero: the server's time in ms at the page's own zero, a guess by the visitor's clock until the server has told;
 * error: how far that may be off at the page's time `at`.
 */
let known = { zero: Date.now() - performance.now(), error: Infinity, at: 0 };
const changed = new EventTarget();

/** Milliseconds since 1970, by the server's clock. */
export function now() {
  return known.zero + performance.now();
}

/** Whether an instant (in ms since 1970) is still to come, however far the clock may be off. */
export function isBefore(instant) {
  return now() + errorNow() < instant;
}

function errorNow() {
  return known.error + (performance.now() - known.at) * DRIFT;
}

/** Asks a few times; the quickest answer is the most exact one, wrong by half of its way at most. */
export async function synchronise() {
  let best = null;
  for (let i = 0; i < SAMPLES; i++) {
    const sent = performance.now();
    const answer = await call("GET", "/api/v3/clock");
    const received = performance.now();
    const told = Date.parse(answer.body?.now);
    if (answer.ok && !Number.isNaN(told) && (!best || received - sent < 2 * best.error)) {
      best = { zero: told - (sent + received) / 2, error: (received - sent) / 2, at: received };
    }
  }
  if (best && isBetter(best)) {
    known = best;
    changed.dispatchEvent(new Event("clock"));
  }
}

/** On a busy line a new answer may be the worse one; but if both can't be true, the machine has slept. */
function isBetter({ zero, error }) {
  return error <= errorNow() || Math.abs(zero - known.zero) > error + errorNow();
}

/** Calls the listener at every whole second of the server, and when the clock was corrected. */
export function everySecond(listener) {
  const beat = () => {
    listener();
    setTimeout(beat, 1000 - (now() % 1000) + 5);
  };
  beat();
  changed.addEventListener("clock", listener);
}

/** Once now, then now and then, and whenever the machine may have slept. */
export function keepTime() {
  synchronise();
  setInterval(synchronise, AGAIN);
  addEventListener("online", synchronise);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      synchronise();
    }
  });
}
