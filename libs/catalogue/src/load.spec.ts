import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CatalogueError, checkCatalogue, fitsWall, loadCatalogue, segmentLabels, stageIndex, valueLabel } from './index.js';

const SHIPPED = join(__dirname, '../../../config');

const CHECKOUT = `id: shop
label: { ko: 상점, en: Shop }
stages:
  - { id: pay, label: { ko: 결제, en: Pay } }
dimensions:
  - { id: merchant, label: { ko: 가맹점, en: Merchant }, limit: 10 }
  - { id: provider, label: { ko: 결제사, en: Provider }, limit: 10 }
  - { id: method, label: { ko: 결제수단, en: Method }, limit: 10 }
pairs:
  - { dimensions: [method, provider], keep: short }
`;

describe('loading configuration', () => {
  let dir: string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'tillwatch-catalogue-'));
    for (const folder of ['journeys', 'boards', 'metrics']) mkdirSync(join(dir, folder));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const write = (path: string, text: string): void => writeFileSync(join(dir, path), text);

  it('reads what ships', () => {
    const catalogue = loadCatalogue([SHIPPED]);
    expect(catalogue.journey('checkout')?.stages.map((stage) => stage.id)).toEqual([
      'opened',
      'method',
      'window',
      'authentication',
      'authorisation',
      'confirmation',
      'completion',
    ]);
    expect(catalogue.journey('lease')?.stages).toHaveLength(8);
    expect(catalogue.board('main')?.tiles.map((tile) => tile.label.ko)).toEqual(
      '주문서 결제창 인증 승인 카드 간편결제 계좌이체 KG이니시스'.split(' '),
    );
    expect(catalogue.metric('stage_failure_rate')?.version).toBe(1);
  });

  it('has a label that fits a wall tile for every value it names', () => {
    const labels = loadCatalogue([SHIPPED]).journeys.flatMap((journey) =>
      journey.dimensions.flatMap((dimension) =>
        Object.values(dimension.values).flatMap((label) => [(label.wall ?? label).ko, (label.wall ?? label).en]),
      ),
    );
    expect(labels.filter((label) => !fitsWall(label))).toEqual([]);
  });

  it('expands the kept combinations, each once, long winning over short', () => {
    write('journeys/shop.yaml', CHECKOUT + '  - { dimensions: [provider, method], keep: long }\n');
    const cuboids = loadCatalogue([dir]).journey('shop')?.cuboids ?? [];
    expect(cuboids.map(({ dimensions, keep }) => `${dimensions.join('×')} ${keep}`)).toEqual([
      ' long',
      'merchant long',
      'provider long',
      'method long',
      'merchant×provider long',
      'merchant×method long',
      'merchant×provider×method long',
      'method×provider long',
    ]);
  });

  it('lets a later folder replace a file and add another', () => {
    write('metrics/stage-failure-rate.yaml', 'id: stage_failure_rate\nversion: 2\nlabel: {ko: a, en: a}\ndefinition: {ko: b, en: b}\n');
    write('journeys/shop.yaml', CHECKOUT);
    const catalogue = loadCatalogue([SHIPPED, dir]);
    expect(catalogue.metric('stage_failure_rate')?.version).toBe(2);
    expect(catalogue.journeys.map((journey) => journey.id).sort()).toEqual(['checkout', 'lease', 'shop']);
  });

  it('lists every fault with file, line, path and what was expected', () => {
    write('journeys/bad.yaml', 'id: Bad Name\nlabel: { ko: 나쁨 }\nstages: []\nreviseWithin: soon\ncolour: red\n');
    write('journeys/shop.yaml', CHECKOUT.replace('[method, provider]', '[method, colour]'));
    write('boards/torn.yaml', 'id: torn\nid: again\n');
    const { faults, catalogue } = checkCatalogue([dir]);
    expect(catalogue).toBeUndefined();
    expect(faults.map(({ file, line, path }) => `${file.slice(dir.length + 1)}:${line} ${path}`).sort()).toEqual([
      'boards/torn.yaml:2 ',
      'journeys/bad.yaml:1 id',
      'journeys/bad.yaml:2 label.en',
      'journeys/bad.yaml:3 stages',
      'journeys/bad.yaml:4 reviseWithin',
      'journeys/bad.yaml:5 colour',
      'journeys/shop.yaml:10 pairs.0.dimensions.1',
    ]);
    expect(() => loadCatalogue([dir])).toThrow(CatalogueError);
    expect(() => loadCatalogue([dir])).toThrow('reviseWithin: expected a length of time such as 30s, 30m, 2h or 1d, found "soon"');
  });

  it('refuses boards that show what does not exist, is not counted or does not fit', () => {
    write('journeys/shop.yaml', CHECKOUT);
    write(
      'boards/b.yaml',
      `id: b
title: { ko: 판, en: Board }
headline: { journey: shop, stage: ship }
tiles:
  - { id: one, journey: shop, stage: pay, segment: { merchant: a, colour: red } }
  - { id: two, journey: shop, stage: pay, segment: { merchant: 아주긴이름의가맹점 } }
  - { id: two, journey: nope, stage: pay }
  - { id: far, journey: shop, stage: pay, segment: { provider: a, merchant: b, method: c } }
`,
    );
    const { faults } = checkCatalogue([dir]);
    expect(faults.map(({ line, path }) => `${line} ${path}`)).toEqual([
      '3 headline.stage',
      '5 tiles.0.segment.colour',
      '6 tiles.1.label',
      '7 tiles.2.journey',
      '7 tiles.2.id',
    ]);
  });

  it('reads when a board is quiet, at night where it does not say', () => {
    write('journeys/shop.yaml', CHECKOUT);
    const text = `id: b
title: { ko: 판, en: Board }
headline: { journey: shop }
tiles: [{ id: one, journey: shop }]
`;
    write('boards/b.yaml', text);
    expect(loadCatalogue([dir]).board('b')?.quietHours).toEqual({ from: 20 * 60, until: 8 * 60 });
    write('boards/b.yaml', `${text}quietHours: { from: 22:30, until: 06:00 }\n`);
    expect(loadCatalogue([dir]).board('b')?.quietHours).toEqual({ from: 22 * 60 + 30, until: 6 * 60 });
    write('boards/b.yaml', `${text}quietHours: { from: 24:00, until: '8' }\n`);
    const { faults } = checkCatalogue([dir]);
    expect(faults.map(({ path, message }) => `${path} ${message.en}`)).toEqual([
      'quietHours.from expected a time of day such as 23:30, found "24:00"',
      'quietHours.until expected a time of day such as 23:30, found "8"',
    ]);
  });

  it('says that a folder is missing and that an id is taken', () => {
    write('journeys/a.yaml', CHECKOUT);
    write('journeys/b.yaml', CHECKOUT);
    const { faults } = checkCatalogue([dir, join(dir, 'nowhere')]);
    expect(faults.map((fault) => fault.message.en)).toEqual(['no such folder', `this id is taken by ${join(dir, 'journeys/a.yaml')}`]);
  });
});

