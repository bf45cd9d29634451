// Every kind of page fits what a reader needs: a narrow screen, large letters, fingers, stillness, paper, own colours.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {until} from '../support/dateline.mjs';
import {everyKind, findOnEvery, open} from './every_kind.mjs';
import {none} from './none.mjs';

// These run in the page and return what is wrong, a line each.

const sideways = () => {
  const {scrollWidth, clientWidth} = document.documentElement;
  return scrollWidth > clientWidth ? [`scrolls sideways: ${scrollWidth} pixels on ${clientWidth}`] : [];
};

/** Text that its box cuts off. A line that ends in an ellipsis says so, and shows the whole when it has the focus. */
const cutOff = () => [...document.querySelectorAll('body *')].filter((element) => {
  const {overflowX, overflowY, textOverflow, clipPath} = getComputedStyle(element);
  const isCut = (overflow, inner, outer) => ['hidden', 'clip'].includes(overflow) && inner > outer + 1;
  return element.checkVisibility() && clipPath === 'none' && textOverflow !== 'ellipsis' &&
      [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()) &&
      (isCut(overflowX, element.scrollWidth, element.clientWidth) || isCut(overflowY, element.scrollHeight, element.clientHeight));
}).map((element) => `cuts off "${element.textContent.trim().slice(0, 40)}" (${element.className || element.localName})`);

/** What a finger must hit and has less than 44 pixels around its middle. Links in running text are left to the line. */
const small = () => [...document.querySelectorAll('button, summary, select, textarea, nav a, body > header a, ' +
                                                  'input:not([type="hidden"], [type="checkbox"], [type="radio"])')].filter((element) => {
  if (!element.checkVisibility({visibilityProperty: true}) || element.closest('.skip')) return false;
  element.scrollIntoView({block: 'center', inline: 'center'});
  const {x, y, width, height} = element.getBoundingClientRect();
  const hits = (dx, dy) => element.contains(document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy));
  return ![[0, -21], [0, 21], [-21, 0], [21, 0]].every(([dx, dy]) => hits(dx, dy));
}).map((element) => {
  const {width, height} = element.getBoundingClientRect();
  return `leaves a finger ${Math.round(width)} x ${Math.round(height)} pixels for "${(element.ariaLabel || element.textContent ||
      element.name).trim().slice(0, 30)}" (${element.className || element.parentElement.className || element.localName})`;
});

const moving = () => [...document.querySelectorAll('*')].filter((element) => {
  const {animationName, transitionDuration, scrollBehavior} = getComputedStyle(element);
  return animationName !== 'none' || /[1-9]/.test(transitionDuration) || scrollBehavior === 'smooth';
}).map((element) => `moves ${element.className || element.localName}`);

/** Where colours are the reader's, shadows and backgrounds are gone: what is current must be marked by more. */
const unmarked = () => [...document.querySelectorAll('nav [aria-current]')].filter((current) => {
  const look = (element) => {
    const {borderBottomWidth, borderBottomStyle, textDecorationLine, fontWeight} = getComputedStyle(element);
    return [borderBottomStyle === 'none' ? 0 : borderBottomWidth, textDecorationLine, fontWeight].join();
  };
  const other = [...current.closest('nav').querySelectorAll('a:not([aria-current])')][0];
  return other && look(other) === look(current);
}).map((element) => `does not mark "${element.textContent.trim()}" as current`);

const controlsOnPaper = () => [...document.querySelectorAll('button, input, select, textarea, nav, #bar')]
    .filter((element) => element.checkVisibility()).map((element) => `prints ${element.className || element.id || element.localName}`);

// WCAG 1.4.12: a reader may set all of this. Not a style element: the policy forbids those.
const spaceText = () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
                     p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets.push(sheet);
};

/**
 * Everything of the above on one page. `isReaders`: fingers get 44 pixels there and 24, by axe.test, at the desk.
 * `isPrinted`: what is embedded prints as the page around it wants.
 */
async function faults(page, isReaders, isPrinted) {
  const found = [];
  const check = async (where, look) => found.push(...(await page.evaluate(look)).map((line) => `${line} (${where})`));
  // 320: a small phone, and what a screen of 1,280 is at four times the size (WCAG 1.4.10).
  for (const [width, height] of [[320, 256], [390, 844], [768, 1024], [1280, 900], [2560, 1300]]) {
    await page.setViewportSize({width, height});
    await check(width, sideways);
  }
  await page.setViewportSize({width: 390, height: 844});
  if (isReaders) await check('390', small);
  await page.evaluate(() => { document.documentElement.dir = 'rtl'; });
  await check('right to left', sideways);
  await page.evaluate(() => { document.documentElement.dir = ''; });

  await page.emulateMedia({reducedMotion: 'reduce'});
  await check('reduced motion', moving);
  await page.emulateMedia({reducedMotion: null, forcedColors: 'active'});
  await check('forced colours', unmarked);
  await page.emulateMedia({forcedColors: null, media: 'print'});
  if (isPrinted) await check('print', controlsOnPaper);
  await page.emulateMedia({media: null});

  await page.evaluate(spaceText);
  await check('spaced text', cutOff);
  await check('spaced text', sideways);
  return found;
}

test('what readers need', async (t) => {
  const site = await everyKind(t);
  const page = await site.browser.newPage();

  await t.test('is not on a page made without a thought of them', async () => {
    await page.setContent(`<!doctype html><html lang="en"><title>Control</title><style>
      div { width: 400px } p { height: 1.2em; overflow: hidden } button { padding: 0; border: 0; transition: color 1s }
      a { text-decoration: none } [aria-current] { box-shadow: inset 0 -3px }</style>
      <nav><a href="#a" aria-current="page">A</a> <a href="#b">B</a></nav><div><p>Some words that are quite long</p><button>Go</button></div>`);
    const found = (await faults(page, true, true)).join('\n');
    for (const fault of ['scrolls sideways: 408 pixels on 390', 'cuts off "Some words', 'leaves a finger', 'moves button',
                         'does not mark "A"', 'prints button']) assert.ok(found.includes(fault), `${fault} is not in:\n${found}`);
  });

  await t.test('is on every kind of page', async () => {
    none(await findOnEvery(site, {}, async (page, kind) => {
      await open(page, kind);
      const isReaders = site.readers.includes(kind);
      return faults(page, isReaders, isReaders && !kind.name.startsWith('embed-'));
    }));
  });

  await t.test('a bar that stands still, if they want it so', async () => {
    const pages = {};
    for (const reducedMotion of ['reduce', 'no-preference']) {
      const page = pages[reducedMotion] = await site.browser.newPage({viewport: {width: 1280, height: 900}, reducedMotion});
      await page.clock.install();
      // live.js comes after the first paint; what it begins with waits for this clock.
      await Promise.all([page.waitForResponse('**/live.js'), page.goto(site.server.url)]);
      await page.waitForTimeout(300);
      await page.clock.runFor(16_000);  // Two turns: never back at the first.
    }
    const isTurned = async (page) => (await page.locator('.bar-entries .bar-entry').nth(1).boundingBox()).x < 640;
    // The browser takes its own time to slide the entries over; then the other page had that time, too.
    await until(() => isTurned(pages['no-preference']), 'with no such wish the bar turns');
    assert.equal(await isTurned(pages.reduce), false);
  });
});
