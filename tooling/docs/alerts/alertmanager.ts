/** Who hears of which alert: pages at once and again every hour, tickets in groups; both also when it is over. */
import { yamlText } from './alert-rules.ts';

export const ALERTMANAGER_FILE = 'deploy/alertmanager/alertmanager.yml';

/** Where the receivers listen: the two addresses that an operator changes. */
const RECEIVER = 'http://alert-receiver:8080';

const receiver = (name: string) => ({
  name,
  // That it is over is told as well: recovery is news.
  webhook_configs: [{ url: `${RECEIVER}/${name}`, send_resolved: true }],
});

export const alertmanagerText = (): string =>
  yamlText({
    route: {
      receiver: 'ticket',
      group_by: ['alertname', 'service'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '12h',
      routes: [
        {
          matchers: ['severity="page"'],
          receiver: 'page',
          group_wait: '10s',
          group_interval: '1m',
          repeat_interval: '1h',
        },
      ],
    },
    inhibit_rules: [
      // A budget that burns fast burns slowly, too.
      {
        source_matchers: ['alertname="OrderErrorBudgetBurnsFast"'],
        target_matchers: ['alertname=~"OrderErrorBudgetBurns(Slowly)?"'],
      },
      // Without the line there is nobody who could answer.
      {
        source_matchers: ['alertname="LpDisconnected"'],
        target_matchers: ['alertname="LpBreakerOpen"'],
        equal: ['lp'],
      },
    ],
    receivers: [receiver('page'), receiver('ticket')],
  });
