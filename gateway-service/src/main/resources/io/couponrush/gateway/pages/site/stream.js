// A stream of events, asked for with the token: until it ends, falls silent, or is cut.
import { UNREACHABLE, read } from "./api.js";
import { session } from "./session.js";
import { readEvents } from "./sse.js";

/** The server sends a sign of life every 15 s. */
const SILENCE = 40_000;

/**
 * Passes all that is said to the listener, as `readEvents` does. Never throws; resolves to the answer that refused the stream,
 * or to UNREACHABLE once it was cut.
 */
export async function listen(path, { lastId, signal }, listener) {
  const open = new AbortController();
  const cut = () => open.abort();
  signal.addEventListener("abort", cut, { once: true });
  let watch = setTimeout(cut, SILENCE);
  const token = session()?.token;
  try {
    const headers = new Headers({ Accept: "text/event-stream, application/problem+json" });
    headers.set("Authorization", `Bearer ${token ?? ""}`);
    if (lastId) {
      headers.set("Last-Event-ID", lastId);
    }
    const response = await fetch(path, { headers, cache: "no-store", credentials: "omit", signal: open.signal });
    if (response.status !== 200) {
      return await read(response, token);
    }
    await readEvents(response.body, (news) => {
      clearTimeout(watch);
      watch = setTimeout(cut, SILENCE);
      listener(news);
    });
  } catch {
    // cut, or never there
  } finally {
    clearTimeout(watch);
    signal.removeEventListener("abort", cut);
  }
  return UNREACHABLE;
}
