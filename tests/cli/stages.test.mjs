// The stages run alone: files in, JSON Lines out (docs/formats/).
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {inputs, ok, run} from '../support/dateline.mjs';

const input = (name) => join(inputs, name);

test('feed: the same fields from RSS, Atom and JSON Feed', () => {
  const {lines} = ok(['feed', input('feed.xml'), input('feed_atom.xml'), input('feed.json')]);
  assert.equal(lines.length, 3);
  const [rss, atom, json] = lines;
  assert.equal(rss.file, input('feed.xml'));
  assert.equal(rss.title, 'Nordwire, all reports');
  assert.equal(rss.url, 'https://nordwire.example/');
  assert.match(rss.format, /^rss 2\.0/);
  assert.match(atom.format, /^atom/);
  assert.match(json.format, /^json/);
  assert.deepEqual(rss.entries.map((entry) => entry.title),
                   ['Larnholm harbour opened by transport minister', 'Snow closes two mountain roads & a tunnel']);
  assert.equal(rss.entries[0].id, 'nordwire-4711');
  assert.equal(rss.entries[0].published, '2023-01-24T12:20:00Z');
  assert.deepEqual(rss.entries[0].authors, ['Per Holt']);
  assert.equal(atom.entries[0].url, 'https://vestby.example/news/library');
  assert.equal(json.entries[0].published, '2023-01-24T12:15:00Z');
  for (const feed of lines) assert.deepEqual(feed.warnings, []);
});

test('extract: one object a page, in the order of the files', () => {
  const {lines} = ok(['extract', input('harbour.html'), input('orchestra.html')]);
  assert.equal(lines.length, 2);
  const [harbour, orchestra] = lines;
  assert.equal(harbour.file, input('harbour.html'));
  assert.equal(harbour.title, 'Ministry opens the new harbour at Larnholm');
  assert.equal(harbour.canonical_url, 'https://transport.example/news/harbour-larnholm');
  assert.deepEqual(harbour.authors, ['Ida Brandvold']);
  assert.equal(harbour.date, '2023-01-24T09:00:00+01:00');
  assert.equal(harbour.modified, '2023-01-24T10:30:00Z');
  assert.equal(harbour.language, 'en');
  assert.equal(harbour.image, 'https://transport.example/pictures/harbour.jpg');
  assert.equal(harbour.site, 'Ministry of Transport');
  assert.match(harbour.text, /four years of\s+construction/);
  assert.match(harbour.text, /environmental effects by the end of June\.$/);
  assert.doesNotMatch(harbour.text, /Contact|Quay Street/);
  assert.deepEqual(orchestra.authors, ['Mads Ellingsen']);
});

test('extract: reads a page from standard input, with the address it came from', () => {
  const page = '<html lang="en"><head><title>Two lines</title></head><body><article><h1>Two lines of news</h1>' +
      '<p>The first line says what happened in the town of Vestby on the river this morning.</p>' +
      '<p>The second line says who said so, and when, and why anybody should believe it.</p></article></body></html>';
  const {lines} = ok(['extract', '--url', 'https://vestby.example/two-lines', '-'], {input: page});
  assert.equal(lines.length, 1);
  assert.equal(lines[0].url, 'https://vestby.example/two-lines');
  assert.equal(lines[0].title, 'Two lines of news');
});

test('sanitize: what can be shown of a file, and of each line by its id', () => {
  const html = '<h2 onclick="x()">Ferry "Olav"</h2><script>x()</script><p><a href="../b">b</a>&nbsp;<img src=i.jpg></p>';
  const url = ['--url', 'https://vestby.example/news/a'];
  const page = ok(['sanitize', ...url, '-'], {input: html}).lines;
  assert.deepEqual(page, [{file: '-', html: '<h2>Ferry "Olav"</h2><p><a href="https://vestby.example/b">b</a>&nbsp;' +
                                            '<img src="https://vestby.example/news/i.jpg" alt=""></p>'}]);
  const input = [{id: 'a', html}, {html: 'x'}, {id: {n: 7}, html: ''}].map((line) => JSON.stringify(line)).join('\n');
  assert.deepEqual(ok(['sanitize', '--reply', ...url, '-'], {input}).lines, [
    {id: 'a', html: '<p>Ferry "Olav"</p><p><a href="https://vestby.example/b" rel="nofollow ugc noopener">b</a>&nbsp;</p>'},
    {html: 'x'},
    {id: {n: 7}, html: ''},
  ]);
});

test('sanitize: without an address relative links go, and a line that is none is said', () => {
  const done = run(['sanitize', '-'], {input: '{"html": "<a href=/x>a</a>"}\n{"markup": 1}\n{"html": "b"}\n'});
  assert.equal(done.code, 1);
  assert.deepEqual(done.lines, [{html: 'a'}, {html: 'b'}]);
  assert.match(done.stderr, /-: line 2: .*"html"/);
  assert.equal(run(['sanitize', '--url', 'javascript:alert(1)', '-']).code, 2);
});

test('stories: one event is one story, another event another', () => {
  const articles = ok(['extract', ...['harbour.html', 'harbour_agency.html', 'harbour_copy.html', 'orchestra.html'].map(input)]);
  const {lines} = ok(['stories', '-'], {input: articles.stdout});
  assert.equal(lines.length, 4);
  assert.equal(new Set(lines.map((line) => line.id)).size, 4);
  const [harbour, agency, copy, orchestra] = lines.map((line) => line.story);
  assert.equal(agency, harbour);
  assert.equal(copy, harbour);
  assert.notEqual(orchestra, harbour);
});

