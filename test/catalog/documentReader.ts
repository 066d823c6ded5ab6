import { readdirSync, readFileSync } from 'node:fs';
import { dereference } from '@readme/openapi-parser';
import { parse } from 'yaml';
import {
  type ApiDocument,
  apiDocument,
  type OperationDocument,
  type ParameterDocument,
} from '../../src/catalog/document.js';

const apis = new URL('../../src/catalog/apis/', import.meta.url);

/** Names of all documents, e.g. `expense-reports-v3.yaml`. */
export const documentFiles: readonly string[] = readdirSync(apis).filter((file) => file.endsWith('.yaml'));

type OpenApi = Exclude<Parameters<typeof dereference>[0], string>;

/** One file as the YAML parser sees it; a fresh copy each time, for the OpenAPI parser changes what it is given. */
export function readDocument(file: string): OpenApi {
  return parse(readFileSync(new URL(file, apis), 'utf8'));
}

/** One file with every `$ref` replaced by what it names; one that leads back to itself stays. */
export async function resolveDocument(file: string): Promise<ApiDocument> {
  return apiDocument.parse(await resolveReferences(readDocument(file)));
}

/** A document with every `$ref` replaced by what it names; one that leads back to itself stays. */
export async function resolveReferences(document: OpenApi): Promise<unknown> {
  return dereference(document, { dereference: { circular: 'ignore' } });
}

/** An operation of a resolved document with all its parameters, those of its path included. */
export interface FoundOperation {
  /** e.g. `GET /api/v3.0/expense/reports` */
  readonly where: string;
  readonly operation: OperationDocument;
  readonly parameters: readonly ParameterDocument[];
}

/** Every operation of a resolved document. */
export function operationsOf(document: ApiDocument): FoundOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    (['get', 'post', 'put', 'patch', 'delete', 'head', 'options'] as const).flatMap((method) => {
      const operation = item[method];
      if (!operation) return [];
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])].flatMap((parameter) =>
        'name' in parameter ? [parameter] : [],
      );
      return [{ where: `${method.toUpperCase()} ${path}`, operation, parameters }];
    }),
  );
}
