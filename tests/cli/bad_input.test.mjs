// Bad input is normal: one clear line each that says what, where, why and what to do; the rest is processed; nothing
// crashes.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {binary, folder, inputs, ok, run} from '../support/dateline.mjs';

const input = (name) => join(inputs, name);
const png = Buffer.from('89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63fcff9fa11e' +
                        '000782027f3dc848ef0000000049454e44ae426082', 'hex');

/** The lines for people, without a progress line. There must be exactly one that names `file`. */
function lineAbout(answer, file) {
  assert.ok([0, 1].includes(answer.code), `ended with ${answer.code ?? answer.signal}:\n${answer.stderr}`);
  const about = answer.stderr.split('\n').filter((line) => line.includes(file));
  assert.equal(about.length, 1, `one line about ${file}, but standard error has:\n${answer.stderr}`);
  assert.ok(about[0].length < 400, 'a line that can be read');
  return about[0];
}

function made(t, name, bytes) {
  const path = join(folder(t), name);
  writeFileSync(path, bytes);
  return path;
}

test('a truncated page: what stands before the cut is kept', (t) => {
  const whole = readFileSync(input('harbour.html'));
  const file = made(t, 'truncated.html', whole.subarray(0, whole.indexOf('The first ship')));
  const {code, lines} = run(['extract', file, input('orchestra.html')]);
  assert.equal(code, 0);
  assert.equal(lines.length, 2);
  assert.match(lines[0].text, /Larnholm has waited/);
});

test('a page cut off before its text began', (t) => {
  const whole = readFileSync(input('harbour.html'));
  const file = made(t, 'head_only.html', whole.subarray(0, whole.indexOf('<title>') + 4));
  const answer = run(['extract', file, input('orchestra.html')]);
  lineAbout(answer, file);
  assert.equal(answer.code, 1);
  assert.equal(answer.lines.length, 1);
});

for (const verb of ['extract', 'feed', 'import']) {
  test(`${verb}: an empty file, a binary and a missing file get a line each, and the rest is processed`, (t) => {
    const empty = made(t, 'empty.html', '');
    const binary = made(t, 'picture.html', png);
    const missing = join(folder(t), 'missing.html');
    const good = verb === 'feed' ? input('feed_atom.xml') : input('orchestra.html');
    const data = verb === 'import' ? ['--data', join(folder(t), 'data')] : [];
    const answer = run([verb, ...data, empty, binary, missing, good]);
    assert.equal(answer.code, 1);
    assert.match(lineAbout(answer, empty), /empty/i);
    lineAbout(answer, binary);
    assert.match(lineAbout(answer, missing), /no such file|does not exist|not found/i);
    assert.equal(answer.lines.length, 1);
  });
}

test('compare refuses what is no text, page or article line', (t) => {
  const text = made(t, 'source.txt', 'The ferry left at noon. It came back at six.\n');
  for (const file of [made(t, 'bin.dat', png), made(t, 'empty.xml', ''), input('feed_atom.xml')]) {
    const answer = run(['compare', text, file]);
    lineAbout(answer, file);
    assert.equal(answer.code, 1);
    assert.equal(answer.stdout, '');
  }
  ok(['compare', text, text]);
});

test('import says of a feed without items that there are no articles in it', (t) => {
  const file = made(t, 'no_items.xml', '<rss version="2.0"><channel><title>Quiet</title></channel></rss>');
  const answer = run(['import', '--data', join(folder(t), 'data'), file]);
  assert.match(lineAbout(answer, file), /no articles in /);
  assert.equal(answer.stdout, '');
});

test('a data folder that may not be read is said to be that, not empty', (t) => {
  const shut = join(folder(t), 'shut');
  mkdirSync(shut);
  chmodSync(shut, 0);
  const nobody = process.getuid() === 0 ? {uid: 65_534, gid: 65_534} : {};  // Root may read everything.
  const done = spawnSync(binary, ['check', '--data', shut], {...nobody, encoding: 'utf8'});
  chmodSync(shut, 0o700);
  assert.equal(done.status, 1, done.error?.message);
  assert.match(done.stderr, /: permission denied/);
});

test('stories: a line that is no article is named by its number, and the others are grouped', (t) => {
  const article = ok(['extract', input('orchestra.html')]).stdout;
  const file = made(t, 'articles.jsonl', `${article}{"title": "no closing brace"\n${article}`);
  const missing = join(folder(t), 'missing.jsonl');
  const answer = run(['stories', file, missing]);
  assert.equal(answer.code, 1);
  assert.match(lineAbout(answer, file), /line 2: .*not JSON/);
  assert.match(lineAbout(answer, missing), /no such file/);
  assert.equal(answer.lines.length, 2);
});

test('a feed with broken XML: every entry, and where the fault is', () => {
  const answer = run(['feed', input('feed_broken.xml')]);
  const [feed] = answer.lines;
  assert.ok(feed.entries.some((entry) => entry.title === 'Library extends its opening hours'));
  assert.ok(feed.entries.some((entry) => entry.title === 'Bakery burns down'));
  assert.deepEqual(feed.warnings, ['line 17, column 1: expected </item>, got </channel>']);
  assert.match(lineAbout(answer, 'feed_broken.xml'), /line 17, column 1: expected <\/item>/);
});

