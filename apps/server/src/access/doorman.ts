import { Inject, Injectable } from '@nestjs/common';
import {
  allows,
  claimLink,
  distrust,
  isSameOrigin,
  KeyVerifier,
  LOOPBACK_VIEWER,
  verifyLink,
  viewerOf,
  viewerOfLink,
  type AccessStore,
  type ApiKey,
  type Distrust,
  type PersonalLink,
  type Scope,
  type Viewer,
} from '@tillwatch/access';
import { isLoopback, type AppConfig } from '@tillwatch/config';
import type { Clock, LocalisedText } from '@tillwatch/domain';
import { CLOCK, CONFIG } from '../platform/tokens.js';
import { storageAway } from '../problems/known-problems.js';
import { ProblemError } from '../problems/problem-error.js';
import { ACCESS_STORE } from './access-store.js';
import type { Visit } from './visit.js';

const CHALLENGE = { 'www-authenticate': 'Bearer realm="tillwatch"' };

const KEY_UNKNOWN: LocalisedText = {
  ko: '키가 올바르지 않습니다. 만든 그대로(tw_…) 복사했는지, 취소된 키가 아닌지 확인하세요.',
  en: 'This key is not known: check that it was copied whole (tw_…) and was not revoked.',
};
const SENDING_NEEDS_KEY: LocalisedText = {
  ko: '이벤트를 보내려면 키가 필요합니다. Authorization: Bearer tw_… 헤더를 붙이세요. 키는 npx tillwatch token create로 만듭니다.',
  en: 'Sending events needs a key: add the header Authorization: Bearer tw_…. Make one with npx tillwatch token create.',
};
const LOOKING_NEEDS_KEY: LocalisedText = {
  ko: '이 화면과 숫자를 보려면 토큰이 필요합니다. 보드 링크(?token=tw_…)를 열거나 Authorization: Bearer tw_… 헤더를 붙이세요.',
  en: 'Screens and numbers need a token here: open a board’s link (?token=tw_…) or add the header Authorization: Bearer tw_….',
};
const NOT_LOCAL: Readonly<Record<Distrust, LocalisedText>> = {
  not_on_loopback: LOOKING_NEEDS_KEY,
  forwarded: {
    ko: '프록시나 터널을 거친 요청이라 토큰이 필요합니다. 서버를 --listen으로 열고 보드 링크(?token=tw_…)나 Authorization: Bearer tw_… 헤더를 쓰세요.',
    en: 'A proxy or tunnel passed this request on, so it needs a token: start the server with --listen and use a board’s link (?token=tw_…) or the header Authorization: Bearer tw_….',
  },
  foreign_host: {
    ko: '이 컴퓨터의 이름이 아닌 주소입니다. http://localhost 로 열거나 토큰을 쓰세요.',
    en: 'This address is not this machine’s own name: open it as http://localhost, or use a token.',
  },
  foreign_origin: {
    ko: '다른 사이트의 페이지가 보낸 요청입니다. 토큰이 필요합니다.',
    en: 'A page of another site asks: that needs a token.',
  },
};

const LINK_OVER: LocalisedText = {
  ko: '기한이 지났거나 폐기된 링크입니다. 보낸 사람에게 새 링크를 받으세요 (npx tillwatch link create).',
  en: 'This link’s time is over, or it was revoked. Ask whoever sent it for a new one (npx tillwatch link create).',
};
const LINK_TAKEN: LocalisedText = {
  ko: '이 링크는 다른 기기에서 쓰고 있습니다. 이 기기에서 쓸 링크를 따로 받으세요 (npx tillwatch link create).',
  en: 'Another device uses this link. Ask for one for this device (npx tillwatch link create).',
};

/** The one place that decides who may see and send what, for HTTP and for sockets. */
@Injectable()
export class Doorman {
  private readonly loopbackIsOpen: boolean;

  constructor(
    private readonly keys: KeyVerifier,
    @Inject(ACCESS_STORE) private readonly store: AccessStore,
    @Inject(CONFIG) config: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.loopbackIsOpen = isLoopback(config.listen);
  }

