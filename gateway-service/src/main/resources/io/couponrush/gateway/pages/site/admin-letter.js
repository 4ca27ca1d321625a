// The inside of one dead letter: the record as it came, and what was done with it.
import { word } from "./admin-deeds.js";
import { moment, t } from "./language.js";

export function inside(letter) {
  const box = document.createDocumentFragment();
  box.append(
    line("admin.letter.from", `${letter.topic}-${letter.partition} @ ${letter.offset}`),
    line("admin.letter.key", bytes(letter.key)),
    line("admin.letter.payload", bytes(letter.payload)),
  );
  for (const { name, value } of letter.headers) {
    box.append(pair(name, bytes(value)));
  }
  if (letter.replayOf !== null) {
    box.append(line("admin.letter.replayOf", `#${letter.replayOf}`));
  }
  for (const deed of letter.actions) {
    const outcome = deed.outcome ? word("admin.outcome", deed.outcome) : t("admin.letter.cutOff");
    const who = t("admin.deed.by", { id: String(deed.by) });
    const what = [word("admin.deed", deed.action), who, outcome, deed.reason].filter(Boolean).join(" · ");
    box.append(pair(moment(deed.at), what));
  }
  const list = document.createElement("dl");
  list.className = "record";
  list.append(box);
  return list;
}

function line(key, text) {
  return pair(t(key), text);
}

function pair(name, text) {
  const group = document.createElement("div");
  const term = document.createElement("dt");
  const value = document.createElement("dd");
  term.textContent = name;
  value.textContent = text;
  group.append(term, value);
  return group;
}

function bytes(stored) {
  if (!stored) {
    return t("admin.letter.nothing");
  }
  return stored.encoding === "text" ? stored.value : t("admin.letter.base64", { size: stored.size, value: stored.value });
}
