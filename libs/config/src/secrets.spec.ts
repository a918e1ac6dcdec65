import { fillIn } from './secrets.js';

it('puts what the environment knows in its places, however deep, and names what it does not know once', () => {
  const value = { url: 'https://${HOST}/hook/${TOKEN}', to: ['${MAIL}', 'a@b.kr'], port: 25, none: null, odd: '$HOST ${} ${9}' };
  const env = { HOST: 'hooks.example', MAIL: 'ops@shop.kr', EMPTY: '' };
  expect(fillIn({ ...value, again: '${TOKEN} ${EMPTY}' }, env)).toEqual({
    value: { ...value, url: 'https://hooks.example/hook/${TOKEN}', to: ['ops@shop.kr', 'a@b.kr'], again: '${TOKEN} ${EMPTY}' },
    missing: ['TOKEN', 'EMPTY'],
  });
});

it('does not read what it has put in', () => {
  expect(fillIn('${A}', { A: '${B}', B: 'x' }).value).toBe('${B}');
});
