/** Everything that is written for whoever watches a running system, by its path in the repository. */
import { ALERT_TESTS_FILE, ALERTS_FILE, alertsText, alertTestsText } from './alert-rules.ts';
import { ALERTMANAGER_FILE, alertmanagerText } from './alertmanager.ts';
import { grafanaFiles } from './dashboard.ts';

export interface WatchFile {
  readonly path: string;
  readonly text: string;
}

export const watchFiles = (): readonly WatchFile[] => [
  { path: ALERTS_FILE, text: alertsText() },
  { path: ALERT_TESTS_FILE, text: alertTestsText() },
  { path: ALERTMANAGER_FILE, text: alertmanagerText() },
  ...grafanaFiles(),
];
