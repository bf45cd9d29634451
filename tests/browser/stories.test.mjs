// An editor mends the sample's stories, and readers see it: with the mouse, with the keyboard, and without scripts.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';
import {setUp, signIn} from './desk.mjs';

const rows = (page) => page.locator('.stories-table [data-row]');
const reports = (page) => page.locator('.reports-table [data-article]');
const notice = (page) => page.locator('.notice [role="status"]');

/** Opens the story that a search for these words finds first. */
async function find(page, site, words) {
  await page.goto(`${site}/desk/stories`);
  await page.fill('[name="q"]', words);
  await page.press('[name="q"]', 'Enter');
  await page.waitForURL('**/desk/stories?q=**');
  await rows(page).first().locator('a').click();
  await page.waitForURL(/\/desk\/stories\/[0-9a-z]{13}$/);
  return idOf(page);
}
const idOf = (page) => new URL(page.url()).pathname.split('/').pop();
/** Does what leads to another page, and waits for that page. */
const going = (page, does) => Promise.all([page.waitForEvent('load'), does()]);
const press = (page, key) => going(page, () => page.keyboard.press(key));
const click = (page, selector) => going(page, () => page.locator(selector).first().click());

test('an editor splits, merges and locks stories, and readers see it', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const reader = await (await browser.newContext()).newPage();
  /** The outlets on the story's public page. */
  const published = async (id) => {
    const answer = await reader.goto(`${server.url}/story/${id}`);
    return {status: answer.status(), at: idOf(reader), outlets: await reader.locator('.report .outlet').allTextContents()};
  };

  const editors = await browser.newContext();
  const page = await editors.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
  await setUp(page, await server.setupLink());

  await t.test('the list shows every story, and j, k and Enter go through it', async () => {
    await page.getByRole('link', {name: 'Stories', exact: true}).click();
    await page.waitForURL('**/desk/stories');
    assert.ok(await rows(page).count() >= 20);
    assert.ok((await rows(page).first().boundingBox()).height <= 33, 'rows of 32 pixels');
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key);
    const second = rows(page).nth(1);
    assert.equal(await second.evaluate((row) => row.contains(document.activeElement)), true);
    const id = await second.getAttribute('data-story');
    await press(page, 'Enter');
    assert.equal(idOf(page), id);
  });

  await t.test('/ goes to the search, Escape leaves it, ? shows the keys', async () => {
    await page.goto(`${server.url}/desk/stories`);
    await page.keyboard.press('/');
    await page.keyboard.type('jk?');   // In a field they are letters.
    assert.equal(await page.inputValue('[name="q"]'), 'jk?');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    assert.equal(await page.locator('.keys dl').isVisible(), true);
    await page.keyboard.press('?');
    assert.equal(await page.locator('.keys dl').isVisible(), false);
  });

  await t.test('single keys can be switched off, and this browser remembers it', async () => {
    await page.keyboard.press('?');
    await page.locator('.keys-on').uncheck();
    await page.goto(`${server.url}/desk/stories`);
    for (const key of ['j', '/', '?']) await page.keyboard.press(key);
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    await page.locator('.keys summary').click();
    assert.equal(await page.locator('.keys-on').isChecked(), false);
    await page.locator('.keys-on').check();
    await page.locator('.keys-on').blur();
    await page.keyboard.press('j');
    assert.equal(await rows(page).first().evaluate((row) => row.contains(document.activeElement)), true);
  });

  await t.test('the list is narrowed to a section, and to what stands in the bar', async () => {
    await page.goto(`${server.url}/desk/stories`);
    const all = await rows(page).count();
    await page.selectOption('[name="section"]', 'health');
    await click(page, '.narrow-row button');
    const some = await rows(page).count();
    assert.ok(some >= 1 && some < all, `${some} of ${all}`);
    await page.selectOption('[name="section"]', '');
    await page.selectOption('[name="only"]', 'bar');
    await click(page, '.narrow-row button');
    assert.equal(await rows(page).count(), 7);
  });

  let visa;
  await t.test('a search finds a story by words, by its address and by that of a report', async () => {
    visa = await find(page, server.url, 'Bolsonaro visa');
    assert.equal(await reports(page).count(), 3);
    const report = await reports(page).first().getAttribute('data-article');
    for (const name of [visa, `${server.url}/story/${visa}`, report, `/article/${report}`]) {
      await page.goto(`${server.url}/desk/stories?q=${encodeURIComponent(name)}`);
      assert.equal(idOf(page), visa, name);
    }
  });

  await t.test('each report says why it is here', async () => {
    await page.goto(`${server.url}/desk/stories/${visa}`);
    await click(page, '.reports-table .cell-why a');
    assert.match(await page.textContent('h1'), /is in the story/);
    assert.match(await page.textContent('.likelihood'), /\d+ %. Needed: \d+ %/);
    assert.ok(await page.locator('.reasons-table tbody tr').count() >= 1);
    // And why it is not in another.
    await page.fill('#story', 'Philippines bases');
    await press(page, 'Enter');
    assert.match(await page.textContent('.field-error'), /No story/);
    await click(page, '.meant a');
    assert.match(await page.textContent('h1'), /is not in the story/);
    assert.match(await page.textContent('.likelihood'), /not enough/);
    problems.splice(0);  // The browser logs every 4xx; this one was wanted.
  });

  await t.test('a report is split off, readers see two stories, and Undo brings it back', async () => {
    await page.goto(`${server.url}/desk/stories/${visa}`);
    const last = reports(page).nth(2);
    const outlet = await last.locator('.cell-outlet').textContent();
    await last.locator('input').check();
    await click(page, 'button[value="split"]');
    assert.match(await notice(page).textContent(), /1 report is a story of its own now/);
    assert.equal(await reports(page).count(), 2);
    const apart = (await page.locator('.notice a').getAttribute('href')).split('/').pop();
    assert.equal((await published(visa)).outlets.includes(outlet), false);
    assert.deepEqual((await published(apart)).outlets, [outlet]);

    await click(page, '.notice button');
    assert.equal(await reports(page).count(), 3);
    assert.equal((await published(visa)).outlets.includes(outlet), true);
    assert.ok(await page.locator('.reports-table .mark-hand').count() >= 1);
  });

  await t.test('the same by keyboard: j, x, s and u', async () => {
    await page.goto(`${server.url}/desk/stories/${visa}`);
    for (const key of ['j', 'j', 'x']) await page.keyboard.press(key);
    assert.equal(await reports(page).nth(1).locator('input').isChecked(), true);
    await press(page, 's');
    assert.equal(await reports(page).count(), 2);
    await press(page, 'u');
    assert.equal(await reports(page).count(), 3);
  });

  await t.test('what cannot be done comes back with what was entered', async () => {
    await page.goto(`${server.url}/desk/stories/${visa}`);
    await reports(page).first().locator('input').check();
    await page.fill('#to', 'Philippines bases');
    await press(page, 'Enter');
    assert.match(await page.textContent('.form-errors'), /Nothing was changed/);
    assert.equal(await page.inputValue('#to'), 'Philippines bases');
    assert.equal(await reports(page).first().locator('input').isChecked(), true);
    problems.splice(0);
    // The guess beside the field does it.
    await click(page, '.meant button');
    assert.match(await notice(page).textContent(), /1 report is in another story now/);
    await press(page, 'u');
    assert.equal(await reports(page).count(), 3);
  });

  await t.test('two stories are merged by m, the old address leads on, and Undo parts them', async () => {
    const comet = await find(page, server.url, 'comet Moon');
    const before = await reports(page).count();
    await page.goto(`${server.url}/desk/stories/${visa}`);
    await page.keyboard.press('m');
    await page.keyboard.type(`${server.url}/story/${comet}`);
    await press(page, 'Enter');
    assert.equal(await reports(page).count(), 3 + before);
    assert.equal((await published(comet)).at, visa);
    await page.goto(`${server.url}/desk/stories/${comet}`);
    assert.equal(idOf(page), visa);
    await page.goBack();
    await press(page, 'u');
    assert.equal(await reports(page).count(), 3);
    assert.equal((await published(visa)).outlets.length, 3);
  });

  await t.test('a story is locked and unlocked, by button and by key', async () => {
    await page.goto(`${server.url}/desk/stories/${visa}`);
    await click(page, '.lock button');
    assert.match(await notice(page).textContent(), /^Locked/);
    assert.equal(await page.locator('.story-marks .mark-locked').count(), 1);
    await press(page, 'u');
    assert.match(await notice(page).textContent(), /^Unlocked/);
    await press(page, 'l');
    assert.equal(await page.locator('.story-marks .mark-locked').count(), 1);
    await press(page, 'l');
    assert.equal(await page.locator('.story-marks .mark-locked').count(), 0);
  });

  await t.test('without scripts a report is split off and two stories are merged, on the narrowest phone', async () => {
    const plain = await (await browser.newContext({javaScriptEnabled: false, viewport: {width: 320, height: 640}})).newPage();
    await signIn(plain, server.url);
    const ship = await find(plain, server.url, 'Philippines bases');
    assert.equal(await plain.locator('.keys').isVisible(), false, 'no keys are promised that do nothing');
    for (const url of ['/desk/stories', `/desk/stories/${ship}`]) {
      await plain.goto(server.url + url);
      const wide = await plain.locator('html').evaluate((html) => html.scrollWidth);
      assert.ok(wide <= 320, `${url} is ${wide} pixels wide`);
    }
    const count = await reports(plain).count();
    await reports(plain).last().locator('input').check();
    await click(plain, 'button[value="split"]');
    assert.equal(await reports(plain).count(), count - 1);
    const apart = (await plain.locator('.notice a').getAttribute('href')).split('/').pop();
    assert.equal((await published(apart)).status, 200);
    await plain.fill('#from', apart);
    await click(plain, '#merge button[value="merge"]');
    assert.equal(await reports(plain).count(), count);
    assert.equal((await published(apart)).at, ship);
  });

  await t.test('the audit log has it', async () => {
    await page.goto(`${server.url}/desk/audit`);
    assert.match(await page.textContent('main'), /ida[\s\S]*(split a story|merged stories)/);
  });

  await t.test('nothing went wrong in the page\'s own script', () => assert.deepEqual(problems, []));
});
