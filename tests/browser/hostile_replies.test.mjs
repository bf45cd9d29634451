// Hostile words as name, website and text of replies, read by readers and by the desk in Chromium with our policy off: they
// are shown as text or cleaned, and no script runs. With DATELINE_CORPORA all vectors of its folder security; without, ours.
import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {articleWithReplies, fetchPage, formWith} from '../support/site.mjs';
import {browserFor} from './browser.mjs';
import {editor, setUp} from './desk.mjs';

const ours = [
  '<script>alert(1)</script>', '"><script>alert(1)</script>', "'-alert(1)-'", '</textarea><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>',
  '<math><mtext></mtext><mglyph><style><img src=x onerror=alert(1)></style></mglyph></math>',
  'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)', '[click](javascript:alert(1))', '[click](JAVASCRIPT&colon;alert(1))', '![x](x"onerror="alert(1))',
  '[x]: javascript:alert(1)\n[x]', '<a href="javascript:alert(1)">x</a>', '<a href="&#106;avascript:alert(1)">x</a>',
  '<javascript:alert(1)>', '<https://a.example/"onmouseover="alert(1)>', 'https://a.example/"onmouseover=alert(1)//',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<object data="javascript:alert(1)"></object>', '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><button>x</button></form>', '<button formaction="javascript:alert(1)">x</button>',
  '<details open ontoggle=alert(1)>', '<style>@import "javascript:alert(1)";</style>', '<link rel=stylesheet href="data:text/css,">',
  '<base href="https://evil.example/">', '<meta http-equiv=refresh content="0;url=javascript:alert(1)">', '--><script>alert(1)</script>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<p style="background:url(https://evil.example/x)">', '{{constructor.constructor("alert(1)")()}}',
  '${alert(1)}', '\u202Etxt.exe', '\uFEFF\u200B\u00AD', '\u0000<script>alert(1)</script>', 'Ω≈ç√∫˜µ≤≥÷', '田中さんにあげて下さい', '🏳0🌈️', '<x onclick=alert(1) tabindex=1 id=x>',
  '`<img src=x onerror=alert(1)>`', '```\n</code></pre><script>alert(1)</script>\n```', '| a |\n|---|\n| <img src=x onerror=alert(1)> |',
];

function vectors() {
  const corpora = process.env.DATELINE_CORPORA;
  if (!corpora || !existsSync(join(corpora, 'security'))) return ours;
  const xss = join(corpora, 'security/xss');
  const json = (name) => JSON.parse(readFileSync(join(xss, name), 'utf8'));
  const lines = readdirSync(join(xss, 'payloads')).filter((name) => name.endsWith('.txt'))
      .flatMap((name) => readFileSync(join(xss, 'payloads', name), 'utf8').split('\n'));
  return [...new Set([...ours, ...json('dompurify.json').map(({payload}) => payload), ...json('h5sc.json').map(({data}) => data),
                      ...json('feedparser.json').map(({expected}) => expected), ...lines,
                      ...JSON.parse(readFileSync(join(corpora, 'security/naughty_strings.json'), 'utf8'))])]
      .filter((vector) => typeof vector === 'string' && vector.trim() !== '');
}

/** In a context with the policy off: notes whatever ran, and whatever was asked of another host. */
async function watched(browser, url) {
  const context = await browser.newContext({bypassCSP: true});
  const ran = [];
  await context.exposeBinding('noteThatAScriptRan', (_, what) => ran.push(what));
  await context.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = (...words) => window.noteThatAScriptRan(`${name} ${words}`);
  });
  context.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin && !request.url().startsWith('data:')) ran.push(`asked for ${request.url()}`);
  });
  context.on('page', (page) => page.on('dialog', (dialog) => { ran.push(`dialog ${dialog.message()}`); dialog.dismiss(); }));
  return {context, ran, page: await context.newPage()};
}

/** In the page: what stands there that must not, of whatever readers wrote. */
const strays = (selector) => [...document.querySelectorAll(`${selector} *, ${selector}`)].flatMap((element) => {
  const found = [];
  const name = element.localName;
  if (['script', 'iframe', 'object', 'embed', 'base', 'meta', 'link', 'style', 'math', 'img', 'video', 'audio'].includes(name)) found.push(`<${name}>`);
  for (const attribute of element.attributes) {
    if (/^on|^style$|^srcdoc$/i.test(attribute.name)) found.push(`${name} ${attribute.name}`);
    if (/^(href|src|action|formaction|xlink:href)$/.test(attribute.name)) {
      const {protocol} = new URL(attribute.value, document.baseURI);
      if (!['http:', 'https:', 'mailto:'].includes(protocol)) found.push(`${name} ${attribute.name}=${attribute.value}`);
    }
  }
  return found;
});

