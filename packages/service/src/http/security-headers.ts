/** What every answer tells a browser: this is data, it belongs to nobody's page, and it is not to be kept. */

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  // Browsers heed it over HTTPS only, where it keeps them there.
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};
