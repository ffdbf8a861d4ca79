/** German: the checks before an order goes anywhere. */
import { texts } from '../source.ts';

export const placement = texts({
  INVALID_SYMBOL: {
    message: 'Symbol unbekannt oder deaktiviert',
    detail:
      '{symbol} kann hier nicht gehandelt werden.{availableSymbols, select, none {} other { Ähnliche Symbole: {availableSymbols}.}}',
    trader: ['Wählen Sie ein Symbol aus GET /api/symbols.'],
    admin: ['Prüfen Sie, ob das Symbol existiert und für die Kontogruppe freigegeben ist.'],
    reasons: {
      UNKNOWN: 'Ein Symbol mit diesem Namen gibt es nicht.',
      DISABLED: 'Der Handel mit diesem Symbol ist abgeschaltet.',
    },
  },
  INVALID_VOLUME: {
    message: 'Ungültiges Volumen',
    detail:
      'Ein Volumen von {volume, lots} ist nicht möglich: {minVolume, lots} bis {maxVolume, lots} Lot, in Schritten von {volumeStep, lots}.',
    trader: [
      'Wählen Sie ein Volumen zwischen {minVolume, lots} und {maxVolume, lots} Lot, in Schritten von {volumeStep, lots}.',
    ],
    admin: ['Vergleichen Sie die Volumengrenzen des Symbols mit den Kontraktspezifikationen.'],
    reasons: {
      TOO_LOW: 'Das Volumen liegt unter dem Mindestvolumen je Order.',
      TOO_HIGH: 'Das Volumen liegt über dem Höchstvolumen je Order.',
      STEP: 'Das Volumen ist kein Vielfaches des Volumenschritts.',
      TOTAL: 'Zusammen mit dem offenen Volumen würde das Maximum dieses Symbols überschritten.',
    },
  },
  MARGIN_INSUFFICIENT: {
    message: 'Nicht genügend Margin für die Orderausführung',
    detail:
      'Die Order benötigt {requiredMargin, money} Margin{commission, select, none {} other { und {commission, money} Kommission}}; Ihre freie Margin beträgt {freeMargin, money}. {maxVolume, plural, =0 {Derzeit ist kein Volumen möglich.} one {Höchstens möglich: # Lot.} other {Höchstens möglich: # Lot.}} Hebel: 1:{leverage}.{marginLevelAfter, select, none {} other { Margin-Level nach der Order: {marginLevelAfter, percent}.}}',
    trader: [
      'Verringern Sie das Volumen auf höchstens {maxVolume, lots} Lot.',
      'Schließen Sie eine Position.',
      'Zahlen Sie Geld ein.',
    ],
    admin: [
      'Vergleichen Sie Equity und genutzte Margin des Kontos mit seinen offenen Positionen.',
      'Prüfen Sie den Hebel der Kontogruppe und von {symbol}.',
    ],
    reasons: {
      NEW_ORDER: 'Die freie Margin deckt die neue Order nicht.',
      MODIFY_ORDER: 'Die freie Margin deckt die Order mit dem neuen Volumen nicht.',
      MARGIN_CALL: 'Das Konto ist im Margin Call; neue Orders sind nicht möglich.',
      NEGATIVE_BALANCE: 'Der Kontostand ist negativ.',
    },
  },
  MARKET_CLOSED: {
    message: 'Der Markt ist geschlossen',
    detail:
      '{symbol} kann derzeit nicht gehandelt werden. {opensAt, select, none {Wann der Handel wieder beginnt, ist noch nicht bekannt.} other {Nächste Öffnung: {opensAt, time}.}}{holiday, select, none {} other { Feiertag: {holiday}.}}{retryAfter, select, none {} other { Wartezeit bis zur nächsten Abfrage: {retryAfter, seconds}.}}',
    trader: ['Warten Sie, bis der Markt öffnet.'],
    admin: [
      'Prüfen Sie Handelszeiten und Feiertage des Symbols im Marktkalender.',
      'Prüfen Sie nach einer Aussetzung, ob sie aufgehoben werden kann.',
    ],
    reasons: {
      PRE_MARKET_CLOSED: 'Die heutige Handelssitzung hat noch nicht begonnen.',
      POST_MARKET_CLOSED: 'Die heutige Handelssitzung ist beendet.',
      WEEKEND_CLOSED: 'Dieser Markt ist am Wochenende geschlossen.',
      HOLIDAY_CLOSED: 'Der Markt ist wegen eines Feiertags geschlossen.',
      SYMBOL_HALTED: 'Der Handel mit diesem Symbol ist ausgesetzt.',
      CIRCUIT_BREAKER: 'Eine Volatilitätsunterbrechung hat den Handel ausgesetzt.',
    },
  },
  PRICE_STALE: {
    message: 'Kein aktueller Kurs verfügbar',
    detail:
      'Kein aktueller Kurs für {conversionSymbol, select, none {{symbol}} other {{conversionSymbol}, das für die Umrechnung des Betrags gebraucht wird}}. {lastUpdate, select, none {Bisher ist noch kein Kurs eingetroffen.} other {Letzter Kurs: {lastUpdate, time}.}}{ageMs, select, none {} other { Alter: {ageMs, millis}.}} Zulässiges Höchstalter: {maxAgeMs, millis}.',
    trader: [
      'Warten Sie, bis der Liquiditätsanbieter wieder Kurse stellt.',
      'Sehen Sie unter GET /admin/lp-status nach.',
    ],
    admin: [
      'Prüfen Sie die Quote-Session des Liquiditätsanbieters und ihr Abonnement von {symbol}.',
      'Verbinden Sie die Session neu, falls sie abgemeldet ist.',
    ],
  },
  INVALID_SL_TP: {
    message: 'Ungültiger Stop-Loss oder Take-Profit',
    detail:
      'Der {field, select, sl {Stop-Loss{sl, select, none {} other { {sl, price}}}} other {Take-Profit{tp, select, none {} other { {tp, price}}}}} passt nicht zu einem {side, select, BUY {Kauf} other {Verkauf}} bei {currentPrice, price}.{minDistance, select, none {} other { Mindestabstand: {minDistance, price}.}}',
    trader: [
      'Kauf: Stop-Loss unter, Take-Profit über dem Kurs.',
      'Verkauf: Stop-Loss über, Take-Profit unter dem Kurs.',
    ],
    admin: ['Prüfen Sie Stop-Level und Freeze-Level des Symbols.'],
    reasons: {
      DIRECTION: 'Die Marke liegt auf der falschen Seite des Kurses.',
      TOO_CLOSE: 'Die Marke liegt zu nah am Markt.',
      FROZEN: 'Der Markt ist so nah, dass die Marke nicht mehr geändert werden kann.',
      PRECISION: 'Die Marke hat mehr Nachkommastellen als das Symbol.',
    },
  },
  INVALID_PRICE: {
    message: 'Ungültiger Preis',
    detail:
      'Der Preis {price, price} ist nicht möglich.{currentPrice, select, none {} other { Markt: {currentPrice, price}.}}{minDistance, select, none {} other { Mindestabstand: {minDistance, price}.}} Tickgröße: {tickSize, price}.',
    trader: ['Wählen Sie einen Preis auf der richtigen Seite des Marktes und in ganzen Ticks.'],
    admin: ['Prüfen Sie Tickgröße und Stop-Level des Symbols.'],
    reasons: {
      WRONG_SIDE: 'Bei dieser Orderart liegt der Preis auf der falschen Seite des Marktes.',
      ORDER_TOO_CLOSE_TO_MARKET: 'Der Preis liegt zu nah am Markt.',
      PRICE_OUT_OF_RANGE: 'Der Preis liegt außerhalb der zulässigen Spanne.',
      PRECISION: 'Der Preis ist kein Vielfaches der Tickgröße.',
    },
  },
  PRICE_CHANGED: {
    message: 'Der Kurs hat sich geändert',
    detail:
      'Der Kurs von {symbol} hat sich bewegt.{requestedPrice, select, none {} other { Angefragt: {requestedPrice, price}.}}{currentPrice, select, none {} other { Aktuell: {currentPrice, price}.}}{maxDeviation, select, none {} other {{maxDeviation, plural, one { Zulässige Abweichung: # Punkt.} other { Zulässige Abweichung: # Punkte.}}}}',
    trader: ['Sehen Sie sich den neuen Kurs an und entscheiden Sie neu.'],
    admin: ['Prüfen Sie bei gehäuften Requotes Latenz und Spread des Liquiditätsanbieters.'],
  },
});
