// Without JavaScript the site is complete.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {articleWithReplies} from '../support/site.mjs';
import {browserFor} from './browser.mjs';

test('a reader without scripts reads, searches and replies', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const browser = await browserFor(t);
  const page = await (await browser.newContext({javaScriptEnabled: false, viewport: {width: 390, height: 800}})).newPage();

  await t.test('the front page leads to a story, and the story to its reports', async () => {
    await page.goto(server.url);
    assert.equal(await page.locator('.bar-entries .bar-entry').count(), 7);
    await page.locator('main a[href^="/story/"]').first().click();
    await page.waitForURL('**/story/**');
    assert.ok((await page.textContent('h1:not(.masthead-name)')).length > 10);
    assert.ok(await page.locator('main a[href^="/article/"], main a[rel~="external"]').count() >= 1);
  });

  await t.test('sections and search work', async () => {
    await page.goto(server.url);
    await page.locator('nav.sections a[href^="/section/"]').first().click();
    assert.ok(await page.locator('main a[href^="/story/"], main a[href^="/article/"]').count() >= 1);
    await page.goto(`${server.url}/search`);
    await page.locator('main input[name="q"]').fill('Havana');
    await page.locator('main input[name="q"]').press('Enter');
    await page.waitForURL('**/search?q=Havana**');
    assert.match(await page.textContent('main'), /Havana/);
    assert.ok(await page.locator('main a[href^="/article/"], main a[href^="/story/"]').count() >= 1);
  });

  await t.test('no page scrolls sideways on the narrowest phone', async () => {
    await page.setViewportSize({width: 320, height: 640});
    const {page: article} = await articleWithReplies(server.url);
    for (const url of [server.url, article.url, `${server.url}/search?q=Havana`, `${server.url}/desk`]) {
      await page.goto(url);
      const wide = (await page.locator('html').boundingBox()).width;
      assert.ok(wide <= 320, `${url} is ${wide} pixels wide`);
    }
  });

  await t.test('a reply is posted, held, and shown to its author', async () => {
    const {page: article} = await articleWithReplies(server.url);
    await page.goto(article.url);
    await page.fill('[name="comment"]', 'Who repaired the clock on the harbour office?');
    await page.fill('[name="author"]', 'Jon Eide');
    await page.fill('[name="email"]', 'jon@mail.example');
    await page.click('form:has([name="comment"]) button[type="submit"]');
    await page.waitForURL('**/reply/**');
    assert.match(await page.textContent('main'), /Who repaired the clock/);
  });
});
