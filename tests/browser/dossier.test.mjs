// A dossier as readers and editors have it: on a small phone, without scripts, and from the desk's form to the page.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';
import {setUp} from './desk.mjs';

const going = (page, does) => Promise.all([page.waitForEvent('load'), does()]);

test('a reader finds the dossier, and an editor has the last word on it', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const reader = await (await browser.newContext({viewport: {width: 320, height: 640}, javaScriptEnabled: false})).newPage();

  await t.test('from the footer to the list to the page, without a script and without sideways scroll', async () => {
    await reader.goto(server.url);
    await reader.locator('.footer a[href="/dossiers"]').click();
    await reader.waitForURL('**/dossiers');
    await reader.locator('.dossier-list a', {hasText: 'Law Enforcement Dialogue'}).click();
    await reader.waitForURL('**/dossier/*');
    assert.ok(await reader.locator('.rounds > .round').count() >= 2);
    assert.equal(await reader.locator('.dossier-state').textContent().then((text) => /not yet checked/.test(text)), true);
    const box = await reader.locator('body').evaluate((body) => [body.ownerDocument.documentElement.scrollWidth, innerWidth]);
    assert.ok(box[0] <= box[1], `${box[0]} pixels wide on a phone of ${box[1]}`);
  });

  await t.test('a story of a round names its dossier on top, and leads there', async () => {
    const address = reader.url();
    await reader.locator('.round-stories a').first().click();
    await reader.waitForURL('**/story/*');
    assert.match(await reader.locator('.dossier-line').textContent(), /Law Enforcement Dialogue/);
    await reader.locator('.dossier-line a').click();
    await reader.waitForURL('**/dossier/*');
    assert.equal(reader.url(), address);
  });

  const page = await (await browser.newContext({viewport: {width: 1280, height: 900}})).newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await setUp(page, await server.setupLink());

  await t.test('c confirms a proposal, u takes it back, and readers see who checked it', async () => {
    await page.goto(`${server.url}/desk/dossiers`);
    const row = page.locator('.dossiers-table [data-row]', {hasText: 'Law Enforcement Dialogue'});
    await row.locator('a').focus();
    await going(page, () => page.keyboard.press('c'));
    assert.match(await page.locator('.notice [role="status"]').textContent(), /^Confirmed: .*Law Enforcement Dialogue/);
    await reader.reload();
    assert.match(await reader.locator('.dossier-state').textContent(), /^Checked by /);
    await going(page, () => page.keyboard.press('u'));
    await reader.reload();
    assert.match(await reader.locator('.dossier-state').textContent(), /not yet checked/);
  });

  await t.test('what an editor writes into the form is what readers see', async () => {
    await page.goto(`${server.url}/desk/dossiers`);
    await going(page, () => page.locator('.dossiers-table a', {hasText: 'Law Enforcement Dialogue'}).click());
    const rounds = await page.locator('[name^="when-"]').count();
        const unfold = (text) => page.locator('.dossier-row > summary', {hasText: text}).click();
    await unfold('9 November 2015');
    await page.fill('[name="place-0"]', 'Washington, at the State Department');
    await unfold('Add a round');
    await page.fill(`[name="when-${rounds - 1}"]`, '2023-11-08');
    await page.fill(`[name="place-${rounds - 1}"]`, 'Washington');
    await page.check(`[name="announced-${rounds - 1}"]`);
    await going(page, () => page.keyboard.press('Control+Enter'));
    assert.match(await page.locator('.notice').textContent(), /^Saved/);
    await reader.reload();
    assert.match(await reader.locator('.next').textContent(), /8 November 2023, Washington/);
    assert.match(await reader.locator('.rounds').textContent(), /at the State Department/);
        await unfold('9 November 2015');
    await page.fill('[name="when-0"]', 'some day');
    await going(page, () => page.keyboard.press('Control+Enter'));
    assert.equal(await page.locator('.form-errors a').getAttribute('href'), '#when-0');
        assert.equal(await page.inputValue('[name="when-0"]'), 'some day', 'nothing typed is lost');
    assert.ok(await page.locator('[name="when-0"]').isVisible(), 'what is to be mended is unfolded');
  });

  await t.test('one that was dismissed is gone for readers', async () => {
    await page.goto(`${server.url}/desk/dossiers`);
    await page.locator('.dossiers-table [data-row]', {hasText: 'Law Enforcement Dialogue'}).locator('a').focus();
    await going(page, () => page.keyboard.press('d'));
    assert.equal((await reader.reload()).status(), 404);
    await page.goto(`${server.url}/desk/audit`);
    assert.match(await page.locator('.desk-table').textContent(), /dismissed a dossier/);
  });
  assert.deepEqual(problems, []);
});