test('stories: lines keep the ids that they came with, and may come from anywhere', () => {
  const lines = [
    {id: 'a', title: 'Ferry Sankt Olav runs aground off Larnholm', text: 'The ferry Sankt Olav ran aground off Larnholm.'},
    {id: 7, title: 'Orchestra names Renata Ilves chief conductor', text: 'Renata Ilves is the new chief conductor.'},
  ].map((line) => JSON.stringify(line)).join('\n');
  assert.deepEqual(ok(['stories'], {input: lines}).lines.map((line) => String(line.id)), ['a', '7']);
});

test('stories: the same input gives the same stories', () => {
  const articles = ok(['extract', ...['harbour.html', 'harbour_agency.html', 'orchestra.html'].map(input)]).stdout;
  assert.equal(ok(['stories', '-'], {input: articles}).stdout, ok(['stories', '-'], {input: articles}).stdout);
});

test('stories: --explain says of each story why it ranks and breaks as it does', () => {
  const text = 'The ferry Sankt Olav ran aground off Larnholm with ninety people on board';
  const lines = ['coast', 'harbour', 'island'].map((outlet, i) => ({
    id: outlet, outlet, title: `Ferry Sankt Olav aground off Larnholm`, text: `${text}, the ${outlet} guard said.`,
    date: `2023-01-31T09:0${i}:00Z`, language: 'en'})).map((line) => JSON.stringify(line)).join('\n');
  const said = ok(['stories', '--explain'], {input: lines}).lines;
  assert.equal(said.length, 4, 'three articles, then one story');
  const [story] = said.slice(3);
  assert.equal(story.story, said[0].story);
  assert.equal(story.outlets, 3);
  assert.equal(story.breaking.now, true);
  assert.equal(story.breaking.burst, 3);
  assert.equal(story.breaking.needed, 3);
  assert.equal(story.breaking.since, '2023-01-31T09:02:00Z');
  assert.equal(story.breaking.until, '2023-01-31T11:02:00Z');
  const {sum, ...parts} = story.rank;
  const added = Object.values(parts).reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - added) < 0.01, `${sum} is the sum of ${JSON.stringify(parts)}`);
  assert.equal(parts.owners, 1);
});

test('compare: what a copy kept, dropped and added, and the facts that it changed', () => {
  const {lines} = ok(['compare', input('harbour.html'), input('harbour_copy.html')]);
  assert.equal(lines.length, 1);
  const [comparison] = lines;
  assert.ok(comparison.kept > 0.3 && comparison.kept < 1, `kept is ${comparison.kept}`);
  const fates = new Set(comparison.sentences.map((sentence) => sentence.fate));
  for (const fate of ['kept', 'reworded', 'dropped', 'added']) assert.ok(fates.has(fate), `no sentence was ${fate}`);
  const changed = comparison.facts.map((fact) => `${fact.before} -> ${fact.after}`).join('\n');
  assert.match(changed, /24.* -> .*25/);
  assert.match(changed, /310.* -> .*130/);
  for (const fact of comparison.facts) assert.ok(comparison.sentences[fact.sentence], 'a fact stands in a sentence');
});

test('compare: a text with itself is kept whole', () => {
  const {lines: [comparison]} = ok(['compare', input('harbour.html'), input('harbour.html')]);
  assert.equal(comparison.kept, 1);
  assert.deepEqual(comparison.facts, []);
});

test('dossiers: the dialogue of the sample edition, and its round of 2024 once that is read', () => {
  const edition = 'sample/edition.jsonl', later = 'sample/round-2024.xml';
  const held = (dossier) => dossier.rounds.filter((round) => !round.announced).map((round) => round.when);
  const before = ok(['dossiers', edition]).lines;
  assert.equal(before.length, 1);
  assert.equal(before[0].name, 'U.S.-Cuba Law Enforcement Dialogue');
  assert.equal(before[0].kind, 'talks');
  assert.deepEqual(held(before[0]), ['2015-11-09', '2016-05-17', '2017-09-15', '2018-07-10', '2023-01-18/2023-01-19']);
  const [after] = ok(['dossiers', edition, later]).lines;
  assert.deepEqual(held(after).slice(5), ['2024-02-07']);
  assert.equal(after.rounds[5].places.at(-1).value, 'Washington');
  for (const {said} of after.fields) for (const {report} of said) assert.ok(after.reports.includes(report), 'a fact has its report');
  const text = run(['dossiers', '--text', edition]);
  assert.equal(text.code, 0);
  assert.match(text.stdout, /^U\.S\.-Cuba Law Enforcement Dialogue\n/);
});

test('the inputs of these tests name no real outlet', () => {
  for (const name of ['harbour.html', 'feed.xml', 'feed.json']) {
    const hosts = [...readFileSync(input(name), 'utf8').matchAll(/https?:\/\/([^/"<\s]+)/g)].map((match) => match[1]);
    for (const host of hosts) assert.match(host, /\.example$|^schema\.org$|^purl\.org$|^jsonfeed\.org$/);
  }
});
