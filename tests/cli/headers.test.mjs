// Every address of the site, whatever is asked of it and whatever comes of it, is answered with headers that score A+.
import assert from 'node:assert/strict';
import {mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, root, serve} from '../support/dateline.mjs';
import {observatory, parsePolicy} from '../support/observatory.mjs';
import {articleWithReplies, crawl, fetchPage, formWith} from '../support/site.mjs';

// The tables of routes as they stand in the source, so that no address is forgotten here.
const sources = readdirSync(join(root, 'src/site'), {recursive: true}).filter((name) => name.endsWith('.cc'))
    .map((name) => readFileSync(join(root, 'src/site', name), 'utf8'));
const routes = sources.flatMap((text) => [...text.matchAll(/\{"(GET|POST)", "(\/[^"]*)"/g)])
    .map(([, method, pattern]) => ({method, pattern}));
const fits = (pattern, path) => new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(path);

/**
 * Follows every link, then asks for every route by an example that a link led to and by one that does not exist, and with
 * other methods.
 */
async function everyAnswer(site) {
  const crawled = [...(await crawl(site)).values()];
  const answers = crawled.map((page) => ({what: `GET ${page.url}: ${page.status}`, path: new URL(page.url).pathname, ...page}));
  const known = answers.map(({path}) => path);
  const ask = async (method, path, options = {}) => {
    const page = await fetchPage(new URL(path, site).href, {method, ...options});
    answers.push({what: `${method} ${path}: ${page.status}`, path, ...page});
    return page;
  };
  for (const {method, pattern} of routes) {
    const example = known.find((path) => fits(pattern, path));
    for (const path of new Set([pattern.replaceAll('*', 'nowhere'), ...(example ? [example] : [])])) {
      if (method === 'POST') {
        await ask('POST', path, {form: {}});
        continue;
      }
      const page = await ask('GET', path);
      if (!page.headers['content-type']?.startsWith('text/event-stream')) await ask('HEAD', path);
      if (page.headers.etag) await ask('GET', path, {headers: {'If-None-Match': page.headers.etag}});
    }
  }
  for (const path of ['/nowhere', '/search/', '/%', '/live', '/feed', '/replies', '/desk']) {
    for (const method of ['GET', 'DELETE', 'OPTIONS']) await ask(method, path);
  }
  return {answers, ask};
}

/** What sets cookies: signing in and out, and a reply whose author wants to be remembered. */
async function withCookies(server, ask) {
  const setup = new URL(await server.setupLink());
  const at = (url) => new URL(url).pathname + new URL(url).search;
  const local = new URL(at(setup.href), server.url).href;
  const form = formWith(await fetchPage(local), 'account');
  const password = 'a quay in the morning fog';
  const fields = Object.fromEntries(Object.keys(form.fields).map((name) => [name, form.fields[name] || password]));
  const signedIn = await ask('POST', at(form.action), {form: {...fields, account: 'ida'}});
  const cookie = signedIn.headers['set-cookie'].map((value) => value.split(';')[0]).join('; ');
  const desk = await ask('GET', '/desk', {cookie});
  assert.equal(desk.status, 200, 'the cookie signs in');
  for (const {method, pattern} of routes) {
    if (method === 'GET' && pattern.startsWith('/desk')) await ask('GET', pattern.replaceAll('*', 'nowhere'), {cookie});
  }
  const csrf = /name="csrf" value="([^"]+)"/.exec(desk.text)[1];
  assert.ok((await ask('POST', '/desk/sign-out', {cookie, form: {csrf}})).headers['set-cookie'], 'signing out ends the cookie');

  const reply = (await articleWithReplies(server.url)).form;
  const posted = await ask('POST', at(reply.action), {form: {...reply.fields, comment: 'Which quay is it?', author: 'Runa Hjort',
      email: 'runa@mail.example', 'wp-comment-cookies-consent': 'yes'}});
  assert.ok(posted.headers['set-cookie'], 'a reader who wants to be remembered gets a cookie');
}

async function answersOf(t, publicUrl) {
  const data = join(folder(t), 'data');
  mkdirSync(data);
  writeFileSync(join(data, 'dateline.toml'), `[site]\nurl = "${publicUrl}"\n`);
  const server = await serve(t, ['--sample', '--data', data]);
  const {answers, ask} = await everyAnswer(server.url);
  await withCookies(server, ask);
  return answers;
}

