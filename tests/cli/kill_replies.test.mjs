// kill -9 while readers reply: whoever was handed a preview link finds the reply behind it after the next start.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {articleWithReplies, fetchPage, formWith, words} from '../support/site.mjs';
import {folder, ok, serve, until} from '../support/dateline.mjs';

test('a server killed while it takes replies has kept each one that it acknowledged', async (t) => {
  const data = join(folder(t), 'data');
  let server = await serve(t, ['--data', data, '--sample']);
  const {page} = await articleWithReplies(server.url);
  const path = new URL(page.url).pathname;

  const acknowledged = [];
  let stopped = false;
  const reader = async (number) => {
    for (let round = 0; !stopped; round++) {
      // Each reply from a network of its own: the site lets one reader reply every 15 seconds.
      const from = `127.${1 + number}.${1 + (round % 250)}.1`;
      const text = `Reader ${number}, reply ${round}: the harbour was full of people that morning.`;
      try {
        const form = formWith(await fetchPage(new URL(path, server.url).href, {from}), 'comment');
        const answer = await fetchPage(form.action, {from, form: {
          ...form.fields, comment: text, author: `Reader ${number}`, email: `reader-${number}-${round}@mail.example`, url: ''}});
        if (answer.status === 303 || answer.status === 302) {
          acknowledged.push({link: new URL(answer.headers.location, form.action).pathname, text});
        } else {
          assert.fail(`a reply was answered with ${answer.status}: ${words(answer.text).slice(0, 300)}`);
        }
      } catch (error) {
        if (stopped || ['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(error.code)) return;
        throw error;
      }
    }
  };

  for (const enough of [15, 45]) {
    stopped = false;
    const readers = [0, 1, 2, 3, 4, 5].map((number) => reader(number + enough));
    await Promise.race([until(() => acknowledged.length >= enough, 'replies are taken'), Promise.all(readers)]);
    stopped = true;
    await server.kill();
    await Promise.all(readers);
    assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
    server = await serve(t, ['--data', data, '--sample']);
    for (const {link, text} of acknowledged) {
      const preview = await fetchPage(new URL(link, server.url).href);
      assert.equal(preview.status, 200, `${link} is gone`);
      assert.ok(words(preview.text).includes(text), `${link} does not show: ${text}`);
    }
  }
});
