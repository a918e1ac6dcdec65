import { ERROR_CATEGORIES } from '@tillwatch/domain';
import { join } from 'node:path';
import { loadCatalogue } from '../load.js';
import { codeFileSchema, type CodeFile } from './code-file.js';
import { ErrorVocabulary } from './error-vocabulary.js';

const meaning = { ko: '뜻', en: 'meaning' };
const file = (id: string, entries: object[], include: object[] = []): CodeFile =>
  codeFileSchema.parse({ id, source: 'a table', include, entries: entries.map((entry) => ({ meaning, ...entry })) });

const vocabulary = new ErrorVocabulary({
  categories: {},
  codes: [
    file(
      'pay',
      [
        { codes: '111', method: 'card', category: 'merchant_config' },
        { codes: '111', method: 'transfer', category: 'issuer_unavailable' },
        { codes: ['A1', 'B1..B3'], category: 'limit_exceeded' },
        { codes: '9*', category: 'unknown' },
        { codes: 'A1', method: 'card', category: 'card_expired' },
        { codes: 'X?7 C*', category: 'network' },
        { codes: 'CC', category: 'timeout', tell: { ko: '기다려 주세요', en: 'please wait' }, fault: 'issuer', retryable: 'later' },
      ],
      [
        { set: 'van', prefix: '12' },
        { set: 'van', method: 'card' },
      ],
    ),
    file('van', [{ codes: ['04'], category: 'card_expired' }]),
    file('web', [{ codes: ['403', 'W403'], category: 'duplicate' }]),
    file('other', [
      { codes: ['A1'], category: 'limit_exceeded' },
      { codes: ['111', 'CC'], category: 'network' },
    ]),
    file('page', [{ codes: ['window_blocked', 'OWN'], category: 'client_error' }]),
  ],
  texts: {
    texts: [
      { category: 'timeout', any: ['시간 초과'] },
      { category: 'limit_exceeded', any: ['한도'] },
      { category: 'issuer_declined', any: ['카드사*거절', 'Do Not Honor'] },
    ],
  },
});
const category = (provider?: string, code?: string, method?: string, message?: string): string =>
  vocabulary.lookUp({ provider, method, code, message }).category;

