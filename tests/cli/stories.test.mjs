// `dateline stories`: one line an article, in order, whatever comes in (docs/formats/stories.md).
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, ok, run} from '../support/dateline.mjs';

const day = '2023-01-31T09:';
const ferry = (id, minute, more) => ({
  id, outlet: `outlet-${id}`, language: 'en', date: `${day}${minute}:00Z`, title: 'Ferry Sankt Olav aground off Larnholm',
  text: `The ferry Sankt Olav ran aground off Larnholm with ninety people on board. ${more}`});
const orchestra = {
  id: 'orchestra', outlet: 'culture', language: 'en', date: `${day}03:00Z`, title: 'Orchestra names Renata Ilves chief conductor',
  text: 'Renata Ilves becomes the chief conductor of the city orchestra in the autumn, its board said.'};
const three = [ferry('a', '01', 'The coast guard sent two boats.'), orchestra, ferry('b', '04', 'Nobody was hurt, its owner said.')];
const jsonl = (articles) => articles.map((article) => `${JSON.stringify(article)}\n`).join('');
const stories = (input, ...args) => ok(['stories', ...args], {input: jsonl(input)}).lines;

test('one object an article, in the order in which they came', () => {
  const lines = stories(three);
  assert.deepEqual(lines.map((line) => line.id), ['a', 'orchestra', 'b']);
  assert.equal(lines[2].story, lines[0].story);
  assert.notEqual(lines[1].story, lines[0].story);
  for (const line of lines) assert.deepEqual(Object.keys(line), ['id', 'story']);
});

test('"-" and nothing are standard input, and may stand among files', (t) => {
  const file = join(folder(t), 'first.jsonl');
  writeFileSync(file, jsonl(three.slice(0, 2)));
  const all = stories(three);
  assert.deepEqual(stories(three, '-'), all);
  assert.deepEqual(stories(three.slice(2), file, '-'), all);
});

test('an id that comes twice is the same document again: a line each, one story', () => {
  const newer = {...three[0], title: 'Ferry Sankt Olav is afloat again'};
  const lines = stories([...three, newer], '--explain').filter((line) => line.id);
  assert.deepEqual(lines.map((line) => line.id), ['a', 'orchestra', 'b', 'a']);
  assert.equal(lines[3].story, lines[0].story);
  assert.equal(lines[3].kinship, 'same-document');
  assert.equal(lines[0].kinship, 'own-report');
});

test('--explain says of what a copy is one, and what speaks for and against', () => {
  const text = 'The ferry Sankt Olav ran aground off Larnholm early on Tuesday with ninety people on board, and the coast ' +
      'guard sent two boats from the harbour, which took everybody ashore before noon, the ministry of transport said.';
  const lines = stories([{...three[0], text}, orchestra, {...three[2], text}], '--explain').filter((line) => line.id);
  assert.equal(lines[2].kinship, 'verbatim');
  assert.match(lines[2].of, /^[0-9a-z]{13}$/);
  assert.match(lines[0].why, /opens a story/);
  assert.match(lines[2].why, /joins the story/);
  const [near] = lines[2].candidates;
  assert.equal(near.story, lines[0].story);
  assert.ok(near.likelihood >= near.needed);
  // The reasons are a sum: what they add up to is the likelihood.
  const odds = near.reasons.reduce((sum, reason) => sum + reason.weight, 0);
  assert.ok(Math.abs(1 / (1 + Math.exp(-odds)) - near.likelihood) < 0.02, `${odds} and ${near.likelihood}`);
  const sizes = near.reasons.map((reason) => Math.abs(reason.weight));
  assert.deepEqual(sizes, sizes.toSorted((a, b) => b - a));
});

test('the lines name the stories as they are in the end: what was merged later has one id', () => {
  // Each report has some words of the event, no two the same, so that many open a story and the next pass brings them in.
  const words = ('harbour captain pilot fog lifeboat island tug rudder ministry tide keel anchor rescue helicopter engine storm ' +
      'reef lighthouse inspector crew deck cargo fuel leak divers hull winter strait signal radio').split(' ');
  const many = Array.from({length: 24}, (_, i) => {
    const some = Array.from({length: 7}, (_, k) => words[(i * 7 + k * (i + 3)) % words.length]).join(' ');
    return {id: String(i), outlet: `outlet-${i}`, language: 'en', date: `${day}${String(10 + i)}:00Z`,
            title: `Larnholm ${some}`, text: `Larnholm ${some}`};
  });
  const lines = stories(many, '--explain');
  const standings = new Set(lines.filter((line) => !line.id).map((line) => line.story));
  const named = new Set(lines.filter((line) => line.id).map((line) => line.story));
  assert.deepEqual(named, standings);
  const opened = lines.filter((line) => /opens a story/.test(line.why)).length;
  assert.ok(opened > named.size, `${opened} stories were opened and ${named.size} are left: nothing was merged`);
});

test('nothing to read is said, and is no success', (t) => {
  const empty = join(folder(t), 'empty.jsonl');
  writeFileSync(empty, '');
  for (const [args, input] of [[[empty], ''], [[], ''], [['-'], '']]) {
    const answer = run(['stories', ...args], {input});
    assert.equal(answer.code, 1);
    assert.match(answer.stderr, /empty; there is no article in it/);
    assert.equal(answer.stdout, '');
  }
});

test('lines that are no articles are named, five of a file at most, and the rest is done', () => {
  const wrong = Array(8).fill('[1, 2]').concat('{"title": 5}', 'not json').join('\n');
  const answer = run(['stories'], {input: `${jsonl(three)}${wrong}\n\n`});
  assert.equal(answer.code, 1);
  assert.equal(answer.lines.length, 3);
  assert.match(answer.stderr, /-: line 4: /);
  assert.match(answer.stderr, /5 more lines are no articles/);
});

test('a page of HTML given by mistake is named by its first lines', (t) => {
  const page = join(folder(t), 'page.html');
  writeFileSync(page, '<!doctype html>\n<title>No article here</title>\n');
  const answer = run(['stories', page]);
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /page\.html: line 1: /);
  assert.equal(answer.stdout, '');
});
