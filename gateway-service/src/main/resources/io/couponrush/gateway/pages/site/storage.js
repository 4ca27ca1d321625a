// Local storage that may be switched off or full: then nothing is remembered, and everything else works.

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // as said
  }
}

export function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // as said
  }
}
