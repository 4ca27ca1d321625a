// What the browser checks by itself (docs/receipts.md). Nothing here asks the server, so nothing here takes its word.
const RECEIPT =
  /^coupon-rush receipt v1\ncoupon: (\d+)\nsequence: (\d+)\nuser: (\d+)\noutcome: ([A-Z_]+)\nsettled: (\S+)\nnonce: ([0-9a-f]{64})\n$/;
const DIGEST =
  /^coupon-rush digest v1\ncoupon: (\d+)\nplaces: (\d+)\nissued: (\d+)\nwithout-coupon: (\d+)\nvacant: (\d+)\nroot: ([0-9a-f]{64})\ncommitted: (\S+)\n$/;
const RS256 = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };

/** Null if it is no receipt. */
export function readReceipt(text) {
  try {
    const signed = JSON.parse(text);
    const [, coupon, sequence, , outcome, settled] = RECEIPT.exec(signed.statement) ?? [];
    return coupon ? { signed, coupon: Number(coupon), sequence: Number(sequence), outcome, settled } : null;
  } catch {
    return null;
  }
}

/** Null if it is no digest. */
export function readDigest(signed) {
  const [, coupon, places, issued, , , root, committed] = DIGEST.exec(signed?.statement ?? "") ?? [];
  return coupon
    ? { signed, coupon: Number(coupon), places: Number(places), issued: Number(issued), root, committed }
    : null;
}

/** Whether one of these keys has signed it. */
export async function isSigned({ statement, keyId, signature }, keys) {
  const jwk = keys.find(({ kid }) => kid === keyId);
  if (!jwk) {
    return false;
  }
  try {
    const { kty, n, e } = jwk;
    const key = await crypto.subtle.importKey("jwk", { kty, n, e }, RS256, false, ["verify"]);
    const bytes = Uint8Array.from(atob(signature), (letter) => letter.charCodeAt(0));
    return await crypto.subtle.verify(RS256, key, bytes, new TextEncoder().encode(statement));
  } catch {
    return false;
  }
}

/** Whether the path leads from a statement, as the leaf of its sequence, to the root (RFC 9162, 2.1.3.2). */
export async function isIncluded({ signed, sequence }, { places, root }, path) {
  let at = sequence - 1;
  let last = places - 1;
  if (at < 0 || at > last) {
    return false;
  }
  let hash = await sha256(Uint8Array.of(0), new TextEncoder().encode(signed.statement));
  for (const step of path) {
    if (last === 0 || !/^[0-9a-f]{64}$/.test(step)) {
      return false;
    }
    if (at % 2 === 1 || at === last) {
      hash = await sha256(Uint8Array.of(1), bytes(step), hash);
      while (at % 2 === 0 && at !== 0) {
        at /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = await sha256(Uint8Array.of(1), hash, bytes(step));
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hexadecimal(hash) === root;
}

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", await new Blob(parts).arrayBuffer()));
}

function bytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
}

function hexadecimal(hash) {
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
