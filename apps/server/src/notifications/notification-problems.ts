import type { LocalisedText } from '@tillwatch/domain';
import { ProblemError } from '../problems/problem-error.js';

/** There is no such notification, or it is somebody else's. */
export function unknownNotification(): ProblemError {
  const detail = { ko: '그런 알림이 없습니다.', en: 'There is no such notification.' };
  return new ProblemError({ status: 404, code: 'notification_unknown', detail });
}

/** What was sent, or still will be, is not sent twice; nor what a newer message about the same incident stands for. */
export function notSentAgain(why: 'not_dead' | 'outdated'): ProblemError {
  const details: Readonly<Record<typeof why, LocalisedText>> = {
    not_dead: {
      ko: '포기한 알림만 다시 보낼 수 있습니다. 이 알림은 보냈거나 보내는 중입니다.',
      en: 'Only what was given up can be sent again. This one was sent, or still is to be.',
    },
    outdated: {
      ko: '이 장애의 더 새로운 변화를 이미 이 채널에 알리기로 했습니다. 옛 알림을 보내면 지난 상태를 알리게 됩니다.',
      en: 'This channel was to be told of a newer change of the incident since. The old message would tell what is no longer so.',
    },
  };
  return new ProblemError({ status: 409, code: `notification_${why}`, detail: details[why] });
}

/** No channel of the configuration is called so. */
export function unknownChannel(): ProblemError {
  const detail = { ko: '설정에 그런 채널이 없습니다.', en: 'The configuration has no such channel.' };
  return new ProblemError({ status: 404, code: 'channel_unknown', detail });
}

/** A channel that tells nobody, and why. */
export function closedChannel(reason: LocalisedText): ProblemError {
  const detail = { ko: `이 채널은 닫혀 있습니다: ${reason.ko}`, en: `This channel is closed: ${reason.en}` };
  return new ProblemError({ status: 409, code: 'channel_closed', detail });
}
