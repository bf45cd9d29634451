// The Tab key alone reaches everything on every kind of page, in the order of the page, and shows where it is.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {until} from '../support/dateline.mjs';
import {everyKind, findOnEvery, open} from './every_kind.mjs';
import {none} from './none.mjs';

/**
 * In the page: lists what can be used, in the order of the page, and from now on notes where the focus goes. Returns how
 * many there are.
 */
const watchFocus = () => {
  const usable = 'a[href], button, input:not([type="hidden"]), select, textarea, summary, [tabindex]:not([tabindex="-1"])';
  const isSeen = (element) => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0;
  const look = (element) => {
    const {outlineStyle, outlineWidth, boxShadow, backgroundColor, borderColor, textDecorationLine} = getComputedStyle(element);
    return [outlineStyle === 'none' ? 'none' : outlineStyle + outlineWidth, boxShadow, backgroundColor, borderColor, textDecorationLine].join();
  };
  document.activeElement.blur();  // A form may take the focus at once.
  // Of radio buttons with one name Tab comes to the one that is chosen, or to the first; the arrows go on from there.
  const isPassed = (element) => {
    if (element.type !== 'radio') return false;
    const group = [...element.form.querySelectorAll(`[type="radio"][name="${element.name}"]`)];
    return element !== (group.find(({checked}) => checked) ?? group[0]);
  };
  const stops = [...document.querySelectorAll(usable)]
      .filter((element) => isSeen(element) && !element.disabled && !isPassed(element));
  const name = (element) => `${element.localName}${element.id ? `#${element.id}` : ''} "${(element.ariaLabel || element.textContent ||
      element.name || '').trim().replace(/\s+/g, ' ').slice(0, 40)}"`;
  const before = new Map(stops.map((element) => [element, look(element)]));
  const walk = window.walk = {stops: stops.map(name), visited: [], faults: []};
  document.addEventListener('focusin', ({target}) => {
    const at = stops.indexOf(target);
    // A part that scrolls takes the focus by itself where nothing in it does; that is the browser's own help.
    if (at < 0) return target.tabIndex < 0 ? undefined : walk.faults.push(`the focus goes to ${name(target)}`);
    walk.visited.push(at);
    if (look(target) === before.get(target)) walk.faults.push(`the focus on ${name(target)} cannot be seen`);
    const {top, bottom, left, right} = target.getBoundingClientRect();
    if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) walk.faults.push(`${name(target)} has the focus off the screen`);
  });
  return stops.length;
};

/** Presses Tab once around the page; returns what is wrong with the way. */
async function walk(page) {
  const stops = await page.evaluate(watchFocus);
  // Two more: between the last and the first the focus is at no element, and the round may begin in the middle.
  for (let i = 0; i < stops + 2; ++i) await page.keyboard.press('Tab');
  const {stops: names, visited, faults} = await page.evaluate(() => window.walk);
  const found = [...new Set(faults)];
  const missed = names.filter((_, at) => !visited.includes(at));
  if (missed.length) found.push(`Tab never comes to ${missed.join(', ')}`);
  // Once around: each is followed by the next one.
  visited.forEach((at, i) => {
    if (i > 0 && at !== (visited[i - 1] + 1) % names.length) found.push(`after ${names[visited[i - 1]]} comes ${names[at]}`);
  });
  return found;
}

test('the keyboard alone', async (t) => {
  const site = await everyKind(t);
  const url = (name) => site.readers.find((kind) => kind.name === name).url;
  const page = await site.browser.newPage({viewport: {width: 1280, height: 900}, reducedMotion: 'reduce'});

  await t.test('a page where something is wrong is found out', async () => {
    await page.goto(`${site.server.url}/nowhere`);
    await page.evaluate(() => {
      const main = document.querySelector('main');
      main.innerHTML = '<a href="#a" id="a">A</a><a href="#b" id="b">B</a><a href="#c" id="c">C</a><a href="#d" id="d">D</a>';
      main.querySelector('#a').tabIndex = 2;  // Comes first of all, out of order.
      main.querySelector('#b').style.outline = 'none';
      main.querySelector('#c').addEventListener('keydown', (event) => event.preventDefault());  // A trap.
    });
    const found = (await walk(page)).join('\n');
    for (const fault of [/after a#a/, /#b "B" cannot be seen/, /never comes to a#d/]) assert.match(found, fault);
  });

  await t.test('reaches everything, in order and in sight', async () => {
    const found = [];
    for (const viewport of [{width: 390, height: 844}, {width: 1280, height: 900}]) {
      found.push(...await findOnEvery(site, {viewport, reducedMotion: 'reduce'}, async (page, kind) => {
        // That page is made without a bar; where there is a network after all, /live brings one while it is walked.
    if (kind.name === 'offline') await page.route('**/live*', (route) => route.abort());
    await open(page, kind);
        return (await walk(page)).map((line) => `${line} (${viewport.width})`);
      }));
    }
    none(found);
  });

  await t.test('skips to the news', async () => {
    await page.goto(url('front'));
    await page.keyboard.press('Tab');
    const skip = page.locator(':focus');
    assert.equal(await skip.getAttribute('href'), '#main');
    assert.ok((await skip.boundingBox()).height >= 24, 'the link is seen while it has the focus');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.equal(await page.locator(':focus').evaluate((element) => document.querySelector('main').contains(element)), true);
  });

  await t.test('works the bar', async () => {
    await page.goto(url('front'));
    await page.locator('.bar-next').focus();
    await page.keyboard.press('Enter');
    const second = page.locator('.bar-entries .bar-entry').nth(1);
    await until(async () => (await second.boundingBox()).x < 1280 / 2, 'the second entry comes into sight');
    await page.locator('.bar-close').focus();
    await page.keyboard.press('Enter');
    assert.equal(await page.locator('#bar').isVisible(), false);
    await page.reload();
    assert.equal(await page.locator('#bar').isVisible(), false, 'and that is remembered');
  });

  await t.test('folds and unfolds', async () => {
    await page.goto(url('story'));
    const summary = page.locator('details > summary').first();
    const isOpen = () => summary.evaluate((element) => element.parentElement.open);
    const before = await isOpen();
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await isOpen(), !before);
  });

  await t.test('writes a reply, and is led to what is wrong with one', async () => {
    await page.goto(url('article'));
    await page.locator('[name="comment"]').focus();
    await page.keyboard.type('The keys on my pier are older than the pier.');
    const tabTo = async (name) => {
      for (let i = 0; i < 8; ++i) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement.name) === name) return;
      }
      assert.fail(`Tab does not come to ${name}`);
    };
    await tabTo('submit');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'reply-errors');
    await page.locator('[name="comment"]').focus();
    await tabTo('author');
    await page.keyboard.type('Runa Hjort');
    await tabTo('email');
    await page.keyboard.type('runa@mail.example');
    await tabTo('submit');
    await Promise.all([page.waitForURL('**/reply/**'), page.keyboard.press('Enter')]);
  });
});
