/** German: what becomes of an order after the checks. */
import { texts } from '../source.ts';

export const orders = texts({
  ORDER_NOT_FOUND: {
    message: 'Order nicht gefunden',
    detail: 'In Ihren Konten gibt es keine Order {orderId}.',
    trader: ['Prüfen Sie die Ordernummer.'],
    admin: ['Suchen Sie die Order samt Konto: Sie gehört vielleicht einem anderen Kunden.'],
  },
  ORDER_NOT_PENDING: {
    message: 'Die Order kann nicht gelöscht werden',
    detail:
      'Status der Order {orderId}: {status}.{filledVolume, select, none {} other {{filledVolume, plural, one { Ausgeführt: # Lot.} other { Ausgeführt: # Lot.}}}}{positionId, select, none {} other { Daraus wurde Position {positionId}.}}',
    trader: ['Nur Pending-Orders lassen sich ändern oder löschen.'],
    admin: ['Sehen Sie sich den Statusverlauf der Order an.'],
  },
  ORDER_REJECTED: {
    message: 'Order vom Liquiditätsanbieter abgelehnt',
    detail:
      'Die Order {orderId} wurde{lp, select, none {} other { von {lp}}} abgelehnt.{lpText, select, none {} other { Text des Anbieters: „{lpText}“.}}',
    trader: ['Lesen Sie den Grund, ändern Sie die Order und entscheiden Sie neu.'],
    admin: [
      'Suchen Sie den Execution Report zu {orderId} in den FIX-Nachrichten.',
      'Sprechen Sie bei gehäuften Ablehnungen mit dem Liquiditätsanbieter.',
    ],
    reasons: {
      BROKER_OPTION: 'Der Liquiditätsanbieter hat ohne Angabe von Gründen abgelehnt.',
      LP_LIMIT: 'Die Order überschreitet ein Limit des Liquiditätsanbieters.',
      INSUFFICIENT_LIQUIDITY: 'Für dieses Volumen ist derzeit nicht genügend Liquidität vorhanden.',
      TOO_LATE: 'Die Order kam für eine Ausführung zu spät.',
      UNSUPPORTED: 'Der Liquiditätsanbieter unterstützt diese Orderart nicht.',
      LP_ACCOUNT: 'Unser Konto beim Liquiditätsanbieter lässt diese Order nicht zu.',
      OTHER: 'Der Liquiditätsanbieter hat einen anderen Grund genannt.',
    },
  },
  ORDER_EXPIRED: {
    message: 'Der Ablaufzeitpunkt der Order ist bereits vorbei',
    detail: 'Die Order wäre bereits abgelaufen: {expiresAt, time}.',
    trader: ['Wählen Sie einen späteren Ablaufzeitpunkt.'],
    admin: [
      'Vergleichen Sie die Uhren von Client und Server, wenn der Ablaufzeitpunkt richtig aussieht.',
    ],
  },
  DUPLICATE_REQUEST: {
    message: 'Doppelte Anfrage',
    detail:
      'Dieser Auftrag ist bereits eingegangen.{orderId, select, none {} other { Daraus entstand Order {orderId}.}}{retryAfter, select, none {} other { Wartezeit bis zur Antwort: etwa {retryAfter, seconds}.}}',
    trader: [
      'Verwenden Sie für jeden neuen Auftrag einen neuen Schlüssel und den alten nur zur Wiederholung desselben Auftrags.',
    ],
    admin: ['Suchen Sie die erste Anfrage anhand ihres Idempotenzschlüssels und vergleichen Sie.'],
    reasons: {
      IN_PROGRESS: 'Die erste Anfrage wird noch bearbeitet.',
      KEY_REUSED: 'Der Idempotenzschlüssel wurde bereits für einen anderen Auftrag verwendet.',
      CLIENT_ORDER_ID: 'Eine Order mit dieser Client-Order-ID gibt es bereits.',
      REFERENCE: 'Eine Buchung mit dieser Referenz gibt es bereits.',
    },
  },
  TRADING_RESTRICTED: {
    message: 'Der Handel ist eingeschränkt',
    detail:
      '{scope, select, ACCOUNT {Der Handel auf diesem Konto ist eingeschränkt} SYMBOL {Der Handel mit {symbol, select, none {diesem Symbol} other {{symbol}}} ist eingeschränkt} other {Der Handel ist für alle Kunden eingeschränkt}}: {mode}. Angegebener Grund: {reason}.',
    trader: [
      'Schließen Sie Positionen, soweit noch zulässig; wenden Sie sich sonst an den Support.',
    ],
    admin: [
      'Prüfen Sie, wer den Modus {mode} gesetzt hat, und heben Sie ihn auf, wenn der Anlass entfallen ist.',
    ],
  },
  LIMIT_EXCEEDED: {
    message: 'Ein Handelslimit ist erreicht',
    detail: 'Das Limit beträgt {limit, integer}; davon sind {current, integer} belegt.',
    trader: ['Schließen Sie zuerst eine Position oder löschen Sie eine Pending-Order.'],
    admin: ['Prüfen Sie die Limits der Kontogruppe.'],
    reasons: {
      MAX_ORDERS_EXCEEDED: 'Das Konto hat die Höchstzahl an Pending-Orders erreicht.',
      MAX_POSITIONS: 'Das Konto hat die Höchstzahl an offenen Positionen erreicht.',
      MAX_EXPOSURE: 'Das Exposure des Kontos hat den Höchstwert erreicht.',
    },
  },
  LP_TIMEOUT: {
    message: 'Der Liquiditätsanbieter hat nicht rechtzeitig geantwortet',
    detail:
      'Von {lp} kam keine Antwort zu {symbol}; Wartezeit: {timeout, millis}.{orderId, select, none {} other { Ob die Order {orderId} ausgeführt wurde, ist noch nicht bekannt.}}{lpOrderId, select, none {} other { Order beim Anbieter: {lpOrderId}.}}',
    trader: [
      'Fragen Sie die Order anhand ihrer Nummer ab, bis sie geklärt ist.',
      'Wiederholen Sie den Auftrag nur mit demselben Idempotenzschlüssel.',
    ],
    admin: [
      'Erfragen Sie bei {lp} den Status der Order und senden Sie niemals eine andere an ihrer Stelle.',
      'Prüfen Sie Latenz und Sequenznummern der FIX-Session.',
    ],
  },
});
