// The server's time, whatever the visitor's clock says.
import { call } from "./api.js";

const SAMPLES = 3;
const AGAIN = 5 * 60_000;

/** Server time in ms at the page's own zero. A guess by the visitor's clock until the server has told. */
let zero = Date.now() - performance.now();
let certain = false;
const changed = new EventTarget();

/** Milliseconds since 1970, by the server's clock. */
export function now() {
  return zero + performance.now();
}

export function isCertain() {
  return certain;
}

/** Asks a few times; the quickest answer is the most exact one, wrong by half of its way at most. */
export async function synchronise() {
  let best = null;
  for (let i = 0; i < SAMPLES; i++) {
    const sent = performance.now();
    const answer = await call("GET", "/api/v3/clock");
    const received = performance.now();
    const told = Date.parse(answer.body?.now);
    if (answer.ok && !Number.isNaN(told) && (!best || received - sent < best.took)) {
      best = { took: received - sent, zero: told - (sent + received) / 2 };
    }
  }
  if (best) {
    zero = best.zero;
    certain = true;
    changed.dispatchEvent(new Event("clock"));
  }
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
