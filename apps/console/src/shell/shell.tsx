/** Everything around a page: the bar, the account's figures, and the lines that keep both fresh. */
import type { LineState } from '@faultline/client';
import { useLocation } from 'wouter';
import { useAccountLine } from '../activity/use-account-line.ts';
import { useDesk } from '../api/desk-context.ts';
import { AuditPage } from '../desk/audit-page.tsx';
import { BreaksPage } from '../desk/breaks-page.tsx';
import { DoubtsPage } from '../desk/doubts-page.tsx';
import { ErrorsPage } from '../desk/errors-page.tsx';
import { ExplainPage } from '../desk/explain-page.tsx';
import { Mt5Page } from '../desk/mt5-page.tsx';
import { ProvidersPage } from '../desk/providers-page.tsx';
import { DeskWithdrawalsPage } from '../desk/withdrawals-page.tsx';
import { HistoryPage } from '../history/history-page.tsx';
import { MoneyPage } from '../money/money-page.tsx';
import { useQuotes } from '../prices/use-quotes.ts';
import { useTexts } from '../texts/texts.ts';
import { Boundary } from '../ui/boundary.tsx';
import { AccountBar } from './account-bar.tsx';
import { pageAt, type PageViews } from './pages.tsx';
import { TopBar } from './top-bar.tsx';
import { TradePage } from './trade-page.tsx';

/** From best to worst: a page is as fresh as its worst line. */
const STATES = ['live', 'connecting', 'stale', 'offline', 'closed'] as const;
const worse = (one: LineState, other: LineState): LineState =>
  STATES.indexOf(one) > STATES.indexOf(other) ? one : other;

export function Shell() {
  const texts = useTexts();
  const { me } = useDesk();
  const [location] = useLocation();
  const line = useAccountLine();
  const prices = useQuotes();
  const page = pageAt(location, me.user.role);
  const views: PageViews = {
    trade: () => <TradePage quotes={prices.quotes} activity={line.activity} />,
    history: () => <HistoryPage />,
    money: () => <MoneyPage />,
    explain: () => <ExplainPage />,
    providers: () => <ProvidersPage />,
    mt5: () => <Mt5Page />,
    errors: () => <ErrorsPage />,
    doubts: () => <DoubtsPage />,
    breaks: () => <BreaksPage />,
    withdrawals: () => <DeskWithdrawalsPage />,
    audit: () => <AuditPage />,
  };
  return (
    <>
      <a
        className="skip"
        href="#content"
        onClick={(event) => {
          // The hash is the page's own address: the way to the content is by focus alone.
          event.preventDefault();
          document.getElementById('content')?.focus();
        }}
      >
        {texts.brand.skip}
      </a>
      <TopBar line={worse(line.state, prices.state)} />
      <AccountBar />
      <main id="content" tabIndex={-1}>
        <Boundary key={page?.path}>{page !== undefined && views[page.name]()}</Boundary>
      </main>
    </>
  );
}
