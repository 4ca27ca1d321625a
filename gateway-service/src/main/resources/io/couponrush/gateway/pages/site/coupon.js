// What a coupon is at this moment, and how that is said.
import { now } from "./clock.js";
import { money, t } from "./language.js";

/** Until a raise or a failure changes it: closed, paused, upcoming, rebuilding, soldout or open. */
export function phaseOf(coupon, now) {
  if (coupon.state === "CLOSED" || now >= Date.parse(coupon.closesAt)) {
    return "closed";
  }
  if (coupon.state === "PAUSED") {
    return "paused";
  }
  if (now < Date.parse(coupon.opensAt)) {
    return "upcoming";
  }
  if (coupon.admission === "REBUILDING") {
    return "rebuilding";
  }
  return coupon.remaining <= 0 ? "soldout" : "open";
}

/** By an admin, before its time was over: nobody wrote down when. */
export function closedBefore(coupon) {
  return now() < Date.parse(coupon.closesAt);
}

/**
 * The coupon as the gateway's progress tells it: of what is left, claims that wait are taken off; times may have been moved.
 *
 * @param coupon null as long as nobody has told its name
 */
export function withProgress(coupon, answer) {
  if (answer.ok) {
    const { state, total, remaining, opensAt, closesAt } = answer.body;
    const admission = coupon?.admission === "REBUILDING" ? state : coupon?.admission;
    return { ...coupon, state, admission, totalQuantity: total, remaining, opensAt, closesAt };
  }
  if (isRebuilding(answer)) {
    return { ...coupon, admission: "REBUILDING" };
  }
  return coupon;
}

/** No fault of the server's, but a word about the coupon. */
export function isRebuilding(answer) {
  return answer.body?.couponState === "REBUILDING";
}

/** Nothing while it is not known. */
export function discountOf(coupon) {
  if (!coupon?.discount) {
    return "";
  }
  const { kind, value } = coupon.discount;
  return kind === "PERCENT" ? `${value}%` : money(value);
}

/** 01:02:03, with a line of days above if there are any. */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n) => String(n).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days > 0 ? `${t("time.days", { n: days })}\n${clock}` : clock;
}

/** An honest "about": never more exact than the rate it was reckoned with. */
export function roughly(seconds) {
  if (seconds === null || seconds === undefined) {
    return t("eta.unknown");
  }
  if (seconds < 10) {
    return t("eta.moments");
  }
  if (seconds < 55) {
    return t("eta.seconds", { n: Math.ceil(seconds / 10) * 10 });
  }
  if (seconds < 3300) {
    return t("eta.minutes", { n: Math.ceil(seconds / 60) });
  }
  return t("eta.hours", { n: Math.round(seconds / 3600) });
}
