import { snapshotOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../test/fixture/stories.js';
import type { Story } from '../../../test/fixture/story.js';
import { fromSnapshot } from '../../live/board-state.js';
import { vitalsOf, type Measured } from '../../live/vitals.js';
import { WallPainter, type BoardView, type WallScene } from './wall-view.js';

const WELL: Measured = { silence: 300, dataAge: 2_300, detectorAge: 600, unjudged: false, refused: false };

function scene(story: Story, changes: Partial<Measured> = {}, rest: Partial<WallScene> = {}): WallScene {
  const snapshot = snapshotOf(story, { seq: 1, now: STORY_TIME, watermark: STORY_TIME - 2_300, build: 'b' });
  const vitals = vitalsOf({ ...WELL, ...changes });
  const common = {
    language: 'ko',
    boardId: 'main',
    status: { kind: 'open' },
    now: STORY_TIME,
    lastBeat: STORY_TIME,
    openFor: 60_000,
  } as const;
  return { ...common, state: fromSnapshot(snapshot), vitals, ...rest };
}

function board(story: Story, changes: Partial<Measured> = {}, rest: Partial<WallScene> = {}): BoardView {
  const view = new WallPainter().paint(scene(story, changes, rest));
  if (view.kind !== 'board') throw new Error(`expected a board, painted ${view.kind}`);
  return view;
}

const verdict = (story: Story, changes: Partial<Measured> = {}) => board(story, changes).header.verdict.text;

describe('the verdict over everything', () => {
  it.each([
    ['calm', '이상 없음'],
    ['spike', '심각 · 타일 1개'],
    ['learning', '배우는 중'],
    ['everything', '전체 장애'],
  ] as const)('of the story %s is %s', (story, text) => {
    expect(verdict(STORIES[story])).toBe(text);
  });

  it('counts tiles, never alerts: one cause raises many segments', () => {
    expect(verdict({ ...STORIES.spike, alerts: [...STORIES.spike.alerts, ...STORIES.spike.alerts] })).toBe('심각 · 타일 1개');
    expect(verdict({ ...STORIES.spike, alerts: [] })).toBe('심각 · 타일 1개');
  });

  it('names no number where only segments beside the board are alarming', () => {
    const tiles = STORIES.calm.tiles;
    expect(verdict({ ...STORIES.spike, tiles, headline: STORIES.calm.headline })).toBe('심각');
  });

  it('judges nothing on stale data, a late detector or no traffic at all', () => {
    expect(verdict(STORIES.calm, { dataAge: 15_000 })).toBe('판단 불가');
    expect(verdict(STORIES.spike, { detectorAge: 15_000 })).toBe('판단 불가');
    expect(verdict({ ...STORIES.empty, hasEvents: true })).toBe('판단 불가');
  });

  it('takes the fill off single tiles when more than half are abnormal', () => {
    expect(board(STORIES.everything).plain).toBe(true);
    expect(board(STORIES.spike).plain).toBe(false);
  });
});

describe('freshness', () => {
  it.each([
    [{}, '실시간 · 2.3초 전', null],
    [{ silence: 4_200 }, '지연 4초', null],
    [{ dataAge: 38_000 }, '지연 38초', null],
    [{ dataAge: 200_000 }, '멈춤 14:07:28', null],
    [{ silence: 12_000 }, '연결 끊김', '연결 끊김 · 14:07:31 이후 멈춤'],
    [{ detectorAge: 61_000 }, '실시간 · 2.3초 전', '감시가 멈췄습니다. 결제 상태를 알 수 없습니다.'],
    [{ refused: true }, '연결 끊김', '이 화면의 연결 권한이 끝났습니다'],
  ] as const)('with %j reads %s and the banner %s', (changes, freshness, banner) => {
    const { header } = board(STORIES.calm, changes);
    expect(header.freshness).toBe(freshness);
    expect(header.banner?.text ?? null).toBe(banner);
  });

  it('counts the tries to connect', () => {
    const cut = board(STORIES.calm, { silence: 40_000 }, { status: { kind: 'connecting', attempts: 3 } });
    expect(cut.header.banner?.aside).toBe('재연결 3회째');
  });
});

describe('tiles', () => {
  const tile = (view: BoardView, id: string) => view.tiles.find((one) => one.id === id);

  it('name their stage and how many attempts they rest on', () => {
    const view = board(STORIES.calm);
    expect(tile(view, 'authentication')).toMatchObject({ name: '인증', note: '1,441건', usual: '평소 9.2%', look: 'normal', status: null });
    expect(tile(view, 'card')).toMatchObject({ name: '카드', note: '승인 · 760건' });
    expect(tile(view, 'card')?.summary).toBe('카드, 승인, 실패율 3.6%, 평소 3.7%, 정상');
  });

  it('say no more than their counts allow', () => {
    const view = board(STORIES.few);
    expect(tile(view, 'authorisation')).toMatchObject({ rate: { kind: 'tentative' }, usual: '표본 적음 · 13건' });
    expect(tile(view, 'card')).toMatchObject({ rate: { kind: 'counts', text: '0/8건' }, usual: '표본 적음 · 8건' });
    expect(tile(view, 'transfer')).toMatchObject({ rate: { kind: 'none', text: '–' }, look: 'no_data', status: '유입 없음 4분째' });
  });

  it('are hatched when nobody knows, and lose their numbers after a minute', () => {
    expect(tile(board(STORIES.spike, { silence: 12_000 }), 'kg-inicis')).toMatchObject({
      look: 'stale',
      status: '멈춤',
      rate: { text: '29%' },
    });
    const gone = board(STORIES.spike, { silence: 61_000 });
    expect(gone.tiles.map(({ rate }) => rate.text)).toEqual(Array.from({ length: 8 }, () => '—'));
    expect(gone.overall.rate.text).toBe('—');
    expect(JSON.stringify(gone.tiles.map(({ note }) => note))).not.toMatch(/\d/);
  });

  it('are painted again with fresh numbers after a reload of the page in another language', () => {
    expect(tile(board(STORIES.few, {}, { language: 'en' }), 'transfer')?.status).toBe('None for 4 min');
    expect(tile(board(STORIES.calm, {}, { language: 'en' }), 'opened')?.note).toBe('2.0K attempts');
  });
});

describe('the rail', () => {
  it('tells a single alert at full length', () => {
    const [alert, ...others] = board(STORIES.spike).alerts.shown;
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ word: '심각', ongoing: '4분째', condition: '카드 × KG이니시스', stage: '승인 단계' });
    expect(alert?.facts).toEqual([['31%', '평소 9%'], ['212건 중 66건'], ['14:03:20부터']]);
  });

  it('tells one line a stage, the worst first, and how many segments rose with them', () => {
    const { shown, more } = board(STORIES.busy).alerts;
    expect(shown.map(({ word, condition, stage }) => [word, condition, stage])).toEqual([
      ['심각', '카드 × KG이니시스', '승인'],
      ['주의', 'KG이니시스', '인증'],
    ]);
    expect(more).toBe('외 조건 1개');
  });

  it('says of which moment it speaks when that has passed', () => {
    expect(board(STORIES.spike, { silence: 12_000, dataAge: 14_000 }).alerts.asOf).toBe('14:07:17 기준');
    expect(board(STORIES.calm, { silence: 12_000, dataAge: 14_000 }).alerts.calm.note).toBe('14:07~14:07:17 알림 없음');
  });

  it('claims nothing about the time before it looked, or while it could not', () => {
    const painter = new WallPainter();
    const later = (ms: number, changes: Partial<Measured> = {}) => painter.paint(scene(STORIES.calm, changes, { now: STORY_TIME + ms }));
    later(0);
    later(120_000, { silence: 30_000 });
    const view = later(240_000);
    if (view.kind !== 'board') throw new Error('expected a board');
    expect(view.alerts.calm.note).toBe('이 화면이 보기 시작한 14:11 이후 알림 없음');
    expect(view.strip.aside).toBe('14:07:31–14:11:31 화면 끊김');
  });
});

