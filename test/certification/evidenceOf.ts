import type {
  CalledOperation,
  Evidence,
  SentRequest,
  TokenEvent,
  WrittenRequest,
} from '../../src/certification/evidence.js';

/** Evidence that states only what the case is about. */
export function evidenceOf(parts: Partial<Evidence> = {}): Evidence {
  return { written: [], sent: [], tokens: [], connections: [], secretsInClear: [], ...parts };
}

export function anOperation(parts: Partial<CalledOperation> = {}): CalledOperation {
  return {
    id: 'expense-reports-v3/listReports',
    apiTitle: 'Expense Reports',
    version: '3.0',
    method: 'GET',
    path: '/api/v3.0/expense/reports',
    status: 'current',
    pagination: 'offset',
    scopes: ['EXPRPT'],
    ...parts,
  };
}

export function aWrittenRequest(parts: Partial<WrittenRequest> = {}): WrittenRequest {
  return { file: 'calls.http', line: 3, method: 'GET', url: '/api/v3.0/expense/reports', headers: [], ...parts };
}

export function aSentRequest(parts: Partial<SentRequest> = {}): SentRequest {
  return {
    at: new Date('2026-03-18T12:00:00Z'),
    method: 'GET',
    url: 'https://us2.api.concursolutions.com/api/v3.0/expense/reports',
    status: 200,
    isCorrelated: true,
    authorization: 'bearer',
    ...parts,
  };
}

export function aTokenEvent(parts: Partial<TokenEvent> = {}): TokenEvent {
  return { at: new Date('2026-03-18T11:00:00Z'), kind: 'native', wasGranted: true, ...parts };
}
