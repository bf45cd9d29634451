// Pictures of each kind of page at 390 and 1280 pixels, light and dark.
// node tests/browser/screenshots.mjs BINARY FOLDER
import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {articleWithReplies, fetchPage, links, words} from '../support/site.mjs';
import {launch} from './browser.mjs';
import {setUp} from './desk.mjs';

const [binary, folder] = process.argv.slice(2);
if (!folder) {
  console.error('usage: node tests/browser/screenshots.mjs BINARY FOLDER');
  process.exit(2);
}
mkdirSync(folder, {recursive: true});
const data = mkdtempSync(join(tmpdir(), 'dateline-screenshots-'));
const server = spawn(binary, ['serve', '--sample', '--data', data, '--listen', '127.0.0.1:0'],
                     {stdio: ['ignore', 'pipe', 'inherit']});
const browser = await launch();
try {
  let setup, url;
  for await (const line of createInterface({input: server.stdout})) {
    const event = JSON.parse(line);
    if (event.event === 'setup') setup = event.url;
    if (event.event === 'listening') url = event.url;
    if (setup && url) break;
  }

  const front = await fetchPage(url);
  const stories = links(front).filter((link) => link.includes('/story/'));
  const pages = await Promise.all(stories.map((link) => fetchPage(link)));
  const cuba = pages.find((page) => /law enforcement dialogue/i.test(words(page.text)))?.url ?? stories[0];
  const report = links(await fetchPage(cuba)).find((link) => link.includes('/article/'));
  const own = (await articleWithReplies(url)).page.url;
  const kinds = {
    front: url,
    story: cuba,
    report,
    article: own,
    section: links(front).find((link) => link.includes('/section/') && !link.endsWith('/feed')),
    search: `${url}/search?q=Havana`,
    missing: `${url}/nowhere`,
    'desk-sign-in': `${url}/desk/sign-in`,
  };
  const deskKinds = {
    desk: `${url}/desk`,
    'desk-posts': `${url}/desk/posts`,
    'desk-replies': `${url}/desk/replies?state=held`,
    'desk-bar': `${url}/desk/bar`,
    'desk-stories': `${url}/desk/stories`,
    'desk-stories-found': `${url}/desk/stories?q=Havana`,
    'desk-story': `${url}/desk${new URL(cuba).pathname.replace('/story/', '/stories/')}`,
    'desk-why': `${url}/desk${new URL(cuba).pathname.replace('/story/', '/stories/')}/why/${report.split('/').pop()}`,
  };

  const shoot = async (context, name, address, suffix) => {
    const page = await context.newPage();
    await page.goto(address);
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({path: join(folder, `${name}-${suffix}.png`), fullPage: true});
    await page.close();
  };
  const editors = await browser.newContext();
  await setUp(await editors.newPage(), setup);
  const storageState = await editors.storageState();
  for (const [width, height] of [[390, 844], [1280, 900]]) {
    for (const colorScheme of ['light', 'dark']) {
      const suffix = `${width}-${colorScheme}`;
      const reader = await browser.newContext({viewport: {width, height}, colorScheme});
      for (const [name, address] of Object.entries(kinds)) if (address) await shoot(reader, name, address, suffix);
      const editor = await browser.newContext({viewport: {width, height}, colorScheme, storageState});
      for (const [name, address] of Object.entries(deskKinds)) await shoot(editor, name, address, suffix);
      // What is seen without scrolling, as the picture of the README.
      if (suffix === '1280-light') {
        const page = await reader.newPage();
        await page.goto(url);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({path: join(folder, 'front-page.png')});
      }
      await reader.close();
      await editor.close();
    }
  }
} finally {
  await browser.close();
  server.kill('SIGINT');
  await new Promise((done) => server.once('exit', done));
  rmSync(data, {recursive: true, force: true});
}
