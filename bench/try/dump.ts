import { writeFileSync } from 'node:fs';
import { explain, type LeafTable } from '@tillwatch/explanation';
let n = 0;
(globalThis as unknown as { dumpTable: (t: LeafTable) => void }).dumpTable = (t) => {
  const D = t.dimensions.length;
  const rows = Array.from({ length: t.rows }, (_, i) => [...Array.from({ length: D }, (_, d) => t.values[d]?.[t.keys[i * D + d] ?? -1] ?? ''), t.total[i], t.failed[i], Math.round((t.baseTotal[i] ?? 0)*10)/10, Math.round((t.baseFailed[i] ?? 0)*10)/10]);
  const name = `/tmp/tw/case-${process.pid}-${n++}.json`;
  writeFileSync(name, JSON.stringify({ id: name, dims: t.dimensions, rows }));
  const t0 = performance.now();
  const causes = explain(t);
  console.log('   explain', name, t.rows, 'rows', (performance.now() - t0).toFixed(0), 'ms', causes.slice(0, 4).map((c) => `${JSON.stringify(c.segment)} ${c.failed}/${c.total} exp ${c.expected.toFixed(1)} score ${c.score.toFixed(1)}`));
};
