// What `dateline sanitize` lets through of hostile markup is opened in Chromium, with no policy in the way: no script runs,
// and Chromium's own tree holds nothing but what may stand there. With DATELINE_CORPORA all its vectors; without, ours.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {ok} from '../support/dateline.mjs';
import {browserFor} from './browser.mjs';

const ours = [
  '<script>alert(1)</script>', '<script src="https://evil.example/x.js"></script>', '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>', '<svg><a href="javascript:alert(1)"><text y=9>x</text></a></svg>',
  '<svg><use href="data:image/svg+xml,&lt;svg id=x xmlns=\'http://www.w3.org/2000/svg\'/&gt;#x">', '<a href="javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>', '<a href="&#1;javascript:alert(1)">x</a>', '<a href="JaVaScRiPt&colon;alert(1)">x</a>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>', '<iframe src="javascript:parent.alert(1)"></iframe>',
  '<object data="javascript:alert(1)"></object>', '<form action="javascript:alert(1)"><button>x</button></form>',
  '<button formaction="javascript:alert(1)" form=f>x</button><form id=f></form>', '<details open ontoggle=alert(1)>x</details>',
  '<body onload=alert(1)>', '<input autofocus onfocus=alert(1)>', '<p onmouseover=alert(1) onclick=alert(2)>x</p>',
  '<video><source onerror=alert(1)></video>', '<style>@keyframes x{}</style><b style="animation-name:x" onanimationstart=alert(1)>x</b>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">', '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>', '<table><a href="javascript:alert(1)"><td>x',
  '<title><img title="</title><img src=x onerror=alert(1)>">', '<p title=\'"><img src=x onerror=alert(1)>\'>x</p>',
  '<img alt="`><img src=x onerror=alert(1)>">', '<!--><img src=x onerror=alert(1)>-->', '<!-- --!><img src=x onerror=alert(1)>',
  '<![CDATA[><img src=x onerror=alert(1)>]]>', '<textarea></textarea><img src=x onerror=alert(1)>', '<xmp></xmp><img src=x onerror=alert(1)>',
  '<select><template><img src=x onerror=alert(1)></template></select>', '<template><s><template><s><img src=x onerror=alert(1)>@</s></template></s></template>',
  '<base href="javascript:alert(1)//"><a href=x>x</a>', '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<abbr title="\u00A0<img src=x onerror=alert(1)>">x</abbr>', '<pre>\n\n<img src=x onerror=alert(1)></pre>', '\u0000<img src=x onerror=\u0000alert(1)>',
  '<a href="mailto:x@a.example?subject=x\' onclick=\'alert(1)">x</a>', '<a href="https://a.example/\' onclick=\'alert(1)">x</a>',
  '<a href=\'https://a.example/" onclick="alert(1)\'>x</a>', '<a href="//a.example/x">x</a>', '<nobr onclick=alert(1)><nobr>x',
];

