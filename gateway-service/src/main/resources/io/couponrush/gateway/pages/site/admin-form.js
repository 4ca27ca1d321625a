// A form whose rules are the API's: what it says of a field stands at that field.
import { isPassing } from "./api.js";
import { $, write } from "./dom.js";
import { onLanguage, t } from "./language.js";
import { meet, wordOf } from "./admin-page.js";

export class Form {
  #form;
  #send;
  #answer = null;

  /** @param send is called without two at a time; resolves to the API's answer, and does what follows from a good one */
  constructor(form, send) {
    this.#form = form;
    this.#send = send;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    onLanguage(() => this.#draw());
  }

  /** As if nothing was ever wrong with it. */
  forget() {
    this.#answer = null;
    this.#draw();
  }

  async #submit() {
    const button = $("[type=submit]", this.#form);
    if (button.disabled) {
      return;
    }
    button.disabled = true;
    let answer;
    try {
      answer = await this.#send();
    } finally {
      button.disabled = false;
    }
    this.#answer = answer.ok ? null : answer;
    this.#draw();
    if (!answer.ok) {
      meet(answer);
      ($("[aria-invalid=true]", this.#form) ?? button).focus();
    }
  }

  #draw() {
    const faults = new Map(this.#answer?.body?.fields?.map(({ field, message }) => [field, message]) ?? []);
    for (const input of this.#form.querySelectorAll("[data-field]")) {
      const place = $(`[data-fault="${input.dataset.field}"]`, this.#form);
      const message = faults.get(input.dataset.field);
      input.setAttribute("aria-invalid", String(message !== undefined));
      tell(place, message === undefined ? "" : message);
      faults.delete(input.dataset.field);
    }
    const general = $('[data-fault=""]', this.#form);
    if (general && this.#answer) {
      const [other] = faults;
      const passing = isPassing(this.#answer) || this.#answer.code !== "VALIDATION_FAILED";
      tell(general, passing ? wordOf(this.#answer) : other ? other.join(" ") : t("admin.form.look"));
    } else if (general) {
      tell(general, "");
    }
  }
}

/** The API's rules are English and few; those that are known are told in the page's language. */
function tell(place, message) {
  const [a, b] = (message.match(/\d+/g) ?? []).map(Number);
  const key = `said.${message.replace(/\d+/g, "#")}`;
  const known = t(key, { a, b });
  const foreign = known === key;
  write(place, foreign ? message : known);
  if (foreign && /^[\x20-\x7e]+$/.test(message)) {
    place.lang = "en";
  } else {
    place.removeAttribute("lang");
  }
}
