/** Short news at the edge of the page, read out by screen readers, gone by themselves. */
import { createContext, use, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';

interface Notice {
  readonly id: number;
  readonly text: string;
  readonly tone: 'good' | 'bad';
}

type Tell = (text: string, tone?: Notice['tone']) => void;
const NoticeContext = createContext<Tell>(() => undefined);
export const useNotice = (): Tell => use(NoticeContext);

const SHOWN_MS = 6_000;

export function Notices({ children }: { readonly children: ReactNode }) {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const nextId = useRef(1);
  const tell = useCallback<Tell>((text, tone = 'good') => {
    const id = nextId.current++;
    setNotices((now) => [...now, { id, text, tone }]);
    setTimeout(() => setNotices((now) => now.filter((notice) => notice.id !== id)), SHOWN_MS);
  }, []);
  const value = useMemo(() => tell, [tell]);
  return (
    <NoticeContext value={value}>
      {children}
      <div className="notices" role="status" aria-live="polite">
        {notices.map(({ id, text, tone }) => (
          <p key={id} className={`notice notice-${tone}`}>
            {text}
          </p>
        ))}
      </div>
    </NoticeContext>
  );
}