/** Set -> vectors. */
function sets() {
  const all = {'our own': ours};
  const corpora = process.env.DATELINE_CORPORA;
  if (!corpora) return all;
  const xss = join(corpora, 'security/xss');
  const json = (name, ...fields) => JSON.parse(readFileSync(join(xss, `${name}.json`), 'utf8'))
      .flatMap((entry) => fields.flatMap((field) => entry[field] ?? []));
  all.dompurify = json('dompurify', 'payload', 'expected');
  all.h5sc = json('h5sc', 'data');
  all.feedparser = json('feedparser', 'expected');
  for (const name of readdirSync(join(xss, 'payloads')).filter((file) => file.endsWith('.txt'))) {
    all[name.replace('.txt', '')] = readFileSync(join(xss, 'payloads', name), 'utf8').split('\n').filter((line) => line !== '').flatMap((line) => {
      if (/^on[a-z]+$/.test(line)) return [`<img src=x ${line}=alert(1)><p tabindex=1 ${line}='alert(1)'>x</p>`];
      const plain = line.replace(/\\x([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
      return plain === line ? [line] : [line, plain];
    });
  }
  // A half of a surrogate pair is no text, and JSON Lines hold none.
  for (const [name, vectors] of Object.entries(all)) all[name] = vectors.map((vector) => vector.replace(/\p{Cs}/gu, '\uFFFD'));
  return all;
}

/** What the sanitizer leaves of each. */
function sanitized(vectors, ...options) {
  const input = vectors.map((html, id) => JSON.stringify({id, html})).join('\n');
  const {lines} = ok(['sanitize', '--url', 'https://news.example/2023/story.html', ...options, '-'], {input});
  assert.deepEqual(lines.map(({id}) => id), vectors.map((_, id) => id));
  return lines.map(({html}) => html);
}

/** A page that notes in `ran` whatever runs, and reaches no network. */
async function watched(browser) {
  const ran = [];
  const context = await browser.newContext({bypassCSP: true});
  await context.exposeBinding('noteThatAScriptRan', (_, what) => ran.push(what));
  await context.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open']) window[name] = (...words) => window.noteThatAScriptRan(`${name} ${words}`);
    window.onhashchange = () => window.noteThatAScriptRan('hash');
  });
  await context.route(() => true, (route) => {
    const request = route.request();
    if (request.resourceType() === 'script' || request.url().startsWith('javascript:')) ran.push(`asked for ${request.url()}`);
    // No content: who follows a link stays on the page.
    return request.isNavigationRequest() ? route.fulfill({status: 204}) : route.abort();
  });
  const page = await context.newPage();
  page.on('dialog', (dialog) => { ran.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on('popup', () => ran.push('popup'));
  // Whatever Chromium compiles for the page's own world, though it calls none of the above.
  const debug = await context.newCDPSession(page);
  const world = new Map();
  debug.on('Runtime.executionContextCreated', ({context: {id, auxData}}) => world.set(id, auxData?.isDefault));
  const watch = {page, ran, context, drives: true};   // While the test itself drives the page, it compiles, too.
  debug.on('Debugger.scriptParsed', ({executionContextId, scriptId}) => {
    if (!watch.drives && world.get(executionContextId)) ran.push(`compiled ${scriptId}`);
  });
  await debug.send('Runtime.enable');
  await debug.send('Debugger.enable');
  return watch;
}

/** In the page: hovers, focuses and clicks all that there is, and follows no link to the web. */
const touch = () => {
  document.addEventListener('click', (event) => {
    if (event.target.closest?.('a[href^="http"], a[href^="mailto"]')) event.preventDefault();
  });
  for (const element of document.querySelectorAll('.vector *')) {
    for (const type of ['mouseover', 'mouseenter', 'mousedown', 'pointerover', 'focus', 'click']) element.dispatchEvent(new MouseEvent(type, {bubbles: true, cancelable: true}));
    element.focus?.();
    element.click?.();
  }
};

/** In the page: the numbers of the vectors that hold what they must not, or that Chromium writes otherwise. */
const strays = ({written, reply}) => {
  const text = 'p blockquote pre hr br ul ol li dl dt dd figure figcaption a abbr time b cite code del dfn em i ins kbd mark q s samp small strong sub sup u var';
  const allowed = new Set(`${text} ${reply ? '' : 'h1 h2 h3 h4 h5 h6 img table caption thead tbody tfoot tr th td'}`.split(' '));
  const attributes = new Set(['href', 'src', 'alt', 'width', 'height', 'title', 'rel', 'datetime', 'colspan', 'rowspan', 'start']);
  // Chromium escapes these in attributes only from version 138 on.
  const plain = (html) => html.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
  return [...document.querySelectorAll('.vector')].flatMap((vector, i) => {
    const bad = plain(vector.innerHTML) === plain(written[i]) ? [] : [`written ${vector.innerHTML} for ${written[i]}`];
    for (const element of vector.querySelectorAll('*')) {
      if (!allowed.has(element.localName) || element.namespaceURI !== 'http://www.w3.org/1999/xhtml') bad.push(`<${element.localName}>`);
      for (const {name, value} of element.attributes) {
        if (!attributes.has(name)) bad.push(`${element.localName} ${name}`);
        if ((name === 'href' || name === 'src') && !/^(https?|mailto):/.test(value)) bad.push(`${name}=${value}`);
      }
      if (reply && element.localName === 'a' && element.rel !== 'nofollow ugc noopener') bad.push(`rel=${element.rel}`);
    }
    return bad.map((what) => `vector ${i}: ${what}`);
  });
};

const settle = (page) => page.waitForTimeout(150);   // For onerror and animations, which come by themselves.

/** Opens `pieces`, a hundred a page, as a page's own source and once more through innerHTML. What must not stand there, and what ran. */
async function open(browser, pieces, {reply = false, atOnce = 100} = {}) {
  const ran = [], stray = [];
  for (let from = 0; from < pieces.length; from += atOnce) {
    const chunk = pieces.slice(from, from + atOnce);
    const watch = await watched(browser);
    const {page} = watch;
    const use = async () => {
      await settle(page);
      watch.drives = true;
      stray.push(...await page.evaluate(strays, {written: chunk, reply}));
      await page.evaluate(touch);
      await settle(page);
    };
    try {
      watch.drives = false;
      await page.setContent(`<!doctype html><body>${chunk.map((piece) => `<div class="vector">${piece}</div>`).join('\n')}`, {waitUntil: 'commit', timeout: 5000});
      await use();
      await page.setContent('<!doctype html><body>');
      await page.evaluate((html) => {
        for (const piece of html) document.body.appendChild(Object.assign(document.createElement('div'), {className: 'vector'})).innerHTML = piece;
      }, chunk);
      await use();
    } catch (error) {
      stray.push(`the page was lost: ${error.message.split('\n')[0]}`);   // Only what is not sanitized does that.
    }
    ran.push(...watch.ran);
    await watch.context.close();
  }
  return {ran, stray};
}

test('no script runs in what the sanitizer leaves', async (t) => {
  const browser = await browserFor(t);
  console.log(`${browser.version()}\nset                                  mode      tried  survived  scripts run`);
  const print = (set, mode, tried, survived, ran) =>
      console.log(`${set.slice(0, 36).padEnd(36)} ${mode.padEnd(8)} ${String(tried).padStart(6)} ${String(survived).padStart(9)} ${String(ran).padStart(12)}`);
  for (const [set, vectors] of Object.entries(sets())) {
    await t.test(set, async () => {
      for (const [mode, ...options] of [['article'], ['reply', '--reply']]) {
        const {ran, stray} = await open(browser, sanitized(vectors, ...options), {reply: mode === 'reply'});
        print(set, mode, vectors.length, stray.length, ran.length);
        assert.deepEqual(stray, []);
        assert.deepEqual(ran, []);
      }
    });
  }
  await t.test('control: unsanitized, scripts run, and what must not stand there is found', async () => {
    const all = [];
    for (const [set, vectors] of Object.entries(sets())) {
      const {ran, stray} = await open(browser, vectors, {atOnce: 10});
      print(set, 'as it is', vectors.length, stray.length, ran.length);
      assert.ok(stray.length > vectors.length / 2, stray.join('\n'));
      all.push(...ran);
    }
    assert.ok(all.length > 50, all.join('\n'));
    for (const kind of ['alert', 'compiled', 'asked for https://evil.example/x.js']) assert.ok(all.some((what) => what.startsWith(kind)), `${kind}: ${all.join('\n')}`);
  });
});
