// Runs the binary as a person or a script would. Everything that a test starts or makes is gone when the test ends.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const binary = process.env.DATELINE_BINARY ?? join(root, 'build/dev/bin/dateline');
export const inputs = join(root, 'tests/cli/input');
export const sample = join(root, 'sample');

/** A folder of the test's own, removed after it. */
export function folder(t) {
  const path = mkdtempSync(join(tmpdir(), 'dateline-test-'));
  t.after(() => rmSync(path, {recursive: true, force: true}));
  return path;
}

/** Runs one verb to its end. `lines` are the objects on standard output; anything there that is not JSON is a failure. */
export function run(args, {input = '', cwd = root} = {}) {
  const done = spawnSync(binary, args, {input, cwd, encoding: 'utf8', timeout: 60_000, maxBuffer: 256 << 20});
  if (done.error) throw done.error;
  return {code: done.status, signal: done.signal, stdout: done.stdout, stderr: done.stderr,
          get lines() { return parseLines(done.stdout); }};
}

/** The same, for a run that must succeed. */
export function ok(args, options) {
  const done = run(args, options);
  assert.equal(done.code, 0, `dateline ${args.join(' ')} ended with ${done.code ?? done.signal}:\n${done.stderr}`);
  return done;
}

export function parseLines(text) {
  return text.split('\n').filter((line) => line !== '').map((line) => {
    try {
      return JSON.parse(line);
    } catch {
      assert.fail(`not a line of JSON on standard output: ${line.slice(0, 200)}`);
    }
  });
}

/** Starts a verb that goes on. `onLine` gets each object it prints; `ended` is its exit code or signal. */
export function start(t, args, onLine = () => {}) {
  const child = spawn(binary, args, {cwd: root, stdio: ['ignore', 'pipe', 'pipe']});
  const started = {child, stderr: '', pid: child.pid};
  child.stderr.setEncoding('utf8').on('data', (text) => { started.stderr += text; });
  const lines = createInterface({input: child.stdout});
  lines.on('line', (line) => onLine(parseLines(line)[0]));
  const read = new Promise((done) => lines.once('close', done));
  started.ended = new Promise((done) => child.once('exit', async (code, signal) => {
    await read;
    done(code ?? signal);
  }));
  t.after(async () => {
    child.kill('SIGKILL');
    await started.ended;
  });
  return started;
}

/**
 * `dateline serve`, listening when this returns: {url, setupLink(), stop(), kill(), stderr}. On a free port, or where
 * `listen` says, so that a browser finds it again after a restart.
 */
export async function serve(t, args, {listen = '127.0.0.1:0'} = {}) {
  let url, setup;
  let listening;
  const ready = new Promise((done) => { listening = done; });
  const server = start(t, ['serve', '--listen', listen, ...args], (event) => {
    if (event.event === 'setup') setup = event.url;
    if (event.event === 'listening') url = event.url;
    if (url) listening();
  });
  const early = await Promise.race([ready, server.ended]);
  assert.ok(url, `dateline serve ended with ${early} before it listened:\n${server.stderr}`);
  return {
    url,
    setupLink: () => until(() => setup, 'the first start prints a one-time link'),
    get stderr() { return server.stderr; },
    ended: server.ended,
    pid: server.pid,
    async stop(signal = 'SIGINT') {
      server.child.kill(signal);
      return server.ended;
    },
    async kill() {
      server.child.kill('SIGKILL');
      return server.ended;
    },
  };
}

/** Waits until `what` gives something true, which it returns; fails with `message` after `milliseconds`. */
export async function until(what, message, milliseconds = 10_000) {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const value = await what();
    if (value) return value;
    if (Date.now() > deadline) assert.fail(message);
    await new Promise((wait) => setTimeout(wait, 25));
  }
}