  /**
   * Who looks, for what needs `scope`. A key that is shown decides, else the browser's cookies (a person's link before a
   * board's), else being at this machine while only this machine can reach the server.
   *
   * @throws ProblemError `key_unknown`, `key_missing`, `link_over`, `link_taken`, `scope_missing` or `storage_away`
   */
  async admitViewer(visit: Visit, scope: Scope): Promise<Viewer> {
    const viewer = await this.recognise(visit);
    if (!allows(viewer.scopes, scope)) throw scopeMissing(scope);
    if (scope === 'incidents:act') await this.claim(viewer, visit);
    return viewer;
  }

  /** Lets a personal link that was just opened in. @throws ProblemError `link_over` or `storage_away` */
  async admitLink(text: string): Promise<void> {
    if ((await this.findLink(text)) === undefined) throw unauthorised('link_over', LINK_OVER);
  }

  /** Whose key sends events. A cookie or being at this machine will not do. @throws ProblemError as {@link admitViewer} */
  async admitSender(visit: Visit): Promise<ApiKey> {
    if (visit.key === undefined) throw unauthorised('key_missing', SENDING_NEEDS_KEY);
    const key = await this.verify(visit.key);
    if (key === undefined) throw unauthorised('key_unknown', KEY_UNKNOWN);
    if (!allows(key.scopes, 'events:write')) throw scopeMissing('events:write');
    return key;
  }

  /** The key behind a text; undefined where there is none. @throws ProblemError `storage_away` */
  async verify(text: string): Promise<ApiKey | undefined> {
    try {
      return await this.keys.verify(text, this.clock.now());
    } catch (error) {
      throw storageAway(error);
    }
  }

  private async recognise({ key, link, cookie, origins }: Visit): Promise<Viewer> {
    if (key !== undefined) {
      const known = await this.verify(key);
      if (known === undefined) throw unauthorised('key_unknown', KEY_UNKNOWN);
      return viewerOf(known);
    }
    const isOurs = isSameOrigin(origins);
    const own = isOurs && link !== undefined ? await this.findLink(link) : undefined;
    if (own !== undefined) return viewerOfLink(own);
    const kept = isOurs && cookie !== undefined ? await this.verify(cookie) : undefined;
    if (kept !== undefined) return viewerOf(kept);
    if (!this.loopbackIsOpen)
      throw link === undefined ? unauthorised('key_missing', LOOKING_NEEDS_KEY) : unauthorised('link_over', LINK_OVER);
    const reason = distrust(origins);
    if (reason !== undefined) throw unauthorised('key_missing', NOT_LOCAL[reason]);
    return LOOPBACK_VIEWER;
  }

  private async findLink(text: string): Promise<PersonalLink | undefined> {
    try {
      return await verifyLink(this.store, text, this.clock.now());
    } catch (error) {
      throw storageAway(error);
    }
  }

  private async isClaimed(link: PersonalLink, device: string): Promise<boolean> {
    try {
      return await claimLink(this.store, link, device, this.clock.now());
    } catch (error) {
      throw storageAway(error);
    }
  }

  /** What carries somebody's name is used by one device: whoever else got hold of the link does nothing in that name. */
  private async claim({ link }: Viewer, { device }: Visit): Promise<void> {
    if (link === undefined || link.name === null) return;
    if (device !== undefined && (await this.isClaimed(link, device))) return;
    throw new ProblemError({ status: 403, code: 'link_taken', detail: LINK_TAKEN });
  }
}

function unauthorised(code: 'key_missing' | 'key_unknown' | 'link_over', detail: LocalisedText): ProblemError {
  return new ProblemError({ status: 401, code, detail, headers: CHALLENGE });
}

/** What can be done without the scope. */
const OTHERWISE: Readonly<Partial<Record<Scope, LocalisedText>>> = {
  'config:write': {
    ko: ' 설정 폴더의 catalogue/errors에 YAML 파일로 쓸 수도 있습니다.',
    en: ' The same can be written into a YAML file in catalogue/errors of the configuration folder.',
  },
};

function scopeMissing(scope: Scope): ProblemError {
  const { ko, en } = OTHERWISE[scope] ?? { ko: '', en: '' };
  const detail = { ko: `이 키에는 ${scope} 권한이 없습니다.${ko}`, en: `This key does not have the scope ${scope}.${en}` };
  return new ProblemError({ status: 403, code: 'scope_missing', detail });
}
