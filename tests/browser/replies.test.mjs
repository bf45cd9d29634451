// The conversation below an article as readers have it: with and without scripts, through a real mail server.
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {freePort, mailServer} from '../support/mail.mjs';
import {decide} from '../support/moderator.mjs';
import {newReader} from '../support/reader.mjs';
import {articleWithReplies, fetchPage, firstEditor, formWith} from '../support/site.mjs';
import {browserFor} from './browser.mjs';

/** The sample edition with a mail server, where each of our replies appears at once; {server, post, cookie, path}. */
async function open(t) {
  const place = folder(t);
  const data = join(place, 'data');
  const port = await freePort();
  mkdirSync(data, {mode: 0o700});
  writeFileSync(join(data, 'dateline.toml'),
                `[mail]\nserver = "smtp://127.0.0.1:${port}"\nfrom = "replies@gazette.example"\n`);
  const post = await mailServer(t, port, join(place, 'mail'));
  const server = await serve(t, ['--data', data, '--sample']);
  const cookie = await firstEditor(await server.setupLink(), server.url);
  const {page} = await articleWithReplies(server.url);
  return {server, post, cookie, path: new URL(page.url).pathname};
}

/** Sets the desk's rules as given; boxes that are not named are off. */
async function setRules({server, cookie}, rules) {
  const {action, fields} = formWith(await fetchPage(`${server.url}/desk/replies/rules`, {cookie}), 'hold_all');
  for (const name of Object.keys(fields)) if (fields[name] === 'yes') delete fields[name];
  const saved = await fetchPage(action, {cookie, form: {...fields, do: 'save', seconds_between: '0', most_of_address: '0',
                                                        most_of_text: '0', hold_repeats: '0', ...rules}});
  assert.equal(saved.status, 303);
}

/** Fills in the reply form of the page that is open. */
async function write(page, {comment, author = 'Eva Holm', email = 'eva.holm@mail.example'}) {
  await page.fill('#comment', comment);
  await page.fill('#author', author);
  await page.fill('#email', email);
  await page.click('#submit');
}

