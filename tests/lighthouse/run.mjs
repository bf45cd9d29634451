// Lighthouse over every kind of page, as a phone and as a desk would load it: a table of its four scores, the largest paint
// and what moves, and under a line what takes points off. Ends with 1 when a goal is missed. script/lighthouse [KIND...]
import {launch} from 'chrome-launcher';
import {navigation} from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import {createServer} from 'node:http';
import {join} from 'node:path';
import puppeteer from 'puppeteer-core';
import {folder, serve} from '../support/dateline.mjs';
import {deskPages, readerPages} from '../support/kinds.mjs';
import {firstEditor} from '../support/site.mjs';

const latestPaint = 1200;  // Milliseconds, of Lighthouse's simulated phone (4 times slower, 1.6 Mbit/s, 150 ms away).
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const only = process.argv.slice(2);

// What is meant to be so. Search engines are asked to leave these pages alone, and Lighthouse takes that for a slip.
const unlisted = ['report', 'search', 'search-found', 'search-nothing', 'missing', 'reply-errors', 'reply-preview', 'own-data', 'report-reply', 'offline', 'embed-bar',
                  'embed-story'];
// These two are errors: their status, and the line that the browser writes about it.
const errors = ['missing', 'reply-errors'];
// Lighthouse asks for robots.txt from within the page, and this one may not ask for anything.
const mute = ['embed-story'];
const meant = (name) => [...(unlisted.includes(name) || name.startsWith('desk') ? ['is-crawlable'] : []),
                         ...(errors.includes(name) ? ['http-status-code', 'errors-in-console'] : []),
                         ...(mute.includes(name) ? ['robots-txt'] : [])];

async function once(kind, form, browser) {
  const page = await browser.newPage();
  const flags = {logLevel: 'error', onlyCategories: categories, skipAudits: meant(kind.name), ignoreStatusCode: true};
  let come = kind.url;
  if (kind.then) {  // What a reader does there makes the page: Lighthouse watches from the click on.
    await page.goto(kind.url);
    come = () => kind.then({click: (at) => page.click(at), waitForEvent: async () => {}});
  }
  const {lhr} = await navigation(page, come, {config: form === 'desk' ? desktop : undefined, flags});
  await page.close();
  if (lhr.runtimeError) return {scores: categories.map(() => NaN), paint: NaN, shift: NaN, faults: [lhr.runtimeError.message]};
  const faults = [];
  const scores = categories.map((id) => {
    const {score, auditRefs} = lhr.categories[id];
    if (score < 1) {
      for (const {id, weight} of auditRefs) {
        const {score, title, displayValue = '', details} = lhr.audits[id];
        if (weight > 0 && score !== null && score < 1) {
          const places = (details?.items ?? []).slice(0, 3).map((item) => item.node?.selector ?? item.description ?? item.url ?? '');
          faults.push(`${id} (${title}) ${displayValue} ${places.join(' | ')}`.trim());
        }
      }
    }
    return Math.floor((score ?? NaN) * 100 + 1e-9);
  });
  const paint = lhr.audits['largest-contentful-paint'].numericValue ?? NaN;
  const shift = lhr.audits['cumulative-layout-shift'].numericValue ?? NaN;
  for (const {id, errorMessage} of Object.values(lhr.audits)) if (errorMessage) faults.push(`${id}: ${errorMessage}`);
  if (!(paint < latestPaint)) faults.push(`the largest paint comes after ${Math.round(paint)} ms`);
  if (!(shift === 0)) {
    const moved = lhr.audits['layout-shifts'].details?.items.map(({node, subItems}) =>
        `${node?.selector} ${subItems?.items.map(({cause}) => cause) ?? ''}`) ?? [];
    faults.push(`moves by ${shift.toFixed(4)}: ${moved.join(' | ')}`);
  }
  if (scores.some((score) => score !== 100) && faults.length === 0) faults.push('below 100');
  return {scores, paint, shift, faults};
}

