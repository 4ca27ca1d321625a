// Promise P6: whether all admitted claims are accounted for.

/** Seconds for which something must be amiss before it is called so: the numbers are not of one instant. */
const PATIENCE = 3;

/** For which too many may stand still, in milliseconds: a batch is in the queue after its commit for much less. */
const STILL = 30_000;

let amiss = 0;
let last = { difference: 0 }; // and since when it has been so

/**
 * What a balance says: `even`; `moving`, while rows are committed that still stand in the queue, which counts them twice; `odd`
 * when claims are missing, or too many, and stay so; `unknown` without a balance. To be called once for each point, with its
 * time in milliseconds.
 */
export function markOf(balance, ms) {
  if (!balance) {
    amiss = 0;
    last = { difference: 0 };
    return "unknown";
  }
  const { difference, pending } = balance;
  if (difference !== last.difference) {
    last = { difference, since: ms };
  }
  const twice = difference < 0 && -difference <= pending && ms - last.since < STILL;
  amiss = difference === 0 || twice ? 0 : amiss + 1;
  if (amiss >= PATIENCE) {
    return "odd";
  }
  return difference === 0 ? "even" : "moving";
}

/** Left side and right side, in order; what was never there is left out. */
export function sumOf(balance) {
  const parts = ["issued", "rejected", "deadLettered", "returned", "elsewhere", "pending"];
  return parts.filter((part) => balance[part] || ["issued", "rejected", "deadLettered", "pending"].includes(part));
}
