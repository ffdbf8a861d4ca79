/** The Grafana dashboard, and what tells Grafana where it and its data are. One row of panels for each question. */
import { HEADER, yamlText } from './alert-rules.ts';
import { ORDER_ROWS } from './order-panels.ts';
import type { Panel } from './panel.ts';
import { SERVICE_ROWS } from './service-panels.ts';

const DASHBOARD_FILE = 'deploy/grafana/dashboards/faultline.json';
const DASHBOARDS_FILE = 'deploy/grafana/provisioning/dashboards/faultline.yml';
const DATASOURCES_FILE = 'deploy/grafana/provisioning/datasources/prometheus.yml';

const PROMETHEUS = { type: 'prometheus', uid: 'faultline-prometheus' };
const SIZE = { w: 8, h: 7 };
const COLUMNS = 3;

const ROWS = [...ORDER_ROWS, ...SERVICE_ROWS];

const A = 'A'.codePointAt(0) ?? 0;

function panelJson({ title, lines, unit }: Panel, id: number, at: { x: number; y: number }) {
  return {
    id,
    type: 'timeseries',
    title,
    datasource: PROMETHEUS,
    gridPos: { ...SIZE, ...at },
    fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
    options: { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi' } },
    targets: lines.map(([expr, legendFormat], index) => ({
      refId: String.fromCodePoint(A + index),
      datasource: PROMETHEUS,
      expr,
      legendFormat,
    })),
  };
}

function panelsJson(): readonly object[] {
  const all: object[] = [];
  let y = 0;
  for (const [title, panels] of ROWS) {
    all.push({
      id: all.length + 1,
      type: 'row',
      title,
      collapsed: false,
      panels: [],
      gridPos: { x: 0, y, w: 24, h: 1 },
    });
    y += 1;
    for (const [index, panel] of panels.entries()) {
      const at = { x: (index % COLUMNS) * SIZE.w, y: y + Math.floor(index / COLUMNS) * SIZE.h };
      all.push(panelJson(panel, all.length + 1, at));
    }
    y += Math.ceil(panels.length / COLUMNS) * SIZE.h;
  }
  return all;
}

const dashboardText = (): string =>
  `${JSON.stringify(
    {
      uid: 'faultline',
      title: 'Faultline',
      description: HEADER.slice(2),
      tags: ['faultline'],
      timezone: 'utc',
      schemaVersion: 39,
      version: 1,
      refresh: '10s',
      time: { from: 'now-1h', to: 'now' },
      panels: panelsJson(),
    },
    null,
    2,
  )}\n`;

const dashboardsText = (): string =>
  yamlText({
    apiVersion: 1,
    providers: [
      {
        name: 'faultline',
        type: 'file',
        disableDeletion: true,
        options: { path: '/var/lib/grafana/dashboards' },
      },
    ],
  });

const datasourcesText = (): string =>
  yamlText({
    apiVersion: 1,
    datasources: [
      {
        name: 'Prometheus',
        uid: PROMETHEUS.uid,
        type: 'prometheus',
        access: 'proxy',
        url: 'http://prometheus:9090',
        isDefault: true,
      },
    ],
  });

export const grafanaFiles = (): readonly { readonly path: string; readonly text: string }[] => [
  { path: DASHBOARD_FILE, text: dashboardText() },
  { path: DASHBOARDS_FILE, text: dashboardsText() },
  { path: DATASOURCES_FILE, text: datasourcesText() },
];
