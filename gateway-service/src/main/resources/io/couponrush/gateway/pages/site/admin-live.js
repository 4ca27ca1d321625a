// The live points of one event: ten minutes of the past first, then one a second, for as long as somebody looks.
import { meet, pauseOrSession } from "./admin-page.js";
import { isPassing, pause, pauseAfter } from "./api.js";
import { listen } from "./stream.js";

const WINDOW = 10 * 60_000;

/** The points of the last ten minutes, oldest first; each has its time in milliseconds as `ms`, too. */
export let points = [];

function take(more) {
  const timed = more.map((point) => ({ ...point, ms: Date.parse(point.at) }));
  const since = timed.at(-1)?.ms - WINDOW;
  points = [...points, ...timed].filter(({ ms }) => !(ms < since));
}

/** @param tell is told of a link (live, retrying, offline, gone), and called without one when there are new points */
export async function keepLive(couponId, tell) {
  for (let failures = 0; ; ) {
    let heard = false;
    const network = onNetwork();
    const answer = await listen(`/api/v3/admin/coupons/${couponId}/live`, { signal: network.signal }, (news) => {
      if (!heard) {
        heard = true;
        failures = 0;
        tell("live");
      }
      if (news.event === "history") {
        points = []; // it knows better than what was seen before a gap
        take(JSON.parse(news.data).points);
        tell(null);
      } else if (news.event === "point") {
        take([JSON.parse(news.data)]);
        tell(null);
      }
    });
    if (answer.status >= 400 && !isPassing(answer)) {
      tell("gone");
      meet(answer);
      const unheardOf = answer.code === "COUPON_NOT_FOUND"; // by this gateway: the worker knows a new event first
      await pauseOrSession(unheardOf ? 2 : 30);
    } else {
      tell(navigator.onLine === false ? "offline" : "retrying");
      await pause(pauseAfter(answer, heard ? 0 : ++failures), navigator.onLine === false ? undefined : network.signal);
    }
    network.abort();
  }
}

/** Ends whatever waits when the network comes or goes. */
function onNetwork() {
  const change = new AbortController();
  for (const event of ["online", "offline"]) {
    addEventListener(event, () => change.abort(), { once: true, signal: change.signal });
  }
  return change;
}
