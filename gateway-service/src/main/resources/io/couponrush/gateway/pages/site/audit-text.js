// The audit page's words, which no other page has to load.
import { addTexts } from "./language.js";
import en from "./audit-text-en.js";
import ko from "./audit-text-ko.js";

addTexts({ en, ko });
