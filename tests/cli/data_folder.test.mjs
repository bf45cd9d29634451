// The data folder: what goes in comes out again, and is watched over.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, inputs, ok, run} from '../support/dateline.mjs';

const input = (name) => join(inputs, name);
const pages = ['harbour.html', 'harbour_copy.html', 'harbour_agency.html', 'orchestra.html'].map(input);

test('import says for each article its file, id, story and headline, and export brings it out again', (t) => {
  const data = folder(t);
  const imported = ok(['import', '--data', data, ...pages]).lines;
  assert.deepEqual(imported.map((line) => line.file), pages);
  assert.equal(new Set(imported.map((line) => line.id)).size, 4);
  assert.equal(imported[3].headline, 'City orchestra names its first woman as chief conductor');
  const [source, copy, , orchestra] = imported.map((line) => line.story);
  assert.equal(copy, source);
  assert.notEqual(orchestra, source);

  const exported = ok(['export', 'jsonl', '--data', data]).lines;
  assert.deepEqual(new Set(exported.map((line) => line.id)), new Set(imported.map((line) => line.id)));
  const extracted = ok(['extract', ...pages]).lines;
  for (const article of extracted) {
    const same = exported.find((line) => line.canonical_url === article.canonical_url);
    assert.equal(same.text, article.text);
    assert.deepEqual(same.authors, article.authors);
  }
});

test('importing twice changes nothing', (t) => {
  const data = folder(t);
  const first = ok(['import', '--data', data, ...pages]).lines;
  const before = ok(['export', 'jsonl', '--data', data]).lines;
  const second = ok(['import', '--data', data, ...pages]).lines;
  assert.deepEqual(second.map((line) => line.story), first.map((line) => line.story));
  const after = ok(['export', 'jsonl', '--data', data]).lines;
  assert.equal(after.length, before.length);
});

test('what was exported can be imported elsewhere, and groups the same way', (t) => {
  const [one, other] = [folder(t), folder(t)];
  ok(['import', '--data', one, ...pages]);
  const lines = ok(['export', 'jsonl', '--data', one]).stdout;
  const file = join(other, 'articles.jsonl');
  writeFileSync(file, lines);
  const stories = (imported) => Object.fromEntries(imported.map((line) => [line.id, line.story]));
  assert.deepEqual(stories(ok(['import', '--data', join(other, 'data'), file]).lines),
                   stories(ok(['import', '--data', one, ...pages]).lines));
});

test('import takes feeds and subscription lists, too', (t) => {
  const data = folder(t);
  const {lines} = ok(['import', '--data', data, input('feed.xml'), input('wires.opml')]);
  assert.ok(lines.some((line) => line.headline === 'Snow closes two mountain roads & a tunnel'));
  assert.equal(ok(['sources', 'list', '--data', data]).lines.length, 3);
});

test('sources: added, listed, removed', (t) => {
  const data = folder(t);
  ok(['sources', 'add', '--data', data, 'https://nordwire.example/feed.xml']);
  ok(['sources', 'import', '--data', data, input('wires.opml')]);
  const urls = () => ok(['sources', 'list', '--data', data]).lines.map((source) => source.url).sort();
  assert.deepEqual(urls(), ['https://nordwire.example/feed.xml', 'https://skar-weather.example/feed.json',
                            'https://vestby.example/news.atom']);
  ok(['sources', 'remove', '--data', data, 'https://vestby.example/news.atom']);
  assert.equal(urls().length, 2);
  const again = run(['sources', 'remove', '--data', data, 'https://vestby.example/news.atom']);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /vestby\.example/);
  const wrong = run(['sources', 'add', '--data', data, 'nordwire']);
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.stderr, /nordwire/);
});
test('sources: exported as a list that brings the same ones in again, with their folders', (t) => {
  const [one, other] = [join(folder(t), 'one'), join(folder(t), 'other')];
  ok(['sources', 'import', '--data', one, input('wires.opml')]);
  const {stdout} = ok(['sources', 'export', '--data', one]);
  assert.match(stdout, /^<\?xml [\s\S]*<opml version="2.0">/);
  assert.equal(ok(['export', 'opml', '--data', one]).stdout, stdout);
  const file = join(folder(t), 'wires.opml');
  writeFileSync(file, stdout);
  ok(['sources', 'import', '--data', other, file]);
  const told = (data) => ok(['sources', 'list', '--data', data]).lines.map(({id, url, name, folder}) => ({id, url, name, folder}))
      .sort((a, b) => (a.id < b.id ? -1 : 1));
  assert.deepEqual(told(other), told(one));
  assert.equal(ok(['sources', 'list', '--data', one]).lines[0].says, 'Not asked yet.');
});


