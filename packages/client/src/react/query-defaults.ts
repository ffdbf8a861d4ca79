/** What a QueryClient is made with. The client repeats what may be repeated; a second layer that repeats would multiply it. */

export const queryDefaults = {
  queries: { retry: false, networkMode: 'always' },
  mutations: { retry: false, networkMode: 'always' },
} as const;
