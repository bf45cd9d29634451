// A moderator's day: a thousand pending replies cleared by keyboard, and what follows from decisions.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve, until} from '../support/dateline.mjs';
import {articleWithReplies, fetchPage, formWith, words} from '../support/site.mjs';
import {browserFor} from './browser.mjs';
import {setUp, signIn} from './desk.mjs';

const pending = 1000;
const rows = (page) => page.locator('.desk-replies > [data-row]');
const notice = (page) => page.locator('#did [role="status"]');
const count = async (page, queue) => Number((await page.locator(`[data-count="${queue}"] .count`).textContent()).replace(/\D/g, ''));
const idOf = (row) => row.getAttribute('data-reply');
const current = (page) => page.evaluate(() => document.activeElement.closest('[data-row]')?.dataset.reply);

/** Presses a key that leads to another page. */
const press = (page, key) => Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
const click = (page, what) => Promise.all([page.waitForEvent('load'), page.click(what)]);

test('the desk for replies', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const {form} = await articleWithReplies(server.url);
  const browser = await browserFor(t);
  const page = await browser.newPage({viewport: {width: 1280, height: 900}});
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });

  // Each of 127.0.0.0/8 is another reader's network.
  let readers = 0;
  async function reply(comment, author = `Reader ${readers + 1}`) {
    const n = ++readers;
    const answer = await fetchPage(form.action, {
      form: {...form.fields, comment, author, email: `reader${n}@mail.example`, once: `once-${n}`},
      from: `127.1.${n >> 8}.${n & 255}`});
    assert.equal(answer.status, 303, `reply ${n} was answered with ${answer.status}: ${words(answer.text).slice(0, 300)}`);
    return new URL(answer.headers.location, server.url).href.split('#')[0];
  }
  const own = async (url) => words((await fetchPage(url)).text);
  /** Do readers see it, at its address for good? */
  async function isPublic(id) {
    const article = await fetchPage(`${server.url}/article/${form.fields.comment_post_ID}?reply=${id}`);
    return article.text.includes(`id="reply-${id}"`);
  }

  await setUp(page, await server.setupLink());
  await page.goto(`${server.url}/desk/replies?queue=held`);
  const before = {held: await count(page, 'held'), approved: await count(page, 'approved'), spam: await count(page, 'spam')};

  await t.test('a thousand replies are cleared by keyboard alone', async () => {
    const texts = Array.from({length: pending}, (_, n) => `The quay of row ${n} had ${n * 7 + 3} lamps when I counted them.`);
    await Promise.all(Array.from({length: 8}, async () => {
      for (let text = texts.shift(); text; text = texts.shift()) await reply(text);
    }));
    const times = [];
    page.on('requestfinished', (request) => {
      if (request.method() === 'POST' && new URL(request.url()).pathname === '/desk/replies')
        times.push(request.timing().responseStart - request.timing().requestStart);
    });
    await page.goto(`${server.url}/desk/replies?queue=held`);
    assert.equal(await count(page, 'held'), before.held + pending);
    assert.equal(await rows(page).count(), 50);
    const started = Date.now();
    const all = before.held + pending;
    for (let n = 0; n < all; ++n) {
      await page.waitForFunction(() => document.activeElement.closest('[data-row]'), null, {polling: 5});
      await page.keyboard.press(n % 10 === 9 ? 's' : 'a');
    }
    const seconds = (Date.now() - started) / 1000;
    await until(async () => await count(page, 'held') === 0, 'all are decided', 60_000);
    await page.waitForFunction(() => !document.querySelector('#queue-empty').hidden);
    await page.reload();
    assert.equal(await rows(page).count(), 0);
    assert.equal(await count(page, 'spam'), before.spam + Math.floor(all / 10));
    assert.equal(await count(page, 'approved'), before.approved + all - Math.floor(all / 10));
    assert.equal(times.length, all, 'one request a decision, and none lost');
    times.sort((a, b) => a - b);
    const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))].toFixed(1);
    t.diagnostic(`${all} decisions in ${seconds.toFixed(1)} s; of the server: median ${at(.5)} ms, p99 ${at(.99)} ms, longest ${at(1)} ms (bar: 50)`);
  });

  await t.test('Undo brings a row back, one decision after the other', async () => {
    for (const n of [1, 2, 3]) await reply(`To be undone ${n}.`);
    await page.goto(`${server.url}/desk/replies?queue=held`);
    const first = await idOf(rows(page).first());
    for (const key of ['a', 's']) await page.keyboard.press(key);
    assert.equal(await rows(page).count(), 1);
    await until(async () => /^Spam: /.test(await notice(page).textContent()), 'the notice says what was done');
    await page.keyboard.press('u');
    assert.equal(await rows(page).count(), 2);
    await page.keyboard.press('z');
    assert.equal(await rows(page).count(), 3);
    assert.equal(await current(page), first, 'and the keys go on there');
    await until(async () => await count(page, 'held') === 3, 'the desk has it');
    await page.reload();
    assert.equal(await rows(page).count(), 3);
    assert.equal(await idOf(rows(page).first()), first);
  });

  await t.test('those that are checked are decided together, and taken back together', async () => {
    for (const key of ['x', 'j', 'j', 'x']) await page.keyboard.press(key);
    assert.match(await page.textContent('.checked-say'), /2/);
    await page.keyboard.press('a');
    assert.equal(await rows(page).count(), 1);
    await until(async () => await count(page, 'held') === 1, 'two are decided');
    await page.keyboard.press('u');
    await until(async () => await count(page, 'held') === 3, 'and taken back');
    await page.keyboard.press('Shift+X');
    await page.keyboard.press('s');
    await until(async () => await count(page, 'held') === 0, 'all are decided');
    assert.equal(await page.locator('#queue-empty').isVisible(), true);
    await page.keyboard.press('u');
    await until(async () => await count(page, 'held') === 3, 'and taken back');
    await page.keyboard.press('Shift+X');
    await page.keyboard.press('s');
    await until(async () => await count(page, 'held') === 0, 'all are decided');
  });

  await t.test('what was changed since it was read is not decided, and comes back with the reason', async () => {
    const url = await reply('Eleven lamps, I think.', 'Runa Hjort');
    await page.goto(`${server.url}/desk/replies?queue=held`);
    const edit = formWith(await fetchPage(`${url}/edit`), 'comment') ?? formWith(await fetchPage(`${url}/edit`), 'text');
    const field = 'comment' in edit.fields ? 'comment' : Object.keys(edit.fields).find((name) => name !== 'csrf') ?? 'comment';
    await fetchPage(edit.action, {form: {...edit.fields, [field]: 'Twelve lamps, I think.'}, from: '127.2.0.1'});
    await page.keyboard.press('a');
    await page.locator('.row-problem').waitFor();
    assert.match(await page.textContent('.row-problem'), /Runa Hjort changed the words/);
    assert.match(await rows(page).first().textContent(), /Twelve lamps/, 'the row is as it is now');
    await page.keyboard.press('j');
    await page.keyboard.press('s');
    await until(async () => await count(page, 'held') === 0, 'it was read again');
  });

  let rejected, id;
  await t.test('a rejection has a ground, by its number, and words; its author reads both', async () => {
    rejected = await reply('You cannot count, you herring.', 'Jon Vik');
    await page.goto(`${server.url}/desk/replies?queue=held`);
    id = await current(page);
    await page.keyboard.press('r');
    assert.equal(await page.locator('.desk-reply .grounds').first().getAttribute('open'), '');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.grounds[open]').count(), 0);
    await page.keyboard.press('r');
    await page.keyboard.press('8');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'reason', 'another reason needs words');
    await page.keyboard.type('Fish are not named here, 2 times at most.');
    await page.keyboard.press('Escape');
    await page.keyboard.press('2');
    await until(async () => await count(page, 'held') === 0, 'it is decided');
    assert.match(await own(rejected), /Fish are not named here, 2 times at most\./);
    await page.goto(`${server.url}/desk/replies?queue=rejected`);
    assert.match(await rows(page).first().textContent(), /Insult: Fish are not named here/);
  });

  await t.test('an appeal against it is granted, and the reply is published', async () => {
    const appeal = formWith(await fetchPage(rejected), 'words') ?? {action: `${rejected}/appeal`, fields: {}};
    const sent = await fetchPage(appeal.action, {form: {...appeal.fields, words: 'A herring is a fine fish.'}, from: '127.2.0.2'});
    assert.equal(sent.status, 303);
    await page.goto(`${server.url}/desk/appeals`);
    assert.match(await page.textContent('.desk-appeal'), /A herring is a fine fish\.[\s\S]*|Insult/);
    assert.match(await page.textContent('.own-decision'), /ask a colleague/);
    await press(page, 'r');
    assert.match(await page.textContent('.form-errors'), /needs an answer/);
    problems.splice(0);   // The 422 that was just asked for.
    await page.keyboard.press('j');
    await page.keyboard.press('w');
    await page.keyboard.type('So it is.');
    await page.keyboard.press('Escape');
    await press(page, 'g');
    assert.match(await page.textContent('.notice'), /granted/);
    assert.match(await own(rejected), /So it is\./);
    assert.equal(await isPublic(id), true, 'it is published');
    assert.equal(await isPublic('0000000000001'), false);
  });

  await t.test('a report is answered, and who reported it may appeal, too', async () => {
    const report = formWith(await fetchPage(`${server.url}/replies/${id}/report`), 'words') ?? {fields: {}};
    const sent = await fetchPage(`${server.url}/replies/${id}/report`,
        {form: {...report.fields, ground: 'insult', words: 'It calls people fish.'}, from: '127.2.0.3'});
    assert.equal(sent.status, 303);
    const status = new URL(sent.headers.location, server.url).href;
    await page.goto(`${server.url}/desk/replies?queue=reported`);
    assert.match(await rows(page).first().textContent(), /Insult: It calls people fish\./);
    await page.keyboard.press('r');
    await page.keyboard.press('8');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'reason', 'the words of a rejection, not of an answer');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.getByText('Keep, and say why').click();
    await page.fill('[name="answer"]', 'A herring is no insult here.');
    await page.locator('.grounds[open] button[value="approved"]').click();
    await until(async () => await count(page, 'reported') === 0, 'it is kept');
    assert.match((await fetchPage(status)).text, /A herring is no insult here\./, 'who reported it reads why');
    const appealed = await fetchPage(`${status.split('#')[0]}/appeal`, {form: {words: 'Fish feel it.'}, from: '127.2.0.4'});
    assert.equal(appealed.status, 303);
    await page.goto(`${server.url}/desk/appeals`);
    await page.keyboard.press('j');
    await press(page, 'g');
    assert.equal(await isPublic(id), false, 'it is taken down');
  });

  await t.test('e opens a reply with all around it; a pick, a note and a decision there', async () => {
    await page.goto(`${server.url}/desk/replies?queue=approved`);
    const here = await current(page);
    await press(page, 'e');
    assert.match(page.url(), new RegExp(`/desk/replies/${here}$`));
    await press(page, 'p');
    assert.equal(await page.locator('.around-this .mark-picked').count(), 1);
    await page.keyboard.press('n');
    await page.keyboard.type('Counts lamps.');
    await click(page, '.desk-note-form button');
    assert.equal(await page.inputValue('#note'), 'Counts lamps.');
    await page.keyboard.press('r');
    await press(page, '1');
    assert.match(await notice(page).textContent(), /^Rejected: /);
    await press(page, 'u');
    assert.match(await notice(page).textContent(), /^Undone: /);
    await click(page, '.desk-person .desk-reply-person a');
    assert.match(await page.textContent('main'), /reader\d+@mail\.example/);
  });

  await t.test('rules are tried before they are saved', async () => {
    await page.goto(`${server.url}/desk/replies/rules`);
    await page.fill('#hold_words', 'lamps\nherring\nxylophone');
    await click(page, 'button[value="try"]');
    const lamps = page.locator('[data-word="lamps"] td');
    assert.ok(Number(await lamps.nth(0).textContent()) >= pending, 'each of the thousand has it');
    assert.ok(Number(await lamps.nth(1).textContent()) >= pending * .8, 'most of them were published');
    assert.equal(await page.locator('[data-word="herring"]').count(), 1);
    assert.equal(await page.locator('[data-word="xylophone"]').count(), 0);
    assert.equal(await page.inputValue('#hold_words'), 'lamps\nherring\nxylophone');
    await page.fill('#seconds_between', 'soon');
    await click(page, 'button[value="save"]');
    assert.match(await page.textContent('#seconds_between-error'), /whole number/);
    problems.splice(0);   // The 422 that was just asked for.
    await page.fill('#seconds_between', '15');
    await click(page, 'button[value="save"]');
    assert.match(await page.textContent('.notice'), /Saved/);
    await reply('Two more lamps.');
    await page.goto(`${server.url}/desk/replies?queue=held`);
    assert.match(await rows(page).first().textContent(), /It has the word “lamps”\./);
  });

  await t.test('without scripts, on the narrowest phone, the same is done by forms', async () => {
    const plain = await (await browser.newContext({javaScriptEnabled: false, viewport: {width: 320, height: 640}})).newPage();
    await signIn(plain, server.url);
    await reply('One lamp less.');
    for (const path of ['/desk/replies?queue=held', '/desk/replies?queue=approved', '/desk/replies/rules', '/desk/appeals']) {
      await plain.goto(server.url + path);
      const wide = await plain.locator('html').evaluate((html) => html.scrollWidth);
      assert.ok(wide <= 320, `${path} is ${wide} pixels wide`);
    }
    await plain.goto(`${server.url}/desk/replies?queue=held`);
    const many = await rows(plain).count();
    await rows(plain).first().locator('summary').click();
    await click(plain, '.desk-reply button[value="off-topic"]');
    assert.equal(await rows(plain).count(), many - 1);
    await click(plain, '#did button');
    assert.equal(await rows(plain).count(), many);
    await plain.check('.desk-reply-check input');
    await click(plain, '#checked button[name="state"][value="approved"]');
    assert.equal(await rows(plain).count(), many - 1);
  });

  await t.test('nothing went wrong in the page\'s own scripts', () => assert.deepEqual(problems, []));
});