describe('looking an error up', () => {
  it('asks for provider, method and code together first, then without the method', () => {
    expect(category('pay', 'A1', 'card')).toBe('card_expired');
    expect(category('pay', 'A1', 'transfer')).toBe('limit_exceeded');
    expect(category('pay', 'B2')).toBe('limit_exceeded');
    expect(category('pay', '111', 'transfer')).toBe('issuer_unavailable');
  });

  it('borrows from other methods only where they agree and the method has no codes of its own', () => {
    expect(category('pay', '04')).toBe('card_expired');
    expect(category('pay', '04', 'easy-pay')).toBe('card_expired');
    expect(category('pay', '04', 'transfer')).toBe('unknown');
    expect(category('pay', '111')).toBe('unknown');
  });

  it('takes patterns after codes, and included sets after patterns', () => {
    expect(category('pay', 'XY7')).toBe('network');
    expect(category('pay', 'C')).toBe('network');
    expect(category('pay', 'XY71')).toBe('unknown');
    expect(category('pay', 'CC')).toBe('timeout');
    expect(category('pay', '1204')).toBe('card_expired');
    expect(category('pay', '124')).toBe('card_expired'); // a leading zero lost on the way
    expect(category('pay', '1205')).toBe('unknown');
  });

  it('makes no difference between small and capital letters, nor of space around', () => {
    expect(category(' Pay ', ' a1 ', 'CARD')).toBe('card_expired');
    expect(category('pay', 'WINDOW_BLOCKED')).toBe('client_error');
  });

  it('knows the codes of the page whoever the provider is', () => {
    expect(category(undefined, 'OWN')).toBe('client_error');
    expect(category('nobody', 'OWN')).toBe('client_error');
  });

  it('takes a code without a provider where all who have it agree', () => {
    expect(category(undefined, 'A1')).toBe('unknown'); // with cards it is another one
    expect(category(undefined, 'B1')).toBe('limit_exceeded');
    expect(category(undefined, 'CC')).toBe('unknown');
    expect(category('nobody', 'B1')).toBe('unknown');
    expect(category(undefined, 'W403')).toBe('duplicate');
    expect(category(undefined, '403')).toBe('unknown'); // may be anybody's
  });

  it('reads the text last, in its order, and where a code says no more than "other"', () => {
    expect(category('pay', 'B1', 'card', '시간초과')).toBe('limit_exceeded');
    expect(category('pay', 'nope', 'card', '한도 조회 시간초과')).toBe('timeout');
    expect(category('pay', '999', 'card', '한도를 넘었습니다')).toBe('limit_exceeded');
    expect(category('pay', undefined, undefined, '카드사에서 승인을 거절')).toBe('issuer_declined');
    expect(category(undefined, undefined, undefined, 'DO NOT  HONOR')).toBe('issuer_declined');
    expect(category(undefined, undefined, undefined, '거절 카드사')).toBe('unknown');
  });

  it('says by what it was found, and tells what the entry overrides', () => {
    expect(vocabulary.lookUp({ provider: 'pay', code: 'cc' })).toMatchObject({
      ...{ how: 'code', category: 'timeout', description: meaning, source: 'a table', table: 'pay' },
      ...{ fault: 'issuer', retryable: 'later', tell: { ko: '기다려 주세요', en: 'please wait' } },
    });
    expect(vocabulary.lookUp({ message: '한도' })).toMatchObject({ how: 'text', category: 'limit_exceeded' });
    expect(vocabulary.lookUp({})).toMatchObject({ how: 'none', category: 'unknown', class: 'unknown' });
  });

  it('remembers no more codes than it has room for', () => {
    const remembered = vocabulary as unknown as { memory: Map<string, unknown> };
    for (let n = 0; n < 10_000; n += 1) category('pay', `made-up-${n}`);
    expect(remembered.memory.size).toBeLessThanOrEqual(4_096);
    category('pay', 'x'.repeat(100_000));
    expect([...remembered.memory.keys()].every((key) => key.length <= 300)).toBe(true);
    expect(category('pay', 'B1')).toBe('limit_exceeded');
  });

  it('is unknown, and nothing worse, without any files', () => {
    expect(new ErrorVocabulary().lookUp({ provider: 'pay', code: 'A1', message: '한도' })).toMatchObject({
      category: 'unknown',
      how: 'none',
    });
  });
});

