/** React bindings over @trpc/tanstack-react-query: `failure(error)` narrows the error of a hook to its procedure's codes. */
export { failure } from '../failure.ts';
export type { CodesOf, Failure } from '../failure.ts';
export { FaultlineProvider, useClient, useTRPC } from './context.ts';
export type { FaultlineProps } from './context.ts';
export { useAccountEvents, useQuotes, useSentences, useSession, useSpeak } from './hooks.ts';
export { queryDefaults } from './query-defaults.ts';
