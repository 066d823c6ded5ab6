import * as z from 'zod/mini';
import { KeyedBook, keptMoment } from '../keyedBook.js';

/** States of a request (/api-reference/request/v4.endpoints.schemas.html). */
export const REQUEST_STATUSES = [
  'NOT_SUBMITTED',
  'SUBMITTED',
  'SENTBACK',
  'APPROVED',
  'PENDING_BOOKING',
  'CANCELED',
] as const;

/** Who has a submitted request: the manager, who answers for a budget, or a system outside. */
export const REQUEST_STEPS = ['MANAGER', 'BUDGET', 'EXTERNAL'] as const;
export type RequestStep = (typeof REQUEST_STEPS)[number];

/** Where something happens. */
export const placeSchema = z.object({
  iataCode: z.optional(z.string()),
  city: z.optional(z.string()),
  countryCode: z.optional(z.string()),
  countrySubDivisionCode: z.optional(z.string()),
  name: z.optional(z.string()),
  locationCode: z.optional(z.string()),
});
export type RequestPlace = Readonly<z.output<typeof placeSchema>>;

/** Values of custom fields by name, `custom1` and so on. */
export const customSchema = z.record(z.string(), z.string());

/** What somebody wrote, oldest first. */
export const commentsSchema = z.array(
  z.object({
    /** UUID of who wrote it; undefined for a system. */
    authorId: z.optional(z.string()),
    text: z.string(),
    at: keptMoment,
  }),
);

const request = z.object({
  /** 32 hexadecimal digits, upper case. */
  id: z.string(),
  /** The short one that people see. */
  key: z.string(),
  /** UUID of the owner. */
  ownerId: z.string(),
  policyId: z.string(),
  agencyId: z.optional(z.string()),
  /** The budget request that it is a child of. */
  parentId: z.optional(z.string()),
  name: z.string(),
  purpose: z.string(),
  /** yyyy-MM-dd and HH:mm. */
  startDate: z.optional(z.string()),
  startTime: z.optional(z.string()),
  endDate: z.optional(z.string()),
  endTime: z.optional(z.string()),
  destination: z.optional(placeSchema),
  custom: customSchema,
  comments: commentsSchema,
  status: z.enum(REQUEST_STATUSES),
  /** While it is submitted. */
  step: z.optional(z.enum(REQUEST_STEPS)),
  stepId: z.optional(z.string()),
  /** UUID of whose turn it is, while it waits for a person. */
  approverId: z.optional(z.string()),
  /** UUIDs of who approved it so far. */
  approvedByIds: z.array(z.string()),
  isClosed: z.boolean(),
  everSentBack: z.boolean(),
  isRecalled: z.boolean(),
  canceledPostApproval: z.boolean(),
  createdAt: keptMoment,
  modifiedAt: keptMoment,
  /** Of the latest step of the workflow. */
  movedAt: z.optional(keptMoment),
  submittedAt: z.optional(keptMoment),
  authorizedAt: z.optional(keptMoment),
  /** UUIDs of those who may make children of a budget request. */
  participantIds: z.array(z.string()),
});

/** The header of a request: approval of a trip or of spending before it happens. */
export type TravelRequest = Readonly<z.output<typeof request>>;

/** Requests of the whole company, in memory. */
export class RequestBook extends KeyedBook<TravelRequest> {
  constructor() {
    super(request);
  }

  childrenOf(id: string): readonly TravelRequest[] {
    return [...this.all].filter(({ parentId }) => parentId === id);
  }
}

/** Whether its owner has it in hand and may change it. */
export function isWithOwner({ status }: Pick<TravelRequest, 'status'>): boolean {
  return status === 'NOT_SUBMITTED' || status === 'SENTBACK';
}