describe('the vocabulary as it ships', () => {
  const { errors, journeys } = loadCatalogue([join(__dirname, '../../../../config')]);
  const find = (provider: string, code: string, method?: string): string => errors.lookUp({ provider, code, method }).category;

  it('is filed under the providers that the checkout knows', () => {
    const providers = journeys.find(({ id }) => id === 'checkout')?.dimensions.find(({ id }) => id === 'provider')?.values ?? {};
    const sets = ['card-van', 'iso-8583', 'kg-inicis-bank', 'kg-inicis-card', 'page'];
    expect(errors.tableIds.filter((id) => !sets.includes(id) && !(id in providers))).toEqual([]);
  });

  it.each([
    ['kg-inicis', '1254', 'insufficient_funds'],
    ['kg-inicis', '120054', 'insufficient_funds'],
    ['kg-inicis', '1239', 'limit_exceeded'], // a security code wrong seven times elsewhere
    ['kg-inicis', '500052', 'network'],
    ['kg-inicis', '170202', 'authentication_failed'],
    ['kg-inicis', '04CC61', 'limit_exceeded'],
    ['kg-inicis', '17BC05', 'provider_error'], // a message between two systems
    ['kg-inicis', '550654', 'merchant_config'], // below the smallest amount
    ['kakaopay', '0054', 'insufficient_funds'],
    ['kakaopay', '0077', 'issuer_declined'], // asks for a call
    ['kakaopay', '4066', 'card_restricted'], // a benefit that this card has not
    ['kakaopay', '-723', 'abandoned'],
    ['nhn-kcp', '3001', 'customer_cancelled'],
    ['nhn-kcp', '9048', 'network'],
    ['toss-payments', 'REJECT_CARD_COMPANY', 'issuer_declined'],
    ['toss-payments', 'J045', 'customer_cancelled'],
    ['toss-payments', 'NOT_SELECTED_PAYMENT_METHOD', 'client_error'],
    ['stripe', 'do_not_honor', 'issuer_declined'],
    ['adyen', '12', 'insufficient_funds'],
    ['paypal', '5650', 'authentication_failed'],
    ['naverpay', 'userCancel', 'customer_cancelled'],
    ['portone', 'PaymentAlreadyPaid', 'duplicate'],
  ])('knows %s %s as %s', (provider, code, expected) => expect(find(provider, code)).toBe(expected));

  it('tells the methods of the older Toss module apart', () => {
    expect(find('toss-payments', '311', 'card')).toBe('authentication_failed');
    expect(find('toss-payments', '311', 'transfer')).toBe('timeout');
    expect(find('toss-payments', '311', 'mobile')).toBe('merchant_config');
    expect(find('toss-payments', '311')).toBe('unknown');
  });

  it('asks the codes of banks first where a transfer failed', () => {
    expect(find('kg-inicis', '125', 'transfer')).toBe('authentication_failed');
    expect(find('kg-inicis', '125', 'card')).toBe('merchant_config'); // 1205 with a zero lost
    expect(find('kg-inicis', 'EEA625', 'transfer')).toBe('insufficient_funds');
  });

  it('leaves a failure without a reason to its message', () => {
    const aborted = { provider: 'toss-payments', code: 'PAY_PROCESS_ABORTED' };
    expect(errors.lookUp(aborted).category).toBe('unknown');
    expect(errors.lookUp({ ...aborted, message: '한도초과' }).category).toBe('limit_exceeded');
  });

  it('lets an unlisted code stay unknown', () => {
    for (const provider of errors.tableIds) expect(find(provider, 'a-code-of-next-year')).toBe('unknown');
  });

  it('does not tell who tries stolen cards what went wrong', () => {
    const told = ['fraudulent', 'lost_card', 'stolen_card', 'merchant_blacklist'].map(
      (code) => errors.lookUp({ provider: 'stripe', code }).tell,
    );
    for (const { ko, en } of told) expect(`${ko} ${en}`).not.toMatch(/분실|도난|사기|의심|stolen|lost|fraud|block/i);
  });

  it.each([
    ['[결제포기] 사용자가 결제를 취소하셨습니다', 'customer_cancelled'],
    ['가맹점 한도초과', 'limit_exceeded'],
    ['시스템 응답 시간초과', 'timeout'],
    ['비밀번호 오류 횟수 초과', 'authentication_failed'],
    ['잔액이 부족합니다', 'insufficient_funds'],
    ['카드사 또는 은행 시스템을 이용할 수 없습니다', 'issuer_unavailable'],
    ['Payment was declined by the issuer', 'issuer_declined'],
    ['The dispute was displayed', 'unknown'],
    ['기타 오류', 'unknown'],
  ])('reads %s as %s', (message, expected) => expect(errors.lookUp({ message }).category).toBe(expected));

  it('says of every category what it makes of an outcome, whose doing it is and what to do now', () => {
    const dropOff = ['customer_cancelled', 'abandoned'];
    const system = ['issuer_unavailable', 'provider_error', 'timeout', 'network', 'client_error', 'merchant_config'];
    const expected = (id: string): string =>
      dropOff.includes(id)
        ? 'drop_off'
        : system.includes(id)
          ? 'system'
          : id === 'duplicate'
            ? 'excluded'
            : id === 'unknown'
              ? id
              : 'declined';
    expect(ERROR_CATEGORIES.map((id) => errors.category(id).class)).toEqual(ERROR_CATEGORIES.map(expected));
  });
});
