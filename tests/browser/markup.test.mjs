// The Nu validator has nothing to say about any kind of page, its styles and its pictures.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import vnu from 'vnu-jar';
import {folder} from '../support/dateline.mjs';
import {fetchPage, links} from '../support/site.mjs';
import {everyKind} from './every_kind.mjs';
import {none} from './none.mjs';

/** What the validator says about these files (name -> text), a line each. One start of the JVM takes two seconds. */
function validate(t, files) {
  const at = folder(t);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text);
  const done = spawnSync('java', ['-jar', String(vnu), '--format', 'json', '--exit-zero-always', '--also-check-css',
                                  '--also-check-svg', ...Object.keys(files)], {cwd: at, encoding: 'utf8'});
  assert.equal(done.status, 0, `the validator did not run: ${done.error ?? done.stderr}`);
  return JSON.parse(done.stderr).messages.map(({url, type, message, extract = '', lastLine}) =>
      `${url.split('/').pop()}:${lastLine}: ${type}: ${message} ${extract.trim()}`);
}

test('the validator finds nothing', async (t) => {
  const {readers, desk} = await everyKind(t);
  const files = {
    'control.html': '<!doctype html><html lang="en"><title>Control</title><p><div id="a"></p><b id="a"></b></html>',
    'control.css': 'p { colr: red }',
  };
  for (const kind of [...readers, ...desk]) {
    const text = await kind.source();
    files[`${kind.name}.html`] = text;
    const linked = links({url: kind.url, text});
    const sheets = linked.filter((url) => url.endsWith('.css'));
    // Together, as the page has them: a later sheet uses what an earlier one defines.
    const name = sheets.map((url) => url.split('/').pop().replace('.css', '')).join('+') + '.css';
    files[name] ??= (await Promise.all(sheets.map(async (url) => (await fetchPage(url)).text))).join('\n');
    for (const url of linked.filter((url) => url.endsWith('.svg'))) {
      files[url.split('/').pop()] ??= (await fetchPage(url)).text;
    }
  }
  const found = validate(t, files);
  await t.test('but what was made wrong for it', () => {
    for (const wrong of [/control\.html.*Duplicate ID/, /control\.html.*no .*p|control\.html.*“p”/i, /control\.css.*colr/]) {
      assert.ok(found.some((line) => wrong.test(line)), `${wrong} is not among:\n${found.join('\n')}`);
    }
  });
  none(found.filter((line) => !line.startsWith('control.')));
});
