// `sources add`: from a site's address to its feeds, with a running dateline and without.
import assert from 'node:assert/strict';
import {once} from 'node:events';
import {existsSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, ok, run, serve, start} from '../support/dateline.mjs';

const feed = (title, ...entries) => `<rss version="2.0"><channel><title>${title}</title>${entries.map((entry) =>
  `<item><title>${entry}</title><link>https://vestby.example/${entry}</link>` +
  '<pubDate>Tue, 31 Jan 2023 18:00:00 GMT</pubDate></item>').join('')}</channel></rss>`;
const declares = (...paths) => `<!doctype html><title>Vestby</title>${paths.map((path) =>
  `<link rel="alternate" type="application/rss+xml" href="${path}">`).join('')}<p>News.`;

/** A site by its paths; its address, and a data folder whose settings let fetches reach it. */
async function site(t, pages) {
  const server = createServer((request, answer) => {
    const page = pages[request.url];
    answer.writeHead(page ? 200 : 404, {'Content-Type': page?.startsWith('<rss') ? 'application/rss+xml' : 'text/html'});
    answer.end(page ?? 'no such page');
  }).listen(0, '127.0.0.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const data = folder(t);
  writeFileSync(join(data, 'dateline.toml'), '[wire]\nallowed_networks = ["127.0.0.0/8"]\n');
  return {url: `http://127.0.0.1:${server.address().port}`, data};
}

/** Runs a verb while the site of this process answers it. */
async function add(t, data, ...words) {
  const lines = [];
  const started = start(t, ['sources', 'add', '--data', data, ...words], (line) => lines.push(line));
  return {code: await started.ended, lines, stderr: started.stderr};
}
function listed(data) {
  if (!existsSync(join(data, 'dateline.db'))) return [];
  return ok(['sources', 'list', '--data', data]).lines.map((source) => source.url).sort();
}

test('the one feed of a site is added, and said', async (t) => {
  const {url, data} = await site(t, {
    '/': declares('/comments/feed', '/feed.xml'),
    '/feed.xml': feed('Vestby News', 'a', 'b'),
    '/comments/feed': feed('Comments', 'c'),
  });
  const {code, lines, stderr} = await add(t, data, url, '--name', 'Vestby');
  assert.equal(code, 0, stderr);
  assert.equal(lines.length, 1);
  assert.equal(lines[0].url, `${url}/feed.xml`);
  assert.equal(lines[0].name, 'Vestby');
  assert.match(stderr, /Found Vestby News, .*\/feed\.xml: 2 entries, the newest of 2023-01-31/);
  assert.deepEqual(listed(data), [`${url}/feed.xml`]);
});

const several = {
  '/': declares('/news.xml', '/sport.xml?a=1&b=2', '/comments/feed'),
  '/news.xml': feed('News', 'a'),
  '/sport.xml?a=1&b=2': feed('Sport', 's', 't'),
  '/comments/feed': feed('Comments', 'c'),
};

test('of several feeds none is added but by a word, and the commands are given', async (t) => {
  const {url, data} = await site(t, several);
  const {code, lines, stderr} = await add(t, data, url, '--name', "Vestby's");
  assert.equal(code, 1);
  assert.deepEqual(lines.map((line) => line.found), [`${url}/news.xml`, `${url}/sport.xml?a=1&b=2`,
                                                     `${url}/comments/feed`]);
  assert.deepEqual(lines[1], {found: `${url}/sport.xml?a=1&b=2`, title: 'Sport', format: 'rss 2.0', entries: 2,
                              newest: '2023-01-31T18:00:00Z', how: 'declared', comments: false});
  assert.match(stderr, /1\. News: 1 entry, the newest of 2023-01-31\n/);
  assert.ok(stderr.includes(`dateline sources add '${url}/sport.xml?a=1&b=2' --data ${data} --name 'Vestby'\\''s'\n`),
            stderr);
  assert.match(stderr, /3\. Comments: .*readers' comments/);
  assert.match(stderr, /3 feeds found, none added.*--first.*--all/);
  assert.deepEqual(listed(data), []);
});

test('--first adds the best of several, --all all but comments', async (t) => {
  const {url, data} = await site(t, several);
  assert.equal((await add(t, data, url, '--first')).code, 0);
  assert.deepEqual(listed(data), [`${url}/news.xml`]);
  assert.equal((await add(t, data, url, '--all')).code, 0);
  assert.deepEqual(listed(data), [`${url}/news.xml`, `${url}/sport.xml?a=1&b=2`]);
});

test('a running dateline is given what was found', async (t) => {
  const {url, data} = await site(t, {'/': '<p>News.', '/rss': feed('Vestby News', 'a')});
  const server = await serve(t, ['--data', data]);
  const {code, lines, stderr} = await add(t, data, url, '--pages');
  assert.equal(code, 0, stderr);
  assert.equal(lines[0].url, `${url}/rss`);
  assert.equal(lines[0].reads_pages, true);
  assert.deepEqual(listed(data), [`${url}/rss`]);
  assert.equal(ok(['sources', 'list', '--data', data]).lines[0].reads_pages, true);
  await server.stop();
});

test('where there is no feed, or nobody answers, it is said what was tried and what can be done', async (t) => {
  const {url, data} = await site(t, {'/': '<p>News.'});
  const none = await add(t, data, url);
  assert.equal(none.code, 1);
  assert.match(none.stderr, new RegExp(`tried ${url}/feed: there is nothing at this address \\(404\\)\n`));
  assert.match(none.stderr, /no feed found/);
  const nobody = run(['sources', 'add', '--data', data, 'http://127.0.0.1:1/feed']);
  assert.equal(nobody.code, 1);
  assert.match(nobody.stderr, /--unchecked/);
  assert.deepEqual(listed(data), []);
  ok(['sources', 'add', '--unchecked', '--data', data, 'http://127.0.0.1:1/feed']);
  assert.deepEqual(listed(data), ['http://127.0.0.1:1/feed']);
});

test('the gate is asked: without a word in the settings this machine is not looked at', (t) => {
  const refused = run(['sources', 'add', '--data', folder(t), 'http://127.0.0.1:8099/']);
  assert.equal(refused.code, 1);
  assert.match(refused.stderr, /loopback/);
});
