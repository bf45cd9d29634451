// Every kind of page that the site has, each with one example from the sample edition. What is measured, pictured or
// walked through is measured, pictured or walked through on all of them.
import assert from 'node:assert/strict';
import {crawl, fetchPage, formWith} from './site.mjs';

// A path; or what the path of an example looks like, and what stands on it. Examples are found by following links.
const readerKinds = {
  front: '/',
  section: [/^\/section\/[^/]+$/],
  story: [/^\/story\/[^/]+$/, /law enforcement dialogue/i],
  dossiers: '/dossiers',
  dossier: [/^\/dossier\/[^/.]+$/],
  article: [/^\/article\/[^/]+$/, /^(?!.*class="live-entries")(?=.*id="commentform")/s],
  compare: [/^\/compare\/[^/]+\/[^/]+$/],
  live: [/^\/article\/[^/]+$/, /class="live-entries"/],
  report: [/^\/article\/[^/]+$/, /class="original"/],
  author: [/^\/author\/[^/]+$/],
  tag: [/^\/tag\/[^/]+$/],
  search: '/search',
  'search-found': '/search?q=Havana',
  'search-nothing': '/search?q=xylophone',
  archive: '/archive',
  'archive-month': [/^\/archive\/\d+\/\d+$/],
  'archive-day': [/^\/archive\/\d+\/\d+\/\d+$/],
  about: '/about',
  sources: '/sources',
  outlet: [/^\/source\/[^/]+$/],
  privacy: '/privacy',
  offline: '/offline',
  'own-data': '/replies/mine',
  'report-reply': [/^\/replies\/[^/]+\/report$/],
  api: '/api',
  'embed-bar': '/embed/bar',
  missing: '/nowhere',
};
const isHtml = (page) => (page.headers['content-type'] ?? '').startsWith('text/html');

/** Which kinds of page stand at this path, by its looks alone. */
export const kindsAt = (path) => Object.entries(readerKinds)
    .filter(([, where]) => (typeof where === 'string' ? where.split('?')[0] === path : where[0].test(path)))
    .map(([name]) => name);

/**
 * Every kind of page for readers: [{name, url, status, then}]. `then(page)`, if there, is what a reader does at `url` to
 * come to the page; `source()` is its markup as sent.
 */
export async function readerPages(site) {
  const crawled = [...(await crawl(site)).values()].filter((page) => isHtml(page) && page.status === 200);
  const example = ([path, words = /./]) =>
      crawled.find((page) => path.test(new URL(page.url).pathname) && words.test(page.text));
  const pages = [];
  for (const [name, where] of Object.entries(readerKinds)) {
    const page = typeof where === 'string' ? await fetchPage(new URL(where, site).href) : example(where);
    const status = name === 'missing' ? 404 : 200;
    assert.equal(page?.status, status, `an example of the kind '${name}'`);
    pages.push({name, url: page.url, status, source: async () => page.text});
  }

  const story = pages.find((page) => page.name === 'story');
  const card = await fetchPage(story.url.replace('/story/', '/embed/story/'));  // For other sites; no page of ours leads to it.
  pages.push({name: 'embed-story', url: card.url, status: 200, source: async () => card.text});

  const article = pages.find((page) => page.name === 'article');
  const {action, fields} = formWith({url: article.url, text: await article.source()}, 'comment');
  const post = (form) => fetchPage(action, {form, from: '127.0.0.7'});
  pages.push({name: 'reply-errors', url: article.url, status: 200, source: async () => (await post(fields)).text,
              then: (page) => Promise.all([page.waitForEvent('load'), page.click('#submit')])});
  const held = await post({...fields, comment: 'Was the fog as thick as in the winter of the long strike?',
                           author: 'Runa Hjort', email: 'runa@mail.example'});
  assert.ok(held.headers.location, `a reply was answered with ${held.status}`);
  const preview = new URL(held.headers.location, site).href;
  pages.push({name: 'reply-preview', url: preview, status: 200, source: async () => (await fetchPage(preview)).text});
  return pages;
}

