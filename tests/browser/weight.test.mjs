// Every kind of page is light, asks nobody else for anything, complains about nothing, and does not move while it loads.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {everyKind, findOnEvery, open} from './every_kind.mjs';
import {none} from './none.mjs';

// Markup, styles and scripts, as they are sent: a reader's packed, a desk's markup as it is, for it holds the forms' tokens
// and is never packed (BREACH). Pictures and typefaces come on top.
const mostBytes = 30 * 1024;
// An editor sits at a desk, on no slow line; and the form of a dossier holds a whole matter, each value with its report.
const mostOf = ({name = ''}) => (name === 'desk-dossier' ? 48 * 1024 : name.startsWith('desk') ? 32 * 1024 : mostBytes);
const mostScript = 10 * 1024;
const mostTypeface = 20_000;  // Of one that is loaded ahead; more costs a slow line a round trip (cmake/core_font.cmake).

// Both run in the page.
const watch = () => {
  window.watched = {shift: 0, moved: [], violations: [], paint: 0};
  new PerformanceObserver((list) => {
    for (const {value, hadRecentInput, sources} of list.getEntries()) {
      if (hadRecentInput) continue;
      window.watched.shift += value;
      window.watched.moved.push(...sources.map(({node}) => node?.className || node?.nodeName));
    }
  }).observe({type: 'layout-shift', buffered: true});
  new PerformanceObserver((list) => { window.watched.paint = list.getEntries().at(-1).startTime; })
      .observe({type: 'largest-contentful-paint', buffered: true});
  addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI}) =>
      window.watched.violations.push(`${violatedDirective} forbids ${blockedURI}`));
};
const measure = async () => {
  // Two frames: what the last resource changed is laid out and reported by then.
  for (let i = 0; i < 2; ++i) await new Promise((frame) => requestAnimationFrame(frame));
  const sizes = {html: performance.getEntriesByType('navigation')[0].encodedBodySize, css: 0, js: 0};
  for (const {name, encodedBodySize} of performance.getEntriesByType('resource')) {
    const kind = new URL(name).pathname.split('.').pop();
    if (kind in sizes) sizes[kind] += encodedBodySize;
  }
  const ahead = [...document.querySelectorAll('link[rel="preload"][as="font"]')].map(({href}) =>
      ({href, bytes: performance.getEntriesByName(href)[0]?.encodedBodySize ?? 0}));
  return {...window.watched, sizes, ahead};
};

/** Opens a page as on a slow line: the typefaces come late. Returns what it weighs and what is wrong with it. */
async function load(page, kind) {
  const wrong = [];
  page.on('pageerror', (error) => wrong.push(String(error)));
  page.on('console', (message) => {
    // The browser logs the status of the two pages that are errors; that is what they are for.
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) wrong.push(message.text());
  });
  const {origin} = new URL(kind.url);
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) wrong.push(`asks ${request.url()}`);
  });
  await page.route('**/*.woff2', async (route) => {
    await new Promise((late) => setTimeout(late, 200));
    await route.continue().catch(() => {});  // The page was left before.
  });
  await page.addInitScript(watch);
  await open(page, kind);
  const {shift, moved, violations, sizes, paint, ahead} = await page.evaluate(measure);
  if (shift > 0) wrong.push(`moves by ${shift.toFixed(5)}: ${[...new Set(moved)].join(', ')}`);
  const sent = sizes.html + sizes.css + sizes.js;
  if (sent >= mostOf(kind)) wrong.push(`weighs ${sent} bytes`);
  if (ahead.length > 2) wrong.push(`loads ${ahead.length} typefaces ahead`);
  for (const {href, bytes} of ahead) if (bytes > mostTypeface) wrong.push(`loads ${href} ahead, of ${bytes} bytes`);
  if (sizes.js > mostScript) wrong.push(`has ${sizes.js} bytes of script`);
  return {sizes, paint, wrong: [...wrong, ...violations]};
}

test('every kind of page is light, still and by itself', async (t) => {
  const site = await everyKind(t);

  await t.test('and a page that is not is found out', async () => {
    const page = await site.browser.newPage();
    // So late that the page was painted before, and moves.
    await page.route('**/late', (route) => setTimeout(() => route.fulfill({status: 404}), 900));
    await page.route('**/control', (route) => route.fulfill({
      contentType: 'text/html', headers: {'Content-Security-Policy': "default-src 'self' 'unsafe-inline'; img-src *"},
      body: `<!doctype html><html lang="en"><title>Control</title><p>It moves.</p><img src="http://127.0.0.1:9/"><img src="/late">
<script>setTimeout(() => document.body.prepend(Object.assign(document.createElement('textarea'), {rows: 20})), 300);
addEventListener('load', () => { fetch('https://other.example/'); });
/* ${'x'.repeat(mostBytes)} */ throw new Error('on purpose');</script>`}));
    const {wrong} = await load(page, {url: `${site.server.url}/control`, status: 200});
    for (const fault of [/moves by/, /weighs/, /on purpose/, /asks http:\/\/127/, /connect-src|default-src/]) {
      assert.ok(wrong.some((line) => fault.test(line)), `${fault} is not among:\n${wrong.join('\n')}`);
    }
    await page.close();
  });

  const weighed = [];
  const found = [];
  for (const viewport of [{width: 390, height: 844}, {width: 1280, height: 900}]) {
    // What a service worker hands over is counted unpacked.
    found.push(...await findOnEvery(site, {viewport, serviceWorkers: 'block'}, async (page, kind) => {
      const {sizes, paint, wrong} = await load(page, kind);
      // The paint is told, not asserted: it depends on what else the machine does. script/lighthouse asserts it.
      if (viewport.width === 390) {
        weighed.push(`${kind.name}: html ${sizes.html}, css ${sizes.css}, js ${sizes.js} bytes; largest paint at ${Math.round(paint)} ms`);
      }
      return wrong.map((line) => `${line} (${viewport.width})`);
    }));
  }
  weighed.sort().forEach((line) => t.diagnostic(line));
  none(found);
});
