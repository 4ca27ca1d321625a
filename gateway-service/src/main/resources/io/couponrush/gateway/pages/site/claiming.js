// Asks for a place until there is an answer that counts. A claim never counts twice, so asking again is safe.
import { call, isPassing, pause, pauseAfter } from "./api.js";

/** The worker knows a new coupon a moment before the gateway does. */
const PATIENCE_WITH_UNKNOWN = 5;

/**
 * Resolves to {ticket}, {refused: code, answer} or {stopped}.
 *
 * @param wait is told of every pause: {code, seconds}
 */
export async function claim(couponId, wait, signal) {
  for (let failures = 0; !signal.aborted; ) {
    const answer = await call("POST", `/api/v3/me/coupons/${couponId}/issue`);
    if (signal.aborted) {
      break; // admitted all the same, perhaps: the ticket will tell
    }
    if (answer.ok) {
      return { ticket: answer.body };
    }
    failures++;
    const unknown = answer.code === "COUPON_NOT_FOUND" && failures <= PATIENCE_WITH_UNKNOWN;
    if (!unknown && !isPassing(answer) && answer.code !== "NOT_OPEN") {
      return { refused: answer.code, answer };
    }
    const seconds = pauseAfter(answer, failures);
    wait({ code: answer.code, seconds });
    await pause(seconds, untilOnline(signal));
  }
  return { stopped: true };
}

/** Whoever comes back online need not wait for the rest of a pause. */
function untilOnline(signal) {
  const early = new AbortController();
  signal.addEventListener("abort", () => early.abort(), { once: true });
  addEventListener("online", () => early.abort(), { once: true, signal: early.signal });
  return early.signal;
}
