// Pictures of every kind of page at 390 and 1280 pixels, light and dark; with --more also at 320, 768 and 2560 pixels, on
// paper, and from right to left.
// node tests/browser/screenshots.mjs FOLDER [--more] [KIND...]      Kinds as in kinds.mjs; DATELINE_BINARY names the binary.
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {everyKind, findOnEvery, looks, open} from './every_kind.mjs';

const [folder, ...rest] = process.argv.slice(2);
const more = rest[0] === '--more';
const kinds = more ? rest.slice(1) : rest;
if (!folder || kinds.some((kind) => kind.startsWith('-'))) {
  console.error('usage: node tests/browser/screenshots.mjs FOLDER [--more] [KIND...]');
  process.exit(2);
}
mkdirSync(folder, {recursive: true});

const wanted = [...looks];
if (more) {
  wanted.push(...[320, 768, 2560].map((width) => ({name: `${width}-light`, width, height: width, colorScheme: 'light'})),
              {name: 'paper', width: 718, height: 1016, colorScheme: 'light', media: 'print'},  // A4 with margins of 1 cm.
              {name: 'rtl', width: 390, height: 844, colorScheme: 'light', dir: 'rtl'});
}

/** What waits for scrolling is there at once, and what sticks to the window's edge stands where it ends up. */
const whole = async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('.submit, .coverage-side { position: static !important }');
  document.adoptedStyleSheets.push(sheet);
  await Promise.all([...document.images].map((image) => {
    image.loading = 'eager';
    return image.decode().catch(() => {});
  }));
};

/**
 * A picture of a window as high as the page. Right after the window grew, Chromium at times gives what it was before, again
 * and again, so the picture counts once the next one is the same.
 */
async function writeSettled(page, file) {
  let picture = await page.screenshot();
  for (let tries = 0; tries < 10; ++tries) {
    await page.waitForTimeout(100);
    const next = await page.screenshot();
    if (next.equals(picture)) break;
    picture = next;
  }
  writeFileSync(file, picture);
}

const leave = [];  // What a test would end by itself.
try {
  const site = await everyKind({after: (end) => leave.unshift(end)});
    for (const unknown of kinds.filter((kind) => ![...site.readers, ...site.desk].some(({name}) => name === kind)))
    throw new Error(`no kind of page is called ${unknown}; there are ${[...site.readers, ...site.desk].map(({name}) => name).join(', ')}`);
  const chosen = (all) => all.filter(({name}) => !kinds.length || kinds.includes(name));
  await findOnEvery({...site, readers: chosen(site.readers), desk: chosen(site.desk)}, {}, async (page, kind) => {
    await open(page, kind);
    for (const {name, width, height, colorScheme, media = 'screen', dir = ''} of wanted) {
      await page.setViewportSize({width, height});
      await page.emulateMedia({colorScheme, media});
      await page.evaluate((dir) => { document.documentElement.dir = dir; }, dir);
      // What is seen without scrolling, as the picture of the README.
      if (kind.name === 'front' && name === '1280-light') await page.screenshot({path: join(folder, 'front-page.png')});
      await page.evaluate(whole);
      await page.setViewportSize({width, height: Math.max(height, await page.evaluate(() => document.documentElement.scrollHeight))});
      await writeSettled(page, join(folder, `${kind.name}-${name}.png`));
    }
    return [];
  });
} finally {
  for (const end of leave) await end();
}
