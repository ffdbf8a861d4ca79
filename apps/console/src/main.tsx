/** Where the page begins. */
import './styles/base.css';
import './styles/controls.css';
import './styles/tables.css';
import './styles/layout.css';
import './styles/failures.css';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { App } from './app.tsx';
import { loadErrorTexts } from './texts/texts.ts';

/** The client repeats what may be repeated; a second layer of retries would only multiply. */
const cache = new QueryClient({
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: 'always' } },
});

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no root');
await loadErrorTexts();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={cache}>
      <Router hook={useHashLocation}>
        <App />
      </Router>
    </QueryClientProvider>
  </StrictMode>,
);
