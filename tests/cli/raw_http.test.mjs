// Bytes that no browser sends: each is answered with the right refusal, none hides a second request, none keeps others
// waiting.
import assert from 'node:assert/strict';
import {connect} from 'node:net';
import {join} from 'node:path';
import {test} from 'node:test';
import {folder, serve} from '../support/dateline.mjs';
import {fetchPage} from '../support/site.mjs';

/**
 * Sends bytes and reads until the server closes, or falls silent after it said something. Returns the statuses of all
 * answers, in order, and whether the connection was closed.
 */
function exchange(port, bytes) {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    const end = (closed) => {
      socket.destroy();
      done({text, closed, statuses: [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, status]) => Number(status))});
    };
    socket.setTimeout(5000, () => end(false));
    socket.on('data', (part) => {
      text += part.toString('latin1');
      socket.setTimeout(250);
    });
    socket.on('error', () => end(true));
    socket.on('close', () => end(true));
    socket.write(Buffer.from(bytes, 'latin1'));
  });
}

const get = (path, ...fields) => [`GET ${path} HTTP/1.1`, 'Host: paper.example', ...fields, '', ''].join('\r\n');
const post = (body, ...fields) => ['POST /replies HTTP/1.1', 'Host: paper.example',
                                   'Content-Type: application/x-www-form-urlencoded', ...fields, '', body].join('\r\n');
// Asked for by what hides behind another request. If it is answered, the other was read in two ways.
const hidden = get('/healthz', 'X-Hidden: yes');
const control = (byte) => String.fromCharCode(byte);

