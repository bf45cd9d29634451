// kill -9 in the middle of an import: every article whose line was printed is there, and nothing needs repair.
import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {fetchPage} from '../support/site.mjs';
import {folder, ok, serve, start, until} from '../support/dateline.mjs';

const places = ['Larnholm', 'Vestby', 'Skar', 'Ostervik', 'Hjelme', 'Brandal', 'Ilsvik', 'Tornes', 'Eide', 'Rugvik'];
const things = ['bridge', 'library', 'ferry', 'school', 'tunnel', 'theatre', 'clinic', 'market', 'stadium', 'mill'];

/** `count` short pages, each about something else. */
function write(into, count) {
  const files = [];
  for (let i = 0; i < count; i++) {
    const place = places[i % 10];
    const thing = things[Math.floor(i / 10) % 10];
    const file = join(into, `page-${String(i).padStart(4, '0')}.html`);
    writeFileSync(file, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${place} ${thing} ${i}</title>
<link rel="canonical" href="https://outlet-${i % 7}.example/report/${i}">
<meta property="article:published_time" content="2023-01-24T${String(6 + (i % 12)).padStart(2, '0')}:00:00Z"></head>
<body><article><h1>The ${thing} of ${place}, report number ${i}</h1>
<p>The council of ${place} spoke about its ${thing} for the ${i + 1}th time this week and decided to wait for a report.</p>
<p>Nobody in ${place} wants to lose the ${thing}, said councillor number ${i * 17}, who has sat there since ${1950 + (i % 70)}.</p>
</article></body></html>`);
    files.push(file);
  }
  return files;
}

function assertKept(data, acknowledged) {
  assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
  const kept = new Map(ok(['export', 'jsonl', '--data', data]).lines.map((article) => [article.id, article]));
  for (const line of acknowledged) {
    assert.ok(kept.has(line.id), `${line.file} was acknowledged and is gone`);
    assert.equal(kept.get(line.id).title, line.headline);
  }
}

test('an import killed three times loses nothing that it acknowledged, and ends whole', async (t) => {
  const data = join(folder(t), 'data');
  const files = write(folder(t), 600);
  const acknowledged = [];
  for (const enough of [1, 60, 200]) {
    let lines = 0;
    const importing = start(t, ['import', '--data', data, ...files], (line) => {
      acknowledged.push(line);
      if (++lines === enough) importing.child.kill('SIGKILL');
    });
    assert.equal(await importing.ended, 'SIGKILL', importing.stderr);
    assertKept(data, acknowledged);
  }
  assert.equal(ok(['import', '--data', data, ...files]).lines.length, files.length);
  assert.equal(ok(['export', 'jsonl', '--data', data]).lines.length, files.length);
});

test('a server killed while an import is handed to it loses nothing, and the import says what happened', async (t) => {
  const data = join(folder(t), 'data');
  const files = write(folder(t), 600);
  const server = await serve(t, ['--data', data]);
  const acknowledged = [];
  const importing = start(t, ['import', '--data', data, ...files], (line) => acknowledged.push(line));
  await until(() => acknowledged.length >= 50, 'the import goes on');
  await server.kill();
  assert.equal(await importing.ended, 1, importing.stderr);
  assert.notEqual(importing.stderr, '');
  assertKept(data, acknowledged);

  const again = await serve(t, ['--data', data]);
  assert.doesNotMatch(again.stderr, /repair|recover|damaged/i);
  const last = acknowledged.at(-1);
  assert.equal((await fetchPage(`${again.url}/story/${last.story}`)).status, 200);
});
