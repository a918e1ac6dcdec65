import { momentOf } from '../../address/moment.js';
import { sharedSearch } from './shared-link.js';

const [from, to] = [Date.parse('2026-11-22T13:07:00+09:00'), Date.parse('2026-11-22T14:07:00+09:00')];
const of = (search: string, timeZone = 'Asia/Seoul') => sharedSearch(new URLSearchParams(search), { from, to, timeZone });

describe('a link for somebody else', () => {
  it('says which period it is, and nothing of who sends it', () => {
    const shared = of(
      'stage=auth&lang=ko&token=tw_1&theme=night&t=now-60m..now&f=provider:toss&f=browser:ie~lte:10&utm=mail&at=x&from=y&to=z',
    );
    expect(shared).toBe(
      '?f=browser:ie~lte:10&f=provider:toss&stage=auth&t=2026-11-22T13:07:00%2B09:00..2026-11-22T14:07:00%2B09:00&utm=mail',
    );
  });

  it('is read as that period in any zone, and is equal for equal states', () => {
    for (const timeZone of ['Asia/Seoul', 'America/St_Johns', 'UTC'])
      expect(momentOf(new URLSearchParams(of('', timeZone)), to + 1)).toEqual({ kind: 'frozen', from, to });
    expect(of('b=2&a=1&f=y:1&f=x:%252C')).toBe(of('f=x:%252C&a=1&f=y:1&b=2'));
  });
});