test('a backup is a data folder\'s copy that is checked; it replaces nothing', (t) => {
  const data = folder(t);
  ok(['import', '--data', data, ...pages]);
  const file = join(folder(t), 'backup.db');
  ok(['backup', '--data', data, file]);
  assert.ok(existsSync(file));
  const again = run(['backup', '--data', data, file]);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /backup\.db.*exists/);
});

test('check finds nothing wrong in a sound folder, and the row in which one letter was changed', (t) => {
  const data = folder(t);
  ok(['import', '--data', data, ...pages]);
  const sound = ok(['check', '--data', data]).lines;
  assert.deepEqual(sound.at(-1).problems, []);

  const file = join(data, 'dateline.db');
  const bytes = readFileSync(file);
  const at = bytes.indexOf('farewell concert in the old cannery');
  assert.ok(at > 0, 'the text stands in the database as it is');
  bytes.write('F', at, 'latin1');
  writeFileSync(file, bytes);
  const damaged = run(['check', '--data', data]);
  assert.equal(damaged.code, 1);
  assert.ok(damaged.lines.at(-1).problems.length > 0);
  assert.match(damaged.stderr, /article/);
});

test('check and export of a folder that is not there say so', (t) => {
  const nowhere = join(folder(t), 'nowhere');
  for (const args of [['check'], ['export', 'jsonl'], ['backup', '/tmp/never.db']]) {
    const answer = run([...args, '--data', nowhere]);
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, /nowhere/);
    assert.ok(!existsSync(nowhere), 'reading makes no folder');
  }
});

test('user: accounts are made with a one-time link, listed, and reset', (t) => {
  const data = folder(t);
  const [added] = ok(['user', 'add', '--data', data, 'ida', '--admin']).lines;
  assert.equal(added.user, 'ida');
  assert.match(added.setup_key ?? added.setup_url, /[0-9a-f]{32}/);
  ok(['user', 'add', '--data', data, 'per']);
  const list = ok(['user', 'list', '--data', data]).lines;
  assert.deepEqual(list.map((account) => account.user).sort(), ['ida', 'per']);
  const [reset] = ok(['user', 'reset', '--data', data, 'ida']).lines;
  assert.notEqual(reset.setup_key ?? reset.setup_url, added.setup_key ?? added.setup_url);

  assert.equal(run(['user', 'add', '--data', data, 'ida']).code, 1);
  const wrong = run(['user', 'add', '--data', data, 'Ida Brandvold']);
  assert.notEqual(wrong.code, 0);
  assert.match(wrong.stderr, /account name.*such as/);
  assert.match(run(['user', 'reset', '--data', data, 'idda']).stderr, /did you mean 'ida'\?|idda/);
});

test('the desk\'s secrets are in no export', (t) => {
  const data = folder(t);
  const [added] = ok(['user', 'add', '--data', data, 'ida']).lines;
  const key = /[0-9a-f]{32}/.exec(added.setup_key ?? added.setup_url)[0];
  ok(['import', '--data', data, ...pages]);
  assert.ok(!ok(['export', 'jsonl', '--data', data]).stdout.includes(key));
  assert.ok(!readFileSync(join(data, 'dateline.db')).includes(key), 'the folder keeps only a hash of the key');
});
