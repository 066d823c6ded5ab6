import { RankedBook } from '../rankedBook.js';
import type { Vendor } from './vendor.js';

/** What is told of a vendor to find the one that an invoice is paid to. */
export interface VendorHint {
  readonly VendorCode?: string | undefined;
  readonly AddressCode?: string | undefined;
  readonly Name?: string | undefined;
  readonly Address1?: string | undefined;
  readonly PostalCode?: string | undefined;
}

/** The vendors of the company, in memory. */
export class VendorBook extends RankedBook<Vendor> {
  /** The vendor at one address; letter case does not matter. */
  findByCodes(vendorCode: string, addressCode: string): Vendor | undefined {
    return this.withCode(vendorCode).find(({ fields }) => isSame(fields.AddressCode, addressCode));
  }

  /** A vendor at all of its addresses. */
  withCode(vendorCode: string): readonly Vendor[] {
    return this.all.filter(({ fields }) => isSame(fields.VendorCode, vendorCode));
  }

  /** All vendors that fit everything that is told. */
  matching({ Name, ...codes }: VendorHint): readonly Vendor[] {
    const told = Object.entries({ ...codes, VendorName: Name }).filter(([, value]) => value !== undefined);
    if (told.length === 0) return [];
    return this.all.filter(({ fields }) => told.every(([name, value]) => isSame(fields[name], value)));
  }
}

function isSame(left: string | undefined, right: string | undefined): boolean {
  return left !== undefined && left.toLowerCase() === right?.toLowerCase();
}
