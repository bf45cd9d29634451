// The scoring table of Mozilla's HTTP Observatory (developer.mozilla.org/observatory), as far as an answer's own headers
// decide: 100 points, less what is missing, and extra points only for who has kept 90 of them. A+ is 100 and more.
// Not here: the redirect from http to https, which is the proxy's (docs/operating.md), and preloading.

const sixMonths = 15_768_000;  // Seconds; the table's own number.
const privateReferrers = ['no-referrer', 'same-origin', 'strict-origin', 'strict-origin-when-cross-origin'];

export function parsePolicy(csp = '') {
  return new Map(csp.split(';').map((part) => part.trim().split(/\s+/)).filter(([name]) => name)
      .map(([name, ...sources]) => [name.toLowerCase(), sources]));
}

function policy({'content-security-policy': csp}) {
  if (!csp) return -25;
  const policy = parsePolicy(csp);
  const sources = (name) => policy.get(name) ?? policy.get('default-src') ?? ['*'];
  const loose = (name) => sources(name).some((source) => /^(\*|data:|https?:|'unsafe-inline')$/.test(source));
  if (loose('script-src') || loose('object-src')) return -20;
  if ([...policy.values()].flat().some((source) => source.startsWith('http:'))) return -20;
  if ([...policy.values()].flat().includes("'unsafe-eval'")) return -10;
  if (loose('style-src')) return 0;
  const formAction = (policy.get('form-action') ?? ['*']).join(' ');
  const closed = policy.get('default-src')?.join(' ') === "'none'" && ["'none'", "'self'"].includes(formAction);
  return closed ? 10 : 5;
}

function cookies(headers) {
  const cookies = headers['set-cookie'] ?? [];
  const lacks = (flag) => cookies.some((cookie) => !flag.test(cookie));
  if (cookies.length === 0) return 0;
  if (lacks(/;\s*secure/i)) return -40;
  if (lacks(/;\s*httponly/i)) return -30;
  return lacks(/;\s*samesite=(lax|strict)/i) ? -20 : 5;
}

function transport({'strict-transport-security': hsts = ''}) {
  const age = /max-age=(\d+)/i.exec(hsts)?.[1];
  if (age === undefined) return -20;
  return Number(age) < sixMonths ? -10 : 0;
}

function framing(headers) {
  const ancestors = parsePolicy(headers['content-security-policy']).get('frame-ancestors');
  if (ancestors && !ancestors.some((source) => ['*', 'https:', 'http:'].includes(source))) return 5;
  return /^(deny|sameorigin)$/i.test(headers['x-frame-options'] ?? '') ? 0 : -20;
}

function sharing(headers) {
  return headers['access-control-allow-origin'] && headers['access-control-allow-credentials'] ? -50 : 0;
}

function referrer({'referrer-policy': value}) {
  if (!value) return 0;
  return privateReferrers.includes(value.split(',').pop().trim()) ? 5 : -5;
}

function resource({'cross-origin-resource-policy': value}) {
  if (!value || value === 'cross-origin') return 0;
  return ['same-origin', 'same-site'].includes(value) ? 10 : -5;
}

const tests = {
  'Content-Security-Policy': policy,
  'Set-Cookie': cookies,
  'Strict-Transport-Security': transport,
  'X-Content-Type-Options': ({'x-content-type-options': value}) => (value === 'nosniff' ? 0 : -5),
  'frame-ancestors': framing,
  'Access-Control-Allow-Origin': sharing,
  'Referrer-Policy': referrer,
  'Cross-Origin-Resource-Policy': resource,
};

/** The score of one answer's headers (as node gives them), and what each test gave or took: {score, parts}. */
export function observatory(headers) {
  const parts = Object.fromEntries(Object.entries(tests).map(([name, test]) => [name, test(headers)]));
  const taken = Object.values(parts).filter((points) => points < 0).reduce((sum, points) => sum + points, 100);
  const given = Object.values(parts).filter((points) => points > 0).reduce((sum, points) => sum + points, 0);
  return {score: taken >= 90 ? taken + given : taken, parts};
}
