import type { Person } from '../company/people.js';
import type { TravelRequest } from './request.js';
import { defaultRequestPolicy } from './requestPolicies.js';

/** A request of which nothing is said yet. */
export function blankRequest(owner: Person, now: Date, id: string): TravelRequest {
  return {
    id,
    key: '',
    ownerId: owner.id,
    policyId: defaultRequestPolicy.id,
    name: '',
    purpose: '',
    custom: {},
    comments: [],
    status: 'NOT_SUBMITTED',
    approvedByIds: [],
    isClosed: false,
    everSentBack: false,
    isRecalled: false,
    canceledPostApproval: false,
    createdAt: now,
    modifiedAt: now,
    participantIds: [],
  };
}
