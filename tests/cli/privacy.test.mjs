// "Your email address will not be published." Addresses are planted in every form and in imports; then every route is
// read as a stranger, as a reader and as a moderator, and every answer, letter, export and line of the log is searched for
// them, plain, encoded and hashed. Then one person has all erased, and an old backup does not bring it back.
import assert from 'node:assert/strict';
import {copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {leaks} from '../browser/secrets.mjs';
import {folder, ok, root, serve, until} from '../support/dateline.mjs';
import {freePort, mailServer} from '../support/mail.mjs';
import {decide} from '../support/moderator.mjs';
import {newReader} from '../support/reader.mjs';
import {articleWithReplies, fetchPage, firstEditor, formWith, links, words} from '../support/site.mjs';

const planted = {
  eva: 'eva.secret-holm@mail-one.example',
  jon: 'jon.secret-eide@mail-two.example',
  held: 'held.secret-one@mail-three.example',
  spam: 'spam.secret-one@mail-four.example',
  wrong: 'wrong.secret-one@mail-five.example',          // Of a form that was refused.
  reporter: 'reporter.secret-one@mail-six.example',
  asker: 'asker.secret-one@mail-seven.example',         // Asked what is kept; nothing is.
  feed: 'feed.secret-one@mail-eight.example',           // Of an author, in a feed.
  editor: 'managing.secret-one@mail-nine.example',
};
const everyone = Object.values(planted);

const feed = `<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay</title><link>https://quay.example/</link>
<managingEditor>${planted.editor} (Managing Editor)</managingEditor><webMaster>${planted.editor}</webMaster>
<item><title>Quay crane stands still for a third day</title><link>https://quay.example/crane</link>
<author>${planted.feed} (Ida Quay)</author><pubDate>Tue, 31 Jan 2023 08:00:00 GMT</pubDate>
<description>The crane on the northern quay of Saltwick has not moved since Sunday, the harbour master said.</description></item>
</channel></rss>`;

/** The patterns of all GET routes of the site, so that none is forgotten. */
const patterns = [...readFileSync(join(root, 'src/site/routes.cc'), 'utf8').matchAll(/\{"GET", "([^"]+)"/g)].map((m) => m[1]);
const isOf = (pattern, path) => new RegExp(`^${pattern.replace(/[.]/g, '\\.').replaceAll('*', '[^/]+')}$`).test(path);

/** Reads all that can be reached from `more` with `reader`; the answers by address. */
async function readAll(reader, url, more, {desk = false, most = 3000} = {}) {
  const answers = new Map();
  const queue = more.map((path) => new URL(path, url).href);
  const perPattern = new Map();
  while (queue.length && answers.size < most) {
    const next = queue.shift();
    const {pathname} = new URL(next);
    if (answers.has(next) || (!desk && pathname.startsWith('/desk'))) continue;
    // Of pages that there are hundreds of, sixty are enough; replies and their pages are all read.
    const pattern = patterns.find((one) => isOf(one, pathname)) ?? pathname;
    const seen = perPattern.get(pattern) ?? 0;
    if (seen >= 60 && !/repl|report/.test(next)) continue;
    perPattern.set(pattern, seen + 1);
    const page = await reader.ask(next);
    answers.set(next, page);
    if (page.headers.location) queue.push(new URL(page.headers.location, next).href);
    if (/text\/html/.test(page.headers['content-type'] ?? '')) queue.push(...links({...page, url: next}));
    if (/json/.test(page.headers['content-type'] ?? '')) {
      for (const [found] of page.text.matchAll(/https?:\/\/127\.0\.0\.1:\d+[^"\\\s]*/g)) queue.push(found);
    }
  }
  return answers;
}

const found = (answers, addresses) => [...answers].flatMap(([url, page]) => {
  const hits = leaks(page.text + JSON.stringify(page.headers), addresses);
  return hits.length ? [`${url}: ${hits.join(' ')}`] : [];
});

test('no address that a reader or a feed gave is told to anybody but the desk, and erasing is for good', async (t) => {
  const place = folder(t);
  const data = join(place, 'data');
  const port = await freePort();
  mkdirSync(data, {mode: 0o700});
  writeFileSync(join(data, 'dateline.toml'), `[mail]\nserver = "smtp://127.0.0.1:${port}"\nfrom = "replies@gazette.example"\n`);
  writeFileSync(join(place, 'feed.xml'), feed);
  const post = await mailServer(t, port, join(place, 'mail'));
  let server = await serve(t, ['--data', data, '--sample']);
  const {url} = server;
  const listen = new URL(url).host;
  const cookie = await firstEditor(await server.setupLink(), url);
  ok(['import', '--data', data, join(place, 'feed.xml')]);
  const {page: article} = await articleWithReplies(url);
  const path = new URL(article.url).pathname;

  // Everybody writes.
  const [eva, jon, held, spam, wrong, reporter, asker, stranger] = Array.from({length: 8}, () => newReader(url));
  const say = {eva: 'Eva was on the pier when the lamp went out.', jon: 'Jon saw it from the lighthouse hill.'};
  const evasStatus = await eva.reply(path, {comment: say.eva, email: planted.eva, 'wp-comment-cookies-consent': 'yes'});
  const jonsStatus = await jon.reply(path, {comment: say.jon, email: planted.jon, notify: 'yes'});
  const heldStatus = await held.reply(path, {comment: 'Nobody has read this yet.', email: planted.held});
  await spam.reply(path, {comment: 'Cheap lamps for every pier.', email: planted.spam});
  const refused = await wrong.submit(await wrong.get(path), 'comment', {comment: '', author: 'W', email: planted.wrong, url: ''});
  assert.equal(refused.status, 422);
  await asker.submit(await asker.get('/replies/mine'), 'email', {email: planted.asker});

  const deskPage = (queue) => fetchPage(`${url}/desk/replies?queue=${queue}`, {cookie});
  const desk = {url, cookie};
  for (const [address, reader] of [[planted.eva, eva], [planted.jon, jon]]) {
    const letter = await post.letterTo(address);
    await reader.get(letter.links.find((one) => one.includes('/replies/prove/')));
  }
  await decide(desk, 'held', 'approved', say.eva);
  await decide(desk, 'held', 'approved', say.jon);
  await decide(desk, 'held', 'spam', 'Cheap lamps');
  const shown = await stranger.get(path);
  const reportLink = links(shown).find((one) => one.endsWith('/report') && shown.text.indexOf(new URL(one).pathname) > shown.text.indexOf(say.jon) - 3000);
  const reportStatus = await reporter.submit(await reporter.get(reportLink), 'ground', {ground: 'insult', words: 'It names a neighbour.', email: planted.reporter});
  assert.match(new URL(reportStatus.url).pathname, /^\/report\//);
  await eva.submit(await eva.get('/replies/mine'), 'email', {email: planted.eva});
  const own = (await post.letterTo(planted.eva, /\/replies\/mine\//)).links.find((one) => one.includes('/replies/mine/'));

  const statusPages = [evasStatus, jonsStatus, heldStatus].map((page) => new URL(page.url).pathname);
  const start = ['/', path, '/search?q=pier', '/search?q=secret', '/api', '/feed', '/feed/ninjs', `${path}/ninjs`, '/sitemap.xml', '/sitemap/news.xml',
    '/robots.txt', '/manifest.webmanifest', '/live', '/offline', '/healthz', '/sw.js', '/embed/bar', '/favicon.svg',
    '/.well-known/security.txt', '/.well-known/tdmrep.json', `/oembed?url=${encodeURIComponent(article.url)}`,
    `${path}/live`, `${path}/stream`, '/replies/mine', '/nowhere', new URL(reportStatus.url).pathname,
    ...statusPages, ...statusPages.map((one) => `${one}/edit`)];

  await t.test('as a stranger, on every route', async () => {
    const answers = await readAll(stranger, url, start);
    const paths = [...answers.keys()].map((one) => new URL(one).pathname);
    const missed = patterns.filter((pattern) => !pattern.startsWith('/desk') && !/\/(prove|stop|mine)\/\*/.test(pattern) &&
                                                !paths.some((one) => isOf(pattern, one)));
    assert.deepEqual(missed, [], 'routes that were not read');
    assert.ok(answers.size > 150, `only ${answers.size} answers`);
    assert.deepEqual(found(answers, everyone), []);
    assert.ok([...answers.values()].some((page) => page.text.includes(say.eva)), 'control: the replies were among them');
    console.log(`as a stranger: ${answers.size} answers`);
  });

  await t.test('as a reader, who finds at most the own one, in the own form and the own data', async () => {
    const answers = await readAll(eva, url, [...start, own, `${own}/export`], {most: 400});
    const others = everyone.filter((address) => address !== planted.eva);
    assert.deepEqual(found(answers, others), []);
    const where = [...answers].filter(([, page]) => leaks(page.text, [planted.eva]).length > 0).map(([one]) => new URL(one).pathname);
    assert.ok(where.some((one) => one.startsWith('/replies/mine/')), 'control: the own data has it');
    assert.deepEqual(where.filter((one) => !/^\/(replies\/mine\/|article\/|reply\/)/.test(one)), []);
    console.log(`as a reader: ${answers.size} answers`);
  });

  await t.test('as a moderator, who finds them at the desk and nowhere else', async () => {
    const moderator = newReader(url);
    for (const one of cookie.split('; ')) moderator.cookies.set(one.split('=')[0], one.slice(one.indexOf('=') + 1));
    const answers = await readAll(moderator, url, [...start, '/desk', '/desk/replies', '/desk/appeals', '/desk/audit'],
                                  {desk: true, most: 1200});
    const where = found(answers, everyone);
    assert.deepEqual(where.filter((one) => !/^\S+\/desk\/(replies|people|appeals)/.test(one)), []);
    for (const who of ['eva', 'jon', 'held']) {
      assert.ok(where.some((one) => one.includes(planted[who])), `control: the desk sees ${who}'s`);
    }
    assert.equal(where.filter((one) => one.includes(planted.wrong) || one.includes(planted.asker) || one.includes(planted.feed)).length, 0,
                 'what was refused or belongs to nobody is not kept at all');
    console.log(`as a moderator: ${answers.size} answers`);
  });

  await t.test('in no letter to somebody else, in no export, in no line of the log', () => {
    for (const {headers, raw, text} of post.letters()) {
      assert.deepEqual(leaks(raw + text, everyone.filter((address) => address !== headers.to)), [], headers.subject);
    }
    assert.ok(post.letters().length >= 3, 'control: letters were sent');
    assert.deepEqual(leaks(ok(['export', '--data', data, 'jsonl']).stdout, everyone), []);
    assert.deepEqual(leaks(server.stderr, everyone), []);
    assert.ok(server.stderr.length > 0, 'control: there is a log');
  });

  const backup = join(place, 'before.db');
  ok(['backup', '--data', data, backup]);
  const inFiles = (where) => readdirSync(where).filter((name) => readFileSync(join(where, name)).includes(planted.eva));
  assert.notDeepEqual(inFiles(data), [], 'control: the folder has it before');

  const gone = async (reader, what) => {
    const answers = await readAll(reader, url, [path, `${path}?replies=newest`, '/search?q=pier+lamp', `${path}/replies/feed`, '/api',
                                                ...statusPages], {most: 150});
    const still = [...answers].filter(([, page]) => page.status === 200 && page.text.includes(say.eva)).map(([one]) => one);
    assert.deepEqual(still, [], what);
    assert.ok([...answers.values()].some((page) => page.text.includes(say.jon)), "control: Jon's is there");
  };

  await t.test('erased, it is nowhere: pages, caches, the desk, the bytes of the files', async () => {
    const page = await eva.get(own);
    const {fields} = formWith(page, 'sure') ?? assert.fail('the page of own data offers to erase');
    const answer = await eva.ask(`${new URL(own).pathname}/erase`, {form: {...fields, sure: 'yes'}});
    assert.ok(answer.status === 200 || answer.status === 303, `${answer.status} ${words(answer.text).slice(0, 200)}`);
    await gone(stranger, 'after it was erased');
    for (const queue of ['held', 'reported', 'new', 'approved', 'rejected', 'spam']) {
      assert.deepEqual(leaks((await deskPage(queue)).text, [planted.eva]), [], queue);
    }
    await until(() => inFiles(data).length === 0, 'the bytes are gone from the files', 15_000);
  });

  await t.test('and a backup that is put back does not bring it back', async () => {
    await server.stop();
    for (const name of readdirSync(data)) if (name.startsWith('dateline.db')) rmSync(join(data, name));
    copyFileSync(backup, join(data, 'dateline.db'));
    assert.notDeepEqual(inFiles(data), [], 'control: the backup has it');
    server = await serve(t, ['--data', data, '--sample'], {listen});
    await gone(newReader(url), 'after the backup was put back');
    await until(() => inFiles(data).length === 0, 'the bytes are gone from the files', 15_000);
    assert.deepEqual(ok(['check', '--data', data]).lines.at(-1).problems, []);
  });
});
