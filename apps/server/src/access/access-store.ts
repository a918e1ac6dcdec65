/** The `AccessStore` of `@tillwatch/access`: the Redis that holds the keys. */
export const ACCESS_STORE = Symbol('access store');
