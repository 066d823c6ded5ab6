/** How an expense was paid. */
export interface PaymentType {
  /** Id for v3 APIs. */
  readonly id: string;
  /** Short code for the other APIs. */
  readonly code: string;
  readonly name: string;
  /** Whether the company pays the card, so that nothing is owed to the employee. */
  readonly isCompanyCard: boolean;
}

export const cash: PaymentType = { id: 'gWs4$nK9rTq2xLm7vBp3J', code: 'CASH', name: 'Cash', isCompanyCard: false };
export const companyCard: PaymentType = {
  id: 'gWs8vD2$mZk6pRx1tHn5C',
  code: 'CBCP',
  name: 'Company Card',
  isCompanyCard: true,
};

/** All ways to pay. */
export const paymentTypes: readonly PaymentType[] = [cash, companyCard];

/** The payment type with an id; undefined when the company has none. */
export function findPaymentType(id: string): PaymentType | undefined {
  return paymentTypes.find((type) => type.id === id);
}
