/** The one spelling of an address's parameters, so that equal states have equal addresses: sorted, readable where that is safe; with its `?`. */
export function searchText(parameters: readonly (readonly [string, string])[]): string {
  const pairs = parameters.map(([name, value]) => `${escaped(name)}=${escaped(value)}`);
  return pairs.length === 0 ? '' : `?${pairs.sort().join('&')}`;
}

function escaped(text: string): string {
  return encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%2F/g, '/');
}
