// Written so that very old versions of Node can read it too: it is what tells them so.

/** Says so and returns false when this Node is too old. */
export function nodeIsNewEnough() {
  var parts = process.versions.node.split('.').map(Number);
  if (parts[0] > 20 || (parts[0] === 20 && parts[1] >= 19)) return true;
  console.error('\n✗ Node ' + process.versions.node + ' is too old: 20.19 or newer is needed');
  console.error('  → Install Node 20.19 or newer, for example from https://nodejs.org');
  process.exitCode = 1;
  return false;
}
