/** The panels about calls and orders: what is asked, what fails, where the time goes. */
import { type PanelRow, RATE } from './panel.ts';

/** @param by - What a series is kept apart by; `where` cuts the histogram to some of its series. */
const quantile = (share: number, name: string, { by, where = '' }: Cut): string =>
  `histogram_quantile(${share}, sum by (le, ${by}) (rate(${name}_bucket${where}${RATE})))`;

interface Cut {
  readonly by: string;
  readonly where?: string;
}

export const ORDER_ROWS: readonly PanelRow[] = [
  [
    'Calls',
    [
      {
        title: 'Calls by door',
        unit: 'reqps',
        lines: [
          [`sum by (service, door) (rate(faultline_calls_total${RATE}))`, '{{service}} {{door}}'],
        ],
      },
      {
        title: 'Calls that fail, by code',
        unit: 'reqps',
        lines: [[`sum by (code) (rate(faultline_calls_total{code!="ok"}${RATE}))`, '{{code}}']],
      },
      {
        title: 'Answered within (99 of 100)',
        unit: 's',
        lines: [
          [
            quantile(0.99, 'faultline_call_duration_seconds', {
              by: 'procedure',
              where: '{procedure=~"orders.+|positions.+"}',
            }),
            '{{procedure}}',
          ],
        ],
      },
      {
        title: 'Outcome unknown',
        unit: 'reqps',
        lines: [
          [
            `sum by (procedure) (rate(faultline_calls_total{outcome="unknown"}${RATE}))`,
            '{{procedure}}',
          ],
        ],
      },
      {
        title: 'Errors by category',
        unit: 'reqps',
        lines: [
          [
            `sum by (service, category) (rate(faultline_errors_total${RATE}))`,
            '{{service}} {{category}}',
          ],
        ],
      },
      {
        title: 'Order requests that fail by our fault',
        unit: 'percentunit',
        lines: [
          ['faultline:order_error_ratio:rate5m', '5 min'],
          ['faultline:order_error_ratio:rate1h', '1 h'],
        ],
      },
    ],
  ],
  [
    'Orders',
    [
      {
        title: 'An order’s stages (95 of 100)',
        unit: 's',
        lines: [
          [quantile(0.95, 'faultline_order_stage_duration_seconds', { by: 'stage' }), '{{stage}}'],
          [
            quantile(0.95, 'faultline_commit_duration_seconds', { by: 'service' }),
            'commit, {{service}}',
          ],
          [quantile(0.95, 'faultline_lp_answer_duration_seconds', { by: 'lp' }), '{{lp}} answers'],
        ],
      },
      {
        title: 'Handed to the LP service',
        unit: 'reqps',
        lines: [[`sum by (result) (rate(faultline_order_submits_total${RATE}))`, '{{result}}']],
      },
      {
        title: 'Reports by kind',
        unit: 'reqps',
        lines: [[`sum by (kind) (rate(faultline_order_reports_total${RATE}))`, '{{kind}}']],
      },
      {
        title: 'Orders in doubt',
        unit: 'short',
        lines: [['sum by (lp) (faultline_lp_orders_in_doubt)', '{{lp}}']],
      },
      {
        title: 'The oldest of them',
        unit: 's',
        lines: [['max by (lp) (faultline_lp_orders_in_doubt_oldest_seconds)', '{{lp}}']],
      },
      {
        title: 'Transactions',
        unit: 'reqps',
        lines: [[`sum by (service) (rate(faultline_commit_groups_total${RATE}))`, '{{service}}']],
      },
    ],
  ],
];
