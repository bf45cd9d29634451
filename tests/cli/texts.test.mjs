// A newsroom that speaks another language than English.
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, run, serve} from '../support/dateline.mjs';
import {fetchPage} from '../support/site.mjs';

/** A data folder with a language and, if given, its own file of texts. */
function newsroom(t, language, texts) {
  const data = join(folder(t), 'data');
  mkdirSync(join(data, 'texts'), {recursive: true, mode: 0o700});
  writeFileSync(join(data, 'dateline.toml'), `[site]\nlanguage = "${language}"\n`);
  if (texts !== undefined) writeFileSync(join(data, 'texts', `${language}.txt`), texts);
  return data;
}

test('Spanish is in the binary', async (t) => {
  const server = await serve(t, ['--data', newsroom(t, 'es')]);
  const page = await fetchPage(server.url);
  assert.match(page.text, /<html lang="es" dir="ltr"/);
  assert.match(page.text, />Portada<\/a>/);
  assert.doesNotMatch(server.stderr, /texts/);
});

test('a third language is one file; what it lacks is said in English and named in the log', async (t) => {
  const server = await serve(t, ['--data', newsroom(t, 'de', 'nav.front = Titelseite\n')]);
  const page = await fetchPage(server.url);
  assert.match(page.text, /<html lang="de" dir="ltr"/);
  assert.match(page.text, />Titelseite<\/a>/);
  assert.match(page.text, />Search<\/button>/);
  assert.match(server.stderr, /texts\/de\.txt: \d+ of \d+ texts are not there.*search\.button/);
});

test('a slip in that file stops the start with the line and what was meant', (t) => {
  const data = newsroom(t, 'de', '# Deutsch\nsearch.buton = Suchen\n');
  const answer = run(['serve', '--data', data, '--listen', '127.0.0.1:0']);
  assert.equal(answer.code, 1);
  assert.match(answer.stderr, /texts\/de\.txt:2: unknown text 'search\.buton', did you mean 'search\.button'\?/);
});

test('a language without a file is said at the start, with how to begin one', async (t) => {
  const server = await serve(t, ['--data', newsroom(t, 'de')]);
  assert.match((await fetchPage(server.url)).text, /<html lang="en"/);
  assert.match(server.stderr, /no texts in 'de'.*dateline texts > .*texts\/de\.txt/);
});

test('the English file can be had, and makes a whole language', async (t) => {
  const english = run(['texts']);
  assert.equal(english.code, 0);
  assert.match(english.stdout, /^nav\.front = Front page$/m);
  assert.match(run(['texts', 'es']).stdout, /^nav\.front = Portada$/m);
  assert.match(run(['texts', 'e']).stderr, /there are: en, es/);
  const server = await serve(t, ['--data', newsroom(t, 'fr', english.stdout)]);
  assert.match((await fetchPage(server.url)).text, /<html lang="fr"/);
  assert.doesNotMatch(server.stderr, /texts/);
});
