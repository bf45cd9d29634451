// Debian's Chromium under playwright-core. CHROMIUM names another one.
import {chromium} from 'playwright-core';

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // --no-sandbox: tests run as root in containers and chroots, and open only our own pages. The others keep it from
    // calling home.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
           '--disable-component-update', '--disable-sync'],
  });
}

/** A browser for one test, closed after it. */
export async function browserFor(t) {
  const browser = await launch();
  t.after(() => browser.close());
  return browser;
}
