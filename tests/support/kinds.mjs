// Every kind of page that the site has, each with one example from the sample edition. What is measured, pictured or
// walked through is measured, pictured or walked through on all of them.
import assert from 'node:assert/strict';
import {crawl, fetchPage, formWith} from './site.mjs';

// A path; or what the path of an example looks like, and what stands on it. Examples are found by following links.
const readerKinds = {
  front: '/',
  section: [/^\/section\/[^/]+$/],
  story: [/^\/story\/[^/]+$/, /law enforcement dialogue/i],
  dossier: [/^\/dossier\/[^/]+$/],
  article: [/^\/article\/[^/]+$/, /^(?!.*class="live-entries")(?=.*id="commentform")/s],
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

/** The same for the desk, as the editor with this cookie sees it. `readers` are the pages above. */
export async function deskPages(site, cookie, readers) {
  const id = (name) => new URL(readers.find((page) => page.name === name).url).pathname.split('/').pop();
  const posts = await fetchPage(`${site}/desk/posts`, {cookie});
  const paths = {
    'desk': '/desk',
    'desk-posts': '/desk/posts',
    'desk-post-new': '/desk/posts/new',
    'desk-post': /\/desk\/posts\/(?!new)[^/"]+/.exec(posts.text)[0],
    'desk-coverage': `/desk/posts/${id('live')}/live`,
    'desk-pictures': '/desk/pictures',
    'desk-replies': '/desk/replies?state=held',
    'desk-stories': '/desk/stories',
    'desk-stories-found': '/desk/stories?q=Havana',
    'desk-story': `/desk/stories/${id('story')}`,
    'desk-why': `/desk/stories/${id('story')}/why/${id('report')}`,
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
