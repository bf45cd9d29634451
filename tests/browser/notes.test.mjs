// What was told as breaking and did not hold: an open page is told of the correction, then of the withdrawal.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve, until} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';
import {setUp} from './desk.mjs';

test('who was shown a bulletin is told when it is corrected, and when it is withdrawn', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const desk = await (await browser.newContext()).newPage();
  await setUp(desk, await server.setupLink());
  await desk.goto(`${server.url}/desk/posts`);
  await desk.getByRole('link', {name: /Cuba/}).first().click();
  const form = desk.url().split('?')[0];
  const headline = await desk.inputValue('[name="headline"]');
  const article = await desk.getByRole('link', {name: 'Read it on the site'}).getAttribute('href');

  const page = await (await browser.newContext({viewport: {width: 390, height: 800}})).newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  const listening = page.waitForRequest('**/live?**');
  await page.goto(`${server.url}/`);
  await listening;
  const said = () => page.locator('[role="status"].unseen').textContent();
  const kinds = page.locator('#bar .bar-kind');

  const add = async (kind, words) => {
    await desk.goto(form);
    await desk.selectOption('#note_kind', kind);
    await desk.fill('#note', words);
    await desk.getByRole('button', {name: 'Update the published article'}).click();
    await desk.waitForURL('**done=published');
  };
  await t.test('what was never in the bar is corrected on its own page only', async () => {
    await add('correction', 'The first round was in 2015.');
    assert.equal(await kinds.count(), 0);
  });

  await desk.goto(`${server.url}/desk/bar?q=${encodeURIComponent(headline)}`);
  await desk.locator('button[value="pin"]').first().click();
  await until(async () => (await page.locator('#bar .bar-entry').count()) > 0, 'the bar has it');
  await t.test('new facts are no correction', async () => {
    await add('update', 'A third outlet has it.');
    assert.equal(await kinds.count(), 0);
    await page.goto(server.url + article);
    assert.match(await page.locator('.update-note').first().textContent(), /^Updated, .+: A third outlet has it\.$/);
  });

  await t.test('a correction stands in the bar and is said once', async () => {
    await add('correction', 'It was held in Havana.');
    await until(async () => (await kinds.count()) === 1, 'the correction is in the bar');
    assert.equal(await kinds.textContent(), 'Correction');
    await until(async () => (await said()).includes('Correction: '), 'it is said');
    assert.equal((await said()).split('Correction: ').length, 2);
  });

  await t.test('so does a withdrawal, whose page says why', async () => {
    await desk.goto(form);
    await desk.fill('[name="reason"]', 'The statement was a forgery.');
    await desk.getByRole('button', {name: 'Withdraw'}).click();
    await desk.waitForURL('**done=withdrawn');
    await until(async () => (await said()).includes('Withdrawn: '), 'it is said');
    assert.equal(await kinds.textContent(), 'Withdrawn');
    const answer = await page.goto(server.url + article);
    assert.equal(answer.status(), 410);
    assert.match(await page.locator('main').textContent(), /The statement was a forgery\./);
    assert.doesNotMatch(await page.locator('main .empty').textContent(), new RegExp(headline.slice(0, 20)));
  });
  assert.deepEqual(problems, []);
});
