// Times in fields of the desk: the visitor's own, without a zone.
import { t } from "./language.js";

export function inField(instant) {
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

/** Null for a field that is empty or half filled in. */
export function instantOf(value) {
  const date = new Date(value);
  return value === "" || Number.isNaN(date.getTime()) ? null : date.toISOString();
}

export function zoneWord() {
  return t("zone", { zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
}
