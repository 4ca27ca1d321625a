// Keeps whoever is signed in signed in while they wait: a token that is still good is exchanged for the next one.
import { call, isPassing, pauseAfter } from "./api.js";
import { expire, onToken, renew, session, settle } from "./session.js";

let timer = null;
let ending = null;
let failures = 0;

/** From now on, for as long as the page is open and the server renews. */
export function keepSession() {
  expire();
  plan();
  onToken(plan);
  document.addEventListener("visibilitychange", expire); // the machine may have slept through the end
}

/** With a sixth to a third of its life left: not everybody who signed in at noon comes back at the same moment. */
function plan() {
  clearTimeout(timer);
  clearTimeout(ending);
  const who = session();
  if (who) {
    ending = setTimeout(lookAgain, who.until - Date.now());
  }
  if (who?.life && !who.last) {
    const rest = who.life * (1 / 6 + Math.random() / 6);
    timer = setTimeout(exchange, Math.max(0, who.until - Date.now() - rest));
  }
}

function lookAgain() {
  expire();
  plan(); // a timer may be early
}

async function exchange() {
  const before = session();
  if (!before) {
    return; // it ran out while the machine slept
  }
  const answer = await call("POST", "/api/v1/auth/renew");
  if (session()?.token !== before.token) {
    return; // another tab was faster, or somebody signed out
  }
  if (answer.ok) {
    failures = 0;
    renew(answer.body.accessToken, answer.body.expiresIn);
  } else if (isPassing(answer)) {
    clearTimeout(timer);
    timer = setTimeout(exchange, 1000 * Math.max(5, pauseAfter(answer, ++failures)));
  } else {
    settle(); // that was the last one
  }
}