// What is sent, and the status that each may have. Whatever is refused must close the connection: what comes after it
// cannot be told apart any more.
const refused = {
  'a length and chunks': [post(`0\r\n\r\n${hidden}`, 'Content-Length: 5', 'Transfer-Encoding: chunked'), 400],
  'chunks and a length': [post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked', 'Content-Length: 5'), 400],
  'two lengths that differ': [post(`a=b${hidden}`, 'Content-Length: 3', 'Content-Length: 30'), 400],
  'two lengths in one field': [post(`a=b${hidden}`, 'Content-Length: 3, 3'), 400],
  'a length with a sign': [post(`a=b${hidden}`, 'Content-Length: +3'), 400],
  'a length in hexadecimal': [post(`a=b${hidden}`, 'Content-Length: 0x3'), 400],
  'a length below zero': [post(`a=b${hidden}`, 'Content-Length: -3'), 400],
  'a length that no machine can hold': [post(`a=b${hidden}`, 'Content-Length: 99999999999999999999999'), [400, 413]],
  'a coding nobody knows': [post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: xchunked'), 501],
  'a coding twice': [post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity'), 400],
  'a coding behind a tab': [post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding:\x0bchunked'), [400, 501]],
  'a space before the colon': [post(`0\r\n\r\n${hidden}`, 'Transfer-Encoding : chunked'), 400],
  'a folded field': [get('/', 'X-Long: one', ' two') + hidden, 400],
  'a field without a colon': [get('/', 'nothing') + hidden, 400],
  'a field without a name': [get('/', ': nothing') + hidden, 400],
  'a NUL in a field': [get('/', `X-Nul: a${control(0)}b`) + hidden, 400],
  'a bare carriage return in a field': [get('/', `X-Cr: a\rX-Other: b`) + hidden, 400],
  'a chunk whose size is no number': [post(`xyz\r\nabc\r\n0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked'), 400],
  'a chunk longer than it says': [post(`3\r\nabcdef\r\n0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked'), 400],
  'a chunk whose size wraps around': [post(`ffffffffffffffff1\r\nabc\r\n0\r\n\r\n${hidden}`, 'Transfer-Encoding: chunked'), [400, 413]],
  'no Host': ['GET / HTTP/1.1\r\n\r\n' + hidden, 400],
  'two Hosts': [get('/', 'Host: other.example') + hidden, 400],
  'a Host with a path': ['GET / HTTP/1.1\r\nHost: a/b\r\n\r\n' + hidden, 400],
  'a path out of the site': [get('/../../etc/passwd') + hidden, [400, 404]],
  'the same, encoded': [get('/%2e%2e/%2e%2e/etc/passwd'), [400, 404]],
  'a NUL in the path': [get('/article/%00') + hidden, [400, 404]],
  'a path that is no UTF-8': [get('/article/%ff%fe'), [400, 404]],
  'a half-written escape': [get('/%4'), [400, 404]],
  'HTTP/2.0 in the line': ['GET / HTTP/2.0\r\nHost: a\r\n\r\n', [400, 505]],
  'another protocol': ['SSH-2.0-OpenSSH_9.2\r\n\r\n', 400],
  'the start of a TLS handshake': [`${control(22)}${control(3)}${control(1)}${control(2)}${control(0)}\r\n\r\n`, 400],
  'a header above 16 KiB': [get('/', `X-Long: ${'x'.repeat(20_000)}`), 431],
  'ten thousand fields': [get('/', ...Array.from({length: 10_000}, (_, i) => `X-${i}: y`)), 431],
  'a path above 16 KiB': [get(`/${'x'.repeat(20_000)}`), [414, 431]],
  'a body above 1 MiB': [post('', 'Content-Length: 1048577'), 413],
  'an expectation nobody knows': [post('a=b', 'Content-Length: 3', 'Expect: miracles'), 417],
};

const answered = {
  'two requests at once': [get('/healthz') + get('/healthz'), [200, 200]],
  'HTTP/1.0 without a Host': ['GET /healthz HTTP/1.0\r\n\r\n', [200]],
  'chunks': [post('3\r\na=b\r\n0\r\n\r\n', 'Transfer-Encoding: chunked') + get('/healthz'), [404, 200]],
  'a field in another case': [post('a=b', 'CONTENT-LENGTH: 3') + get('/healthz'), [404, 200]],
  'a body where none belongs': [get('/healthz', 'Content-Length: 3') + 'a=b', [200]],
  'a method nobody knows': [`BREW /healthz HTTP/1.1\r\nHost: a\r\n\r\n`, [405]],
};

test('raw requests', async (t) => {
  const server = await serve(t, ['--sample', '--data', join(folder(t), 'data')]);
  const port = Number(new URL(server.url).port);

  await t.test('what has two readings is refused, with the right status, and nothing after it is read', async () => {
    const wrong = [];
    await Promise.all(Object.entries(refused).map(async ([name, [bytes, status]]) => {
      const {statuses, text, closed} = await exchange(port, bytes);
      const isRight = [status].flat().includes(statuses[0]);
      // A path that is merely not there, or leads nowhere, is read in one way: the next request is another matter.
      const isUnderstood = statuses[0] === 404;
      if (!isRight) wrong.push(`${name}: ${statuses[0] ?? (closed ? 'closed' : 'nothing')}, wanted ${status}`);
      else if (!isUnderstood && (statuses.length > 1 || !closed)) wrong.push(`${name}: ${statuses.join(' and ')}, ${closed ? '' : 'not '}closed`);
      if (/root:/.test(text)) wrong.push(`${name}: a file of this machine`);
    }));
    assert.deepEqual(wrong, []);
  });

  await t.test('what has one is answered, each request once', async () => {
    for (const [name, [bytes, wanted]] of Object.entries(answered)) {
      assert.deepEqual((await exchange(port, bytes)).statuses, wanted, name);
    }
  });

  await t.test('a hundred readers who do not finish what they say keep nobody waiting', async () => {
    const slow = Array.from({length: 100}, (_, i) => {
      const socket = connect(port, '127.0.0.1').on('error', () => {});
      t.after(() => socket.destroy());
      if (i % 2) socket.write('GET / HTTP/1.1\r\nHost: a\r\nX-');
      else socket.write('POST /replies HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\ncomm');
      return socket;
    });
    await Promise.all(slow.map((socket) => new Promise((open) => socket.once('connect', open))));
    const drip = setInterval(() => slow.forEach((socket) => socket.write('a')), 50);
    t.after(() => clearInterval(drip));
    for (let i = 0; i < 20; ++i) assert.equal((await fetchPage(server.url)).status, 200);
    clearInterval(drip);
  });

  await t.test('nor do those who ask for much and read nothing', async () => {
    const greedy = Array.from({length: 20}, () => {
      const socket = connect(port, '127.0.0.1').on('error', () => {}).pause();
      t.after(() => socket.destroy());
      socket.write(get('/').repeat(200));
      return socket;
    });
    await Promise.all(greedy.map((socket) => new Promise((open) => socket.once('connect', open))));
    for (let i = 0; i < 20; ++i) assert.equal((await fetchPage(server.url)).status, 200);
  });

  await t.test('and the server is as it was', async () => {
    assert.equal((await fetchPage(`${server.url}/healthz`)).status, 200);
    assert.doesNotMatch(server.stderr, /\b(abort|terminate|Sanitizer)\b/);
  });
});
