// Follows a ticket: by a stream, and when that is cut or full, by polls at the server's own pace, until it works again.
import { call, isPassing, pause, pauseAfter } from "./api.js";
import { listen } from "./stream.js";
import { isSettled } from "./ticket.js";

const LONGEST_WITHOUT_STREAM = 120;

export class Follower {
  #path;
  #tell;
  #stop = new AbortController();
  #wake = new AbortController();
  #lastId = null;
  #etag = null;
  #state = null;
  #streamFailures = 0;
  #pollFailures = 0;
  #streamNotBefore = 0;

  /**
   * @param tell is told {ticket}, {link: live|polling|offline|retrying, seconds}, or {gone: a problem's code}
   */
  constructor(couponId, tell) {
    this.#path = `/api/v3/me/coupons/${couponId}/ticket`;
    this.#tell = (news) => this.#stop.signal.aborted || tell(news);
  }

  start() {
    addEventListener("online", this.#hurry, { signal: this.#stop.signal });
    addEventListener("offline", this.#hurry, { signal: this.#stop.signal });
    this.#run();
    return this;
  }

  stop() {
    this.#stop.abort();
    this.#wake.abort();
  }

  /** The network came or went: whatever is open or waits is looked at anew. */
  #hurry = () => {
    this.#streamNotBefore = 0;
    this.#wake.abort();
  };

  async #run() {
    while (!this.#stop.signal.aborted) {
      this.#wake = new AbortController();
      if (navigator.onLine === false) {
        this.#tell({ link: "offline" });
        await pause(10, this.#wake.signal);
      } else if (this.#state !== "FAILED" && performance.now() >= this.#streamNotBefore) {
        if (await this.#stream()) {
          return;
        }
      } else if (await this.#poll()) {
        return;
      }
    }
  }

  /** Returns true when there is nothing more to follow. */
  async #stream() {
    let hint = 2;
    let over = false;
    let heard = false;
    const answer = await listen(
      `${this.#path}/stream`,
      { lastId: this.#lastId, signal: this.#wake.signal },
      (news) => {
        if (!heard) {
          heard = true;
          this.#tell({ link: "live" });
        }
        if (news.retry) {
          hint = news.retry / 1000;
        }
        if (news.event === "ticket") {
          this.#lastId = news.id ?? this.#lastId;
          over = this.#told(JSON.parse(news.data));
        }
      },
    );
    if (over) {
      return true;
    }
    if (this.#isGone(answer)) {
      return true;
    }
    await this.#withoutStream(answer, heard, hint);
    return false;
  }

  /** A stream that was heard and then cut is tried again soon; one that is refused, ever later. */
  async #withoutStream(answer, heard, hint) {
    if (this.#wake.signal.aborted) {
      return;
    }
    this.#streamFailures = heard ? 0 : this.#streamFailures + 1;
    const longest = Math.min(LONGEST_WITHOUT_STREAM, 5 * 2 ** this.#streamFailures);
    const rest = Math.max(answer.retryAfter ?? 0, longest * (0.5 + Math.random() / 2));
    this.#streamNotBefore = performance.now() + rest * 1000;
    this.#tell({ link: "polling" });
    await pause(heard ? hint * Math.random() : Math.random(), this.#wake.signal);
  }

  async #poll() {
    const signal = this.#wake.signal;
    const answer = await call("GET", this.#path, { etag: this.#etag, signal });
    if (signal.aborted) {
      return false;
    }
    if (this.#isGone(answer)) {
      return true;
    }
    if (answer.ok || answer.status === 304) {
      this.#pollFailures = 0;
      this.#etag = answer.etag ?? this.#etag;
      this.#tell({ link: "polling" });
      if (answer.ok && this.#told(answer.body)) {
        return true;
      }
      const seconds = answer.retryAfter ?? 20 + Math.random() * 20; // FAILED: people look at it
      await pause(seconds, signal);
      return false;
    }
    this.#pollFailures++;
    const seconds = pauseAfter(answer, this.#pollFailures);
    this.#tell({ link: answer.status === 0 ? "retrying" : "busy", seconds });
    await pause(seconds, signal);
    return false;
  }

  #told(ticket) {
    this.#state = ticket.state;
    this.#tell({ ticket });
    return isSettled(ticket);
  }

  #isGone(answer) {
    const gone = answer.status >= 400 && !isPassing(answer);
    if (gone) {
      this.#tell({ gone: answer.code });
    }
    return gone;
  }
}
