/** Which record goes into which table: the terms of trade. */
import type { AccountGroup, Instrument, RoutingRule, Schedule } from '@faultline/domain';
import type { Settings } from '../../../ports/records.ts';
import type { TableSpec } from '../table-spec.ts';

export const instruments: TableSpec<Instrument> = {
  name: 'instruments',
  key: ['name'],
  columns: {
    name: 'text',
    description: 'text',
    category: 'text',
    baseCurrency: 'text',
    quoteCurrency: 'text',
    digits: 'int',
    pipPoints: 'big',
    contractSize: 'big',
    minVolume: 'big',
    maxVolume: 'big',
    volumeStep: 'big',
    maxTotalVolume: 'big',
    calcMode: 'text',
    marginRate: 'big',
    maxLeverage: 'big',
    tradeMode: 'text',
    stopsLevel: 'big',
    freezeLevel: 'big',
    quoteTtlMs: 'int',
    commissionPerLot: 'big',
    swap: 'exact',
    scheduleId: 'text',
    halt: 'json',
    version: 'int',
  },
};

export const groups: TableSpec<AccountGroup> = {
  name: 'account_groups',
  key: ['id'],
  columns: {
    id: 'text',
    name: 'text',
    currency: 'text',
    maxLeverage: 'big',
    hedgedMargin: 'text',
    marginCallLevel: 'big',
    stopOutLevel: 'big',
    stopOutStrategy: 'text',
    negativeBalanceProtection: 'bool',
    maxOpenPositions: 'int',
    maxPendingOrders: 'int',
    maxExposure: 'big',
    partialClose: 'bool',
    hedging: 'bool',
    withdrawalDailyLimit: 'big',
    withdrawalMonthlyLimit: 'big',
    withdrawalAutoApprove: 'big',
    swapFree: 'bool',
    version: 'int',
  },
};

export const schedules: TableSpec<Schedule> = {
  name: 'schedules',
  key: ['id'],
  columns: { id: 'text', timezone: 'text', weekly: 'json', holidays: 'json', version: 'int' },
};

export const routingRules: TableSpec<RoutingRule> = {
  name: 'routing_rules',
  key: ['id'],
  columns: {
    id: 'text',
    position: 'int',
    enabled: 'bool',
    when: 'exact',
    route: 'json',
    note: 'text',
    version: 'int',
  },
};

export const settings: TableSpec<Settings> = {
  name: 'settings',
  key: ['id'],
  columns: {
    id: 'text',
    brokerName: 'text',
    defaults: 'exact',
    broker: 'json',
    maintenance: 'json',
    destinationLockMs: 'int',
    hedgeAccount: 'json',
    version: 'int',
  },
};
