import assert from 'node:assert/strict';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { postedAmount } from '../../src/sandbox/expense/entry.js';
import { seedReports } from '../../src/sandbox/expense/seedReports.js';
import { addUp } from '../../src/sandbox/expense/totals.js';
import { seedTrips } from '../../src/sandbox/travel/seedTrips.js';
import { NOON } from './session.js';

const DAY_MS = 86_400_000;

describe('the seeded company', () => {
  const company = new Company();
  const found = (now: Date) => seedReports(company, new SeededRandom(7), now);
  const seeded = found(NOON);
  const reports = seeded.map(({ report }) => report);

  it('has fifty people, each but one with a manager among them, and one administrator', () => {
    assert.equal(new Set(company.people.map(({ id }) => id)).size, 50);
    const heads = company.people.filter((person) => company.managerOf(person) === undefined);
    assert.deepEqual(
      heads.map(({ login }) => login),
      ['nadia.haddad@example.com'],
    );
    assert.deepEqual(
      company.people.filter(({ isAdministrator }) => isAdministrator).map(({ login }) => login),
      ['ana.silva@example.com'],
    );
  });

  it('has four hundred reports with ids of their own: 34 of one person, some of everybody', () => {
    assert.equal(new Set(reports.map(({ id }) => id)).size, 400);
    const owned = company.people.map((person) => reports.filter(({ owner }) => owner === person).length);
    assert.equal(owned[0], 34);
    const staff = owned.filter((_, index) => company.people[index]?.isActive);
    assert.ok(staff.every((count) => count >= 2));
  });

  it('has every approval and payment status and several currencies', () => {
    assert.equal(new Set(reports.map(({ approvalStatus }) => approvalStatus)).size, 13);
    assert.equal(new Set(reports.map(({ paymentStatus }) => paymentStatus)).size, 5);
    assert.ok(new Set(reports.map(({ currency }) => currency)).size >= 6);
    const entries = seeded.flatMap((one) => one.entries);
    assert.ok(new Set(entries.map(({ currency }) => currency)).size >= 8);
    assert.ok(new Set(entries.map(({ type }) => type)).size >= 15);
  });

  it('adds entries up to totals, to the cent', () => {
    for (const { report, entries } of seeded) {
      assert.ok(entries.length >= 3 && entries.length <= 8, report.name);
      const totals = addUp(entries, report.currency);
      const scale = report.currency === 'JPY' ? 1 : 100;
      const units = entries.map((entry) => postedAmount(entry, report.currency) * scale).map(Math.round);
      assert.equal(
        Math.round(totals.total * scale),
        units.reduce((sum, unit) => sum + unit, 0),
      );
      assert.equal(Math.round((totals.personal + totals.claimed) * scale), Math.round(totals.total * scale));
      assert.equal(
        Math.round((totals.dueEmployee + totals.dueCompanyCard) * scale),
        Math.round(totals.claimed * scale),
      );
      assert.ok(
        entries.every(({ amount, currency }) => amount > 0 && (currency !== 'JPY' || Number.isInteger(amount))),
      );
    }
  });

  it('lives in the last two years, in an order that can happen', () => {
    for (const { report, entries } of seeded) {
      const moments = [
        report.createdAt,
        report.submittedAt,
        report.processingPaymentAt,
        report.paidAt,
        report.modifiedAt,
      ];
      const times = [...moments.filter((moment) => moment !== undefined), NOON].map((moment) => moment.getTime());
      assert.deepEqual(
        times,
        times.toSorted((a, b) => a - b),
        report.name,
      );
      assert.ok(NOON.getTime() - report.createdAt.getTime() < 731 * DAY_MS);
      assert.ok(entries.every(({ transactionDate }) => transactionDate < report.createdAt));
    }
  });

  it('is the same in every run but for its dates, which move with the clock', () => {
    assert.deepEqual(found(NOON), seeded);
    const later = found(new Date(NOON.getTime() + 400 * DAY_MS));
    assert.deepEqual(
      later.map(({ report, entries }) => [report.id, entries.map(({ id, amount }) => [id, amount])]),
      seeded.map(({ report, entries }) => [report.id, entries.map(({ id, amount }) => [id, amount])]),
    );
    assert.equal((later[0]?.report.createdAt.getTime() ?? 0) - (reports[0]?.createdAt.getTime() ?? 0), 400 * DAY_MS);
  });

  it('has eighty trips whose bookings lie inside them', () => {
    const trips = seedTrips(company, new SeededRandom(7), NOON);
    assert.equal(trips.length, 80);
    assert.equal(new Set(trips.map(({ id }) => id)).size, 80);
    for (const trip of trips) {
      assert.ok(trip.createdAt <= trip.modifiedAt && trip.modifiedAt < NOON && trip.createdAt < trip.start, trip.name);
      assert.ok(trip.start < trip.end);
    }
  });
});
