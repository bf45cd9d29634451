import assert from 'node:assert/strict';

/** Fails with all that was found, a line each. */
export const none = (found) => assert.ok(found.length === 0, `found ${found.length}:\n${found.join('\n')}`);
