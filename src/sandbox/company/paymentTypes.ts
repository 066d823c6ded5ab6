/** How an expense was paid. */
export interface PaymentType {
  readonly id: string;
  readonly name: string;
  /** Whether the company pays the card, so that nothing is owed to the employee. */
  readonly isCompanyCard: boolean;
}

export const cash: PaymentType = { id: 'gWs4$nK9rTq2xLm7vBp3J', name: 'Cash', isCompanyCard: false };
export const companyCard: PaymentType = { id: 'gWs8vD2$mZk6pRx1tHn5C', name: 'Company Card', isCompanyCard: true };

/** The payment type with an id; undefined when the company has none. */
export function findPaymentType(id: string): PaymentType | undefined {
  return [cash, companyCard].find((type) => type.id === id);
}
