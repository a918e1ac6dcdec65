import {
  jsonAt,
  MESSAGE_ID_PLACE,
  MESSAGE_PLACES,
  placesIn,
  WAY_PLACES,
  type ChannelTemplate,
  type JsonTree,
  type LocalisedText,
  type TemplateEdit,
} from '@tillwatch/domain';
import { repeats, type Finding } from '../finding.js';

type Path = Finding['path'];
interface Text {
  readonly path: Path;
  readonly text: string;
}

/** What a template gets wrong beyond its shape: places that nothing fills, limits of nothing, settings that nobody uses. */
export function checkTemplate(template: ChannelTemplate): Finding[] {
  const { settings, limits, body, signature, login } = template;
  const known = knownPlaces(template);
  const texts = textsOf(template);
  const used = new Set(texts.flatMap(({ text }) => placesIn(text)));
  const wrong = texts.flatMap(({ path, text }) =>
    placesIn(text).flatMap((name) => {
      if (WAYS.has(name)) return isInList(path) ? [] : [{ path, message: NO_LIST }];
      return known.has(name) || isOfMessage(name, path) ? [] : [{ path, message: noSuchPlace(name, known) }];
    }),
  );
  const idle = settings.flatMap(({ id }, at) => (used.has(`setting.${id}`) ? [] : [{ path: ['settings', at, 'id'], message: NOT_USED }]));
  const empty = limits.flatMap(({ at: where }, at) =>
    typeof jsonAt(body, where) === 'string' ? [] : [{ path: ['limits', at, 'at'], message: NO_TEXT_THERE }],
  );
  const ids = repeats(
    'settings',
    settings.map(({ id }) => id),
  );
  const given: readonly [string, unknown][] = [
    ['signature', signature],
    ['token', login],
  ];
  const missing = given.flatMap(([place, from]) => (used.has(place) && from === undefined ? [{ path: [], message: notMade(place) }] : []));
  return [...checkAddresses(template), ...ids, ...wrong, ...idle, ...empty, ...missing, ...checkEdit(template)];
}

function checkAddresses({ url, edit }: ChannelTemplate): Finding[] {
  const addresses: { readonly path: Path; readonly address: string }[] = [{ path: ['url'], address: url }];
  if (edit !== undefined) addresses.push({ path: ['edit', 'url'], address: edit.url });
  const wrong = addresses.filter(({ address }) => !/^(?:https?:\/\/|\{\{\s*setting\.)/.test(address));
  return wrong.map(({ path }) => ({ path, message: NO_ADDRESS }));
}

/** An edit adds to the body what it has beside it. */
function checkEdit({ body, edit }: ChannelTemplate): Finding[] {
  const isNamed = typeof body === 'object' && body !== null && !Array.isArray(body);
  const more = Object.keys({ ...edit?.body, ...edit?.reply });
  return isNamed || more.length === 0 ? [] : [{ path: ['edit'], message: NO_NAMES }];
}

/** Whether a place is what the service calls a message, where there is one: it is being edited, or answered. */
function isOfMessage(name: string, path: Path): boolean {
  return name === MESSAGE_ID_PLACE && path[0] === 'edit';
}

const WAYS: ReadonlySet<string> = new Set(WAY_PLACES);

/** Whether a text stands in a list's entry, which can be there several times. */
function isInList(path: Path): boolean {
  return path[0] === 'body' && path.some((part) => typeof part === 'number');
}

function knownPlaces({ settings, choices }: ChannelTemplate): ReadonlySet<string> {
  const own = [...settings.map(({ id }) => `setting.${id}`), ...Object.keys(choices).map((id) => `choice.${id}`)];
  return new Set<string>([...MESSAGE_PLACES, ...own]);
}

/** Every text that may hold a place, and where it stands. */
function textsOf({ url, headers, body, signature, login, edit }: ChannelTemplate): Text[] {
  const named = (path: Path, texts: Readonly<Record<string, string>>): Text[] =>
    Object.entries(texts).map(([name, text]) => ({ path: [...path, name], text }));
  const { form = {}, ...claims } = login ?? {};
  return [
    ...[{ path: ['url'], text: url }, ...named(['headers'], headers), ...treeTexts(body, ['body'])],
    ...named(['signature'], signature === undefined ? {} : { key: signature.key, text: signature.text }),
    ...named(['login'], claims),
    ...named(['login', 'form'], form),
    ...(edit === undefined ? [] : editTexts(edit)),
  ];
}

function editTexts({ url, body, reply }: TemplateEdit): Text[] {
  return [{ path: ['edit', 'url'], text: url }, ...treeTexts(body, ['edit', 'body']), ...treeTexts(reply, ['edit', 'reply'])];
}

function treeTexts(tree: JsonTree, path: Path): Text[] {
  if (typeof tree === 'string') return [{ path, text: tree }];
  if (typeof tree !== 'object' || tree === null) return [];
  const entries: [string | number, JsonTree][] = Array.isArray(tree)
    ? tree.map((part: JsonTree, at) => [at, part])
    : Object.entries(tree as Readonly<Record<string, JsonTree>>);
  return entries.flatMap(([name, part]) => treeTexts(part, [...path, name]));
}

const NOT_USED: LocalisedText = { ko: '이 파일의 어디에도 쓰이지 않는 설정입니다', en: 'nothing in this file uses this setting' };
const NO_LIST: LocalisedText = {
  ko: 'way.label과 way.url은 body의 목록 안에서만 쓸 수 있습니다 (길마다 하나씩 들어갑니다). 글 안에서는 {{ways}}를 쓰세요',
  en: 'way.label and way.url stand in entries of lists of the body, which are there once for each way; in a text use {{ways}}',
};
const NO_TEXT_THERE: LocalisedText = { ko: 'body의 그 자리에 문자열이 없습니다', en: 'there is no text at this path of the body' };
const NO_NAMES: LocalisedText = {
  ko: 'edit의 body와 reply는 body가 이름과 값으로 되어 있을 때만 쓸 수 있습니다',
  en: 'body and reply of an edit are added to a body of names and values; this one is none',
};
const NO_ADDRESS: LocalisedText = {
  ko: 'https://로 시작하거나 "{{setting.…}}"으로 시작하는 주소여야 합니다',
  en: 'expected an address that begins with https:// or with "{{setting.…}}"',
};

function noSuchPlace(name: string, known: ReadonlySet<string>): LocalisedText {
  const all = [...known].join(', ');
  return { ko: `채울 것이 없는 자리입니다: "{{${name}}}" (있는 것: ${all})`, en: `nothing fills "{{${name}}}"; there are ${all}` };
}

function notMade(place: string): LocalisedText {
  const from = place === 'token' ? 'login' : place;
  return {
    ko: `"{{${place}}}"을 만들 ${from} 항목이 없습니다`,
    en: `"{{${place}}}" is used, and there is no entry "${from}" that makes it`,
  };
}