/** One reply is reported; another one is rejected, and its author appeals. */
async function moderated(site, cookie, readers) {
  const article = readers.find((page) => page.name === 'article');
  const {action, fields} = formWith({url: article.url, text: await article.source()}, 'comment');
  const {headers} = await fetchPage(action, {from: '127.0.0.8', form: {...fields, comment: 'The fog was my neighbour, who smokes.',
                                             author: 'Tom Brask', email: 'tom@mail.example'}});
  const status = new URL(headers.location, site).href.split('#')[0];
  const queue = (name) => fetchPage(`${site}/desk/replies?queue=${name}`, {cookie});
  const {csrf} = formWith(await queue('held'), 'csrf').fields;
  const row = (await queue('held')).text.split('data-reply="').find((part) => part.includes('who smokes'));
  await fetchPage(`${site}/desk/replies`, {cookie, form: {csrf, queue: 'held', reply: `${row.slice(0, 13)}:0`, ground: 'personal-data',
                                                          reason: 'A neighbour is nobody’s business.'}});
  const appealed = await fetchPage(`${status}/appeal`, {form: {words: 'He smokes on his balcony, in front of everybody.'}});
  assert.equal(appealed.status, 303, 'an appeal');
  const published = await queue('approved');
  const reported = /data-reply="([^"]+)"/.exec(published.text)[1];
  const report = await fetchPage(`${site}/replies/${reported}/report`, {form: {ground: 'false', words: 'It was not five.'}});
  assert.equal(report.status, 303, 'a report');
  return {reported, person: /\/desk\/people\/[^"]+/.exec(published.text)[0]};
}

/** Two sources, one of which is nobody's to ask: it is in trouble as soon as it was due. */
async function withSources(site, cookie) {
  const form = formWith(await fetchPage(`${site}/desk/sources/new`, {cookie}), 'address');
  for (const [name, address] of [['Harbour Radio', 'http://127.0.0.1:9/radio'], ['The Quay', 'https://quay.invalid/feed']]) {
    const added = await fetchPage(form.action, {cookie, form: {...form.fields, name, address, folder: 'Sea', rights: 'snippet'}});
    assert.equal(added.status, 303, 'a source');
  }
  const list = await fetchPage(`${site}/desk/sources?order=name`, {cookie});
  return /\/desk\/sources\/(?!new)[0-9a-z]{13}/.exec(list.text)[0];
}

/** A draft that names the source of the comparison `compare`, and errs. Returns its path. */
async function draftWithSource(site, cookie, compare) {
  const source = new URL(compare.url).pathname.split('/')[2];
  const form = formWith(await fetchPage(`${site}/desk/posts/new`, {cookie}), 'headline');
  const saved = await fetchPage(form.action, {cookie, form: {
    ...form.fields, do: 'save', headline: 'What was said in Havana',
    body: `Five such dialogues were held from 2015 to 2018, [the statement says](/article/${source}).`}});
  assert.equal(saved.status, 303, 'a draft');
  return new URL(saved.headers.location, site).pathname;
}

/** The same for the desk, as the editor with this cookie sees it. `readers` are the pages above. */
export async function deskPages(site, cookie, readers) {
  const id = (name) => new URL(readers.find((page) => page.name === name).url).pathname.split('/').pop();
  const posts = await fetchPage(`${site}/desk/posts`, {cookie});
  const replies = await moderated(site, cookie, readers);
  const source = await withSources(site, cookie);
  const paths = {
    'desk': '/desk',
    'desk-posts': '/desk/posts',
    'desk-post-new': '/desk/posts/new',
    'desk-post': /\/desk\/posts\/(?!new)[^/"]+/.exec(posts.text)[0],
    'desk-coverage': `/desk/posts/${id('live')}/live`,
    'desk-pictures': '/desk/pictures',
    'desk-replies': '/desk/replies?queue=held',
    'desk-replies-reported': '/desk/replies?queue=reported',
    'desk-replies-rejected': '/desk/replies?queue=rejected',
    'desk-replies-empty': '/desk/replies?queue=spam',
    'desk-reply': `/desk/replies/${replies.reported}`,
    'desk-person': replies.person,
    'desk-appeals': '/desk/appeals',
    'desk-reply-rules': '/desk/replies/rules',
    'desk-stories': '/desk/stories',
    'desk-stories-found': '/desk/stories?q=Havana',
    'desk-story': `/desk/stories/${id('story')}`,
    'desk-why': `/desk/stories/${id('story')}/why/${id('report')}`,
    'desk-draft': await draftWithSource(site, cookie, readers.find((page) => page.name === 'compare')),
    'desk-compare': `/desk${new URL(readers.find((page) => page.name === 'compare').url).pathname}`,
    'desk-sources': '/desk/sources',
    'desk-source': source,
    'desk-source-new': '/desk/sources/new',
    'desk-dossiers': '/desk/dossiers',
    'desk-dossier': `/desk/dossiers/${id('dossier')}`,
    'desk-bar': '/desk/bar',
    'desk-audit': '/desk/audit',
  };
  const pages = [{name: 'desk-sign-in', url: `${site}/desk/sign-in`, status: 200,
                  source: async () => (await fetchPage(`${site}/desk/sign-in`)).text}];
  for (const [name, path] of Object.entries(paths)) {
    const url = new URL(path, site).href;
    pages.push({name, url, status: 200, source: async () => (await fetchPage(url, {cookie})).text});
  }
  return pages;
}
