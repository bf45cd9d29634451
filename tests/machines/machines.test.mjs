// What the running site says to machines, held against the schemas in schemas/; each check with controls that must fail.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {folder, serve} from '../support/dateline.mjs';
import {crawl, fetchPage} from '../support/site.mjs';

const schemas = join(dirname(fileURLToPath(import.meta.url)), 'schemas');
const readSchema = (name) => JSON.parse(readFileSync(join(schemas, name), 'utf8'));
// strictRequired: a schema may say which of two must be there, apart from what each of them is.
const validator = () => formats(new Ajv({strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true}));
const ajv = validator();
const words = (errors) => (errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message} ${JSON.stringify(error.params)}`);
const json = (answer) => JSON.parse(answer.text);

let data, server, answers;
const after_all = [];
const scope = {after: (done) => after_all.unshift(done)};  // One site for all tests: what folder() and serve() ask of a test.
before(async () => {
  data = join(folder(scope), 'data');
  server = await serve(scope, ['--sample', '--data', data]);
  answers = [...(await crawl(server.url, {more: ['/sitemap.xml', '/api', '/robots.txt', '/.well-known/tdmrep.json']})).values()]
      .filter((answer) => answer.status === 200);
});
after(async () => {
  for (const done of after_all) await done();
});
const ofType = (type) => answers.filter((answer) => (answer.headers['content-type'] ?? '').startsWith(type));
const get = async (path) => {
  const answer = await fetchPage(new URL(path, server.url).href);
  assert.equal(answer.status, 200, path);
  return answer;
};

// Sitemaps

/** What xmllint has against a document; '' for nothing. */
function xmlFaults(schema, text) {
  const done = spawnSync('xmllint', ['--noout', '--nonet', '--schema', join(schemas, schema), '-'],
                         {input: text, encoding: 'utf8'});
  if (done.error) throw done.error;
  return done.status === 0 ? '' : done.stderr;
}
const locations = (text) => [...text.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, url]) => url.replaceAll('&amp;', '&'));

test('sitemaps and their index are valid, and every address in them is of this site', async () => {
  const index = await get('/sitemap.xml');
  assert.equal(xmlFaults('sitemap-index.xsd', index.text), '');
  let addresses = 0;
  for (const url of locations(index.text)) {
    const sitemap = await get(new URL(url).pathname);
    assert.ok(sitemap.text.length < 50 << 20, 'at most 50 MB');
    // The sample's clock stands in 2023, so its news sitemap has news; one without any is an empty urlset.
    if (/<url>/.test(sitemap.text)) assert.equal(xmlFaults('sitemap.xsd', sitemap.text), '', url);
    for (const page of locations(sitemap.text)) assert.equal(new URL(page).origin, server.url, page);
    addresses += locations(sitemap.text).length;
  }
  assert.ok(addresses > 20, `${addresses} addresses`);
  assert.match((await get('/sitemap/news.xml')).text, /<news:news>/);
});

test('a sitemap that breaks a rule is found', async () => {
  const good = (await get('/sitemap/news.xml')).text;
  assert.equal(xmlFaults('sitemap.xsd', good), '');
  const url = /<url>[\s\S]*?<\/url>/.exec(good)[0];
  const broken = {
    'no loc': good.replace(/<loc>[^<]*<\/loc>/, ''),
    'a relative loc': good.replace(/<loc>https?:\/\/[^/]*/, '<loc>'),
    'a loc of 2,048 characters': good.replace('</loc>', `${'x'.repeat(2048)}</loc>`),
    'a loc twice': good.replace(url, url + url),
    'a day without dashes': good.replace(/(<news:publication_date>)(\d{4})-(\d\d)-/, '$1$2$3'),
    'a time without a zone': good.replace(/(<news:publication_date>[^<]*)Z</, '$1<'),
    'a priority above 1': good.replace('</loc>', '</loc><priority>1.1</priority>'),
    'a frequency that there is not': good.replace('</loc>', '</loc><changefreq>often</changefreq>'),
    'an unknown element': good.replace('</loc>', '</loc><author>x</author>'),
    'an element of an unknown namespace': good.replace('</loc>', '</loc><x xmlns="https://x.example/">x</x>'),
    'no name': good.replace(/<news:name>[^<]*<\/news:name>/, ''),
    'a language by its name': good.replace(/<news:language>[^<]*/, '<news:language>english'),
    'no date': good.replace(/<news:publication_date>[^<]*<\/news:publication_date>/, ''),
    'an empty title': good.replace(/<news:title>[^<]*/, '<news:title> '),
    'another namespace': good.replace('schemas/sitemap/0.9', 'schemas/sitemap/0.8'),
    'not well formed': good.replace('</urlset>', ''),
  };
  for (const [what, text] of Object.entries(broken)) {
    assert.notEqual(text, good, what);
    assert.notEqual(xmlFaults('sitemap.xsd', text), '', what);
  }
  for (const right of ['2023', '2023-01', '2023-01-31', '2023-01-31T18:00+01:00', '2023-01-31T18:00:00.5Z']) {
    if (right.includes('T18:00+')) continue;  // Without seconds is W3C's, not XML Schema's; we always write them.
    assert.equal(xmlFaults('sitemap.xsd', good.replace('</loc>', `</loc><lastmod>${right}</lastmod>`)), '', right);
  }
  const index = (await get('/sitemap.xml')).text;
  for (const text of [index.replace('<loc>', '<location>').replace('</loc>', '</location>'),
                      index.replaceAll('sitemapindex', 'urlset'),
                      index.replace('</loc>', '</loc><lastmod>today</lastmod>')]) {
    assert.notEqual(text, index);
    assert.notEqual(xmlFaults('sitemap-index.xsd', text), '');
  }
});

// JSON-LD (its properties are checked in src/site/machines/schema_org_test.cc, on more hostile pages than these)

/** The types that a page says it is; throws where that cannot be read. */
function typesOf(page) {
  const blocks = [...page.text.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)];
  assert.equal(blocks.length, 1, `${page.url} has ${blocks.length} blocks`);
  const data = JSON.parse(blocks[0][1]);
  assert.equal(data['@context'], 'https://schema.org');
  return data['@graph'].map((node) => node['@type']);
}

test('every kind of page says what it is and where it stands', () => {
  const kinds = [
    [/^\/$/, /^WebSite$/], [/^\/section\//, /^CollectionPage$/], [/^\/story\//, /^CollectionPage$/],
    [/^\/dossier\//, /^EventSeries$/], [/^\/dossiers$/, /^CollectionPage$/], [/^\/article\/[^/]+$/, /^(NewsArticle|LiveBlogPosting|BreadcrumbList)$/],
    [/^\/author\//, /^ProfilePage$/], [/^\/tag\//, /^CollectionPage$/], [/^\/archive/, /^CollectionPage$/],
    [/^\/sources$/, /^CollectionPage$/], [/^\/source\//, /^ProfilePage$/], [/^\/about$/, /^AboutPage$/],
    [/^\/search$/, /^SearchResultsPage$/],
  ];
  const seen = new Set();
  for (const page of ofType('text/html')) {
    const path = new URL(page.url).pathname;
    const kind = kinds.find(([where]) => where.test(path));
    if (!kind) continue;
    const types = typesOf(page);
    assert.match(types[0], kind[1], page.url);
    assert.equal(types.filter((type) => type === 'BreadcrumbList').length, path === '/' ? 0 : 1, page.url);
    seen.add(kind);
  }
  assert.equal(seen.size, kinds.length, 'the sample edition has a page of each kind');
  assert.throws(() => typesOf({url: 'control', text: '<script type="application/ld+json">{"@context":</script>'}));
});

// JSON Feed

test('every JSON Feed is one', () => {
  const check = ajv.compile(readSchema('json-feed.json'));
  const feeds = ofType('application/feed+json');
  assert.ok(feeds.length > 10, `${feeds.length} feeds`);
  for (const feed of feeds) {
    assert.ok(check(json(feed)), `${feed.url}: ${words(check.errors)}`);
    const ids = json(feed).items.map((item) => item.id);
    assert.equal(new Set(ids).size, ids.length, `${feed.url} has an id twice`);
    assert.equal(json(feed).feed_url, feed.url);
  }
  const good = json(feeds.find((feed) => json(feed).items.length > 0));
  for (const broken of [
    {...good, version: 'https://jsonfeed.org/version/1'},
    {...good, title: undefined},
    {...good, home_page_url: '/'},
    {...good, author: {name: 'x'}},
    {...good, items: good.items.map(({id, ...rest}) => rest)},
    {...good, items: good.items.map((item) => ({...item, id: 7}))},
    {...good, items: good.items.map(({content_html, content_text, ...rest}) => rest)},
    {...good, items: good.items.map((item) => ({...item, date_published: '31 January 2023'}))},
    {...good, items: good.items.map((item) => ({...item, image: 'picture.jpg'}))},
  ]) {
    assert.equal(check(JSON.parse(JSON.stringify(broken))), false, JSON.stringify(broken).slice(0, 200));
  }
});

// The API

/** What a description has against OpenAPI 3.1. */
function descriptionFaults(description) {
  const check = ajv.getSchema('openapi') ?? ajv.compile({...readSchema('openapi.json'), $id: 'openapi'});
  if (!check(description)) return words(check.errors);
  const faults = [];
  const ids = new Set();
  for (const [path, {get: operation}] of Object.entries(description.paths)) {
    if (ids.has(operation.operationId)) faults.push(`${operation.operationId} twice`);
    ids.add(operation.operationId);
    const inPath = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
    const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map(({name}) => name);
    if (inPath.sort().join() !== declared.sort().join()) faults.push(`${path} declares ${declared}`);
  }
  const visit = (value) => {
    if (value === null || typeof value !== 'object') return;
    if (typeof value.$ref === 'string') {
      const found = value.$ref.slice(2).split('/').reduce((at, name) => at?.[name], description);
      if (!value.$ref.startsWith('#/') || !found) faults.push(`${value.$ref} leads nowhere`);
    }
    Object.values(value).forEach(visit);
  };
  visit(description);
  return faults;
}

test('the description of the API is OpenAPI 3.1', async () => {
  const good = json(await get('/api/v1/openapi.json'));
  assert.deepEqual(descriptionFaults(good), []);
  const broken = (change) => {
    const copy = structuredClone(good);
    change(copy);
    return descriptionFaults(copy);
  };
  const story = '/stories/{story}';
  for (const change of [
    (d) => { d.openapi = '2.0'; },
    (d) => { delete d.info.title; },
    (d) => { delete d.paths[story].get.responses['200'].description; },
    (d) => { d.paths[story].get.parameters = []; },
    (d) => { d.paths[story].get.parameters[0].required = false; },
    (d) => { d.paths[story].get.parameters[0].in = 'body'; },
    (d) => { d.paths['/front'].get.operationId = d.paths['/bar'].get.operationId; },
    (d) => { delete d.components.schemas.Report; },
    (d) => { d.components.schemas.Story.type = 'record'; },
    (d) => { d.paths.front = d.paths['/front']; },
  ]) {
    assert.notDeepEqual(broken(change), [], change.toString());
  }
});

test('every operation answers as its description says', async () => {
  const description = json(await get('/api/v1/openapi.json'));
  const api = validator().addVocabulary(['components']);
  api.addSchema({$id: 'description', components: description.components}, undefined, true);
  // The references of the answer's own schema are to the description.
  const compiled = (schema) => api.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"description#/')));
  const live = answers.find((page) => /class="live-entries"/.test(page.text));
  const replied = answers.find((page) => /class="reply"/.test(page.text));
  const id = (page) => new URL(page.url).pathname.split('/').pop();
  const story = id(answers.find((page) => /\/story\/[^/]+$/.test(page.url)));
  const paths = {
    '/stories/{story}': [`/stories/${story}`],
    '/articles/{article}': answers.filter((page) => /\/article\/[^/?]+$/.test(page.url)).map((page) => `/articles/${id(page)}`),
    '/articles/{article}/replies': [`/articles/${id(replied)}/replies`],
    '/articles/{article}/entries': [`/articles/${id(live)}/entries`],
    '/dossiers': ['/dossiers', '/dossiers?kind=talks'],
    '/dossiers/{dossier}': answers.filter((page) => /\/dossier\/[0-9a-z]+$/.test(page.url)).map((page) => `/dossiers/${id(page)}`),
    '/search': ['/search?q=Havana', '/search?q=Havana&order=best&from=2023-01-01&language=en'],
    '/stories': ['/stories', '/stories?section=world&language=en&limit=3'],
  };
  for (const [path, {get: operation}] of Object.entries(description.paths)) {
    const check = compiled(operation.responses['200'].content['application/json'].schema);
    for (const asked of paths[path] ?? [path]) {
      const answer = json(await get(`/api/v1${asked}`));
      assert.ok(check(answer), `${asked}: ${words(check.errors)}`);
      if (answer.items) assert.ok(answer.items.length > 0, `${asked} has something to check`);
      const wrong = answer.items ? {...answer, items: answer.items.map((item) => ({...item, surprise: 1}))} : {...answer, id: 7};
      assert.equal(check(wrong), false, `${asked}: control`);
    }
    const problem = await fetchPage(`${server.url}/api/v1${path.replace(/\{[^}]*\}/, 'x')}?surprise=1`);
    assert.equal(problem.status, 400);
    assert.ok(compiled(operation.responses['400'].content['application/problem+json'].schema)(json(problem)), path);
  }
});

test('a list of the API has each entry once, on one page or on many', async () => {
  for (const path of ['/api/v1/stories', '/api/v1/stories?section=world', '/api/v1/search?q=the', '/api/v1/search?q=the&order=best']) {
    const seen = [];
    let next = `${path}${path.includes('?') ? '&' : '?'}limit=3`;
    for (let pages = 0; next && pages < 500; ++pages) {
      const page = json(await get(next));
      seen.push(...page.items.map((item) => item.id ?? item.article.id));
      next = page.next && page.next.slice(server.url.length);
    }
    assert.ok(seen.length > 6, `${path}: ${seen.length}`);
    assert.equal(new Set(seen).size, seen.length, path);
    const together = json(await get(`${path}${path.includes('?') ? '&' : '?'}limit=50`));
    assert.deepEqual(seen.slice(0, together.items.length), together.items.map((item) => item.id ?? item.article.id), path);
  }
});

// What has not changed

test('every address for machines is asked again for a few bytes, and its ids stay over a restart', async () => {
  const types = ['application/rss+xml', 'application/atom+xml', 'application/feed+json', 'application/json', 'application/xml',
                 'application/manifest+json', 'application/json+oembed', 'text/xml'];
  const found = answers.filter((answer) => types.some((type) => (answer.headers['content-type'] ?? '').startsWith(type)))
      .map((answer) => answer.url.slice(server.url.length));
  const description = json(await get('/api/v1/openapi.json'));
  const operations = Object.keys(description.paths).filter((path) => !path.includes('{') && path !== '/search').map((path) => `/api/v1${path}`);
  const sitemaps = locations((await get('/sitemap.xml')).text).map((url) => new URL(url).pathname);
  const all = [...new Set([...found, ...operations, ...sitemaps, '/api/v1/openapi.json', '/robots.txt', '/manifest.webmanifest',
                           '/.well-known/tdmrep.json'])];
  for (const needed of ['/feed', '/feed/atom', '/feed/json', '/replies/feed', '/articles/feed', '/sitemap.xml', '/sitemap/news.xml',
                        '/api/v1/stories']) {
    if (!all.includes(needed)) all.push(needed);
  }
  const idsOf = ({headers, text}) => (/json/.test(headers['content-type']) ? [...text.matchAll(/"id":"([^"]*)"/g)]
      : [...text.matchAll(/<(?:guid[^>]*|id)>([^<]*)</g)]).map(([, one]) => one).sort().join('\n');
  const ids = new Map();
  for (const path of all) {
    const first = await get(path);
    assert.match(first.headers.etag ?? '', /^(W\/)?"[^"]+"$/, `${path} has an ETag`);
    const second = await fetchPage(server.url + path, {headers: {'If-None-Match': first.headers.etag}});
    assert.equal(second.status, 304, path);
    assert.equal(second.text, '', path);
    assert.equal(second.headers.etag, first.headers.etag, path);
    const other = await fetchPage(server.url + path, {headers: {'If-None-Match': '"another"'}});
    assert.equal(other.status, 200, `${path}: control`);
    ids.set(path, idsOf(first));
  }
  assert.ok(all.length > 40, `${all.length} addresses`);
  await server.stop();
  server = await serve(scope, ['--sample', '--data', data], {listen: new URL(server.url).host});
  for (const [path, before] of ids) assert.equal(idsOf(await get(path)), before, path);
});
