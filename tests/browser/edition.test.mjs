// The sample edition in a browser: the bar, a matter that breaks while somebody reads, and the way of a reply.
import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, ok, sample, serve, until} from '../support/dateline.mjs';
import {articleWithReplies, crawl} from '../support/site.mjs';
import {browserFor} from './browser.mjs';
import {setUp} from './desk.mjs';
import {anyAddress, leaks} from './secrets.mjs';

test('from the bar to a public reply, and no address on the way', async (t) => {
  const data = join(folder(t), 'data');
  const server = await serve(t, ['--sample', '--data', data]);
  const browser = await browserFor(t);

  // Whatever the reader's browser is answered is kept, to be searched at the end.
  const seen = new Map();
  const reading = [];
  const reader = await browser.newContext({viewport: {width: 1280, height: 900}});
  reader.on('response', (response) => {
    if ((response.headers()['content-type'] ?? '').startsWith('text/event-stream')) return;
    reading.push(response.body().then((body) => {
      seen.set(`${response.request().method()} ${response.url()}`,
               body.toString('latin1') + JSON.stringify(response.headers()));
    }, () => {}));  // A redirect has no body.
  });
  const problems = [];
  const page = await reader.newPage();
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });

  await page.goto(server.url);
  const entries = page.locator('.bar-entries .bar-entry');

  await t.test('the bar tells ten headlines as seven entries: the visa once with three outlets, May 11 once with two', async () => {
    assert.equal(await entries.count(), 7);
    for (const [about, outlets] of [[/visa/i, '3 outlets'], [/COVID/i, '2 outlets']]) {
      const entry = entries.filter({hasText: about});
      assert.equal(await entry.count(), 1);
      assert.equal(await entry.locator('.bar-outlets').textContent(), outlets);
    }
  });

  await t.test('an eighth appears without reloading when three outlets report it', async () => {
    const before = await page.locator('.bar-entries .bar-headline').allTextContents();
    await page.evaluate(() => { window.notReloaded = true; });
    const matter = join(sample, 'eighth-matter');
    ok(['import', '--data', data, ...readdirSync(matter).sort().map((name) => join(matter, name))]);
    await entries.nth(7).waitFor({state: 'attached', timeout: 5000});
    assert.equal(await entries.count(), 8);
    assert.equal(await page.evaluate(() => window.notReloaded), true);
    const fresh = page.locator('.bar-entries .bar-entry', {
      hasNotText: new RegExp(before.map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'))});
    assert.equal(await fresh.count(), 1);
    assert.match(await fresh.locator('.bar-outlets').textContent(), /\b3 outlets/);
  });

  const {page: article} = await articleWithReplies(server.url);
  const words = 'I was on the northern pier that day, and it was colder than you write.';
  const address = 'Tuva.Lind@Mail.Example';

  await t.test('a reply without what is required keeps its text and says what is missing', async () => {
    await page.goto(article.url);
    await page.fill('[name="comment"]', words);
    await page.locator('form:has([name="comment"])').evaluate((form) => { form.noValidate = true; });
    const [answer] = await Promise.all([page.waitForResponse((response) => response.request().method() === 'POST'),
                                        page.click('form:has([name="comment"]) button[type="submit"]')]);
    assert.ok(answer.status() >= 400 && answer.status() < 500, `answered with ${answer.status()}`);
    assert.equal(await page.inputValue('[name="comment"]'), words);
    problems.splice(0);  // The browser logs every 4xx; this one was wanted.
  });

  await t.test('a reply is held, and its author sees it through the preview link', async () => {
    await page.goto(article.url);
    await page.fill('[name="comment"]', words);
    await page.fill('input[name="author"]', 'Tuva Lind');
    await page.fill('input[name="email"]', address);
    await page.click('form:has([name="comment"]) button[type="submit"]');
    await page.waitForURL('**/reply/**');
    assert.match(await page.textContent('main'), /northern pier that day/);
    assert.match(await page.textContent('main'), /await|held/i);
    await page.reload();
    assert.match(await page.textContent('main'), /northern pier that day/);
    const other = await (await browser.newContext()).newPage();
    await other.goto(article.url);
    assert.doesNotMatch(await other.textContent('main'), /northern pier that day/);
    await other.context().close();
  });

  const editors = await browser.newContext();
  const desk = await editors.newPage();
  await t.test('an editor sets up an account by the printed link and approves it', async () => {
    await setUp(desk, await server.setupLink());
    await desk.goto(`${server.url}/desk/replies?queue=held`);
    assert.match(await desk.textContent('main'), /northern pier that day/);
    // The control of what is asserted at the end: the desk does show the address.
    assert.equal(leaks(await desk.content(), [address]).length > 0, true, 'the desk shows the address');
    const reply = desk.locator('article, li, tr, section, form')
                      .filter({hasText: 'northern pier that day'}).filter({has: desk.getByRole('button', {name: /approve/i})}).last();
    const waiting = () => desk.textContent('[data-count="held"] .count');
    const before = Number(await waiting());
    await reply.getByRole('button', {name: /approve/i}).click();
    await until(async () => Number(await waiting()) === before - 1, 'the desk has the decision');
    await desk.goto(`${server.url}/desk/replies?queue=held`);
    assert.doesNotMatch(await desk.textContent('main'), /northern pier that day/);
  });

  await t.test('then it is public', async () => {
    const other = await (await browser.newContext()).newPage();
    await other.goto(article.url);
    assert.match(await other.textContent('main'), /northern pier that day/);
    await other.context().close();
    await page.goto(article.url);
    assert.match(await page.textContent('main'), /Tuva Lind/);
  });

  await t.test('no public answer holds an e-mail address or a hash of one', async () => {
    // The sample's replies have addresses, too: the desk knows them all.
    const addresses = new Set([address]);
    for (const state of ['held', 'approved', 'rejected', 'spam']) {
      await desk.goto(`${server.url}/desk/replies?queue=${state}`);
      for (const found of anyAddress(await desk.textContent('main'))) addresses.add(found);
    }
    assert.ok(addresses.size > 1, 'the sample edition has replies of its own');

    await Promise.all(reading);
    const crawled = await crawl(server.url, {more: ['/live', '/feed', '/robots.txt', '/search?q=harbour', '/search?q=mail',
                                                    '/search?q=tuva', '/nowhere', '/article/nowhere', '/reply/nowhere']});
    for (const [url, answer] of crawled) seen.set(`crawled ${url}`, answer.text + JSON.stringify(answer.headers));
    assert.ok(crawled.size > 60, `only ${crawled.size} pages were reached`);
    for (const [what, text] of seen) {
      if (/ \S+\/desk/.test(what)) continue;
      assert.deepEqual(leaks(text, [...addresses]), [], what);
      if (/text\/(html|plain|event-stream)|xml|json/.test(text)) assert.deepEqual(anyAddress(text), [], what);
    }
    for (const [url, answer] of crawled) {
      const expected = /nowhere/.test(url) ? 404 : 200;
      assert.ok(answer.status === expected || (answer.status >= 300 && answer.status < 400), `${url}: ${answer.status}`);
    }
  });

  await t.test('nothing went wrong in the page\'s own script', () => assert.deepEqual(problems, []));
});
