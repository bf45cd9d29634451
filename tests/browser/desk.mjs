// What an editor does at the desk, by what the editor sees.

export const editor = {name: 'ida', password: 'a quay in the morning fog'};

/** Opens the one-time link, chooses a name and a password, and is signed in. */
export async function setUp(page, link) {
  await page.goto(link);
  await page.locator('input[name="account"]').fill(editor.name);
  for (const field of await page.locator('input[type="password"]').all()) await field.fill(editor.password);
  await page.locator('main button[type="submit"], main form button').first().click();
  await page.waitForURL('**/desk');
}

export async function signIn(page, site) {
  await page.goto(`${site}/desk`);
  await page.locator('input[name="account"]').fill(editor.name);
  await page.locator('input[type="password"]').fill(editor.password);
  await page.locator('main form button').first().click();
  await page.waitForURL('**/desk');
}
