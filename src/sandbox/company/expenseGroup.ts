/** The one expense group, which everybody belongs to. */
export const expenseGroup = {
  name: 'Example Instruments',
  /** Id of its configuration in v3. */
  id: 'gWd6$sP4kZx8TmQ2vLr9B3nJ7hC5wF1yA',
  /** Id in the v3 filter `expenseGroupConfigID` of older programs. */
  filterId: 'gWx4$tN8vQm2sKz6pLb1R',
  /** Id for v4 APIs. */
  hierarchyNodeId: '61F8C0A7D3E54B29A4C1B7E09D52F836',
  attendeeListForm: {
    id: 'gWf2$nL7mQx3TzK9vRb5J8sH4cD6wY1yA',
    uuid: '91B4E7D2C6F04A58A3E9D1B7F5C20846',
    name: 'Attendee List',
  },
  cashAdvance: {
    id: 'gWc9$xR5kTq2LmZ8vBn4J7sH3dF6wY1oA',
    uuid: 'D3A8F1C6E5B74092A6C4E8D2F7B91053',
    name: 'Cash Advance with Approval',
  },
  attendeeTypes: [
    ['BUSGUEST', 'Business Guest'],
    ['EMPLOYEE', 'Employee'],
    ['SPOUSE', 'Spouse or Partner'],
  ],
  ledger: 'DEFAULT',
  ledgerId: '2A94D6E0B7F34C158D03A9E6C1F75B48',
} as const;
