// Without JavaScript the site is complete.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {articleWithReplies} from '../support/site.mjs';
import {everyKind, findOnEvery, open} from './every_kind.mjs';
import {none} from './none.mjs';

/** In the page: what a reader sees and can use of it, as [kind, words]. Ages and the bar's controls come from scripts. */
const offered = () => {
  const isSeen = (element) => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0;
  const seen = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  return {
    words: document.body.innerText.trim().length,
    headings: seen('main h1, main h2, main h3').length,
    links: seen('main a[href]').length,
    // To check all boxes at once takes a script; that it is not offered without one is as it should be.
    fields: seen('main input, main textarea, main select').filter((field) => !field.closest('.check-all, .check-rows')).length,
    // A button that belongs to no form does nothing without a script.
    idle: seen('button').filter((button) => !button.form).map((button) => button.className || button.textContent),
  };
};

test('a reader without scripts reads, searches and replies', async (t) => {
  const site = await everyKind(t);
  const {server, browser} = site;
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

  await t.test('every kind of page offers what it offers with scripts', async () => {
    const withScripts = new Map();
    await findOnEvery(site, {}, async (page, kind) => {
      await open(page, kind);
      withScripts.set(kind.name, await page.evaluate(offered));
      return [];
    });
    none(await findOnEvery(site, {javaScriptEnabled: false}, async (page, kind) => {
      await open(page, kind, {scripts: false});
      const bare = await page.evaluate(offered);
      const found = bare.idle.map((button) => `the button ${button} does nothing`);
      for (const what of ['headings', 'links', 'fields']) {
        const full = withScripts.get(kind.name)[what];
        if (bare[what] < full) found.push(`${bare[what]} ${what} of ${full}`);
      }
      if (bare.words < 20) found.push(`only ${bare.words} letters`);
      return found;
    }));
  });

  await t.test('a reply is posted, held, and shown to its author', async () => {
    const {page: article} = await articleWithReplies(server.url);
    await page.goto(article.url);
    await page.fill('[name="comment"]', 'Who repaired the clock on the harbour office?');
    await page.fill('input[name="author"]', 'Jon Eide');
    await page.fill('input[name="email"]', 'jon@mail.example');
    await page.click('form:has([name="comment"]) button[type="submit"]');
    await page.waitForURL('**/reply/**');
    assert.match(await page.textContent('main'), /Who repaired the clock/);
  });
});
