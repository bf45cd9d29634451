// axe-core finds nothing on any kind of page, on a phone and on a desk, light and dark.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import {test} from 'node:test';
import {everyKind, findOnEvery, looks, open} from './every_kind.mjs';
import {none} from './none.mjs';

// What axe leaves off by itself and we want: targets of 24 pixels (WCAG 2.2 AA), contrast of 7:1 for text (AAA).
const wanted = {'target-size': {enabled: true}, 'color-contrast-enhanced': {enabled: true}};

// What is embedded is a part of another page, which has the heading; on a phone the paper's name has no room.
const rulesFor = (kind) => (kind.name.startsWith('embed-') ? {...wanted, 'page-has-heading-one': {enabled: false}} : wanted);

/** What axe has to say about the page as it stands, a line each. */
async function violations(page, rules = wanted) {
  if (!await page.evaluate(() => 'axe' in window)) await page.evaluate(axe.source);
  const found = await page.evaluate((rules) => window.axe.run(document, {rules, resultTypes: ['violations']}), rules);
  return found.violations.flatMap(({id, help, nodes}) => nodes.map(({target, any}) =>
      `${id}: ${target.join(' ')}: ${any[0]?.message ?? help}`));
}

async function inEveryLook(page, kind) {
  const found = new Map();  // What -> the looks that have it.
  await open(page, kind);
  for (const {name, width, height, colorScheme} of looks) {
    await page.setViewportSize({width, height});
    await page.emulateMedia({colorScheme});
    for (const line of await violations(page, rulesFor(kind))) found.set(line, [...(found.get(line) ?? []), name]);
  }
  return [...found].map(([line, names]) => `${line} (${names.join(', ')})`);
}

test('axe finds nothing on any kind of page', async (t) => {
  const site = await everyKind(t);

  await t.test('but it finds what was made wrong for it', async () => {
    const page = await site.browser.newPage();
    await page.setContent('<html><body><img src="x.png"><p style="color: #999; background: #fff">Faint</p></body></html>');
    const found = await violations(page);
    for (const rule of ['image-alt', 'html-has-lang', 'color-contrast']) {
      assert.ok(found.some((line) => line.startsWith(`${rule}:`)), `${rule} is not among:\n${found.join('\n')}`);
    }
    await page.close();
  });

  none(await findOnEvery(site, {}, inEveryLook));
});
