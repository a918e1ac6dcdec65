// The help of `npm start`, from the table of settings.
import { say } from '../machine/language.mjs';

/** `text` filled up to so many columns of a terminal, of which a Korean syllable takes two. */
const column = (text, columns) => text.padEnd(columns - (text.match(/[가-힣]/g) ?? []).length);

const line = (option, env, meaning) => `  ${column(option, 20)} ${column(env, 28)} ${meaning}`;

const optionOf = ({ flag, takes }) => {
  if (flag === undefined) return '';
  return takes === undefined ? `${flag}, ${flag.replace('--', '--no-')}` : `${flag} ${takes}`;
};

/** @param {object} settings libs/config's table of settings */
export function help(settings) {
  return [
    say({ ko: 'npm start -- [옵션]', en: 'npm start -- [options]' }),
    '',
    say({
      ko: line('옵션', '환경 변수', '뜻 [tillwatch.yaml에 쓰는 이름]'),
      en: line('option', 'environment', 'meaning [key in tillwatch.yaml]'),
    }),
    ...Object.entries(settings).map(([key, setting]) => line(optionOf(setting), setting.env, `${say(setting.help)} [${key}]`)),
    line('--lang ko|en', 'TILLWATCH_LANG', say({ ko: '언어 (기본: 시스템 언어)', en: 'language (default: the system’s)' })),
  ].join('\n');
}
