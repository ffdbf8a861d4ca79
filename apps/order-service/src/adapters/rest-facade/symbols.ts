/** The older doors of symbols. */
import { get } from '@faultline/contract';
import { type OlderDoor, sameDoor } from './older-door.ts';

export const SYMBOL_DOORS: readonly OlderDoor[] = [
  sameDoor(get('/api/symbols/available'), 'symbols.list'),
];