// What others may load or read: the part of the site that is made to be elsewhere.
const isShared = (path) => /^\/(api|oembed|picture)\b/.test(path);
const isEmbedded = (path) => path.startsWith('/embed');
/**
 * What the table wants of these headers and cannot have: what is embedded may be framed; and who sends nonsense is refused
 * below the site, where nobody knows of TLS (a browser has the site's HSTS from any page before).
 */
function asWanted(path, headers) {
  const wanted = {...headers};
  if (isEmbedded(path)) wanted['content-security-policy'] += "; frame-ancestors 'none'";
  if (path === '/%') wanted['strict-transport-security'] = 'max-age=15768000';
  return wanted;
}
// Data in a script element (JSON-LD) is not run, so no policy forbids it.
const inline = /\sstyle="|<style|\son[a-z]+="|<script(?![^>]*\ssrc=)(?![^>]*\stype="application\/ld\+json")/;

test('the score is counted as the table says', () => {
  assert.equal(observatory({}).score, 100 - 25 - 20 - 5 - 20);
  const best = {'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
                'strict-transport-security': 'max-age=15768000', 'x-content-type-options': 'nosniff',
                'referrer-policy': 'no-referrer', 'cross-origin-resource-policy': 'same-origin',
                'set-cookie': ['a=b; Secure; HttpOnly; SameSite=Lax']};
  assert.equal(observatory(best).score, 135);
  const without = (name) => observatory({...best, [name]: undefined}).score;
  assert.equal(without('strict-transport-security'), 80, 'no extra points below 90');
  assert.equal(without('x-content-type-options'), 130);
  assert.equal(observatory({...best, 'set-cookie': ['a=b; Secure; SameSite=Lax']}).score, 70);
  assert.equal(observatory({...best, 'content-security-policy': "default-src 'self'; script-src 'unsafe-inline'"}).score, 60);
});

/** Fails with each fault and the answers that have it. */
function none(faults) {
  const lines = [...new Set(faults.map(([fault]) => fault))].map((fault) => {
    const answers = faults.filter(([same]) => same === fault).map(([, what]) => what);
    return `${fault}: ${answers.length} answers, as ${answers.slice(0, 3).join('; ')}`;
  });
  assert.ok(lines.length === 0, `\n${lines.join('\n')}`);
}

test('behind TLS every answer scores A+', async (t) => {
  const answers = await answersOf(t, 'https://paper.example');
  assert.ok(answers.length > 2 * routes.length);
  const faults = [];
  for (const {what, path, status, headers, text} of answers) {
    const fault = (wrong, words) => { if (wrong) faults.push([words, what]); };
    const {score, parts} = observatory(asWanted(path, headers));
    const taken = Object.entries(parts).filter(([, points]) => points < 0).map((part) => part.join(' '));
    fault(score < 100, `scores ${score} (${taken.join(', ')})`);
    const policy = parsePolicy(headers['content-security-policy']);
    const closed = (directive) => policy.get(directive)?.join() === "'none'";
    fault(!closed('default-src'), "default-src is not 'none'");
    fault(!closed('base-uri'), "base-uri is not 'none'");
    fault(!closed('frame-ancestors') && !isEmbedded(path), 'may be framed');
    fault(headers['cross-origin-opener-policy'] !== 'same-origin', 'no COOP');
    fault(headers['cross-origin-resource-policy'] !== 'same-origin' && !isShared(path) && !isEmbedded(path), 'no CORP');
    fault(headers['access-control-allow-origin'] && !isShared(path), 'others may read it (CORS)');
    for (const cookie of headers['set-cookie'] ?? []) {
      fault(!cookie.startsWith('__Host-'), `the cookie ${cookie.split('=')[0]} is not __Host-`);
    }
    fault(status < 300 && path.startsWith('/desk') && !/no-store|private/.test(headers['cache-control']), 'may be kept');
    fault(headers['content-type']?.startsWith('text/html') && inline.test(text), 'something inline');
  }
  none(faults);
});

test('over plain http the same, but for what only TLS can promise', async (t) => {
  const faults = [];
  for (const {what, path, headers} of await answersOf(t, 'http://paper.example')) {
    const fault = (wrong, words) => { if (wrong) faults.push([words, what]); };
    const cookies = headers['set-cookie']?.map((cookie) => `${cookie}; Secure`);
    const {score} = observatory({...asWanted(path, headers), 'set-cookie': cookies, 'strict-transport-security': 'max-age=15768000'});
    fault(score < 100, `scores ${score}`);
    fault(headers['strict-transport-security'], 'HSTS, which browsers ignore over http');
    fault(/secure|__Host-/i.test((headers['set-cookie'] ?? []).join()), 'a cookie that no browser keeps over http');
  }
  none(faults);
});