/** The first run, or where that one found something, the middle one of three: what else the machine does counts four times. */
async function audit(kind, form, browser) {
  const first = await once(kind, form, browser);
  if (first.faults.length === 0) return first;
  const runs = [first, await once(kind, form, browser), await once(kind, form, browser)];
  return runs.sort((a, b) => (a.paint || Infinity) - (b.paint || Infinity))[1];  // NaN: Lighthouse itself failed.
}

/** A page that must not get a good word, so that those of the others mean something. */
async function bad(t) {
  const server = createServer((_, answer) => answer.writeHead(200, {'Content-Type': 'text/html'}).end(
      `<html><meta name="robots" content="noindex"><body><p style="color: #aaa">Faint ${'words '.repeat(200)}</p><img src="/nothing">
<script>setTimeout(() => document.body.prepend(Object.assign(document.createElement('textarea'), {rows: 20})), 500);
setTimeout(() => { const end = performance.now() + 1500; while (performance.now() < end); }, 600); console.error('on purpose');</script>
${'<!-- ' + 'x'.repeat(300_000) + ' -->'}<h1>Late ${'words '.repeat(400)}</h1>`));
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => server.close());
  return {name: 'control', url: `http://127.0.0.1:${server.address().port}/`};
}

const leave = [];  // What a test would end by itself.
const t = {after: (end) => leave.unshift(end)};
const row = (cells) => console.log(cells.map((cell, i) => String(cell).padEnd(i ? 8 : 20)).join('').trimEnd());
const told = (name, form, {scores, paint, shift}) => row([name, form, ...scores, Math.round(paint), shift.toFixed(3)]);
let missed = 0;
const goal = (words, wrong, all) => {
  console.log(`goal ${words}: ${wrong ? `MISSED by ${wrong} of ${all}` : `met by all ${all}`}`);
  missed += wrong;
};
try {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const chrome = await launch({chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync']});
  leave.unshift(() => chrome.kill());
  const browser = await puppeteer.connect({browserURL: `http://127.0.0.1:${chrome.port}`, defaultViewport: null});
  leave.unshift(() => browser.disconnect());

  row(['', '', 'perf', 'a11y', 'best', 'seo', 'LCP ms', 'CLS']);
  for (const form of ['phone', 'desk']) {
    const control = await once(await bad(t), form, browser);
    told('control', form, control);
    const isLate = control.paint >= latestPaint;
    if (control.scores.some((score) => score === 100) || control.shift === 0 || (form === 'phone' && !isLate)) {
      throw new Error('Lighthouse finds no fault with a bad page');
    }
  }

  const readers = await readerPages(server.url);
  const cookie = await firstEditor(await server.setupLink(), server.url);
  const desk = await deskPages(server.url, cookie, readers);
  const counted = [];
  for (const kinds of [readers, desk]) {
    if (kinds === desk) {  // From here on the browser is signed in, as nobody was who read before.
      await browser.setCookie(...cookie.split('; ').map((pair) => pair.split('=')).map(([name, value]) =>
          ({name, value, domain: '127.0.0.1', path: '/'})));
    }
    for (const kind of kinds.filter(({name}) => only.length === 0 || only.includes(name))) {
      for (const form of ['phone', 'desk']) {
        const found = await audit(kind, form, browser);
        told(kind.name, form, found);
        for (const fault of found.faults) console.log(`    ${fault}`);
        counted.push(found);
      }
    }
  }
  const wrong = (is) => counted.filter(is).length;
  goal('100 in all four', wrong(({scores}) => scores.some((score) => score !== 100)), counted.length);
  goal(`largest paint before ${latestPaint} ms`, wrong(({paint}) => !(paint < latestPaint)), counted.length);
  goal('nothing moves', wrong(({shift}) => !(shift === 0)), counted.length);
  console.log(`Not asked: is-crawlable of ${unlisted.join(', ')} and the desk, which search engines are to leave alone;
http-status-code and errors-in-console of ${errors.join(', ')}, which are errors; robots-txt of ${mute.join(', ')}, which may
not ask for it. Lighthouse can audit every kind: reply-errors from the click that sends the form.`);
} finally {
  for (const end of leave) await end();
}
process.exitCode = missed ? 1 : 0;
