// The live view: tiles, the balance with its mark, and the charts, all from the same points.
import { markOf, sumOf } from "./admin-balance.js";
import { LiveChart, round } from "./admin-chart.js";
import { keepLive, points } from "./admin-live.js";
import { now } from "./clock.js";
import { $, announce, write } from "./dom.js";
import { number, t } from "./language.js";

/** How claims are answered, as the gateway's meters name it. */
const ANSWERS = [
  "admitted",
  "sold_out",
  "existing",
  "not_open",
  "paused",
  "overloaded",
  "unavailable",
  "unconfirmed",
  "closed",
  "not_found",
  "failed",
];

let charts = [];
let link = "connecting";
let mark = "unknown";
let asked = null; // the balance, where the stream has none: workers tell it of open events only

export function startLive(couponId) {
  charts = [
    new LiveChart("c-claims", ANSWERS.map((name, i) => ({ key: `admin.answer.${name}`, of: claims(name), optional: i > 0 }))),
    new LiveChart("c-issued", [{ key: "admin.tile.issued", of: ({ issuedPerSecond }) => issuedPerSecond ?? null }]),
    new LiveChart("c-pending", [{ key: "admin.tile.pending", of: ({ pending }) => pending ?? null }]),
    new LiveChart(
      "c-time",
      [
        { key: "admin.tile.p50", of: ({ p50Millis }) => p50Millis ?? null },
        { key: "admin.tile.p99", of: ({ p99Millis }) => p99Millis ?? null },
      ],
      " ms",
    ),
  ];
  drawLive();
  keepLive(couponId, (news) => {
    link = news ?? link;
    if (news === null && !lacksBalance()) {
      asked = null;
      judge();
    }
    drawLive();
  });
}

export function lacksBalance() {
  return link !== "live" || !points.at(-1)?.balance;
}

/** Whoever lacks one asks for it elsewhere; null if nobody knows. */
export function tellBalance(balance) {
  asked = balance;
  judge();
  drawLive();
}

function balanceNow() {
  return lacksBalance() ? asked : points.at(-1).balance;
}

function claims(name) {
  return ({ claims }) => (claims ? (claims[name] ?? 0) : null);
}

/** Said aloud only when it is bad, or good again. */
function judge() {
  const before = mark;
  mark = markOf(balanceNow(), lacksBalance() ? now() : points.at(-1).ms);
  if (mark !== before && (mark === "odd" || before === "odd")) {
    announce(t(`admin.balance.${mark}`, values()));
  }
}

function values() {
  return { difference: balanceNow()?.difference ?? 0 };
}

export function drawLive() {
  $("#live-chip").dataset.phase = link === "live" ? "open" : link === "connecting" ? "upcoming" : "paused";
  write($("#live-link"), t(`admin.link.${link}`));
  // Numbers of before a cut are not those of now.
  const point = link === "live" ? points.at(-1) : undefined;
  const rates = point?.claims ? Object.values(point.claims) : null;
  write($("#t-claims"), round(rates?.reduce((sum, rate) => sum + rate, 0)));
  write($("#t-admitted"), round(rates && (point.claims.admitted ?? 0)));
  write($("#t-issued"), round(point?.issuedPerSecond));
  write($("#t-pending"), round(point?.pending));
  write($("#t-p50"), millis(point?.p50Millis));
  write($("#t-p99"), millis(point?.p99Millis));
  write($("#t-parts"), point ? `${round(point.gateways)} · ${round(point.workers)}` : "–");
  drawBalance(balanceNow());
  if (document.visibilityState === "visible") {
    charts.forEach((chart) => chart.show(points));
  }
}

function millis(value) {
  return value === null || value === undefined ? "–" : `${round(value)} ms`;
}

function drawBalance(balance) {
  const shown = balance ? mark : "unknown";
  $("#balance").dataset.mark = shown;
  write($("#verdict"), t(`admin.balance.${shown}`, values()));
  const named = (part) => `${t(`admin.balance.of.${part}`)} ${number(balance[part] ?? 0)}`;
  write($("#sum"), balance ? `${named("admitted")} = ${sumOf(balance).map(named).join(" + ")}` : "");
}
