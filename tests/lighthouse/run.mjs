// Lighthouse over every kind of page for readers, as a phone and as a desk would load it: a table of its four scores, and
// what takes points off. Ends with 1 when a score is below 100, the largest paint is later than 1.2 s, or anything moves.
// script/lighthouse [KIND...]
import {launch} from 'chrome-launcher';
import lighthouse from 'lighthouse';
import desktop from 'lighthouse/core/config/desktop-config.js';
import {join} from 'node:path';
import {folder, serve} from '../support/dateline.mjs';
import {readerPages} from '../support/kinds.mjs';

const latestPaint = 1200;  // Milliseconds, of Lighthouse's simulated phone (4 times slower, 1.6 Mbit/s, 150 ms away).
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
const only = process.argv.slice(2);

// What is meant to be so. Search engines are asked to leave these pages alone, and Lighthouse takes that for a slip.
const unlisted = ['search', 'search-found', 'search-nothing', 'missing', 'reply-preview', 'offline', 'embed-bar', 'embed-story'];
// The page of a missing page is missing: its status, and the line that the browser writes about it.
const meant = (name) => [...(unlisted.includes(name) ? ['is-crawlable'] : []),
                         ...(name === 'missing' ? ['http-status-code', 'errors-in-console'] : [])];

async function audit(kind, form, port) {
  const config = form === 'desk' ? desktop : undefined;
  const {lhr} = await lighthouse(kind.url, {port, logLevel: 'error', onlyCategories: categories, skipAudits: meant(kind.name),
                                            ignoreStatusCode: true}, config);
  const faults = lhr.runtimeError ? [lhr.runtimeError.message] : [];
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

const leave = [];  // What a test would end by itself.
const t = {after: (end) => leave.unshift(end)};
let failed = 0;
try {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const chrome = await launch({chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium', chromeFlags: [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync']});
  leave.unshift(() => chrome.kill());
  // Lighthouse loads an address; the form with errors comes of a POST, so the browser tests alone see it.
  const kinds = (await readerPages(server.url)).filter(({name, then}) => !then && (only.length === 0 || only.includes(name)));
  const row = (cells) => console.log(cells.map((cell, i) => String(cell).padEnd(i ? 8 : 16)).join('').trimEnd());
  row(['', '', 'perf', 'a11y', 'best', 'seo', 'LCP ms', 'CLS']);
  for (const kind of kinds) {
    for (const form of ['phone', 'desk']) {
      const {scores, paint, shift, faults} = await audit(kind, form, chrome.port);
      row([kind.name, form, ...scores, Math.round(paint), shift.toFixed(3)]);
      for (const fault of faults) console.log(`    ${fault}`);
      failed += faults.length;
    }
  }
} finally {
  for (const end of leave) await end();
}
process.exitCode = failed ? 1 : 0;
