/** What the terminal tells a newcomer when everything runs. */
import { describe, expect, it } from 'vitest';
import { bannerOf } from '../scripts/supervisor/banner.ts';

const RUNNING = {
  url: 'http://127.0.0.1:7999',
  hasConsole: true,
  lpUrl: 'http://127.0.0.1:7998',
  simulatorUrl: 'http://127.0.0.1:7997',
  dataRoot: '/srv/faultline/data',
};

describe('the banner', () => {
  it('tells where to look, who to be, when the market is open, where data lies and how to stop', () => {
    const told = bannerOf({}, RUNNING).join('\n');
    expect(told).toContain('http://127.0.0.1:7999 in a browser');
    expect(told).toContain('trader / trader-demo');
    expect(told).toContain('open at all hours');
    expect(told).toContain('/srv/faultline/data');
    expect(told).toContain('Ctrl-C');
    expect(told).toMatch(/simulator http:\/\/127\.0\.0\.1:7997$/);
  });

  it('promises nothing that the environment has taken away', () => {
    const env = {
      MARKET_CALENDAR: 'real',
      DEMO_DATA: 'off',
      DATABASE_URL: 'postgres://u:secret@h/d',
    };
    const told = bannerOf(env, { ...RUNNING, hasConsole: false }).join('\n');
    expect(told).not.toContain('trader-demo');
    expect(told).not.toContain('in a browser');
    expect(told).toContain('real sessions');
    expect(told).toContain('PostgreSQL');
    expect(told).not.toContain('secret');
  });
});
