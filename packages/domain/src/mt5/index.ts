/** The supervision of MT5 logins: a pure machine, its policy, and what it owes the broker's server. */
export { agentAnswer } from './agent-answer.ts';
export type { AgentAnswer } from './agent-answer.ts';
export { dueAtMs } from './due.ts';
export { HEARTBEAT_EVERY_MS, healthAt } from './health.ts';
export type { Mt5Health } from './health.ts';
export { MT5_STATUSES, newMt5Instance } from './instance.ts';
export type {
  Gate,
  LoginFailure,
  Mt5Effect,
  Mt5Event,
  Mt5Facts,
  Mt5Instance,
  Mt5Status,
  Mt5Step,
  StoreKeys,
  SupervisorAlert,
} from './instance.ts';
export { connectionOf, keyNamesOf, keysOf, reasonOf } from './keys.ts';
export { alertsToTell, whatToDo } from './notices.ts';
export type { Telling } from './notices.ts';
export { GUIDE_POLICIES, loginCodeOf, overridePolicies, policyFor } from './policies.ts';
export type { LoginOverride, LoginPolicies, LoginRow, PolicyResult } from './policies.ts';
export {
  DEFAULT_LIMITS,
  hasLoginInFlight,
  loginGate,
  nextLoginAtMs,
  probeOf,
} from './server-guards.ts';
export type { ServerFacts, ServerLimits } from './server-guards.ts';
export { scheduledDelayMs } from './schedule.ts';
export { DEFAULT_SETTINGS } from './settings.ts';
export type { SupervisorSettings } from './settings.ts';
export { isRunning, MT5_TRANSITIONS } from './status.ts';
export { step } from './step.ts';
