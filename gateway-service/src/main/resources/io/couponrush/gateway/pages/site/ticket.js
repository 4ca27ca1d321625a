// What is known of a claim. News may come late or twice, from a stream, a poll and another tab: a position that was told
// never gets worse, and what is settled stays settled.
import { forget, recall, remember } from "./storage.js";

const SETTLED = ["ISSUED", "REJECTED"];

export function isSettled(ticket) {
  return SETTLED.includes(ticket?.state);
}

/** The better of what is known and what was just told. */
export function merge(known, told) {
  if (!known || known.couponId !== told.couponId) {
    return told;
  }
  if (isSettled(known) || isSettled(told)) {
    return isSettled(known) ? known : told;
  }
  if (known.state === "FAILED" || told.state === "FAILED") {
    return known.state === "FAILED" ? known : told;
  }
  if (known.sequence !== told.sequence || told.ahead <= known.ahead) {
    return told;
  }
  return { ...told, ahead: known.ahead, position: known.position, etaSeconds: known.etaSeconds };
}

/**
 * The ticket's estimate in seconds, as long as it is to be believed. A new one comes only when the place has moved, so
 * where the queue stands still the last one would stay for ever. The slowest pace that is told of is one a minute: even
 * then news is late after two.
 *
 * @param age of the news that told it, in milliseconds
 */
export function estimate({ etaSeconds }, age) {
  return age > Math.min(120, Math.max(30, 2 * etaSeconds)) * 1000 ? null : etaSeconds;
}

/**
 * The best place that this ticket was ever shown at, and the one where its way began, over refreshes and tabs:
 * {ahead, from}.
 */
export function place(ticket) {
  const key = `rush.place.${ticket.couponId}`;
  if (ticket.state !== "QUEUED") {
    forget(key);
    return null;
  }
  const before = recall(key);
  const same = before?.sequence === ticket.sequence;
  const best = {
    sequence: ticket.sequence,
    ahead: same ? Math.min(before.ahead, ticket.ahead) : ticket.ahead,
    from: same ? Math.max(before.from, ticket.ahead) : ticket.ahead,
  };
  remember(key, best);
  return best;
}