test('readers converse below an article', async (t) => {
  const site = await open(t);
  const {server, post, path} = site;
  const desk = {url: server.url, cookie: site.cookie};
  const browser = await browserFor(t);
  const article = server.url + path;
  const readers = {'with scripts': {}, 'without scripts': {javaScriptEnabled: false}};

  for (const [how, options] of Object.entries(readers)) {
    await t.test(`a guest ${how} loses nothing by an error, replies, and changes a word in time`, async () => {
      await setRules(site, {hold_unknown: 'yes'});
      const context = await browser.newContext({...options, viewport: {width: 390, height: 844}});
      const page = await context.newPage();
      const text = `The lamp was out of order ${how}.`;
      await page.goto(article);
      await write(page, {comment: text, email: 'no address'});
      assert.equal(await page.inputValue('#comment'), text);
      assert.match(await page.textContent('#email-error'), /name@example\.org/);
      assert.equal(await page.getAttribute('#email', 'aria-invalid'), 'true');

      await page.fill('#email', `${how.replace(/\W/g, '.')}@mail.example`);
      await page.click('#submit');
      await page.waitForURL('**/reply/**');
      const own = page.locator('.reply-awaiting');
      assert.match(await own.textContent(), /awaiting moderation/);
      assert.match(await own.textContent(), /mailed you a link/);
      const stranger = await (await browser.newContext(options)).newPage();
      await stranger.goto(article);
      assert.equal(await stranger.getByText(text).count(), 0, 'nobody else sees it');

      await page.click('.reply-edit a');
      await page.fill('#comment', text.replace('lamp', 'lantern'));
      await page.click('#editform button[type="submit"]');
      await page.waitForURL('**/reply/**');
      assert.match(await own.textContent(), /lantern/);
      assert.match(await own.textContent(), /edited/);
      const form = await page.getAttribute('.reply-edit a', 'href');

      // Once the desk has decided, the words are too late, and not lost.
      await page.goto(server.url + form);
      await decide(desk, 'held', 'rejected', 'lantern', {ground: 'off-topic', reason: 'It is about another harbour.'});
      await page.fill('#comment', 'Written with care, too late.');
      await page.click('#editform button[type="submit"]');
      assert.equal(await page.inputValue('#comment'), 'Written with care, too late.');
      assert.match(await page.textContent('h1.page-name'), /too late/);

      // The reasons, and an appeal.
      await page.click('.own-page a[href^="/reply/"]');
      assert.match(await own.textContent(), /not about the article/);
      assert.match(await own.textContent(), /another harbour/);
      await page.click('.appeal > summary');
      await page.fill('#words', 'It is about this one: look at the name of the pier.');
      await page.click('.appeal-form button');
      assert.match(await page.locator('.appeal-state').textContent(), /has reached the newsroom/);
      await context.close();
      await stranger.context().close();
    });
  }

  await setRules(site, {});
  const guest = newReader(server.url);
  const say = async (comment, parent = '0', author = 'Jonas Breit') => {
    const answer = await guest.ask('/replies', {form: {
      comment, author, email: `${author.toLowerCase().replace(/\W/g, '.')}@mail.example`, url: '', comment_parent: parent,
      comment_post_ID: path.split('/')[2], once: `${comment} ${parent}`}});
    assert.equal(answer.status, 303, comment);
    return new URL(answer.headers.location, server.url).searchParams.get('reply');
  };
  const thread = [await say('Who mended the clock?')];
  for (const words of ['Ada did.', 'With what?', 'A spring of her own.', 'Out of a watch?']) {
    thread.push(await say(words, thread.at(-1), `Reader ${thread.length}`));
  }
  for (let i = 1; i <= 60; ++i) await say(`Remark number ${i} about the quay.`, '0', `Guest ${i}`);

  await t.test('a thread goes five deep, and folds without a script', async () => {
    const page = await (await browser.newContext({javaScriptEnabled: false, viewport: {width: 320, height: 700}})).newPage();
    await page.goto(article);
    const last = page.locator(`#reply-${thread[4]}`);
    assert.ok(await last.isVisible());
    assert.equal(await last.locator('xpath=ancestor::ol').count(), 5);
    assert.equal(await last.getByText('Reply', {exact: true}).count(), 0, 'no deeper');
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, 'no sideways scroll');
    await page.locator(`#reply-${thread[0]} > details > summary`).click();
    assert.equal(await last.isVisible(), false);
    await page.context().close();
  });

  await t.test('each reply has a place that it is found at, on whichever page', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(article);
    await page.click('.thread-pager a[rel="next"]');
    const reply = page.locator('.reply').filter({hasText: 'Remark number 60 '});
    const link = await reply.locator('.reply-time').getAttribute('href');
    assert.match(link, /\?reply=[^&#]+#reply-/);
    await page.goto(server.url + link);
    assert.ok(await page.locator('.reply:target').filter({hasText: 'Remark number 60 '}).isVisible());
    assert.equal(await page.locator('.thread-pager [aria-current]').textContent(), '2');
    assert.equal(await page.getAttribute('link[rel="canonical"]', 'href'), article);

    await page.click('.thread-order a:text("Newest")');
    assert.match(await page.locator('.reply').first().textContent(), /Remark number 60 /);
    await page.click('.thread-order a:text("Best")');
    assert.equal(await page.locator('.reply').first().getAttribute('id'), `reply-${thread[0]}`, 'four were said to it');
    await page.context().close();
  });

  await t.test('a reply is reported without an account, and the report is answered', async () => {
    const page = await (await browser.newContext({javaScriptEnabled: false})).newPage();
    await page.goto(article);
    await page.locator(`#reply-${thread[1]} > .reply-link .reply-report`).click();
    await page.click('#reportform button[type="submit"]');
    assert.match(await page.textContent('#ground-error'), /what is wrong/);
    await page.check('#ground-false');
    await page.fill('#words', 'It was Bo.');
    await page.click('#reportform button[type="submit"]');
    await page.waitForURL('**/report/**');
    assert.match(await page.textContent('main'), /has reached the newsroom/);
    await decide(desk, 'reported', 'approved', 'Ada did.');
    await page.reload();
    assert.match(await page.textContent('main'), /leaves it where it is/);
    assert.equal(await page.locator('.appeal-form').count(), 1);
    await page.context().close();
  });

  await t.test('an address is proved by one click of its author, and what is kept can be taken along and erased', async () => {
    const context = await browser.newContext({acceptDownloads: true});
    const page = await context.newPage();
    await page.goto(article);
    await write(page, {comment: 'Mine, and mine to erase.'});
    await page.waitForURL('**?reply=**');
    const {links} = await post.letterTo('eva.holm@mail.example', /prove/, 60_000);
    await page.goto(links.find((link) => link.includes('/replies/prove/')));
    assert.match(await page.textContent('.reply-awaiting'), /your address is proved/);

    await page.goto(`${server.url}/replies/mine`);
    await page.fill('#email', 'eva.holm@mail.example');
    await page.click('#owndataform button');
    assert.match(await page.textContent('main'), /If we keep anything/);
    const letter = await post.letterTo('eva.holm@mail.example', /\/replies\/mine\//, 60_000);
    await page.goto(letter.links.find((link) => link.includes('/replies/mine/')));
    assert.match(await page.textContent('main'), /Mine, and mine to erase\./);
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('.own-acts a')]);
    assert.equal(file.suggestedFilename(), 'my-replies.json');
    await page.click('#eraseform button');
    assert.match(await page.textContent('#sure-error'), /check the box/);
    await page.check('#sure');
    await page.click('#eraseform button');
    assert.match(await page.textContent('main'), /1 reply and all else/);
    await page.goto(article + '?replies=newest');
    assert.equal(await page.getByText('mine to erase').count(), 0);
    await context.close();
  });
});
