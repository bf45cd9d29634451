// What of an e-mail address must not be public: the address, and the hashes of it that avatar services publish.
import {createHash} from 'node:crypto';

const reversed = (text) => [...text].reverse().join('');
const rot13 = (text) => text.replace(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + (c.toLowerCase() < 'n' ? 13 : -13)));
const entities = (text, base) => [...text].map((c) => `&#${base === 16 ? 'x' : ''}${c.charCodeAt(0).toString(base)};`).join('');
/** All of base 64 that does not depend on where in a longer text it stands: its three alignments, without the ends. */
const inBase64 = (text) => [0, 1, 2].map((before) => {
  const whole = Buffer.from('\0'.repeat(before) + text).toString('base64').replace(/=+$/, '');
  return whole.slice(before === 0 ? 0 : 4, -2);
});

/**
 * Every spelling of `address` to look for, lower case: as typed, trimmed, encoded in the ways of addresses, markup and mail,
 * backwards, and as MD5, SHA-1, SHA-256 in hex and base 64.
 */
export function spellings(address) {
  const found = new Set();
  for (const text of [address, address.trim(), address.toLowerCase(), address.trim().toLowerCase()]) {
    found.add(text.trim().toLowerCase());
    found.add(encodeURIComponent(text.trim()).toLowerCase());
    found.add(text.trim().replace('@', '&#64;').toLowerCase());
    found.add(text.trim().replace('@', '&commat;').toLowerCase());
    found.add(text.trim().replace('@', '=40').toLowerCase());
    found.add(text.trim().replace('@', '\\u0040').toLowerCase());
    found.add(entities(text.trim(), 10));
    found.add(entities(text.trim(), 16));
    found.add(Buffer.from(text.trim()).toString('hex'));
    found.add(reversed(text.trim()).toLowerCase());
    found.add(rot13(text.trim()).toLowerCase());
    for (const part of inBase64(text.trim())) found.add(part.toLowerCase());
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
