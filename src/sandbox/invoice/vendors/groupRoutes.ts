import type { SandboxApp, SandboxContext } from '../../context.js';
import { required } from '../../expense/wireFields.js';
import { readObjectBody } from '../../protocol/bodies.js';
import { Query } from '../../protocol/query.js';
import { Refusal } from '../../protocol/refusal.js';
import { readList } from '../textRecord.js';
import { type RecordStatus, viewStatus } from './recordStatus.js';
import type { Vendor } from './vendor.js';
import type { VendorBook } from './vendorBook.js';
import { answerCollection } from './vendorView.js';

const NAMES = { plural: 'VendorGroups', singular: 'VendorGroup' };

/** Vendor Groups v3 and v3.1: vendors are put into groups and taken out; groups are read with the vendors. */
export function registerVendorGroups(app: SandboxApp, context: SandboxContext, book: VendorBook): void {
  const allowed = context.allow('INVVEN');
  const find = (query: Query): Vendor => {
    const vendorCode = required('vendorCode', query.text('vendorCode'));
    const addressCode = required('addressCode', query.text('addressCode'));
    const vendor = book.findByCodes(vendorCode, addressCode);
    if (vendor) return vendor;
    throw new Refusal(400, `There is no vendor ${vendorCode} with the address ${addressCode}.`);
  };

  for (const path of ['/api/v3.0/invoice/vendor/groups', '/api/v3.1/invoice/vendor/groups']) {
    app.put(path, allowed, async (call) => {
      const bodies = readList('VendorGroup', (await readObjectBody(call, NAMES.plural)).VendorGroup);
      const vendor = find(new Query(new URL(call.req.url).searchParams));
      if (bodies.length === 0) throw new Refusal(400, 'VendorGroup is missing; send one or more.');
      const names = bodies.map(({ Name }) => required('Name', typeof Name === 'string' ? Name.trim() : undefined));
      const known = new Set(vendor.groups);
      const records = names.map((Name, index) => {
        const status: RecordStatus = known.has(Name)
          ? { type: 'WARNING', message: 'The vendor is in the group already.' }
          : { type: 'SUCCESS', message: 'The group was added.' };
        known.add(Name);
        return { Name, StatusList: [viewStatus(status, index + 1)] };
      });
      book.save({ ...vendor, groups: [...known] });
      return answerCollection(call, NAMES, records, { nextPage: null, totalCount: records.length });
    });

    app.delete(path, allowed, (call) => {
      const query = new Query(new URL(call.req.url).searchParams);
      const vendor = find(query);
      const name = required('groupName', query.text('groupName'));
      const status: RecordStatus = vendor.groups.includes(name)
        ? { type: 'SUCCESS', message: 'The group was removed.' }
        : { type: 'ERROR', message: 'The vendor is not in the group.' };
      book.save({ ...vendor, groups: vendor.groups.filter((group) => group !== name) });
      const records = [{ Name: name, StatusList: [viewStatus(status, 1)] }];
      return answerCollection(call, NAMES, records, { nextPage: null, totalCount: 1 });
    });
  }
}
