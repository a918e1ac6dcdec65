import { createHash } from 'node:crypto';
import { RunningServer } from './running-server.js';

jest.setTimeout(60_000);

const server = new RunningServer();
beforeAll(() => server.start());
afterAll(() => server.remove());

describe('the pages of a desk', () => {
  it('renders the page of an incident by itself, its styles named in the policy and no script inline', async () => {
    const answer = await fetch(`${server.url}/i/none?lang=ko&theme=day`);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(html).toContain('<html lang="ko" data-theme="day">');
    expect(html).toContain('그런 장애가 없습니다');
    const style = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(answer.headers.get('content-security-policy')).toContain(`style-src 'self' 'sha256-${hash}'`);
    expect(html.match(/<script(?! type="application\/json"| type="module" src="\/assets\/desk\/)/g)).toBeNull();
  });

  it('escapes what an address says', async () => {
    const html = await (await fetch(`${server.url}/incidents/${encodeURIComponent('</script><img src=x>')}?lang=en`)).text();
    expect(html).toContain('There is no such incident');
    expect(html).not.toContain('<img');
  });

  it.each(['/incidents', '/live', '/live/slice?journey=checkout'])('serves %s and what it is made of', async (path) => {
    const page = await fetch(`${server.url}${path}`);
    const script = /src="(\/assets\/desk\/[^"]+)"/.exec(await page.text())?.[1] ?? '';
    const asset = await fetch(`${server.url}${script}`);
    expect([page.status, asset.status, asset.headers.get('cache-control')]).toEqual([200, 200, 'public, max-age=31536000, immutable']);
  });
});
