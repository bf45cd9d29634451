// Start, stop, and what happens when two want the same thing.
import assert from 'node:assert/strict';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, inputs, ok, run, sample, serve} from '../support/dateline.mjs';
import {fetchPage, words} from '../support/site.mjs';

const input = (name) => join(inputs, name);

test('Ctrl-C and a service manager\'s stop end it cleanly', async (t) => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    const data = join(folder(t), 'data');
    const server = await serve(t, ['--data', data]);
    assert.equal((await fetchPage(server.url)).status, 200);
    assert.equal(await server.stop(signal), 0);
    assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
  }
});

test('what a kill left behind is gone after the next start', async (t) => {
  const data = join(folder(t), 'data');
  await (await serve(t, ['--data', data])).kill();
  assert.ok(existsSync(join(data, 'running.json')));
  const half = join(data, 'running.json.0123456789abcdef.tmp');
  writeFileSync(half, '{"pid":');
  const next = await serve(t, ['--data', data]);
  assert.ok(!existsSync(half));
  await next.stop();
  assert.ok(!existsSync(join(data, 'running.json')));
});

test('the first start prints a one-time link to the desk', async (t) => {
  const data = join(folder(t), 'data');
  const first = await serve(t, ['--data', data, '--sample']);
  const setup = await first.setupLink();
  assert.match(setup, new RegExp(`^${first.url}/desk/setup/[0-9a-f]{32}`));
  assert.ok(first.stderr.includes(first.url), 'people read the address on standard error');
  assert.equal((await fetchPage(setup)).status, 200);
  await first.stop();
});

test('a port in use: one line that names it and what to do', async (t) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((listening) => holder.once('listening', listening));
  t.after(() => holder.close());
  const {port} = holder.address();
  const answer = run(['serve', '--data', join(folder(t), 'data'), '--listen', `127.0.0.1:${port}`]);
  assert.equal(answer.code, 1);
  assert.equal(answer.stderr.split('\n').filter((line) => line.includes(`127.0.0.1:${port}`)).length, 1);
  assert.match(answer.stderr, /in use.*another port/);
});

test('a second server on the same data folder is refused, and told who has it', async (t) => {
  const data = join(folder(t), 'data');
  const server = await serve(t, ['--data', data]);
  const second = run(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  assert.equal(second.code, 1);
  assert.match(second.stderr, new RegExp(`in use.*${server.pid}`));
  assert.equal((await fetchPage(server.url)).status, 200);
});

test('import hands over to the server that has the folder', async (t) => {
  const data = join(folder(t), 'data');
  const server = await serve(t, ['--data', data]);
  const [line] = ok(['import', '--data', data, input('orchestra.html')]).lines;
  assert.equal(line.headline, 'City orchestra names its first woman as chief conductor');
  assert.match(words((await fetchPage(server.url)).text), /City orchestra names its first woman/);
  const story = await fetchPage(`${server.url}/story/${line.story}`);
  assert.match(words(story.text), /Fjord Mirror/);
});

test('reading verbs work beside a running server', async (t) => {
  const data = join(folder(t), 'data');
  await serve(t, ['--data', data, '--sample']);
  assert.ok(ok(['export', 'jsonl', '--data', data]).lines.length >= 25);
  assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
  ok(['backup', '--data', data, join(folder(t), 'backup.db')]);
  ok(['user', 'list', '--data', data]);
});

test('the sample edition: as many reports as it promises, and the round of 2024 comes as a second file', async (t) => {
  const data = join(folder(t), 'data');
  const server = await serve(t, ['--data', data, '--sample']);
  const articles = ok(['export', 'jsonl', '--data', data]).lines;
  assert.ok(articles.length >= 25 && articles.length <= 40, `${articles.length} reports`);
  assert.ok(new Set(articles.map((article) => article.site)).size >= 12, 'a dozen outlets');
  const later = readdirSync(sample).filter((name) => name.startsWith('round-2024'));
  assert.equal(later.length, 1);
  const [line] = ok(['import', '--data', data, join(sample, later[0])]).lines;
  assert.match(words((await fetchPage(`${server.url}/story/${line.story}`)).text), /Washington/);
});

test('a second start finds the first one\'s edition', async (t) => {
  const data = join(folder(t), 'data');
  const first = await serve(t, ['--data', data, '--sample']);
  const before = (await fetchPage(first.url)).text.match(/class="bar-headline"/g).length;
  await first.stop();
  const articles = ok(['export', 'jsonl', '--data', data]).lines.length;
  const second = await serve(t, ['--data', data, '--sample']);
  assert.equal((await fetchPage(second.url)).text.match(/class="bar-headline"/g).length, before);
  await second.stop();
  assert.equal(ok(['export', 'jsonl', '--data', data]).lines.length, articles);
});
