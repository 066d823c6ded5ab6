import { AttendeeBook } from './attendees/attendeeBook.js';
import { BudgetBooks } from './budgets/budget.js';
import { CashAdvanceBook } from './cashAdvances/cashAdvance.js';
import type { Company } from './company/company.js';
import type { SeededRandom } from './company/seededRandom.js';
import { ReportBook } from './expense/reportBook.js';
import { seedReports } from './expense/seedReports.js';
import { ImageBook } from './imaging/imageBook.js';
import { ExpectedExpenseBook } from './requests/expectedExpense.js';
import { RequestBook } from './requests/request.js';
import { seedTrips } from './travel/seedTrips.js';
import { TripBook } from './travel/tripBook.js';

/** Data that several areas work on: an image is a receipt of Imaging and a picture of an expense at once. */
export interface SharedBooks {
  readonly reports: ReportBook;
  readonly trips: TripBook;
  readonly images: ImageBook;
  readonly attendees: AttendeeBook;
  readonly cashAdvances: CashAdvanceBook;
  readonly requests: RequestBook;
  readonly expectedExpenses: ExpectedExpenseBook;
  readonly budgets: BudgetBooks;
}

/** Fills the books with the seeded company. Areas add to images and attendees when they register. */
export function createBooks(company: Company, random: SeededRandom, now: Date): SharedBooks {
  return {
    reports: new ReportBook(seedReports(company, random, now)),
    trips: new TripBook(seedTrips(company, random, now)),
    images: new ImageBook(),
    attendees: new AttendeeBook(),
    cashAdvances: new CashAdvanceBook(),
    requests: new RequestBook(),
    expectedExpenses: new ExpectedExpenseBook(),
    budgets: new BudgetBooks(),
  };
}
