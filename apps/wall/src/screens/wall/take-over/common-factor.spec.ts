import { alertsOf } from '../../../../test/fixture/numbers.js';
import { STORIES, STORY_TIME } from '../../../../test/fixture/stories.js';
import { commonFactor } from './common-factor.js';
import { hasIncident } from './incident-alert.js';

const flood = alertsOf(STORIES.flood, STORY_TIME).filter(hasIncident);
const names = (...ko: string[]) => ko.map((name) => ({ ko: name, en: name }));

describe('what incidents have in common', () => {
  it('is the value that more than half of them share; the rest is apart', () => {
    const { labels, stage, related } = commonFactor(flood);
    expect([labels.map(({ ko }) => ko), stage, related.length]).toEqual([['KG이니시스'], null, 7]);
  });

  it('is every value that all of those share', () => {
    const [a, b, c] = flood.map((alert) => ({ ...alert, segmentLabels: names('카드', 'KG이니시스') }));
    if (!a || !b || !c) throw new Error('the story is too short');
    const { labels } = commonFactor([{ ...a, segmentLabels: names('신한', '카드', 'KG이니시스') }, b, c]);
    expect(labels).toEqual(names('카드', 'KG이니시스'));
  });

  it('is a stage where no value is shared, and nothing where neither is', () => {
    const apart = flood.slice(0, 4).map((alert, i) => ({ ...alert, segmentLabels: names(`p${String(i)}`) }));
    const atStage = apart.map((alert) => ({ ...alert, stage: 'authorisation', stageLabel: { ko: '승인', en: 'Approval' } }));
    expect(commonFactor(atStage)).toMatchObject({ labels: [], stage: { ko: '승인' }, related: { length: 4 } });
    const nowhere = apart.map((alert, i) => ({ ...alert, stage: `s${String(i)}` }));
    expect(commonFactor(nowhere)).toMatchObject({ labels: [], stage: null, related: { length: 4 } });
  });

  it('is no value that only half of them share', () => {
    const [a, b, c, d] = flood;
    if (!a || !b || !c || !d) throw new Error('the story is too short');
    const alerts = [a, b].map((alert) => ({ ...alert, segmentLabels: names('x'), stage: 'x' }));
    const others = [c, d].map((alert, i) => ({ ...alert, segmentLabels: names(`y${String(i)}`), stage: `y${String(i)}` }));
    expect(commonFactor([...alerts, ...others])).toMatchObject({ labels: [], stage: null });
  });
});
