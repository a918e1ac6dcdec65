import { ProblemError } from '../problems/problem-error.js';

/** There is no such incident, or it is somebody else's. */
export function unknownIncident(): ProblemError {
  const detail = { ko: '그런 장애가 없습니다. 주소를 확인하세요.', en: 'There is no such incident. Check the address.' };
  return new ProblemError({ status: 404, code: 'incident_unknown', detail });
}

/** A query or body that says nothing that can be done. */
export function invalidIncidentRequest(ko: string, en: string): ProblemError {
  return new ProblemError({ status: 400, code: 'invalid_query', detail: { ko, en } });
}

/** A page of somebody else's made the browser ask. */
export function notOurPage(): ProblemError {
  const detail = {
    ko: '장애 화면이나 incidents:act 권한이 있는 키(Authorization: Bearer tw_…)로만 할 수 있습니다.',
    en: 'Only the product’s own page or a key with the scope incidents:act (Authorization: Bearer tw_…) may do this.',
  };
  return new ProblemError({ status: 403, code: 'not_same_origin', detail });
}

/** An incident shows all merchants. */
export function onlyAllMerchants(): ProblemError {
  const detail = {
    ko: '이 키는 가맹점 하나만 볼 수 있어 장애를 볼 수 없습니다.',
    en: 'This key sees one merchant only, and incidents show all of them.',
  };
  return new ProblemError({ status: 403, code: 'all_merchants_only', detail });
}
