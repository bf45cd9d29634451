// A real mail server (aiosmtpd, a Debian package) that keeps what it is given in a Maildir, and reads of it what a person
// would.
import {spawn} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {createServer} from 'node:net';
import {connect} from 'node:net';
import {join} from 'node:path';
import {until} from './dateline.mjs';

/** A port of 127.0.0.1 that nobody listens on now. */
export const freePort = () => new Promise((done) => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const {port} = server.address();
    server.close(() => done(port));
  });
});

const answers = (port) => new Promise((done) => {
  const socket = connect(port, '127.0.0.1');
  socket.once('data', () => { socket.destroy(); done(true); });   // It greets.
  socket.once('error', () => done(false));
});

/** Quoted-printable, as UTF-8. */
const unquoted = (text) => Buffer.from(text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g,
    (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
/** Encoded words of a header (RFC 2047, base64). */
const decoded = (text) => text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?UTF-8\?B\?([^?]*)\?=/g,
    (_, word) => Buffer.from(word, 'base64').toString('utf8'));

function parse(raw) {
  const [, head, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw);
  const headers = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = decoded(line.slice(colon + 1).trim());
  }
  const text = unquoted(body);
  return {headers, text, raw, links: text.match(/https?:\/\/\S+/g) ?? []};
}

/** Starts it on `port`, keeping its letters in `folder`: {letters(), letterTo(address, about), stop()}. */
export async function mailServer(t, port, folder) {
  const child = spawn('/usr/bin/python3', ['-m', 'aiosmtpd', '-n', '-l', `127.0.0.1:${port}`,
                                           '-c', 'aiosmtpd.handlers.Mailbox', folder], {stdio: 'ignore'});
  const ended = new Promise((done) => child.once('exit', done));
  const stop = () => { child.kill('SIGKILL'); return ended; };
  t.after(stop);
  await until(() => answers(port), 'the mail server listens');
  const letters = () => ['new', 'cur'].map((name) => join(folder, name)).filter(existsSync)
      .flatMap((path) => readdirSync(path).sort().map((name) => parse(readFileSync(join(path, name), 'latin1'))));
  return {
    letters,
    stop,
    /** Waits for one to `address` that `matches` (its text or subject). */
    letterTo: (address, matches = /./, milliseconds = 10_000) => until(
        () => letters().findLast(({headers, text}) => headers.to === address && (matches.test(text) || matches.test(headers.subject))),
        `a letter to ${address} arrives`, milliseconds),
  };
}
