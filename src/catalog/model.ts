/** What the catalogue knows of APIs and operations. OpenAPI's terms; Concur facts come from the documents in `apis/`. */

/** HTTP methods that OpenAPI knows, upper case as on the wire. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';

/** Where an API stands in Concur's deprecation policy. */
export type ApiStatus = 'current' | 'limited' | 'deprecated' | 'retired';

/**
 * How the lists of an API are paged.
 * - `none`: whole lists
 * - `offset`: `offset` and `limit`; the answer names the next page or its offset (v3: `NextPage`, never computed)
 * - `page`: numbered pages
 * - `page-url`: numbered pages whose answer holds the URL of the next one (Itinerary v1.1, Travel Profile v2)
 * - `cursor`: a token of the answer goes into the next request
 * - `scim`: `startIndex` and `count`, next page by arithmetic
 * - `link`: links with relations such as `next`
 */
export type Pagination = 'none' | 'offset' | 'page' | 'page-url' | 'cursor' | 'scim' | 'link';

/** The family whose error body an API answers with; `other`: one of its own, see the responses of its document. */
export type ErrorShape = 'oauth2' | 'v1' | 'v3' | 'v4' | 'scim' | 'other';

/** What an API speaks, in requests or answers. */
export type Format = 'json' | 'xml' | 'form' | 'multipart' | 'binary' | 'html';

/** Who makes the calls of an API: a client of Concur's, or Concur itself (callouts, which somebody else serves). */
export type Caller = 'client' | 'concur';

/** One API in one version, as the tree and the search need it. */
export interface ApiEntry {
  /** e.g. `expense-reports-v3` */
  readonly id: string;
  readonly title: string;
  /** e.g. `3.0` */
  readonly version: string;
  /** Product area, e.g. `Expense`. */
  readonly group: string;
  readonly status: ApiStatus;
  /** The day it was deprecated, e.g. `2021-04-16`, where Concur names one. */
  readonly deprecatedOn?: string;
  /** The day it was or will be switched off. */
  readonly retiredOn?: string;
  /** Id of the API to move to, when there is one. */
  readonly replacedBy?: string;
  /** Absolute URL of the public page; only an imported API may lack one. */
  readonly docs?: string;
  readonly summary: string;
  readonly caller: Caller;
  readonly formats: readonly Format[];
  readonly pagination: Pagination;
  readonly errorShape: ErrorShape;
  /** Set for an API that a person imported. */
  readonly own?: OwnApiOrigin;
  readonly operations: readonly OperationEntry[];
}

/** Where an imported API came from and where its calls go. */
export interface OwnApiOrigin {
  /** Path or URI of the file or folder that it was read from. */
  readonly source: string;
  /** Origin of its server, e.g. `https://api.example.com`; undefined when calls go to the connection's geolocation. */
  readonly server?: string;
}

/** One operation, as the tree and the search need it. */
export interface OperationEntry {
  /** Unique in the whole catalogue, e.g. `expense-reports-v3/listReports`. */
  readonly id: string;
  /** The part after the slash, e.g. `listReports`. */
  readonly name: string;
  readonly method: Method;
  /** Path template below the geolocation, e.g. `/api/v3.0/expense/reports/{id}`. */
  readonly path: string;
  /** Other path templates that reach the same operation. */
  readonly alsoAt?: readonly string[];
  /** What it acts on: the OpenAPI tag, e.g. `Reports`. */
  readonly resource: string;
  /** One line in our words, e.g. `List expense reports`. */
  readonly title: string;
  readonly scopes: readonly string[];
  readonly deprecated: boolean;
}

/** A JSON Schema (2020-12) as OpenAPI 3.1 embeds it; `$ref` points into `components.schemas` of the same document. */
export interface Schema {
  readonly [keyword: string]: unknown;
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** One input of an operation outside its body. */
export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly description: string;
  readonly schema: Schema;
  /** False: the items of a list go into one value, with commas; else each into a query parameter of its own. */
  readonly explode?: false;
  /** A value that fits the schema, where the document gives one. */
  readonly example?: unknown;
}

/** One way to write a body. */
export interface MediaType {
  /** e.g. `application/json` */
  readonly mediaType: string;
  readonly schema: Schema;
  /** A realistic body: a string for XML and text, a value for JSON and forms. */
  readonly example?: unknown;
}

/** Everything known of one operation. */
export interface Operation extends OperationEntry {
  /** Id of its API. */
  readonly api: string;
  readonly apiTitle: string;
  readonly version: string;
  readonly group: string;
  readonly docs?: string;
  readonly caller: Caller;
  /** Where its API stands; see {@link ApiEntry} for this and what follows. */
  readonly status: ApiStatus;
  readonly deprecatedOn?: string;
  readonly retiredOn?: string;
  readonly replacedBy?: string;
  readonly formats: readonly Format[];
  /** What a reader of the API's document should know: where public sources disagree, what is assumed. */
  readonly notes: readonly string[];
  /** Origin that its calls go to, where that is not the connection's geolocation. */
  readonly server?: string;
  readonly errorShape: ErrorShape;
  readonly pagination: Pagination;
  readonly description: string;
  /** False for calls that carry credentials in their own body, such as the token endpoint. */
  readonly needsToken: boolean;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: readonly MediaType[] };
  /** By status code, e.g. `200`. */
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: readonly MediaType[] }>
  >;
}
