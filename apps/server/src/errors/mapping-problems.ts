import { ProblemError } from '../problems/problem-error.js';
import { MOST_MAPPINGS } from './error-mappings.js';

/** The request does not say which code means what. */
export function invalidMapping(): ProblemError {
  const detail = {
    ko: 'provider와 code는 200자까지, category는 unknown이 아닌 분류 중 하나여야 합니다. 지울 때는 provider, method, code를 주소에 씁니다.',
    en: 'Expected provider and code of up to 200 characters and as category one of the categories but unknown; to undo, provider, method and code in the address.',
  };
  return new ProblemError({ status: 400, code: 'invalid_mapping', detail });
}

/** There is nothing to undo. */
export function mappingUnknown(): ProblemError {
  const detail = { ko: '이 코드에 정해 둔 분류가 없습니다.', en: 'Nothing was said of this code.' };
  return new ProblemError({ status: 404, code: 'mapping_unknown', detail });
}

/** The tenant has as many as it may. */
export function tooManyMappings(): ProblemError {
  const detail = {
    ko: `여기서는 코드 ${MOST_MAPPINGS}개까지 정할 수 있습니다. 설정 폴더의 catalogue/errors에 파일로 옮기세요.`,
    en: `At most ${MOST_MAPPINGS} codes can be mapped here. Move them to files in catalogue/errors of the configuration folder.`,
  };
  return new ProblemError({ status: 422, code: 'too_many_mappings', detail });
}

/** Another site's page, or a program without a key, asks. */
export function notOurPage(): ProblemError {
  const detail = {
    ko: '/metrics/errors 화면이나 config:write 권한이 있는 키(Authorization: Bearer tw_…)로만 바꿀 수 있습니다.',
    en: 'Only the product’s own page (/metrics/errors) or a key with the scope config:write (Authorization: Bearer tw_…) may change this.',
  };
  return new ProblemError({ status: 403, code: 'not_same_origin', detail });
}