describe('while nobody judges', () => {
  const unjudged = { unjudged: true, detectorAge: 4_000 } as const;
  const unknown: Story = { ...STORIES.learning, alerts: [] };
  const paint = (painter: WallPainter, story: Story, changes: Partial<Measured> = {}): BoardView => {
    const view = painter.paint(scene(story, changes));
    if (view.kind !== 'board') throw new Error(`expected a board, painted ${view.kind}`);
    return view;
  };

  it('shows the last alerts as such and calls nothing normal', () => {
    const view = board(STORIES.spike, unjudged);
    expect(view.header.verdict.text).toBe('판단 불가');
    expect(view.strip.pulse).toBe('점검 지연 4초');
    expect(view.tiles.every(({ look }) => look === 'stale')).toBe(true);
    expect(view.alerts.shown).toHaveLength(1);
    expect(view.alerts.asOf).toBe('14:07:27 기준');
  });

  it('takes alerts that a server does not know any more for no recovery, before, meanwhile or after', () => {
    const painter = new WallPainter();
    paint(painter, STORIES.spike);
    const meanwhile = paint(painter, unknown, unjudged);
    expect(meanwhile.header.verdict.text).toBe('판단 불가');
    expect(meanwhile.alerts.calm.lines).toEqual([]);
    expect(painter.alerts).toHaveLength(1);
    const after = paint(painter, STORIES.spike);
    expect(after.header.verdict.text).toBe('심각 · 타일 1개');
    expect(painter.history?.recovered).toEqual([]);
  });

  it('sees the recovery once somebody judges again', () => {
    const painter = new WallPainter();
    paint(painter, STORIES.spike);
    paint(painter, unknown, unjudged);
    const after = paint(painter, STORIES.calm);
    expect(after.alerts.calm.lines).toHaveLength(1);
    expect(after.tiles.find(({ id }) => id === 'kg-inicis')?.look).toBe('recovering');
  });

  it('names no last check where there was none', () => {
    const state = scene(STORIES.calm).state;
    const starting = state && { ...state, detector: { judged10s: 0, at: 0 } };
    const cut = board(STORIES.calm, { ...unjudged, silence: 12_000 }, { state: starting });
    expect(cut.strip.pulse).toBe('점검 지연 4초');
  });
});

