import { lapse, session } from "./session.js";

const PATIENCE = 12_000;

/** The answer that did not come. */
export const UNREACHABLE = Object.freeze({
  status: 0,
  ok: false,
  body: null,
  code: "UNREACHABLE",
  retryAfter: null,
  etag: null,
  next: null,
});

/** What belongs to one person, or to admins; what is behind a sign-in. All else is the same for everybody and must stay cacheable. */
const PERSONAL = /^\/api\/v\d\/((me|admin)\/|auth\/renew$)/;

/** The token is sent there and nowhere else; of the rest of the API, making and editing coupons needs it. */
function needsToken(method, path) {
  return PERSONAL.test(path) || (method !== "GET" && /^\/api\/v1\/coupons(\/\d+)?$/.test(path));
}

/**
 * Calls the API. Never throws: an answer that did not come has status 0 and the code UNREACHABLE.
 * The answer: {status, ok, body, code, retryAfter (seconds or null), etag, next}.
 */
export async function call(method, path, { body, etag, signal } = {}) {
  const token = needsToken(method, path) ? session()?.token : null;
  const headers = new Headers({ Accept: "application/json, application/problem+json" });
  if (token) {
    headers.set("Authorization", `Bearer ${token}`);
  }
  if (etag) {
    headers.set("If-None-Match", etag);
  }
  if (body) {
    headers.set("Content-Type", "application/json");
  }
  try {
    const late = AbortSignal.timeout(PATIENCE);
    const response = await fetch(path, {
      method,
      headers,
      body: body && JSON.stringify(body),
      cache: etag ? "no-store" : "default", // else the browser would answer the 304 from its cache, as a 200
      credentials: "omit",
      signal: signal ? either(signal, late) : late,
    });
    return await read(response, token);
  } catch {
    return UNREACHABLE;
  }
}

/** What an answer says, its body included. */
export async function read(response, token) {
  const text = await response.text();
  let body = null;
  try {
    body = text ? JSON.parse(text) : null;
  } catch {
    // a proxy's page; the status is enough
  }
  if (response.status === 401 && token) {
    lapse(token);
  }
  const seconds = Number.parseInt(response.headers.get("Retry-After") ?? "", 10);
  return {
    status: response.status,
    ok: response.ok,
    body,
    code: response.ok ? null : (body?.code ?? `HTTP_${response.status}`),
    retryAfter: Number.isNaN(seconds) ? null : seconds,
    etag: response.headers.get("ETag"),
    next: /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("Link") ?? "")?.[1] ?? null,
  };
}

/** Whether coming back later is all there is to do. */
export function isPassing(answer) {
  return answer.status === 0 || answer.status === 429 || answer.status >= 500;
}

/**
 * Seconds until the next try. The server's own word first: it is jittered, so that not everybody comes back at once. Without
 * one (nobody answered) the pause doubles from 1 to 20 s, anywhere within its upper half.
 */
export function pauseAfter(answer, failures) {
  if (answer.retryAfter !== null) {
    return answer.retryAfter + Math.random() * 0.5;
  }
  const longest = Math.min(20, 2 ** Math.min(failures, 5));
  return longest * (0.5 + Math.random() / 2);
}

/** Waits; ends early, without an error, when the signal says so. */
export function pause(seconds, signal) {
  return new Promise((done) => {
    if (signal?.aborted) {
      done();
      return;
    }
    const timer = setTimeout(done, seconds * 1000);
    signal?.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
}

/** AbortSignal.any, which browsers of 2023 do not have. */
function either(one, other) {
  if (AbortSignal.any) {
    return AbortSignal.any([one, other]);
  }
  const both = new AbortController();
  for (const signal of [one, other]) {
    if (signal.aborted) {
      both.abort();
    }
    signal.addEventListener("abort", () => both.abort(), { once: true });
  }
  return both.signal;
}
