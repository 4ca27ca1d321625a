// The audit of one event: its digest, one's own receipt, and the check of any receipt.
import "./audit-text.js";
import { call, isPassing, pause } from "./api.js";
import { isIncluded, isSigned, readDigest, readReceipt } from "./audit-check.js";
import { $, copyOf, write } from "./dom.js";
import { moment, number, onLanguage, t } from "./language.js";
import { Notice, preparePage } from "./page.js";
import { onSession, session } from "./session.js";
import { signIn } from "./sign.js";

const UNCOMMITTED = 15; // seconds until the digest is looked for again

const id = Number(/\/audit\/(\d+)/.exec(location.pathname)?.[1] ?? 0);
const canCheck = Boolean(globalThis.crypto?.subtle); // browsers have it on secure pages only
const notice = new Notice();
let digest = null; // what readDigest made, with good: whether its signature fits
let digestState = "audit.digest.loading";
let mine = null; // the answer to the question for one's own receipt
let keys = [];
let verdict = null; // {key, says, values, steps: [[key, says]]}
let file = null;

function draw() {
  document.title = t("audit.name");
  $("#event").href = `/coupons/${id}`;
  write($("#digest-state"), t(digestState));
  $("#digest").hidden = !digest;
  if (digest) {
    write($("#places"), number(digest.places));
    write($("#issued"), number(digest.issued));
    write($("#committed"), moment(digest.committed));
    write($("#root"), digest.root);
    write($("#key"), digest.signed.keyId);
  }
  drawMine();
  drawVerdict();
}

function drawMine() {
  const receipt = session() && mine?.ok ? mine.body : null;
  write($("#mine-state"), t(mineState()));
  $("#statement").hidden = !receipt;
  write($("#statement"), receipt?.statement ?? "");
  $("#mine-sign-in").hidden = Boolean(session());
  $("#use").hidden = !receipt;
  $("#keep").hidden = !receipt;
  if (file) {
    URL.revokeObjectURL(file);
    file = null;
  }
  if (receipt) {
    file = URL.createObjectURL(new Blob([paper(receipt)], { type: "application/json" }));
    $("#keep").href = file;
    $("#keep").download = `coupon-rush-receipt-${id}.json`;
  }
}

function mineState() {
  if (!session()) {
    return "audit.mine.nobody";
  }
  if (!mine) {
    return "audit.digest.loading";
  }
  const key = mine.ok ? "audit.mine.there" : `audit.mine.${mine.code}`;
  return t(key) === key ? "audit.mine.other" : key;
}

function paper(receipt) {
  return `${JSON.stringify(receipt, null, 2)}\n`;
}

function drawVerdict() {
  write($("#verdict"), verdict ? t(verdict.key, verdict.values) : "");
  $("#verdict").dataset.says = verdict?.says ?? "";
  $("#steps").replaceChildren(
    ...(verdict?.steps ?? []).map(([key, says]) => {
      const step = copyOf("step");
      step.dataset.says = says;
      write($("[data-of=text]", step), t(key));
      return step;
    }),
  );
}

/** Asks until there is an answer that is none of "come back later". */
async function ask(path) {
  for (let failures = 1; ; failures++) {
    const answer = await call("GET", path);
    if (!isPassing(answer)) {
      notice.clear();
      return answer;
    }
    await notice.patience(answer, failures);
  }
}

async function followDigest() {
  while (!digest) {
    const answer = await ask(`/api/v1/coupons/${id}/audit`);
    const found = answer.ok ? readDigest(answer.body) : null;
    if (found) {
      await believe(found);
      if (!mine?.ok) {
        fetchMine(); // some receipts are made together with the digest
      }
    } else {
      digestState = "audit.digest.none";
      draw();
      await pause(UNCOMMITTED * (1 + Math.random()));
    }
  }
}

async function believe(found) {
  await fetchKeys();
  const good = found.coupon === id && (await isSigned(found.signed, keys));
  digest = { ...found, good };
  digestState = good ? "audit.digest.good" : "audit.digest.bad";
  draw();
}

async function fetchKeys() {
  const answer = await ask("/api/v1/receipt-keys");
  keys = answer.ok ? answer.body.keys : [];
}

async function fetchMine() {
  const who = session()?.name; // the token may be renewed meanwhile
  mine = null;
  draw();
  if (!who) {
    return;
  }
  const answer = await ask(`/api/v1/me/coupons/${id}/receipt`);
  if (who === session()?.name) {
    mine = answer;
    draw();
  }
}

async function check() {
  verdict = null;
  draw();
  verdict = await judge(readReceipt($("#pasted").value));
  draw();
}

async function judge(receipt) {
  const steps = [];
  const step = (name, good) => {
    steps.push([`audit.step.${name}`, good ? "yes" : "no"]);
    return good;
  };
  const no = { key: "audit.no", says: "no", values: {}, steps };
  if (!step("form", receipt !== null) || !step("coupon", receipt.coupon === id)) {
    return no;
  }
  if (!canCheck) {
    return { key: "audit.insecure", says: "open", values: {}, steps };
  }
  await fetchKeys();
  if (!step("signature", await isSigned(receipt.signed, keys))) {
    return no;
  }
  if (!digest) {
    steps.push(["audit.step.included", "open"]);
    return { key: "audit.open", says: "open", values: {}, steps };
  }
  if (!step("digest", digest.good)) {
    return no;
  }
  const proof = await call("GET", `/api/v1/coupons/${id}/audit/proofs/${receipt.sequence}`);
  if (isPassing(proof)) {
    return { key: "audit.busy", says: "open", values: {}, steps };
  }
  if (!step("included", proof.ok && (await isIncluded(receipt, digest, proof.body.path)))) {
    return no;
  }
  return { key: "audit.yes", says: "yes", values: { n: receipt.sequence, places: digest.places }, steps };
}

preparePage();
onLanguage(draw);
$("#mine-sign-in").addEventListener("click", () => signIn());
$("#use").addEventListener("click", () => {
  $("#pasted").value = paper(mine.body);
  check();
});
$("#check").addEventListener("click", check);
onSession(fetchMine);
fetchMine();
if (canCheck) {
  followDigest();
} else {
  digestState = "audit.insecure";
  draw();
}
