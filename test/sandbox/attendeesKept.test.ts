import assert from 'node:assert/strict';
import { AttendeeBook } from '../../src/sandbox/attendees/attendeeBook.js';
import { AttendeeTypeBook } from '../../src/sandbox/attendees/attendeeTypes.js';
import { keepAttendees } from '../../src/sandbox/attendees/keptAttendees.js';
import { seedAttendees } from '../../src/sandbox/attendees/seedAttendees.js';
import { STANDARD_TYPES } from '../../src/sandbox/attendees/standardTypes.js';
import { Company } from '../../src/sandbox/company/company.js';
import { SeededRandom } from '../../src/sandbox/company/seededRandom.js';
import { ReportBook } from '../../src/sandbox/expense/reportBook.js';

describe('keepAttendees', () => {
  it('brings back attendees, their former versions and types through a file', () => {
    const book = new AttendeeBook();
    const types = new AttendeeTypeBook(STANDARD_TYPES);
    seedAttendees(book, new Company(), new ReportBook([]), new SeededRandom(1));
    const [noor] = book.attendees;
    assert.ok(noor);
    book.save({ ...noor, title: undefined, versionNumber: 2 });
    const file = JSON.stringify(keepAttendees(book, types).save());

    const [loaded, loadedTypes] = [new AttendeeBook(), new AttendeeTypeBook([])];
    keepAttendees(loaded, loadedTypes).load(JSON.parse(file));
    assert.deepEqual(JSON.parse(JSON.stringify(keepAttendees(loaded, loadedTypes).save())), JSON.parse(file));
    assert.equal(loaded.find(noor.uuid)?.title, undefined);
    assert.equal(loaded.findVersion(noor, 1)?.title, noor.title);
    assert.equal(loadedTypes.find('spouse')?.isPublic, false);
  });
});
