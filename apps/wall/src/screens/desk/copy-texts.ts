import type { Language } from '@tillwatch/wording';

/** What is said where a link is copied. */
export interface CopyTexts {
  readonly copy: string;
  readonly copied: string;
  /** Where the clipboard is closed. */
  readonly selected: string;
  readonly address: string;
}

/** By language. */
export const COPY_TEXTS: Readonly<Record<Language, CopyTexts>> = {
  ko: {
    copy: '링크 복사',
    copied: '복사했습니다',
    selected: '브라우저가 복사를 막아 주소를 선택해 두었습니다. Ctrl+C(⌘C)로 복사하세요.',
    address: '링크 주소',
  },
  en: {
    copy: 'Copy link',
    copied: 'Copied',
    selected: 'The browser does not allow copying. The address is selected: press Ctrl+C (⌘C).',
    address: 'Address of the link',
  },
};
