"""The agent of one MetaTrader 5 terminal: it logs in when the LP service says so, and reports what happened."""
