/** A user agent string with its weight among its kind. */
export interface AgentText {
  readonly text: string;
  readonly weight: number;
}

const agent = (weight: number, text: string): AgentText => ({ weight, text });

const WEBKIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';

/** What a page inside an Android app sends before the app adds its own name. */
const galaxy = (model: string, chrome: string): string =>
  `Mozilla/5.0 (Linux; Android 16; ${model} Build/BP2A.250605.031; wv) ${WEBKIT} Version/4.0 Chrome/${chrome} Mobile Safari/537.36`;
const NEW_GALAXY = galaxy('SM-S938N', '153.0.8010.36');
const OLD_GALAXY = galaxy('SM-A546S', '149.0.7843.70');

const samsung = (version: number, chrome: number, weight: number): AgentText =>
  agent(weight, `Mozilla/5.0 (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/${version}.0 Chrome/${chrome}.0.0.0 Mobile Safari/537.36`);

const whale = (version: string, chrome: number, weight: number): AgentText =>
  agent(weight, `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/${chrome}.0.0.0 Whale/${version} Safari/537.36`);

/** Browsers that matter in Korea and that a worldwide sample hardly holds. Forms follow the strings these programs send. */
export const HAND_WRITTEN: Readonly<Record<string, readonly AgentText[]>> = {
  whale: [whale('4.33.325.17', 138, 70), whale('4.31.304.16', 134, 30)],
  'ie-11': [
    agent(80, 'Mozilla/5.0 (Windows NT 10.0; WOW64; Trident/7.0; rv:11.0) like Gecko'),
    agent(20, 'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko'),
  ],
  'ie-10': [
    agent(80, 'Mozilla/5.0 (compatible; MSIE 10.0; Windows NT 6.1; WOW64; Trident/6.0)'),
    agent(20, 'Mozilla/5.0 (compatible; MSIE 9.0; Windows NT 6.1; WOW64; Trident/5.0)'),
  ],
  samsung: [samsung(30, 143, 50), samsung(29, 136, 36), samsung(28, 130, 9), samsung(27, 125, 5)],
  kakaotalk: [
    agent(45, `${NEW_GALAXY};KAKAOTALK 26.1.0`),
    agent(20, `${OLD_GALAXY};KAKAOTALK 25.9.1`),
    agent(35, `${IPHONE} KAKAOTALK 26.1.0`),
  ],
  naver: [
    agent(60, `${NEW_GALAXY} NAVER(inapp; search; 2000; 12.15.3)`),
    agent(40, `${IPHONE} NAVER(inapp; search; 2000; 12.15.3; 16PRO)`),
  ],
  instagram: [
    agent(45, `${OLD_GALAXY} Instagram 404.0.0.48.76 Android`),
    agent(55, `${IPHONE} Instagram 404.0.0.30.78 (iPhone17,1; iOS 18_7; ko_KR; ko; scale=3.00)`),
  ],
  'app-android': [agent(60, `${NEW_GALAXY} DemoShop/5.2`), agent(40, `${OLD_GALAXY} DemoShop/5.1`)],
  'app-ios': [agent(100, `${IPHONE} DemoShop/5.2`)],
};
