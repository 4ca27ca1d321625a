// What all pages share: language, who is signed in, the clock, and the calm notice.
import { pause, pauseAfter } from "./api.js";
import { keepTime } from "./clock.js";
import { isRebuilding } from "./coupon.js";
import { $, announce, write } from "./dom.js";
import { language, onLanguage, switchLanguage, t, translate } from "./language.js";
import { keepSession } from "./renew.js";
import { end, isAdmin, onSession, session } from "./session.js";
import { prepareSigning, signIn } from "./sign.js";

const OTHER = { en: { lang: "ko", name: "한국어" }, ko: { lang: "en", name: "English" } };

export function preparePage() {
  translate();
  showFrame();
  document.documentElement.classList.remove("waking");
  if (location.hash.startsWith("#again=")) {
    history.replaceState(null, "", location.pathname + location.search); // all files have come
  }
  prepareSigning();
  keepTime();
  keepSession();
  onLanguage(showFrame);
  onSession(showFrame);
  $("#language").addEventListener("click", () => switchLanguage(OTHER[language()].lang));
  $("#sign-in").addEventListener("click", () => signIn());
  $("#sign-out").addEventListener("click", () => {
    end();
    announce(t("sign.bye"));
    $("#sign-in").focus();
  });
}

function showFrame() {
  const other = OTHER[language()];
  const who = session();
  $("#language").lang = other.lang;
  write($("#language"), other.name);
  write($("#who"), who?.name ?? "");
  $("#who").hidden = !who;
  $("[data-nav=admin]").hidden = !isAdmin();
  $("#sign-in").hidden = Boolean(who);
  $("#sign-out").hidden = !who;
  const page = $("main").dataset.page;
  $(`[data-nav="${page}"]`)?.setAttribute("aria-current", "page");
  const zone = Intl.DateTimeFormat(language(), { timeZoneName: "longGeneric" })
    .formatToParts()
    .find(({ type }) => type === "timeZoneName");
  write($("#zone"), t("zone", { zone: zone?.value ?? Intl.DateTimeFormat().resolvedOptions().timeZone }));
}

/** A calm line above the content; null takes it away. Its countdown is for the eye only. */
export class Notice {
  #until = 0;
  #key = null;
  #timer = null;

  show(key, seconds = 0) {
    const news = key !== this.#key;
    this.#key = key;
    this.#until = performance.now() + seconds * 1000;
    this.draw();
    if (news && key) {
      announce($("#notice").textContent);
    }
  }

  clear() {
    this.show(null);
  }

  /** Tells calmly why there is no answer yet, and waits until it is time to ask again, or a network comes back. */
  async patience(answer, failures) {
    const seconds = Math.max(1, pauseAfter(answer, failures));
    if (navigator.onLine === false) {
      this.show("notice.offline");
    } else if (isRebuilding(answer)) {
      this.clear(); // the coupon itself says so
    } else {
      this.show(answer.status === 0 ? "notice.away" : "notice.busy", seconds);
    }
    const early = new AbortController();
    addEventListener("online", () => early.abort(), { once: true, signal: early.signal });
    await pause(seconds, early.signal);
  }

  draw() {
    clearTimeout(this.#timer);
    const left = Math.max(0, Math.ceil((this.#until - performance.now()) / 1000));
    $("#notice").hidden = !this.#key;
    write($("#notice"), this.#key ? t(this.#key, { n: left }) : "");
    if (this.#key && left > 0) {
      this.#timer = setTimeout(() => this.draw(), 1000);
    }
  }
}
