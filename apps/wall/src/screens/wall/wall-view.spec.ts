import { snapshotOf } from '../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME, tileOf } from '../../../test/fixture/stories.js';
import type { Story } from '../../../test/fixture/story.js';
import { fromSnapshot } from '../../live/board-state.js';
import { vitalsOf, type Measured } from '../../live/vitals.js';
import type { WallScene } from './wall-scene.js';
import { WallPainter, type BoardView } from './wall-view.js';

const WELL: Measured = { silence: 300, dataAge: 2_300, detectorAge: 600, selfTestAge: 31_000, unjudged: false, refused: false };

function scene(story: Story, changes: Partial<Measured> = {}, rest: Partial<WallScene> = {}): WallScene {
  const snapshot = snapshotOf(story, { seq: 1, now: STORY_TIME, watermark: STORY_TIME - 2_300, build: 'b' });
  const vitals = vitalsOf({ ...WELL, ...changes });
  const common = {
    language: 'ko',
    boardId: 'main',
    status: { kind: 'open' },
    now: STORY_TIME,
    lastBeat: STORY_TIME,
    sound: { kind: 'on' },
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
    ['spike', '심각 1건'],
    ['several', '심각 3건'],
    ['others', '주의 3건'],
    ['learning', '배우는 중'],
    ['everything', '전체 장애'],
  ] as const)('of the story %s is %s', (story, text) => {
    expect(verdict(STORIES[story])).toBe(text);
  });

  it('counts incidents, and tiles where there are none: one cause raises many segments', () => {
    const rises = STORIES.spike.alerts.map((alert) => ({ ...alert, incident: null }));
    expect(verdict({ ...STORIES.spike, alerts: [...rises, ...rises] })).toBe('심각 · 타일 1개');
    expect(verdict({ ...STORIES.spike, alerts: [] })).toBe('심각 · 타일 1개');
  });

  it('names no number where only segments beside the board are alarming', () => {
    const tiles = STORIES.calm.tiles;
    const alerts = STORIES.spike.alerts.map((alert) => ({ ...alert, incident: null }));
    expect(verdict({ ...STORIES.spike, tiles, alerts, headline: STORIES.calm.headline })).toBe('심각');
  });

  it('judges nothing on stale data, a late detector or no traffic at all', () => {
    expect(verdict(STORIES.calm, { dataAge: 15_000 })).toBe('판단 불가');
    expect(verdict(STORIES.spike, { detectorAge: 15_000 })).toBe('판단 불가');
    expect(verdict({ ...STORIES.empty, hasEvents: true })).toBe('판단 불가');
  });

  it('takes the fill off single tiles when more than half are abnormal', () => {
    expect(board(STORIES.everything).plain).toBe(true);
    expect(board(STORIES.rise).plain).toBe(false);
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

describe('how many are paying', () => {
  it('is told in both languages', () => {
    expect(board(STORIES.calm).header.payingNow).toMatch(/^결제 중 3\d\d명$/);
    expect(board(STORIES.calm, {}, { language: 'en' }).header.payingNow).toMatch(/^3\d\d paying now$/);
  });

  it.each([
    ['the screen is cut off', { silence: 12_000 }],
    ['data stopped', { dataAge: 15_000 }],
  ] as const)('is not told while %s', (_, changes) => {
    expect(board(STORIES.calm, changes).header.payingNow).toBe('');
  });
});

describe('tiles', () => {
  const tile = (view: BoardView, id: string) => view.tiles.find((one) => one.id === id);

  it('say what they count, outcomes of a step or whole attempts, and how many', () => {
    const view = board(STORIES.calm);
    const step = { name: '인증', note: '단계 · 1,441건', usual: '평소 9.2%', look: 'normal', status: null };
    expect(tile(view, 'authentication')).toMatchObject(step);
    expect(tile(view, 'card')).toMatchObject({ name: '카드', note: '시도 · 628건' });
    expect(tile(view, 'card')?.summary).toBe('카드, 전체 시도, 실패율 3.7%, 평소 3.7%, 정상');
    expect(view.overall).toMatchObject({ title: '전체 실패율', stage: '시도 · 1,188건' });
    expect(view.overall.summary).toMatch(/^전체 시도 실패율 3\.7%, 평소 4\.1%, 최근 60분 최고/);
    const english = board(STORIES.calm, {}, { language: 'en' });
    expect(['opened', 'card'].map((id) => tile(english, id)?.note)).toEqual(['Step · 2.0K', 'Attempts · 628']);
  });

  it('name the stage where a segment of it is counted', () => {
    const frame = { ...tileOf(STORIES.calm, 'card').frame, stage: 'authorisation', stageLabel: { ko: '승인', en: 'Approval' } };
    const view = board({ ...STORIES.calm, tiles: [{ ...tileOf(STORIES.calm, 'card'), frame }] });
    expect(tile(view, 'card')?.note).toMatch(/^승인 · \d+건$/);
  });

  it('say in words and counts that no result comes, and mark no rise of failures', () => {
    const stalled = tile(board(STORIES.stalled), 'window');
    expect(stalled).toMatchObject({ look: 'warning', status: '주의 응답 없음', usual: '41/96건 대기', spark: { tone: 'calm' } });
    expect(stalled?.summary).toBe('결제창, 실패율 4.9%, 평소 4.6%, 주의, 응답 없음: 96건 중 41건이 평소보다 오래 대기, 3분째');
    const english = tile(board(STORIES.stalled, {}, { language: 'en' }), 'window');
    expect(english).toMatchObject({ status: 'No result', usual: '41/96 waiting' });
    expect(english?.summary).toContain('Warning, no result: 41 of 96 waiting longer than usual, 3 min');
    expect(tile(board(STORIES.stalled, { silence: 12_000 }), 'window')).toMatchObject({ status: '멈춤', usual: '평소 4.6%' });
  });

  it('say no more than their counts allow', () => {
    const view = board(STORIES.few);
    expect(tile(view, 'authorisation')).toMatchObject({ rate: { kind: 'tentative' }, usual: '표본 적음 · 13건' });
    expect(tile(view, 'card')).toMatchObject({ rate: { kind: 'counts', text: '0/6건' }, usual: '표본 적음 · 6건' });
    expect(tile(view, 'transfer')).toMatchObject({ rate: { kind: 'none', text: '–' }, look: 'no_data', status: '유입 없음 4분째' });
  });

  it('are hatched when nobody knows, and lose their numbers after a minute', () => {
    expect(tile(board(STORIES.spike, { silence: 12_000 }), 'kg-inicis')).toMatchObject({
      look: 'stale',
      status: '멈춤',
      rate: { text: '31%' },
    });
    const gone = board(STORIES.spike, { silence: 61_000 });
    expect(gone.tiles.map(({ rate }) => rate.text)).toEqual(Array.from({ length: 8 }, () => '—'));
    expect(gone.overall.rate.text).toBe('—');
    expect(JSON.stringify(gone.tiles.map(({ note }) => note))).not.toMatch(/\d/);
  });

  it('choose the words that fit in the language of the page', () => {
    expect(tile(board(STORIES.few, {}, { language: 'en' }), 'transfer')?.status).toBe('None for 4 min');
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
    expect(more).toBe('그 밖의 조건 1개');
  });

  it('tells what stalls by its stage, with its counts, beside what fails', () => {
    const [alone] = board(STORIES.stalled).alerts.shown;
    expect(alone).toMatchObject({ word: '심각', condition: 'KG이니시스', stage: '결제창 응답 없음' });
    expect(alone?.facts).toEqual([['93%', '평소 5%'], ['40건 중 37건 대기'], ['14:03:20부터']]);
    const { shown, more } = board(STORIES.stalledAndFailing, {}, { language: 'en' }).alerts;
    expect(shown.map(({ condition, stage, facts }) => [condition, stage, facts.flat().slice(0, 4)])).toEqual([
      ['KG Inicis', 'Payment window', ['no result', '93%', 'usual 5%', '37 of 40']],
      ['Card × KG Inicis', 'Approval', ['31%', 'usual 9%', '66 of 212', 'since 14:03:20']],
    ]);
    expect(more).toBe('and 1 more segment');
  });

  it('tells what stalls by its counts where the name of the stage is long', () => {
    const [alone] = board(STORIES.stalled, {}, { language: 'en' }).alerts.shown;
    expect(alone).toMatchObject({ stage: 'Payment window', facts: [['93%', 'usual 5%'], ['37 of 40: no result'], ['since 14:03:20']] });
  });

  it('calls whole attempts no step', () => {
    const alerts = STORIES.spike.alerts.filter(({ stage }) => stage === '#attempt');
    expect(board({ ...STORIES.spike, alerts }).alerts.shown).toMatchObject([{ condition: 'KG이니시스', stage: '전체 시도' }]);
  });

  it('remembers that it was no result that came', () => {
    const painter = new WallPainter();
    painter.paint(scene(STORIES.stalled));
    const view = painter.paint(scene(STORIES.calm));
    if (view.kind !== 'board') throw new Error('expected a board');
    expect(view.alerts.calm.lines).toMatchObject([{ where: 'KG이니시스', what: '결제창 응답 없음' }]);
  });

  it('says of which moment it speaks when that has passed', () => {
    expect(board(STORIES.spike, { silence: 12_000, dataAge: 14_000 }).alerts.asOf).toBe('14:07:17 기준');
    const stale = { silence: 12_000, dataAge: 14_000 } as const;
    expect(board(STORIES.calm, stale).alerts.calm.note).toBe('');
    const painter = new WallPainter();
    painter.paint(scene(STORIES.calm, {}, { now: STORY_TIME - 60_000 }));
    expect(painter.paint(scene(STORIES.calm, stale))).toMatchObject({ alerts: { calm: { note: '14:06~14:07:17 알림 없음' } } });
  });

  it('claims nothing about the time before it looked, or while it could not', () => {
    const painter = new WallPainter();
    const later = (ms: number, changes: Partial<Measured> = {}) => painter.paint(scene(STORIES.calm, changes, { now: STORY_TIME + ms }));
    later(0);
    later(120_000, { silence: 30_000 });
    const view = later(240_000);
    if (view.kind !== 'board') throw new Error('expected a board');
    expect(view.alerts.calm.note).toBe('14:11에 화면을 켠 뒤로 알림 없음');
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
    expect(painter.alerts).toHaveLength(2);
    const after = paint(painter, STORIES.spike);
    expect(after.header.verdict.text).toBe('심각 1건');
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

  it('says at the bottom how many attempts were told of too late to count, and nothing where none were', () => {
    const state = scene(STORIES.calm).state;
    const late = state && { ...state, toldTooLate: 1_204 };
    expect(board(STORIES.calm, {}, { state: late }).strip.aside).toBe('늦게 알려져 시도로 세지 못함 1,204건');
    expect(board(STORIES.calm, {}, { state: late, language: 'en' }).strip.aside).toBe('1,204 told too late to count as attempts');
    expect(board(STORIES.calm).strip.aside).toBe('');
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