describe('before there is a board', () => {
  const blank = { state: null, now: null, lastBeat: null } as const;

  it('says what it is waiting for', () => {
    expect(new WallPainter().paint(scene(STORIES.calm, {}, { ...blank, openFor: 100 }))).toMatchObject({
      kind: 'loading',
      text: '불러오는 중…',
    });
    expect(new WallPainter().paint(scene(STORIES.calm, { dataAge: null, silence: 11_000 }, blank))).toMatchObject({
      text: '최근 60분을 불러오는 중…',
      banner: { text: '연결 끊김 · 아직 받은 값 없음' },
    });
    const preparing = { ...blank, status: { kind: 'refused', code: 'not_ready' } } as const;
    expect(new WallPainter().paint(scene(STORIES.calm, {}, preparing))).toMatchObject({ text: '서버가 준비하는 중…' });
  });

  it('names a board that does not exist, and helps where no event ever came', () => {
    const unknown = { ...blank, boardId: 'nope', status: { kind: 'refused', code: 'unknown_board' } } as const;
    expect(new WallPainter().paint(scene(STORIES.calm, {}, unknown))).toMatchObject({
      kind: 'unknown_board',
      title: "'nope' 상황판이 없습니다",
    });
    expect(new WallPainter().paint(scene(STORIES.empty))).toMatchObject({ kind: 'first_run', title: '아직 받은 이벤트가 없습니다' });
  });
});
