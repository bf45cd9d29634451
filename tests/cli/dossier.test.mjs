// The sample's dossier through the binary: there at the first minute without an editor, it grows by what is imported, and
// a crash loses none of it. Its calendar is read by another program (python3-icalendar).
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {test} from 'node:test';
import {fetchPage} from '../support/site.mjs';
import {folder, ok, sample, serve, until} from '../support/dateline.mjs';

const name = /Law Enforcement Dialogue/;
const json = async (url) => JSON.parse((await fetchPage(url)).text);
const dossiers = async (server) => (await json(`${server.url}/api/v1/dossiers`)).items;
const talks = async (server) => {
  const found = (await dossiers(server)).filter((dossier) => name.test(dossier.name));
  return found.length === 1 ? json(`${server.url}/api/v1/dossiers/${found[0].id}`) : null;
};
const dates = (dossier) => dossier.timeline.map((round) => round.when);

test('the dossier of the sample grows by an import, and a kill keeps it', async (t) => {
  const data = join(folder(t), 'data');
  let server = await serve(t, ['--sample', '--data', data]);
  const first = await talks(server);
  assert.ok(first, `the sample has no dossier of the talks: ${JSON.stringify(await dossiers(server))}`);
  assert.equal(first.kind, 'talks');
  assert.equal(first.state, 'proposed');
  for (const round of ['2015-11-09', '2023-01-18/2023-01-19']) assert.ok(dates(first).includes(round), dates(first).join());
  assert.ok(!dates(first).some((date) => date.startsWith('2024')));
  const page = await fetchPage(`${server.url}/dossier/${first.id}`);
  assert.equal(page.status, 200);
  assert.match(page.text, name);
  assert.match(page.text, /not yet checked by an editor/);

  await server.kill();
  server = await serve(t, ['--data', data]);
  assert.deepEqual(dates(await talks(server)), dates(first), 'after a kill');

  ok(['import', '--data', data, join(sample, 'round-2024.xml')]);
  const grown = await until(async () => {
    const dossier = await talks(server);
    return dossier && dates(dossier).some((date) => date.startsWith('2024-02')) && dossier;
  }, 'the dossier has the round of February 2024', 60_000);
  assert.equal(grown.id, first.id);
  assert.ok(grown.rounds > first.rounds);

  await server.kill();
  server = await serve(t, ['--data', data]);
  assert.deepEqual(dates(await talks(server)), dates(grown), 'after another kill');
  assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
});

const reader = `
import json, sys
from icalendar import Calendar
calendar = Calendar.from_ical(sys.stdin.buffer.read())
events = [event for event in calendar.walk('VEVENT')]
print(json.dumps({'version': str(calendar['VERSION']), 'events': [{
    'uid': str(event['UID']), 'from': event['DTSTART'].dt.isoformat(), 'to': event['DTEND'].dt.isoformat(),
    'summary': str(event['SUMMARY']), 'where': str(event.get('LOCATION', '')), 'sequence': int(event['SEQUENCE']),
    'stamp': event['DTSTAMP'].dt.isoformat()} for event in events]}))
`;
const read = (text) => spawnSync('/usr/bin/python3', ['-c', reader], {input: text, encoding: 'utf8'});

test('another program reads the calendar as we mean it', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const dossier = await talks(server);
  const {text, headers} = await fetchPage(`${server.url}/dossier/${dossier.id}.ics`);
  assert.match(headers['content-type'], /^text\/calendar/);
  const done = read(text);
  assert.equal(done.status, 0, done.stderr);
  const calendar = JSON.parse(done.stdout);
  assert.equal(calendar.version, '2.0');
  const days = dossier.timeline.filter(({when}) => /^\d{4}-\d\d-\d\d/.test(when)).map(({when}) => when.split('/'));
  assert.deepEqual(calendar.events.map(({from}) => from), days.map(([from]) => from));
  assert.deepEqual(calendar.events.map(({to}) => to), days.map((span) => {
    const end = new Date(`${span.at(-1)}T00:00:00Z`);
    end.setUTCDate(end.getUTCDate() + 1);
    return end.toISOString().slice(0, 10);
  }));
  assert.equal(new Set(calendar.events.map(({uid}) => uid)).size, calendar.events.length);
  for (const event of calendar.events) {
    assert.match(event.summary, name);
    assert.ok(event.sequence > 0);
  }
  const broken = read(text.replace('END:VEVENT\r\n', ''));
  assert.ok(broken.status !== 0 || broken.stdout !== done.stdout, 'a calendar without one END is found');
});
