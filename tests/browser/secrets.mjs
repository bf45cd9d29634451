// What of an e-mail address must not be public: the address, and the hashes of it that avatar services publish.
import {createHash} from 'node:crypto';

/** Every spelling of `address` to look for, lower case: as typed, trimmed, and as MD5, SHA-1, SHA-256 in hex and base 64. */
export function spellings(address) {
  const found = new Set();
  for (const text of [address, address.trim(), address.toLowerCase(), address.trim().toLowerCase()]) {
    found.add(text.trim().toLowerCase());
    found.add(encodeURIComponent(text.trim()).toLowerCase());
    for (const algorithm of ['md5', 'sha1', 'sha256']) {
      for (const form of ['hex', 'base64', 'base64url']) {
        found.add(createHash(algorithm).update(text).digest(form).toLowerCase());
      }
    }
  }
  return [...found];
}

/** Which of these addresses `text` gives away, and how. */
export function leaks(text, addresses) {
  const lower = text.toLowerCase();
  return addresses.flatMap((address) => spellings(address).filter((spelling) => lower.includes(spelling)));
}

/** Anything that looks like an e-mail address. */
export const anyAddress = (text) => text.match(/[a-z0-9._%+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+/gi) ?? [];
