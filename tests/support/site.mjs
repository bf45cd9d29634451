// Reads the site as a reader's browser without scripts would: follows links, fills in forms.
import assert from 'node:assert/strict';
import {request} from 'node:http';

/** One request. `from` is the address it comes from (any of 127.0.0.0/8): to the site, each is another reader. */
export function fetchPage(url, {method = 'GET', form, headers = {}, from = '127.0.0.1', cookie} = {}) {
  const body = form ? new URLSearchParams(form).toString() : undefined;
  if (body !== undefined) {
    method = 'POST';
    headers = {'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body), ...headers};
  }
  if (cookie) headers = {...headers, Cookie: cookie};
  return new Promise((done, failed) => {
    const sent = request(url, {method, headers, localAddress: from, agent: false}, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      // The live bar never ends: what it says at once is its answer.
      const endless = answer.headers['content-type']?.startsWith('text/event-stream');
      if (endless) setTimeout(() => answer.destroy(), 500);
      answer.on('error', (error) => { if (!endless) failed(error); });
      answer.on('close', () => done({url, status: answer.statusCode, headers: answer.headers,
                                   text: Buffer.concat(parts).toString('utf8')}));
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

const entities = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'"};
export const unescape = (text) => text.replace(/&(amp|lt|gt|quot|apos|#39);/g, (_, name) => entities[name]);

/** The text of a page without its markup, roughly: enough to look for words. */
export const words = (html) => unescape(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]*>/g, ' '))
    .replace(/\s+/g, ' ');

/** Every address of this site that a page leads to: links, pictures, styles, feeds. */
export function links(page) {
  const found = new Set();
  for (const [, , value] of page.text.matchAll(/\s(?:href|src)=("|')(.*?)\1/g)) {
    const url = new URL(unescape(value), page.url);
    url.hash = '';
    if (url.origin === new URL(page.url).origin) found.add(url.href);
  }
  return [...found];
}

/**
 * Fetches everything that can be reached from `start` by links (not the desk). Returns the answers by address, each with
 * the `steps` that it is away.
 */
export async function crawl(start, {more = [], most = 2000} = {}) {
  const answers = new Map();
  const queue = [start, ...more].map((path) => ({url: new URL(path, start).href, steps: 0}));
  while (queue.length && answers.size < most) {
    const {url, steps} = queue.shift();
    if (answers.has(url) || new URL(url).pathname.startsWith('/desk')) continue;
    const page = await fetchPage(url);
    answers.set(url, {...page, steps});
    if (page.headers.location) queue.push({url: new URL(page.headers.location, url).href, steps});
    if ((page.headers['content-type'] ?? '').startsWith('text/html')) {
      queue.push(...links(page).map((link) => ({url: link, steps: steps + 1})));
    }
  }
  return answers;
}

/** The form that has a field of this name: {action, fields}, as a browser would send it untouched. */
export function formWith(page, field) {
  for (const [whole, attributes] of page.text.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)) {
    if (!new RegExp(`\\sname=["']${field}["']`).test(whole)) continue;
    const action = /\saction=["']([^"']*)["']/.exec(attributes)?.[1] ?? '';
    const fields = {};
    for (const [tag] of whole.matchAll(/<input\b[^>]*>/g)) {
      const name = /\sname=["']([^"']*)["']/.exec(tag)?.[1];
      const type = /\stype=["']([^"']*)["']/.exec(tag)?.[1] ?? 'text';
      if (!name || (['checkbox', 'radio', 'submit'].includes(type) && !/\schecked\b/.test(tag))) continue;
      fields[name] = unescape(/\svalue=["']([^"']*)["']/.exec(tag)?.[1] ?? '');
    }
    return {action: new URL(unescape(action), page.url).href, fields};
  }
  return null;
}

/** The first article that has replies and takes more, and its form. */
export async function articleWithReplies(siteUrl) {
  const answers = await crawl(siteUrl);
  for (const page of answers.values()) {
    const form = formWith(page, 'comment');
    if (form && /class="reply[" ]/.test(page.text) && !page.url.includes('?')) return {page, form};
  }
  assert.fail('no page of the sample edition has a reply form and replies');
}

/** Makes the desk's first account with a one-time link. Returns its cookie. */
export async function firstEditor(link, site) {
  const {pathname, search} = new URL(link);
  const {action, fields} = formWith(await fetchPage(new URL(pathname + search, site).href), 'account');
  const password = 'a quay in the morning fog';
  const form = Object.fromEntries(Object.keys(fields).map((name) => [name, fields[name] || password]));
  const {headers} = await fetchPage(action, {form: {...form, account: 'ida'}});
  return headers['set-cookie'].map((value) => value.split(';')[0]).join('; ');
}
