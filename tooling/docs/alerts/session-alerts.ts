/** What the ways to providers say of themselves: sessions that stand, providers that take no orders. */
import { gauged, type Group } from './alert.ts';

const FIX = 'docs/fix.md';

export const sessionAlerts: Group = {
  name: 'faultline-sessions',
  alerts: [
    gauged({
      alert: 'FixSequenceError',
      expr: 'max by (session) (faultline_fix_session_status{status="sequence_error"}) > 0',
      severity: 'page',
      summary:
        'FIX session {{ $labels.session }} stands: the numbers of the two sides contradict each other',
      description:
        'Find out who lost what before any number is set. Preview the reset; it names the messages that would be lost.',
      runbook: FIX,
      series: 'faultline_fix_session_status{session="YOFX1",lp="YOFX",status="sequence_error"}',
      ill: 1,
      well: 0,
      labels: { session: 'YOFX1' },
    }),
    gauged({
      alert: 'FixLogonRefused',
      expr: 'max by (session) (faultline_fix_session_status{status="auth_failed"}) > 0',
      severity: 'page',
      summary: 'FIX session {{ $labels.session }} was not let in',
      description:
        'Check the CompIDs and the credentials with the provider; the session does not try again by itself.',
      runbook: FIX,
      series: 'faultline_fix_session_status{session="YOFX1",lp="YOFX",status="auth_failed"}',
      ill: 1,
      well: 0,
      labels: { session: 'YOFX1' },
    }),
    gauged({
      alert: 'LpDisconnected',
      expr: 'min by (lp) (faultline_lp_connected) == 0',
      for: '1m',
      severity: 'page',
      summary: '{{ $labels.lp }} takes no orders',
      description:
        'Look at the status of its FIX sessions; orders go to the next provider where a route names one.',
      runbook: FIX,
      series: 'faultline_lp_connected{lp="YOFX",service="lp-service"}',
      ill: 0,
      well: 1,
      labels: { lp: 'YOFX' },
    }),
    gauged({
      alert: 'LpBreakerOpen',
      expr: 'max by (lp) (faultline_lp_breaker) == 1',
      for: '5m',
      severity: 'ticket',
      summary: '{{ $labels.lp }} does not answer orders',
      description:
        'Find out why its last orders got no answer; it gets one now and then until it answers again.',
      runbook: FIX,
      series: 'faultline_lp_breaker{lp="YOFX",service="lp-service"}',
      ill: 1,
      well: 0,
      labels: { lp: 'YOFX' },
    }),
  ],
};
