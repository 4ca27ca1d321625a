// Runs before the first paint: the page's language is known before its words are.
// And if a file does not come, because the server is new or very busy, the page is loaded again, ever later.
(() => {
  addEventListener(
    "error",
    ({ target }) => {
      if (target instanceof HTMLScriptElement || target instanceof HTMLLinkElement) {
        const tries = Number(new URLSearchParams(location.hash.slice(1)).get("again") ?? 0) + 1;
        setTimeout(
          () => {
            location.hash = `again=${tries}`;
            location.reload();
          },
          1000 * Math.min(60, 2 ** tries) * (0.5 + Math.random() / 2),
        );
      }
    },
    true,
  );

  let chosen = null;
  try {
    chosen = localStorage.getItem("rush.language");
  } catch {
    // storage is switched off
  }
  const wanted = chosen ?? navigator.languages?.find((tag) => /^(ko|en)\b/i.test(tag)) ?? "en";
  const root = document.documentElement;
  root.lang = wanted.toLowerCase().startsWith("ko") ? "ko" : "en";
  root.classList.add("waking"); // until its words are in that language
})();
