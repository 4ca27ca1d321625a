// The desk's words, which no visitor has to load.
import { addTexts } from "./language.js";
import en from "./admin-text-en.js";
import ko from "./admin-text-ko.js";

addTexts({ en, ko });
