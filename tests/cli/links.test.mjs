// Every link of the sample edition leads somewhere, and every page says what it is.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {kindsAt} from '../support/kinds.mjs';
import {folder, serve} from '../support/dateline.mjs';
import {crawl, unescape, words} from '../support/site.mjs';

const isHtml = (page) => (page.headers['content-type'] ?? '').startsWith('text/html');
const matches = (page, pattern) => [...page.text.matchAll(pattern)].map((match) => unescape(match[1]));

/** What is wrong with a page, in words; nothing for most. */
function faults(page) {
  const found = [];
  const fault = (wrong, words) => { if (wrong) found.push(words); };
  const headings = matches(page, /<h1\b[^>]*>([\s\S]*?)<\/h1>/g);
  fault(headings.length !== 1, `has ${headings.length} h1`);
  fault(!/\S/.test(words(headings[0] ?? 'x')), 'has an empty h1');
  fault(!/<html\b[^>]*\slang="[a-z-]+"/i.test(page.text), 'names no language');
  const [title = ''] = matches(page, /<title>([^<]*)<\/title>/g);
  fault(title.length < 5, `has the title "${title}"`);
  const robots = `${matches(page, /<meta name="robots" content="([^"]*)"/g)} ${page.headers['x-robots-tag'] ?? ''}`;
  if (!robots.includes('noindex')) {
    fault(!matches(page, /<meta name="description" content="([^"]*)"/g)[0]?.trim(), 'has no description');
    fault(!matches(page, /<link rel="canonical" href="([^"]*)"/g)[0], 'names no canonical address');
  }
  const ids = matches(page, /\sid="([^"]*)"/g);
  for (const id of new Set(ids)) fault(ids.indexOf(id) !== ids.lastIndexOf(id), `has the id "${id}" twice`);
  for (const hash of matches(page, /\shref="#([^"]+)"/g)) fault(!ids.includes(decodeURIComponent(hash)), `has no "${hash}" for #${hash}`);
  for (const [tag] of page.text.matchAll(/<img\b[^>]*>/g)) {
    for (const name of ['width', 'height', 'alt']) fault(!new RegExp(`\\s${name}="`).test(tag), `has a picture without ${name}: ${tag}`);
  }
  return found;
}

test('the sample edition', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const answers = await crawl(server.url);
  const pages = [...answers.values()].filter((page) => isHtml(page) && page.status === 200);
  const path = (page) => page.url.slice(server.url.length);
  assert.ok(answers.size < 2000, 'the crawl came to its end');
  assert.ok(pages.length >= 60, `only ${pages.length} pages were reached`);

  await t.test('every link answers', () => {
    const dead = [...answers.values()].filter((page) => page.status >= 400);
    assert.deepEqual(dead.map((page) => `${path(page)}: ${page.status}`), []);
  });

  await t.test('no link leads to what is private', () => {
    assert.deepEqual([...answers.keys()].filter((url) => /\/(reply|control|desk\/setup)\//.test(url)), []);
  });

  await t.test('every page is four steps from the front page at most', () => {
    assert.deepEqual(pages.filter((page) => page.steps > 4).map((page) => `${path(page)}: ${page.steps} steps`), []);
  });

  await t.test('every page is of a kind that the browser tests know', () => {
    assert.deepEqual(pages.map((page) => new URL(page.url).pathname).filter((at) => kindsAt(at).length === 0), []);
  });

  await t.test('every page says what it is', () => {
    assert.deepEqual(pages.flatMap((page) => faults(page).map((fault) => `${path(page)} ${fault}`)), []);
  });

  await t.test('and a page that does not is found out', () => {
    const bare = '<html><h1>A</h1><h1>B</h1><a href="#c" id="d"></a><i id="d"></i><img src="/x.png" alt=""></html>';
    assert.deepEqual(faults({text: bare, headers: {}}),
                     ['has 2 h1', 'names no language', 'has the title ""', 'has no description', 'names no canonical address',
                      'has the id "d" twice', 'has no "c" for #c', 'has a picture without width: <img src="/x.png" alt="">',
                      'has a picture without height: <img src="/x.png" alt="">']);
  });
});
