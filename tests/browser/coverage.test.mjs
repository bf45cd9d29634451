// A storm is covered live: what an editor writes is on the readers' page at once, and nothing that is being read moves.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve, until} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';
import {setUp} from './desk.mjs';

test('an editor covers a storm, and readers follow', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const desk = await (await browser.newContext()).newPage();
  await setUp(desk, await server.setupLink());
  await desk.goto(`${server.url}/desk/posts`);
  await desk.getByRole('link', {name: /^Storm night/}).click();
  const article = await desk.getByRole('link', {name: 'Read it on the site'}).getAttribute('href');
  await desk.getByRole('link', {name: 'Write entries'}).click();

  const page = await (await browser.newContext({viewport: {width: 390, height: 800}})).newPage();
  const problems = [];
  for (const one of [page, desk]) {
    one.on('pageerror', (error) => problems.push(String(error)));
    one.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
  }
  const listening = page.waitForRequest('**/stream?**');
  await page.goto(server.url + article);
  await listening;
  const entries = page.locator('.live-entry');
  const more = page.locator('.live-more');
  assert.equal(await entries.count(), 9);
  assert.equal(await page.locator('.live-label').textContent(), 'Live');

  const reading = entries.nth(3);
  await reading.evaluate((entry) => scrollBy(0, entry.getBoundingClientRect().top - 200));
  const place = () => reading.evaluate((entry) => Math.round(entry.getBoundingClientRect().top));
  const before = await place();

  await t.test('an entry by Ctrl+Enter is announced to readers within a second, and their place does not move', async () => {
    await desk.fill('[name="entry_headline"]', 'The lamp is out');
    await desk.fill('[name="entry_body"]', 'The lamp on the outer mole went out at **18:05**.');
    await desk.check('[name="entry_key"]');
    const pressed = Date.now();
    await desk.press('[name="entry_body"]', 'Control+Enter');
    await more.waitFor();
    const took = Date.now() - pressed;
    assert.equal(await more.textContent(), '1 new update');
    assert.equal(await place(), before);
    assert.equal(await entries.count(), 9);
    assert.equal(await page.locator('.live-news').getAttribute('role'), 'status');
    t.diagnostic(`${took} ms from the key to the reader`);
    assert.equal(await desk.inputValue('[name="entry_headline"]'), '');
  });

  await t.test('more are counted, and the button shows them and puts the focus on the newest', async () => {
    for (const words of ['Second', 'Third']) {
      await desk.fill('[name="entry_body"]', words);
      await Promise.all([desk.waitForEvent('load'), desk.press('[name="entry_body"]', 'Control+Enter')]);
    }
    await until(async () => (await more.textContent()) === '3 new updates', 'three are counted');
    assert.equal(await place(), before);
    await more.click();
    assert.equal(await entries.count(), 12);
    assert.match(await entries.nth(0).textContent(), /Third/);
    assert.equal(await entries.nth(0).evaluate((entry) => entry === document.activeElement), true);
    assert.equal(await more.count(), 0);
    assert.match(await page.textContent('.live-keys'), /The lamp is out/);
  });

  await t.test('a correction shows in its place, and what is taken back goes', async () => {
    const first = desk.locator('.coverage-entry').first();
    await first.locator('summary').click();
    await first.locator('textarea').fill('Third, corrected');
    await desk.fill('[name="entry_body"]', 'half a sentence');
    await Promise.all([desk.waitForEvent('load'), first.locator('textarea').press('Control+Enter')]);
    assert.equal(await desk.inputValue('[name="entry_body"]'), 'half a sentence', 'what was typed elsewhere is still there');
    await until(async () => /Third, corrected/.test(await entries.nth(0).textContent()), 'the correction shows');
    assert.match(await entries.nth(0).textContent(), /Updated/);
    assert.equal(await more.count(), 0);

    await Promise.all([desk.waitForEvent('load'), desk.locator('.coverage-entry').first().getByRole('button', {name: 'Take back'}).click()]);
    await until(async () => await entries.count() === 11, 'it is gone');
    await Promise.all([desk.waitForEvent('load'), desk.getByRole('button', {name: 'Undo'}).click()]);
    await until(async () => await more.count() === 1 || await entries.count() === 12, 'it is back');
    assert.equal(await desk.inputValue('[name="entry_body"]'), 'half a sentence');
  });

  await t.test('the coverage ends, and the page says so', async () => {
    await desk.fill('[name="entry_body"]', '');
    await Promise.all([desk.waitForEvent('load'), desk.getByRole('button', {name: 'End the coverage'}).click()]);
    await until(async () => (await page.locator('.live-label').textContent()) === 'Ended', 'the page says so');
  });

  await t.test('without scripts a reader has all of it', async () => {
    const plain = await (await browser.newContext({javaScriptEnabled: false, viewport: {width: 320, height: 640}})).newPage();
    await plain.goto(server.url + article);
    assert.equal(await plain.locator('.live-entry').count(), 12);
    assert.match(await plain.textContent('.live-state'), /Ended/);
    assert.equal(await plain.locator('html').evaluate((html) => html.scrollWidth), 320);
    await plain.locator('.live-keys a').last().click();
    assert.match(plain.url(), /\?from=[0-9a-z]{13}#entry-[0-9a-z]{13}$/);
    assert.equal(await plain.locator(`.live-entry${new URL(plain.url()).hash}`).count(), 1);
  });

  await t.test('nothing went wrong in the page\'s own script', () => assert.deepEqual(problems, []));
});