test('hostile names, websites and texts are shown or cleaned, and no script runs', async (t) => {
  const server = await serve(t, ['--data', join(folder(t), 'data'), '--sample']);
  const browser = await browserFor(t);
  const {page: article} = await articleWithReplies(server.url);
  const {action, fields} = formWith(article, 'comment');

  await t.test('control: the watch notices what runs', async () => {
    const {page, ran, context} = await watched(browser, server.url);
    await page.goto(server.url);
    await page.setContent('<div class="replies"><img src="https://evil.example/x" onerror="alert(1)"><a href="javascript:alert(1)">x</a></div>');
    await page.waitForTimeout(500);
    assert.ok(ran.some((what) => what.startsWith('alert')) && ran.some((what) => what.includes('evil.example')), ran.join());
    assert.deepEqual(await page.evaluate(strays, '.replies'), ['<img>', 'img onerror', 'a href=javascript:alert(1)']);
    await context.close();
  });

  const all = vectors();
  const counts = {posted: 0, 'website refused': 0, 'name refused': 0, 'text refused': 0};
  for (const [i, vector] of all.entries()) {
    const form = {...fields, comment: `${vector}`, author: vector, url: vector, email: `v${i}@mail.example`, once: `vector ${i}`};
    const send = () => fetchPage(action, {headers: {'X-Forwarded-For': `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`}, form});
    let answer = await send();
    for (const [field, plain, name] of [['url', '', 'website'], ['author', 'Somebody', 'name'], ['comment', `Text ${i}`, 'text']]) {
      if (answer.status !== 422 || !answer.text.includes(`id="${field}-error"`)) continue;
      counts[`${name} refused`]++;
      form[field] = plain;
      answer = await send();
    }
    if (answer.status === 429 || answer.status === 409) continue;   // Said before, in other marks.
    assert.equal(answer.status, 303, `${JSON.stringify(vector)}: ${answer.status}`);
    counts.posted++;
  }

  const {page, ran, context} = await watched(browser, server.url);
  await setUp(page, await server.setupLink());
  const bad = [];
  const look = async (selector) => {
    for (const stray of await page.evaluate(strays, selector)) bad.push(`${page.url()}: ${stray}`);
  };
  let approved = 0;
  await t.test('at the desk, where all of them are approved', async () => {
    for (let round = 0; round < 200; round++) {
      await page.goto(`${server.url}/desk/replies?queue=held`);
      await look('.desk-reply .reply-text');
      const cookie = (await context.cookies()).map(({name, value}) => `${name}=${value}`).join('; ');
      const source = await page.content();
      const ids = [...source.matchAll(/name="reply" value="([^"]+)"/g)].map(([, id]) => id);
      const unique = [...new Set(ids)];
      if (unique.length === 0) break;
      const form = new URLSearchParams([['csrf', await page.locator('input[name="csrf"]').first().inputValue()], ['queue', 'held'],
                                        ['state', 'approved'], ...unique.map((id) => ['reply', id])]);
      const answer = await fetch(`${server.url}/desk/replies`, {method: 'POST', body: form, headers: {cookie}, redirect: 'manual'});
      assert.equal(answer.status, 303);
      approved += unique.length;
    }
    assert.ok(approved >= counts.posted, `${approved} of ${counts.posted} approved`);
    for (const queue of ['approved', 'spam']) {
      await page.goto(`${server.url}/desk/replies?queue=${queue}`);
      await look('.desk-reply .reply-text');
    }
  });

  await t.test('for readers, on every page of the thread', async () => {
    let shown = 0;
    for (let number = 1; number <= Math.ceil(approved / 50) + 1; number++) {
      const answer = await page.goto(`${article.url}?page=${number}`);
      if (answer.status() !== 200) break;
      await look('.replies');
      shown += await page.locator('.reply').count();
    }
    assert.ok(shown >= counts.posted, `${shown} of ${counts.posted} shown`);
    await page.waitForTimeout(300);
    console.log(`vectors: ${all.length}, as name, website and text of ${counts.posted} replies (${counts['website refused']} websites, ` +
                `${counts['name refused']} names, ${counts['text refused']} texts refused with a reason); ` +
                `strays ${bad.length}, scripts run ${ran.length}`);
    assert.deepEqual(bad, []);
    assert.deepEqual(ran, []);
  });
});
