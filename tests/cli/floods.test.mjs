// Floods of replies: from one network address, from one /64, of one text. Each meets its limit with 429 and Retry-After, the
// text kept; others do not notice. A form made for WordPress posts here by its address alone.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {articleWithReplies, fetchPage, formWith, words} from '../support/site.mjs';

test('a flood meets its limit, and others do not notice', async (t) => {
  const server = await serve(t, ['--data', join(folder(t), 'data'), '--sample']);
  const {page} = await articleWithReplies(server.url);
  const {action, fields} = formWith(page, 'comment');
  let number = 0;
  /** A reply of a new reader. `forwarded`: as a proxy on this machine says who asks. */
  const reply = (comment, {from = '127.0.0.1', forwarded} = {}) => fetchPage(action, {
    from, headers: forwarded ? {'X-Forwarded-For': forwarded} : {},
    form: {...fields, comment, author: 'Reader', email: `reader-${++number}@mail.example`, url: ''}});
  const flood = async (times, comment, where) => {
    const answers = [];
    for (let i = 0; i < times; i++) answers.push(await reply(comment(i), where(i)));
    const taken = answers.filter(({status}) => status === 303).length;
    const refused = answers.filter(({status}) => status === 429);
    assert.equal(taken + refused.length, times, `other answers: ${answers.map(({status}) => status)}`);
    for (const answer of refused) {
      assert.match(answer.headers['retry-after'] ?? '', /^[1-9]\d*$/);
      assert.ok(+answer.headers['retry-after'] <= 600);
      assert.ok(words(answer.text).includes(comment(answers.indexOf(answer))), 'the text is kept');
    }
    return taken;
  };
  const texts = (name) => (i) => `Text ${i} of ${name}, which nobody wrote before and nobody will again.`;

  await t.test('from one network address', async () => {
    assert.equal(await flood(40, texts('one'), () => ({from: '127.9.0.1'})), 20);
    assert.equal((await reply('From next door, in good faith.', {from: '127.9.0.2'})).status, 303);
  });

  await t.test('from one /64', async () => {
    assert.equal(await flood(40, texts('a household'), (i) => ({forwarded: `2001:db8:1:2::${i + 1}`})), 20);
    assert.equal((await reply('From another household.', {forwarded: '2001:db8:1:3::1'})).status, 303);
  });

  await t.test('of one text, from everywhere, varied a little', async () => {
    const text = 'The best lamps for your pier are sold by my brother';
    assert.equal(await flood(20, (i) => text + '!'.repeat(i), (i) => ({forwarded: `198.51.100.${i + 1}`})), 5);
    assert.equal((await reply('Another text of the same length, by somebody else.', {forwarded: '198.51.100.99'})).status, 303);
    assert.equal((await reply('Thank you!', {forwarded: '198.51.100.101'})).status, 303);
    assert.equal((await reply('Thank you!', {forwarded: '198.51.100.102'})).status, 303, 'thanks are everybody\'s');
  });

  await t.test('who is no proxy of ours cannot say where it comes from', async () => {
    const far = [];
    for (let i = 0; i < 25; i++) {
      far.push((await reply(texts('a liar')(i), {forwarded: `1.2.3.${i + 1}, 203.0.113.9`})).status);
    }
    assert.equal(far.filter((status) => status === 303).length, 20, 'the nearest one counts');
  });

  await t.test('of one reader: a second reply within fifteen seconds, the same text twice', async () => {
    const form = {...fields, comment: 'My first words here.', author: 'Eva', email: 'eva@mail.example', url: ''};
    assert.equal((await fetchPage(action, {from: '127.9.1.1', form})).status, 303);
    assert.equal((await fetchPage(action, {from: '127.9.1.1', form})).status, 303, 'a double click is one reply');
    const soon = await fetchPage(action, {from: '127.9.1.2', form: {...form, comment: 'And more.'}});
    assert.equal(soon.status, 429);
    assert.ok(+soon.headers['retry-after'] >= 1 && +soon.headers['retry-after'] <= 15);
    assert.equal((await fetchPage(action, {from: '127.9.1.3', form: {...form, once: 'another form'}})).status, 409);
  });
});

test('a form made for WordPress posts here by changing its address', async (t) => {
  const server = await serve(t, ['--data', join(folder(t), 'data'), '--sample']);
  const {page} = await articleWithReplies(server.url);
  const {fields} = formWith(page, 'comment');
  // As a WordPress theme writes it: no key of ours, its own button and hidden fields.
  const form = {comment: 'From an old theme.', author: 'Old Theme', email: 'theme@mail.example', url: 'http://theme.example',
                'wp-comment-cookies-consent': 'yes', submit: 'Post Comment', comment_post_ID: fields.comment_post_ID,
                comment_parent: '0', akismet_comment_nonce: '1a2b3c'};
  for (const [address, from] of [['/replies', '127.8.0.1'], ['/wp-comments-post.php', '127.8.0.2']]) {
    const answer = await fetchPage(server.url + address, {from, form: {...form, email: `theme-${from}@mail.example`}});
    assert.equal(answer.status, 303, `${address}: ${answer.status}`);
    const own = await fetchPage(new URL(answer.headers.location, server.url).href, {from});
    assert.ok(words(own.text).includes('From an old theme.'));
    assert.ok(answer.headers['set-cookie'].some((cookie) => cookie.includes('theme')), 'the name is remembered');
  }
  const again = await fetchPage(`${server.url}/wp-comments-post.php`, {from: '127.8.0.1', form: {...form, email: 'theme-127.8.0.1@mail.example'}});
  assert.equal(again.status, 303, 'a double click is one reply');
  const closed = await fetchPage(`${server.url}/wp-comments-post.php`, {from: '127.8.0.3'});
  assert.equal(closed.status, 405, 'a GET is not how it is done');
});
