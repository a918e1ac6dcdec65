import type { Fold } from './fold.js';
import type { StagePace } from './slice-store.js';

/** How long stages usually take, as it is stored. */
export function paceOf(fold: Fold): StagePace[] {
  return fold.attempts.pace.store().flatMap(({ scope, stage, value, counts }) => {
    const { tenant, journey } = fold.scopes.at(scope);
    const meaning = fold.names.meaning(value);
    const id = journey.stages[stage]?.id;
    const text = meaning?.kind === 'value' ? meaning.value : '';
    return id === undefined ? [] : [{ tenant, journey: journey.id, stage: id, value: text, counts }];
  });
}

/** Takes over what was stored; what today's configuration does not have is left out. */
export function takePace(fold: Fold, stored: readonly StagePace[]): void {
  for (const { tenant, journey, stage, value, counts } of stored) {
    const scope = fold.scopes.of(tenant, journey);
    const position = scope?.stagePositionOf(stage);
    const dimension = scope?.journey.paceBy ?? '';
    const symbol = value === '' ? 0 : fold.names.findSymbol({ kind: 'value', tenant, journey, dimension, value });
    if (scope === undefined || position === undefined || symbol === undefined) continue;
    fold.attempts.pace.load({ scope: scope.number, stage: position, value: symbol, counts });
  }
}