describe('labels', () => {
  const checkout = loadCatalogue([SHIPPED]).journey('checkout');

  it('fall back to the value and build qualified ones from their parts', () => {
    if (checkout === undefined) throw new Error('checkout is missing');
    expect(valueLabel(checkout, 'provider', 'toss-payments').ko).toBe('토스페이먼츠');
    expect(valueLabel(checkout, 'provider', 'constructor')).toEqual({ ko: 'constructor', en: 'constructor' });
    expect(valueLabel(checkout, 'browser_version', 'chrome/131')).toEqual({ ko: '크롬 131', en: 'Chrome 131' });
    expect(valueLabel(checkout, 'merchant', '_other').en).toBe('Other');
    expect(segmentLabels(checkout, { provider: 'kg-inicis', browser: 'ie' }).map((label) => label.ko)).toEqual(['IE', 'KG이니시스']);
    expect(stageIndex(checkout, 'authorisation')).toBe(4);
    expect(stageIndex(checkout, 'nope')).toBe(-1);
  });

  it.each([
    ['KG이니시스', true],
    ['가상계좌결', true],
    ['토스페이먼츠', false],
    ['KG Inicis', true],
    ['Mastercard', false],
  ])('%s fits the wall: %s', (label, fits) => expect(fitsWall(label)).toBe(fits));
});
