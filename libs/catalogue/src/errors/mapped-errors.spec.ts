import { join } from 'node:path';
import { loadCatalogue } from '../load.js';
import { MappedErrors, OWN_TABLE } from './mapped-errors.js';

const { errors: vocabulary } = loadCatalogue([join(__dirname, '../../../../config')]);
let errors: MappedErrors;
beforeEach(() => {
  errors = new MappedErrors(vocabulary);
});

const unlisted = { provider: 'nhn-kcp', method: 'card', code: 'ZZ77' };

describe("an installation's own word on a code", () => {
  it('comes before the files and before the text, with everything that holds for its category', () => {
    errors.set({ provider: 'nhn-kcp', code: 'ZZ77' }, 'issuer_unavailable');
    errors.set({ provider: 'nhn-kcp', code: 'CC10' }, 'timeout');
    expect(errors.lookUp({ ...unlisted, message: '잔액부족' })).toMatchObject({
      ...{
        category: 'issuer_unavailable',
        class: 'system',
        how: 'code',
        table: OWN_TABLE,
        tell: vocabulary.category('issuer_unavailable').tell,
      },
    });
    expect(errors.lookUp({ ...unlisted, code: 'CC10' }).category).toBe('timeout');
    expect(vocabulary.lookUp({ ...unlisted, code: 'CC10' }).category).toBe('insufficient_funds');
  });

  it('is of one provider, and of one method where it says so', () => {
    errors.set({ provider: 'nhn-kcp', method: 'transfer', code: 'ZZ77' }, 'timeout');
    expect(errors.lookUp(unlisted).how).toBe('none');
    expect(errors.lookUp({ ...unlisted, method: 'transfer' }).category).toBe('timeout');
    errors.set({ provider: 'nhn-kcp', code: 'ZZ77' }, 'network');
    expect(errors.lookUp(unlisted).category).toBe('network');
    expect(errors.lookUp({ ...unlisted, method: 'transfer' }).category).toBe('timeout');
    expect(errors.lookUp({ ...unlisted, provider: 'kg-inicis' }).how).toBe('none');
    errors.set({ provider: '', code: 'ZZ78' }, 'client_error');
    expect(errors.lookUp({ code: 'ZZ78' }).category).toBe('client_error');
    expect(errors.lookUp({ ...unlisted, code: 'ZZ78' }).how).toBe('none');
  });

  it('does not mind how codes and names are written, and can be taken back', () => {
    errors.set({ provider: ' NHN-KCP', code: 'zz77 ' }, 'timeout');
    expect(errors.lookUp(unlisted).category).toBe('timeout');
    errors.delete({ provider: 'nhn-kcp', code: 'ZZ77' });
    expect(errors.lookUp(unlisted)).toBe(vocabulary.lookUp(unlisted));
  });

  it('says nothing of errors without a code', () => {
    errors.set({ provider: 'nhn-kcp', code: 'ZZ77' }, 'timeout');
    expect(errors.lookUp({ provider: 'nhn-kcp', message: '잔액부족' }).category).toBe('insufficient_funds');
  });
});
