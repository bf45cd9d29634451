// Mail, with a real server: a letter survives kill -9 until the server has it; a mailed link proves an address with one
// click; a decision is told; one click ends the mail. No address is in any line of the log, and no letter tells anybody
// about another.
import assert from 'node:assert/strict';
import {writeFileSync, mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, ok, serve} from '../support/dateline.mjs';
import {freePort, mailServer} from '../support/mail.mjs';
import {decide} from '../support/moderator.mjs';
import {newReader} from '../support/reader.mjs';
import {articleWithReplies, fetchPage, firstEditor, words} from '../support/site.mjs';

test('a letter is not lost, and what it says is true', async (t) => {
  const place = folder(t);
  const data = join(place, 'data');
  const port = await freePort();
  mkdirSync(data, {mode: 0o700});
  writeFileSync(join(data, 'dateline.toml'),
                `[mail]\nserver = "smtp://127.0.0.1:${port}"\nfrom = "replies@gazette.example"\n`);
  let server = await serve(t, ['--data', data, '--sample']);
  const {page: article} = await articleWithReplies(server.url);
  const path = new URL(article.url).pathname;
  const eva = newReader(server.url);
  let log = '';

  const status = await eva.reply(path, {comment: 'The clock was mended by Ada.', email: 'eva.holm@mail.example', notify: 'yes'});
  assert.match(words(status.text), /mail/i, 'the page says that a mail is on its way');
  assert.doesNotMatch(status.text, /eva\.holm@mail\.example/, 'the address is not on the status page');

  // Nobody listens there yet, and the machine goes down.
  log += server.stderr;
  await server.kill();
  const post = await mailServer(t, port, join(place, 'mail'));
  server = await serve(t, ['--data', data, '--sample'], {listen: new URL(server.url).host});
  const letter = await post.letterTo('eva.holm@mail.example', /./, 90_000);
  assert.equal(letter.headers['auto-submitted'], 'auto-generated');
  assert.match(letter.headers['message-id'], /^<[^@>]+@gazette\.example>$/);
  const link = letter.links.find((one) => one.includes('/replies/prove/'));
  assert.ok(link, letter.text);

  await t.test('whoever opens the link elsewhere has to press a button; the author has not', async () => {
    const scanner = newReader(server.url);
    const seen = await scanner.get(link);
    assert.equal(seen.status, 200);
    assert.equal(scanner.cookies.size, 0, 'a machine that only looks is not trusted');
    const proved = await eva.get(link);
    assert.equal(proved.status, 200);
    assert.match(new URL(proved.url).pathname, /^\/reply\//, 'it leads to the reply');
    assert.equal((await newReader(server.url).get(link)).status, 404, 'once');
  });

  const desk = {url: server.url, cookie: await firstEditor(await server.setupLink(), server.url)};
  await t.test('a decision is told with its ground and words, and with a link that stops such mail', async () => {
    const second = await eva.reply(path, {comment: 'You are all fools.', email: 'eva.holm@mail.example'}, {stay: true});
    assert.equal(second.status, 429, 'not within 15 seconds');
    await decide(desk, 'held', 'approved', 'The clock was mended by Ada.');
    await new Promise((wait) => setTimeout(wait, 15_500));
    const rude = await eva.reply(path, {comment: 'You are all fools.', email: 'eva.holm@mail.example'});
    assert.match(rude.url, /#reply-|\?reply=|\/article\//, 'it appears at once: she is known now');
    await decide(desk, 'new', 'rejected', 'You are all fools.', {ground: 'insult', reason: 'We do not call readers names.'});
    const told = await post.letterTo('eva.holm@mail.example', /names/, 90_000);
    assert.match(told.text, /We do not call readers names\./);
    assert.equal(told.headers['list-unsubscribe-post'], 'List-Unsubscribe=One-Click');
    const stop = /<([^>]+)>/.exec(told.headers['list-unsubscribe'])[1];
    const stopped = await fetchPage(stop, {form: {'List-Unsubscribe': 'One-Click'}});
    assert.equal(stopped.status, 200);
  });

  await t.test('each letter was sent once, and tells of nobody else', () => {
    const letters = post.letters();
    assert.equal(new Set(letters.map(({headers}) => headers['message-id'])).size, letters.length);
    for (const {headers, text} of letters) {
      assert.equal(headers.to, 'eva.holm@mail.example');
      assert.doesNotMatch(text, /@mail\.example/, 'not even her own address');
    }
  });

  await server.stop();
  log += server.stderr;
  assert.doesNotMatch(log, /mail\.example/, 'no address in the log');
  assert.match(log, /letter/, 'the log tells of letters');
  assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
});
