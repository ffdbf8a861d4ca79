/** German: why a position is not closed, changed or found. */
import { texts } from '../source.ts';

export const positions = texts({
  POSITION_NOT_FOUND: {
    message: 'Position nicht gefunden',
    detail: 'In Ihren Konten gibt es keine Position {positionId}.',
    trader: ['Vergleichen Sie die Positionsnummer mit GET /api/positions.'],
    admin: ['Suchen Sie die Position samt Konto: Sie gehört vielleicht einem anderen Kunden.'],
  },
  POSITION_ALREADY_CLOSED: {
    message: 'Die Position ist bereits geschlossen',
    detail:
      'Schließung der Position {positionId}: {closedAt, time}.{closeReason, select, none {} other { Grund der Schließung: {closeReason}.}}',
    trader: ['Aktualisieren Sie die Liste der Positionen.'],
    admin: ['Sehen Sie in den Deals der Position nach, was sie geschlossen hat.'],
  },
  PARTIAL_CLOSE_INVALID: {
    message: 'Ungültiges Volumen für die Teilschließung',
    detail:
      'Von {positionVolume, lots} Lot {closeVolume, plural, one {kann # Lot} other {können # Lot}} nicht geschlossen werden.{minVolume, select, none {} other { Mindestvolumen: {minVolume, lots}.}}{volumeStep, select, none {} other { Volumenschritt: {volumeStep, lots}.}}',
    trader: [
      'Schließen Sie höchstens das offene Volumen, in ganzen Schritten und ohne einen Rest unter dem Mindestvolumen.',
    ],
    admin: [
      'Prüfen Sie die Volumengrenzen des Symbols und ob die Gruppe Teilschließungen erlaubt.',
    ],
    reasons: {
      EXCEEDS: 'Es würde mehr geschlossen, als offen ist.',
      STEP: 'Das zu schließende Volumen ist kein Vielfaches des Volumenschritts.',
      REMAINDER: 'Der verbleibende Rest wäre kleiner als das Mindestvolumen.',
      NOT_ALLOWED: 'Positionen dieses Kontos lassen sich nur vollständig schließen.',
      NOT_OPPOSITE: 'Die beiden Positionen sind keine Gegenpositionen im selben Symbol.',
    },
  },
  POSITION_LOCKED: {
    message: 'Die Position wird gerade von einer anderen Order geändert',
    detail:
      'Die Position {positionId} wird gerade geändert{lockOrderId, select, none {} other {, und zwar von Order {lockOrderId}}}.',
    trader: ['Warten Sie, bis diese Order abgeschlossen ist.'],
    admin: ['Sehen Sie sich die sperrende Order an, wenn die Sperre bestehen bleibt.'],
  },
});
