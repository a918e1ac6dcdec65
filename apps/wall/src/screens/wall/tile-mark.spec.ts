import type { Alert, TileState } from '@tillwatch/contract';
import { alertsOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME, tileOf } from '../../../test/fixture/stories.js';
import { markTexts, tileMark, type TileMark } from './tile-mark.js';

const scene = { now: STORY_TIME, timeZone: 'Asia/Seoul' };
const taken = alertsOf(STORIES.taken, STORY_TIME);
const open = alertsOf(STORIES.spike, STORY_TIME);

function markOf(id: string, alerts: readonly Alert[], state: TileState = 'critical'): TileMark | null {
  return tileMark({ frame: tileOf(STORIES.calm, id).frame, state, kind: 'failure_rate' }, alerts, scene);
}

describe('the mark of a tile', () => {
  it('names who has taken what is wrong with it, and with what it is a part of', () => {
    expect(markOf('kg-inicis', taken)).toEqual({ kind: 'taken', by: '김지원' });
    expect(markOf('authorisation', taken)).toEqual({ kind: 'taken', by: '김지원' });
  });

  it('is not given where nobody has, at another stage, elsewhere, or where nothing is wrong', () => {
    expect(markOf('kg-inicis', open)).toBeNull();
    expect(markOf('kg-inicis', [...taken, ...open])).toBeNull();
    expect(markOf('window', taken)).toBeNull();
    expect(markOf('transfer', taken)).toBeNull();
    expect(markOf('kg-inicis', taken, 'normal')).toBeNull();
  });

  it('tells until when it is silent', () => {
    expect(markOf('transfer', alertsOf(STORIES.others, STORY_TIME), 'warning')).toEqual({ kind: 'silent', until: '15:00' });
    const endless = alertsOf(STORIES.others, STORY_TIME).map(({ incident, ...alert }) => {
      const { silentUntil: _, ...rest } = incident ?? { silentUntil: 0 };
      return { ...alert, incident: rest as Alert['incident'] };
    });
    expect(markOf('transfer', endless, 'warning')).toEqual({ kind: 'silent', until: null });
  });

  it('is told as long as there is room', () => {
    expect(markTexts({ kind: 'taken', by: '김지원' }, 'ko')[0]).toBe('확인 · 김지원');
    expect(markTexts({ kind: 'taken', by: 'Kim Jiwon' }, 'en').at(-1)).toBe('KJ');
    expect(markTexts({ kind: 'silent', until: '15:00' }, 'ko')).toEqual(['알림 끔 ~15:00', '끔 ~15:00', '알림 끔']);
  });
});
