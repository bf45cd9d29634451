// kill -9, again and again, while readers reply and send once more what got no answer: every reply that was acknowledged is
// there, and once. DATELINE_KILLS=200 kills so often.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {articleWithReplies, fetchPage, formWith, words} from '../support/site.mjs';
import {folder, ok, serve, until} from '../support/dateline.mjs';

const kills = Number(process.env.DATELINE_KILLS ?? 3);
const readers = 6;
/** Acknowledged between two kills, so that each falls into other work. */
const between = 12;

test(`a server killed ${kills} times while it takes replies has kept each one that it acknowledged, once`, async (t) => {
  const data = join(folder(t), 'data');
  let server = await serve(t, ['--data', data, '--sample']);
  const {page} = await articleWithReplies(server.url);
  const {fields} = formWith(page, 'comment');
  const action = new URL(formWith(page, 'comment').action).pathname;
  const before = ok(['check', '--data', data]).lines.at(-1).replies;

  const acknowledged = [];
  let retries = 0;
  let over = false;
  const reader = async (number) => {
    for (let round = 0; !over; round++) {
      // Each reply from a network of its own: the site limits how many come from one.
      const from = `127.${10 + number}.${1 + Math.floor(round / 250)}.${1 + (round % 250)}`;
      const text = `Reader ${number}, reply ${round}: the harbour was full of people that morning.`;
      const form = {...fields, comment: text, author: `Reader ${number}`, email: `reader-${number}-${round}@mail.example`,
                    url: '', once: `${number}-${round}-of-the-test`};
      // Sent until it is acknowledged, as a browser does whose user presses the button again.
      for (let tries = 0; ; tries++) {
        try {
          const answer = await fetchPage(new URL(action, server.url).href, {from, form});
          if (answer.status === 503) throw Object.assign(new Error('stopping'), {code: 'ECONNRESET'});
          assert.equal(answer.status, 303, `a reply was answered with ${answer.status}: ${words(answer.text).slice(0, 300)}`);
          acknowledged.push({link: new URL(answer.headers.location, server.url).pathname, text});
          if (tries > 0) retries++;
          break;
        } catch (error) {
          if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'EADDRNOTAVAIL'].includes(error.code)) throw error;
          if (over && tries > 400) return;
          await new Promise((wait) => setTimeout(wait, 10));
        }
      }
    }
  };

  const all = Promise.all(Array.from({length: readers}, (_, number) => reader(number)));
  for (let kill = 1; kill <= kills; kill++) {
    const enough = acknowledged.length + between;
    await Promise.race([until(() => acknowledged.length >= enough, 'replies are taken', 30_000), all]);
    await server.kill();
    if (kill % 20 === 0 || kill === kills) {
      assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
    }
    server = await serve(t, ['--data', data, '--sample']);
  }
  over = true;
  await all;

  assert.equal(new Set(acknowledged.map(({link}) => link)).size, acknowledged.length, 'each reply has a page of its own');
  for (const {link, text} of acknowledged.filter((_, i) => kills < 20 || i % 10 === 0)) {
    const own = await fetchPage(new URL(link, server.url).href);
    assert.equal(own.status, 200, `${link} is gone`);
    assert.ok(words(own.text).includes(text), `${link} does not show: ${text}`);
  }
  await server.stop();
  const {problems, replies} = ok(['check', '--data', data]).lines.at(-1);
  assert.deepEqual(problems, []);
  assert.equal(replies - before, acknowledged.length, 'as many as were acknowledged, none twice');
  console.log(`killed ${kills} times: ${acknowledged.length} replies acknowledged, ${retries} of them after a retry, all there once`);
});
