// What somebody sees who does not know the program yet.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {run} from '../support/dateline.mjs';

const verbs = ['serve', 'sources', 'fetch', 'feed', 'extract', 'sanitize', 'stories', 'compare', 'dossiers', 'import', 'export', 'backup', 'check',
               'texts', 'user'];

test('the help names every verb', () => {
  const help = run(['--help']);
  assert.equal(help.code, 0);
  for (const verb of verbs) assert.match(help.stdout + help.stderr, new RegExp(`^ +${verb}\\b`, 'm'));
});

for (const verb of verbs) {
  test(`the help of ${verb} has an example that can be typed as it stands`, () => {
    const help = run([verb, '--help']);
    assert.equal(help.code, 0);
    assert.match(help.stdout + help.stderr, new RegExp(`dateline ${verb}\\b`));
    assert.match(help.stdout + help.stderr, /example/i);
  });
}

test('a verb misspelt is answered with the one that was probably meant', () => {
  for (const [typed, meant] of [['extrct', 'extract'], ['sotries', 'stories'], ['santize', 'sanitize'], ['improt', 'import'], ['srve', 'serve']]) {
    const answer = run([typed]);
    assert.equal(answer.code, 2);
    assert.equal(answer.stdout, '');
    assert.match(answer.stderr, new RegExp(`'${typed}'.*did you mean '${meant}'\\?`));
  }
});

test('an option misspelt is a usage error that names it', () => {
  const answer = run(['serve', '--lisen', '127.0.0.1:0']);
  assert.equal(answer.code, 2);
  assert.match(answer.stderr, /--lisen/);
  assert.match(answer.stderr, /did you mean '?--listen/);
});

test('no verb at all is a usage error', () => {
  assert.equal(run([]).code, 2);
});

test('the version is one line', () => {
  const version = run(['--version']);
  assert.equal(version.code, 0);
  assert.match(version.stdout, /^dateline \d+\.\d+\.\d+\n$/);
});
