// An editor adds sources, sees which are in trouble, and does something about it: with the mouse and with the keyboard.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import axe from 'axe-core';
import {folder, serve, until} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';
import {setUp, signIn} from './desk.mjs';

const rows = (page) => page.locator('.sources-table [data-row]');
const notice = (page) => page.locator('.notice [role="status"], p.notice');
const going = (page, does) => Promise.all([page.waitForEvent('load'), does()]);
const press = (page, key) => going(page, () => page.keyboard.press(key));

// The port of nobody: what is at home here is not asked, so its source is in trouble as soon as it is due.
const opml = `<opml version="2.0"><body><outline text="Sea">
<outline text="Harbour Radio" xmlUrl="http://127.0.0.1:9/radio"/><outline text="The Quay" xmlUrl="http://127.0.0.1:9/quay"/></outline>
<outline text="Evening Copy" xmlUrl="http://127.0.0.1:9/copy"/><outline text="Odd" xmlUrl="gopher://odd.example/"/></body></opml>`;

test('an editor looks after the sources', async (t) => {
  const server = await serve(t, ['--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const page = await (await browser.newContext()).newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await setUp(page, await server.setupLink());

  await t.test('the empty list says how to begin', async () => {
    await page.getByRole('link', {name: 'Sources', exact: true}).click();
    await page.waitForURL('**/desk/sources');
    assert.match(await page.textContent('.empty'), /Begin with the address of one feed/);
    await page.getByRole('link', {name: 'Add sources'}).click();
    await page.waitForURL('**/desk/sources/new');
  });

  await t.test('one is added by its address; what is wrong comes back beside its field', async () => {
    await page.fill('[name="address"]', 'http://127.0.0.1:9/ferry');
    await page.fill('[name="name"]', 'Ferry Bulletin');
    await page.selectOption('[name="rights"]', 'link');
    await going(page, () => page.getByRole('button', {name: 'Add this source'}).click());
    assert.match(await notice(page).textContent(), /Added/);
    await page.goto(`${server.url}/desk/sources/new`);
    await page.fill('[name="address"]', 'http://127.0.0.1:9/ferry');
    await going(page, () => page.getByRole('button', {name: 'Add this source'}).click());
    assert.match(await page.textContent('#address-error'), /already/);
  });

  await t.test('a list is brought in, and says what was passed over and why', async () => {
    await page.goto(`${server.url}/desk/sources/new`);
    await page.setInputFiles('[name="file"]', {name: 'mine.opml', mimeType: 'text/x-opml', buffer: Buffer.from(opml)});
    await going(page, () => page.getByRole('button', {name: 'Bring them in'}).click());
    assert.match(await page.textContent('.verdict'), /3 sources were added/);
    assert.match(await page.textContent('main'), /Passed over[\s\S]*gopher/);
  });

  await t.test('each says in plain words what is wrong with it', async () => {
    await until(async () => {
      await page.goto(`${server.url}/desk/sources`);
      return await page.locator('.source-says').count() === 4;
    }, 'four sources that cannot be asked');
    assert.match(await page.textContent('.source-says'), /our own rules forbid its address[\s\S]*Look at it/);
    assert.equal(await page.textContent('.tabs li:nth-child(3) .count'), '4');
  });

  await t.test('the list is narrowed by words and by folder', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('quay');
    await press(page, 'Enter');
    assert.deepEqual(await page.locator('.source-name a').allTextContents(), ['The Quay']);
    await page.goto(`${server.url}/desk/sources`);
    await page.selectOption('[name="folder"]', 'Sea');
    await going(page, () => page.locator('.narrow-row button').click());
    assert.equal(await rows(page).count(), 2);
  });

  await t.test('by keyboard: j, then a asks it now, e edits it, d removes it and u brings it back', async () => {
    await page.goto(`${server.url}/desk/sources?order=name`);
    await page.keyboard.press('j');
    assert.equal(await rows(page).first().evaluate((row) => row.contains(document.activeElement)), true);
    await press(page, 'a');
    assert.match(await notice(page).textContent(), /1 source is asked now/);
    await page.keyboard.press('j');
    await press(page, 'e');
    assert.match(page.url(), /\/desk\/sources\/[0-9a-z]{13}#edit$/);
    assert.equal(await page.inputValue('[name="name"]'), 'Evening Copy');
    await page.fill('[name="owner"]', 'Tarn House');
    await press(page, 'Control+Enter');
    assert.match(await notice(page).textContent(), /Saved/);
    await page.goto(`${server.url}/desk/sources?order=name`);
    await page.keyboard.press('j');
    await press(page, 'd');
    assert.match(await notice(page).textContent(), /Removed: Evening Copy is no longer read/);
    assert.equal(await rows(page).count(), 3);
    await press(page, 'u');
    assert.equal(await rows(page).count(), 4);
    await going(page, () => page.locator('.source-name a', {hasText: 'Evening Copy'}).click());
    assert.equal(await page.inputValue('[name="owner"]'), 'Tarn House', 'as it was');
  });

  await t.test('what is checked is removed at once, and comes back at once', async () => {
    await page.goto(`${server.url}/desk/sources?order=name`);
    assert.equal(await page.locator('.checked-acts button').first().isVisible(), false, 'nothing is checked yet');
    for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
    await press(page, 'd');
    assert.match(await notice(page).textContent(), /2 sources are no longer read/);
    assert.equal(await rows(page).count(), 2);
    await press(page, 'u');
    assert.equal(await rows(page).count(), 4);
    await page.locator('.check-rows input').check();
    assert.equal(await page.locator('[data-row] input:checked').count(), 4);
  });

  await t.test('axe finds nothing on what is in trouble, on a phone and on a desk, light and dark', async () => {
    const one = await page.locator('.source-name a').first().getAttribute('href');
    for (const path of ['/desk/sources', one, '/desk/sources/new']) {
      for (const [width, colorScheme] of [[390, 'light'], [390, 'dark'], [1280, 'light'], [1280, 'dark']]) {
        await page.setViewportSize({width, height: 900});
        await page.emulateMedia({colorScheme});
        await page.goto(server.url + path);
        await page.evaluate(axe.source);
        const rules = {'target-size': {enabled: true}, 'color-contrast-enhanced': {enabled: true}};
        const {violations} = await page.evaluate((rules) => window.axe.run(document, {rules, resultTypes: ['violations']}), rules);
        assert.deepEqual(violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target.join(' ')}`)), [],
                         `${path} at ${width}, ${colorScheme}`);
      }
    }
  });

  await t.test('without scripts, on the narrowest phone, nothing is wider than the screen and a source is removed', async () => {
    const plain = await (await browser.newContext({javaScriptEnabled: false, viewport: {width: 320, height: 640}})).newPage();
    await signIn(plain, server.url);
    for (const path of ['/desk/sources', '/desk/sources/new']) {
      await plain.goto(server.url + path);
      const wide = await plain.locator('html').evaluate((html) => html.scrollWidth);
      assert.ok(wide <= 320, `${path} is ${wide} pixels wide`);
    }
    await plain.goto(`${server.url}/desk/sources`);
    await rows(plain).first().locator('input').check();
    await going(plain, () => plain.locator('.checked-acts button[value="remove"]').click());
    assert.equal(await rows(plain).count(), 3);
    await going(plain, () => plain.locator('.notice button').click());
    assert.equal(await rows(plain).count(), 4);
  });

  await t.test('the audit log has it, and nothing went wrong in the page\'s own script', async () => {
    await page.goto(`${server.url}/desk/audit`);
    assert.match(await page.textContent('main'), /asked for a source to be read now/);
    assert.deepEqual(problems, []);
  });
});
