// The breaking bar over everything that parts a reader from the server: a restart after kill -9, a tab in the background,
// another site's frame.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, ok, sample, serve, until} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';

const outlets = ['Radio Tarn', 'Moor Gazette', 'Valley Wire'];
/** Feeds of three outlets that report the same, as files; imported, their story breaks. */
function matter(where, name, headlines, sentence) {
  return outlets.map((outlet, i) => {
    const site = `https://${outlet.toLowerCase().replace(' ', '-')}.example`;
    const file = join(where, `${name}-${i}.xml`);
    writeFileSync(file, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${outlet} (test)</title><link>${site}/</link><description>Invented.</description><language>en</language>
<item><title>${headlines[i]}</title><link>${site}/${name}</link><category>world</category><description>${sentence[i]}</description></item>
</channel></rss>`);
    return file;
  });
}
const dam = (where) => matter(where, 'dam', ['Orrin Dam gate jams open above Lower Thessaly', 'Jammed gate at Orrin Dam empties reservoir towards Lower Thessaly',
  'Lower Thessaly cleared as Orrin Dam gate cannot be shut'], [
  'A spillway gate of the Orrin Dam jammed open on Tuesday evening and water is running towards the village of Lower Thessaly, the dam authority said.',
  'The reservoir behind the Orrin Dam is emptying through a spillway gate that jammed open, and Lower Thessaly was told to leave, the dam authority said.',
  'Lower Thessaly is being cleared of its people because a spillway gate of the Orrin Dam cannot be shut; the dam authority has sent divers.']);
const tunnel = (where) => matter(where, 'tunnel', ['Fire in Kestrin road tunnel, forty drivers brought out', 'Forty drivers led out of burning Kestrin tunnel',
  'Kestrin tunnel shut after lorry fire; all drivers out'], [
  'Forty drivers were brought out of the Kestrin road tunnel after a lorry with paint caught fire near its southern portal, the fire brigade said.',
  'A lorry that carried paint burns in the Kestrin road tunnel; forty drivers were led out by the southern portal, according to the fire brigade.',
  'The Kestrin road tunnel is shut in both directions after a paint lorry caught fire; the fire brigade counted forty drivers at the southern portal.']);

const quarry = (where) => matter(where, 'quarry', ['Crane falls into Ostrava Pit quarry, two missing', 'Two missing after crane topples at Ostrava Pit',
  'Search at Ostrava Pit for two workers after crane fall'], [
  'Two workers are missing at the Ostrava Pit slate quarry after a crane fell from its upper terrace on Tuesday night, mine rescuers said.',
  'A crane toppled from the upper terrace of the Ostrava Pit slate quarry, and mine rescuers are looking for two workers who were below it.',
  'Mine rescuers search the Ostrava Pit slate quarry for two workers; a crane had fallen from the upper terrace in the evening shift.']);

/** Keeps what a screen reader would be told. */
const listen = (page) => page.addInitScript(() => {
  window.said = [];
  new MutationObserver((changes) => {
    for (const change of changes) {
      for (const node of change.addedNodes) {
        if (node.parentElement?.matches('[role="status"].unseen')) window.said.push(node.textContent);
      }
    }
  }).observe(document, {childList: true, subtree: true});
});
const said = (page) => page.evaluate(() => window.said);

test('no bulletin is missed or told twice', async (t) => {
  const where = folder(t);
  const data = join(where, 'data');
  const started = ['--sample', '--data', data];
  let server = await serve(t, started);
  const at = new URL(server.url).host;
  const browser = await browserFor(t);
  const reader = await browser.newContext({reducedMotion: 'reduce'});
  const page = await reader.newPage();
  await listen(page);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(server.url);
  const told = (words, times = 1) => until(async () => (await said(page)).filter((text) => words.test(text)).length >= times,
                                           `${words} was not told`, 20_000);

  await t.test('what broke before the page was made is not told', async () => {
    await page.waitForTimeout(500);
    assert.deepEqual(await said(page), []);
  });

  await t.test('a story that breaks is told once', async () => {
    ok(['import', '--data', data, ...['one', 'two', 'three'].map((name) => join(sample, 'eighth-matter', `${name}.xml`))]);
    await told(/Skerra/);
    assert.equal(await page.locator('.bar-entry').count(), 8);
  });

  await t.test('the server is killed, a story breaks while it is down, and both sides come back: it is told once', async () => {
    await server.kill();
    ok(['import', '--data', data, ...dam(where)]);
    server = await serve(t, started, {listen: at});
    await told(/Orrin Dam/);
    await page.waitForTimeout(1000);
    const all = await said(page);
    assert.equal(all.filter((text) => /Orrin Dam/.test(text)).length, 1, String(all));
    assert.equal(all.filter((text) => /Skerra/.test(text)).length, 1, 'what was told before the restart is not told again');
    assert.equal(all.length, 2);
  });

  await t.test('a story breaks while the tab is in the background: it is told when the reader is back', async () => {
    const show = (hidden) => page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', {configurable: true, get: () => value});
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    const last = await page.evaluate(() => document.documentElement.dataset.last);
    await show(true);
    ok(['import', '--data', data, ...tunnel(where)]);
    await page.waitForTimeout(1000);
    assert.equal((await said(page)).length, 2, 'the stream is closed');
    await show(false);
    await told(/Kestrin/);
    assert.equal((await said(page)).length, 3);

    // The control: a stream that is opened anew without saying what it had gets the bar, and no bulletin.
    const bulletins = (address) => page.evaluate((url) => new Promise((done) => {
      const got = [];
      const stream = new EventSource(url);
      stream.addEventListener('bulletin', (event) => got.push(JSON.parse(event.data).headline));
      setTimeout(() => { stream.close(); done(got); }, 1000);
    }), address);
    assert.deepEqual(await bulletins('/live'), []);
    const fresh = await page.evaluate(async () => new DOMParser().parseFromString(await (await fetch('/')).text(), 'text/html').documentElement.dataset.last);
    assert.ok(Number(fresh) > Number(last));
    assert.equal((await bulletins(`/live?last=${Number(fresh) - 1}`)).length, 1);
    assert.deepEqual(await bulletins(`/live?last=${fresh}`), []);
  });

  await t.test('a bar that was closed stays closed, without a flash, until something else breaks', async () => {
    await page.goto(server.url);
    await page.click('.bar-close');
    assert.equal(await page.locator('#bar').isVisible(), false);
    await page.addInitScript(() => {
      new PerformanceObserver((list) => { window.shift = (window.shift ?? 0) + list.getEntries().reduce((sum, entry) => sum + entry.value, 0); })
        .observe({type: 'layout-shift', buffered: true});
    });
    await page.reload();
    assert.equal(await page.evaluate(() => document.documentElement.classList.contains('bar-closed')), true);
    assert.equal(await page.locator('#bar').isVisible(), false);
    await page.waitForTimeout(500);
    ok(['import', '--data', data, ...quarry(where)]);
    await told(/Ostrava Pit/);
    assert.equal(await page.locator('#bar').isVisible(), true);
    assert.match(await page.locator('.bar-label').textContent(), /Breaking/);
    await page.waitForTimeout(500);
    assert.equal(await page.evaluate(() => window.shift ?? 0), 0, 'the page did not move');
  });

  await t.test('nothing went wrong in the page\'s own script', () => assert.deepEqual(problems, []));
});

test('the bar stands on another site', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  // Another origin: its own port, and a name of its own.
  const host = createServer((request, answer) => {
    answer.setHeader('Content-Type', 'text/html');
    const address = request.url === '/page' ? '/' : '/embed/bar?theme=dark&lang=es';
    answer.end(`<!doctype html><title>Host</title><iframe src="${server.url}${address}" width="600" height="76"></iframe>`);
  });
  await new Promise((done) => host.listen(0, '127.0.0.1', done));
  t.after(() => host.close());
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://localhost:${host.address().port}/`);
  const frame = page.frameLocator('iframe');
  assert.equal(await frame.locator('.bar-entry').count(), 7);
  assert.equal(await frame.locator('.bar-label').isVisible(), true);
  assert.equal(await frame.locator('html').getAttribute('lang'), 'es');
  await frame.locator('.bar-next').click();   // The script runs there.
  assert.equal(await frame.locator('base').getAttribute('target'), '_blank');
  assert.deepEqual(await context.cookies(), []);
  const high = await frame.locator('html').evaluate((html) => html.scrollHeight);
  assert.ok(high <= 76, `${high} pixels high`);
  // The control: no other page may be framed.
  await page.goto(`http://localhost:${host.address().port}/page`);
  await page.waitForTimeout(300);
  assert.equal(await page.frameLocator('iframe').locator('.masthead').count(), 0);
});
