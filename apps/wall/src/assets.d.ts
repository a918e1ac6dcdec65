/** Pretendard's faces, changed by the build so that nothing else is shown while a piece loads. */
declare module '*.css?block';
