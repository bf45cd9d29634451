// The sample edition with a browser at it, and every kind of page in it.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {folder, serve} from '../support/dateline.mjs';
import {deskPages, readerPages} from '../support/kinds.mjs';
import {browserFor} from './browser.mjs';
import {setUp} from './desk.mjs';

/**
 * {server, browser, readers, desk, storageState}: `readers` and `desk` are the kinds of pages (kinds.mjs); a context made
 * with `storageState` is signed in.
 */
export async function everyKind(t) {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const readers = await readerPages(server.url);
  const editors = await browser.newContext();
  await setUp(await editors.newPage(), await server.setupLink());
  const storageState = await editors.storageState();
  await editors.close();
  const cookie = storageState.cookies.map(({name, value}) => `${name}=${value}`).join('; ');
  return {server, browser, readers, desk: await deskPages(server.url, cookie, readers), storageState};
}

/**
 * Gives each kind of page to `finds(page, kind)`, as a new page of a context with these options, and returns all that was
 * found, each line with the kind's name. Two at a time: the machines that this was timed on have two cores.
 */
export async function findOnEvery({browser, readers, desk, storageState}, options, finds) {
  const reader = await browser.newContext(options);
  const editor = await browser.newContext({...options, storageState});
  const waiting = [...readers.map((kind) => [kind, reader]), ...desk.map((kind) => [kind, editor])];
  const found = [];
  await Promise.all([0, 1].map(async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [kind, context] = next;
      const page = await context.newPage();
      for (const line of await finds(page, kind)) found.push(`${kind.name}: ${line}`);
      await page.close();
    }
  }));
  await reader.close();
  await editor.close();
  return found;
}

/** Opens a page of a kind, its typefaces loaded and, where it may, what early.js brings after the first paint. */
export async function open(page, kind, {scripts = true} = {}) {
  const answer = await page.goto(kind.url);
  assert.equal(answer.status(), kind.status, kind.url);
  await kind.then?.(page);
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  if (!scripts) return;
  await page.waitForFunction(() => {
    const {later} = document.querySelector('script[data-later]')?.dataset ?? {};
    return !later || performance.getEntriesByName(new URL(later, location).href)[0]?.responseEnd > 0;
  });
  await page.evaluate(() => new Promise((done) => setTimeout(done, 50)));  // It runs, and so do the tasks that it sets.
}

/** The looks in which every page is seen. */
export const looks = [390, 1280].flatMap((width) => ['light', 'dark'].map((colorScheme) => ({
  name: `${width}-${colorScheme}`, width, height: width < 600 ? 844 : 900, colorScheme})));