test('a page packed with gzip and cut off', (t) => {
  const packed = gzipSync(readFileSync(input('harbour.html')));
  const file = made(t, 'cut.html.gz', packed.subarray(0, Math.floor(packed.length * 0.6)));
  const answer = run(['extract', file]);
  lineAbout(answer, file);
});

test('a file that unpacks to a gigabyte is refused, in little memory', (t) => {
  const megabyte = gzipSync(Buffer.alloc(1 << 20));
  const file = made(t, 'bomb.html.gz', Buffer.concat(Array(1024).fill(megabyte)));
  const answer = run(['extract', file]);
  assert.equal(answer.code, 1);
  assert.match(lineAbout(answer, file), /64 ?MiB|limit|larger|too large/i);
});

function warcRecord(url, html, date) {
  const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(html)}\r\n\r\n${html}`;
  return `WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-${url.length.toString().padStart(12, '0')}>\r\n` +
      `WARC-Date: ${date}\r\nWARC-Target-URI: ${url}\r\nContent-Type: application/http; msgtype=response\r\n` +
      `Content-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
}
const records = [
  ['https://transport.example/news/harbour-larnholm', 'harbour.html'],
  ['https://nordwire.example/a/20230124-larnholm', 'harbour_agency.html'],
  ['https://fjord-mirror.example/2023/01/orchestra-conductor', 'orchestra.html'],
].map(([url, name]) => warcRecord(url, readFileSync(input(name), 'utf8'), '2023-01-24T16:00:00Z'));

test('a web archive, plain and packed: its pages', (t) => {
  for (const [name, bytes] of [['day.warc', records.join('')],
                               ['day.warc.gz', Buffer.concat(records.map((record) => gzipSync(record)))]]) {
    const {lines} = ok(['import', '--data', join(folder(t), 'data'), made(t, name, bytes)]);
    assert.equal(lines.length, 3, name);
  }
});

test('a web archive cut off in the middle of its third page: the two before it, and where it breaks off', (t) => {
  const whole = records.join('');
  const packed = Buffer.concat(records.map((record) => gzipSync(record)));
  for (const [name, bytes] of [['cut.warc', whole.slice(0, whole.length - 800)],
                               ['cut.warc.gz', packed.subarray(0, packed.length - 200)]]) {
    const file = made(t, name, bytes);
    const answer = run(['import', '--data', join(folder(t), 'data'), file]);
    assert.equal(answer.code, 1);
    assert.equal(answer.lines.length, 2, name);
    assert.match(lineAbout(answer, file), /cut off.*byte [\d,]+.*kept the 2 pages/);
  }
});

test('a data folder of a newer schema is left alone', (t) => {
  const data = join(folder(t), 'data');
  ok(['import', '--data', data, input('orchestra.html')]);
  const file = join(data, 'dateline.db');
  const bytes = readFileSync(file);
  bytes.writeUInt32BE(999, 60);  // PRAGMA user_version (https://www.sqlite.org/fileformat.html, section 1.3).
  writeFileSync(file, bytes);
  for (const args of [['import', input('harbour.html')], ['serve', '--listen', '127.0.0.1:0'], ['export', 'jsonl']]) {
    const answer = run([...args, '--data', data]);
    assert.equal(answer.code, 1);
    assert.match(lineAbout(answer, 'dateline.db'), /schema is version 999, this build knows up to \d+; run a newer dateline/);
  }
  assert.deepEqual(readFileSync(file), bytes);
});

test('a data folder that is something else is left alone', (t) => {
  const data = folder(t);
  writeFileSync(join(data, 'dateline.db'), 'This is my diary, not a database. '.repeat(100));
  const answer = run(['import', '--data', data, input('harbour.html')]);
  assert.equal(answer.code, 1);
  lineAbout(answer, 'dateline.db');
  const file = made(t, 'file', 'x');
  assert.equal(run(['import', '--data', file, input('harbour.html')]).code, 1);
});

test('a key misspelt in dateline.toml', (t) => {
  const data = folder(t);
  mkdirSync(data, {recursive: true});
  writeFileSync(join(data, 'dateline.toml'), '[site]\nname = "The Vestby Post"\ntagine = "Read it here."\n');
  const answer = run(['serve', '--listen', '127.0.0.1:0', '--data', data]);
  assert.equal(answer.code, 1);
  assert.match(lineAbout(answer, 'dateline.toml'), /dateline\.toml:3: unknown key 'tagine'.*did you mean 'tagline'\?/);
});

test('an address to listen on that is none', (t) => {
  const answer = run(['serve', '--listen', 'localhost:http:80', '--data', join(folder(t), 'data')]);
  assert.notEqual(answer.code, 0);
  assert.match(answer.stderr, /localhost:http:80/);
});
