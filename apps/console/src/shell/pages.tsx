/** The pages, and who sees which: traders trade, support looks, administrators act. */
import type { ReactNode } from 'react';
import type { Texts } from '../texts/texts.ts';

export type Role = 'TRADER' | 'SUPPORT' | 'ADMIN';

export interface PageName {
  readonly path: string;
  readonly name: Exclude<keyof Texts['nav'], 'main'>;
  readonly roles: readonly Role[];
}

const EVERYONE = ['TRADER', 'SUPPORT', 'ADMIN'] as const;
const HOUSE = ['SUPPORT', 'ADMIN'] as const;

const PAGES: readonly PageName[] = [
  { path: '/', name: 'trade', roles: ['TRADER'] },
  { path: '/history', name: 'history', roles: ['TRADER'] },
  { path: '/money', name: 'money', roles: ['TRADER'] },
  { path: '/providers', name: 'providers', roles: HOUSE },
  { path: '/mt5', name: 'mt5', roles: HOUSE },
  { path: '/errors', name: 'errors', roles: HOUSE },
  { path: '/doubts', name: 'doubts', roles: HOUSE },
  { path: '/breaks', name: 'breaks', roles: HOUSE },
  { path: '/withdrawals', name: 'withdrawals', roles: HOUSE },
  { path: '/audit', name: 'audit', roles: HOUSE },
  { path: '/explain', name: 'explain', roles: EVERYONE },
];

export const pagesFor = (role: Role): readonly PageName[] =>
  PAGES.filter(({ roles }) => roles.includes(role));

/** What a path shows; the first page of the role for a path that it has not. */
export const pageAt = (path: string, role: Role): PageName | undefined => {
  const pages = pagesFor(role);
  return pages.find((page) => page.path === path) ?? pages[0];
};

export type PageViews = Readonly<Record<PageName['name'], () => ReactNode>>;
