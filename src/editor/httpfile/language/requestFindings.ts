import { Diagnostic, DiagnosticSeverity, DiagnosticTag, languages, type TextDocument, workspace } from 'vscode';
import { checkVariable } from '../../../httpassist/checkSecrets.js';
import { checkRequest } from '../../../httpassist/checkSection.js';
import { checkVariables, type KnownNames } from '../../../httpassist/checkVariables.js';
import type { AssistFinding, TextChange } from '../../../httpassist/finding.js';
import type { HttpFinding } from '../../../httpfile/nodes.js';
import type { ParsedHttpFile } from '../../../httpfile/parse.js';
import type { PlacedSection } from '../../../httpfile/placed.js';
import type { Section } from '../../../httpfile/section.js';
import type { Disposable } from '../../../kernel/disposable.js';
import { DisposableStore } from '../../../kernel/disposable.js';
import type { TextRange } from '../../../kernel/text.js';
import { toRange } from '../positions.js';
import { type Assist, isRequestFile } from './assist.js';

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  hint: DiagnosticSeverity.Hint,
} as const;

/** A pause in typing after which a file is looked at again. */
const PAUSE_MS = 200;
/** In a file of more lines than this, buttons and outline come first. */
const LARGE_LINES = 5000;
const LARGE_PAUSE_MS = 2000;
/** How long sections are looked at in one go, before others get their turn. */
const SLICE_MS = 5;
/** More squiggles than this nobody reads; the editor would only grow slow. */
const MOST_FINDINGS = 1000;

/** What was found in a section when it stood at a line. */
interface Checked {
  readonly context: string;
  readonly line: number;
  readonly findings: readonly AssistFinding[];
}

/** Shows what the parser and the catalogue found in open request files, at its place and in the Problems view. */
export class RequestFindings implements Disposable {
  readonly #store = new DisposableStore();
  readonly #diagnostics = this.#store.add(languages.createDiagnosticCollection('concur'));
  readonly #assist: Assist;
  readonly #pending = new Map<TextDocument, NodeJS.Timeout>();
  readonly #found = new WeakMap<TextDocument, readonly AssistFinding[]>();
  readonly #checked = new WeakMap<Section, Checked>();
  #turn = 0;

  constructor(assist: Assist) {
    this.#assist = assist;
    this.#store.add(workspace.onDidOpenTextDocument((document) => this.#checkSoon(document, 0)));
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => this.#checkSoon(document, PAUSE_MS)));
    this.#store.add(assist.surroundings.onDidChange(() => this.#checkAll()));
    this.#store.add(
      workspace.onDidCloseTextDocument((document) => {
        clearTimeout(this.#pending.get(document));
        this.#pending.delete(document);
        this.#diagnostics.delete(document.uri);
      }),
    );
    this.#checkAll();
  }

  /** What was found when the document was last looked at. */
  of(document: TextDocument): readonly AssistFinding[] {
    return this.#found.get(document) ?? [];
  }

  dispose(): void {
    for (const timer of this.#pending.values()) clearTimeout(timer);
    this.#store.dispose();
  }

  #checkAll(): void {
    for (const document of workspace.textDocuments) this.#checkSoon(document, 0);
  }

  #checkSoon(document: TextDocument, pauseMs: number): void {
    if (document.languageId !== 'http') return;
    clearTimeout(this.#pending.get(document));
    this.#pending.set(
      document,
      setTimeout(
        () => {
          this.#pending.delete(document);
          void this.#check(document);
        },
        document.lineCount > LARGE_LINES ? LARGE_PAUSE_MS : pauseMs,
      ),
    );
  }

  /** First what the parser knows, at once; then, section by section, what takes the catalogue. */
  async #check(document: TextDocument): Promise<void> {
    if (!isRequestFile(document)) return;
    const { version } = document;
    const file = this.#assist.parse(document);
    this.#show(document, file.findings, this.of(document));
    const known = await this.#assist.known(document);
    const found = await this.#checkSections(
      document,
      file,
      known,
      () => document.version !== version || document.isClosed,
    );
    if (!found) return;
    this.#found.set(document, found);
    this.#show(document, file.findings, found);
  }

  /** @returns undefined when the document changed meanwhile */
  async #checkSections(
    document: TextDocument,
    file: ParsedHttpFile,
    known: KnownNames,
    isOver: () => boolean,
  ): Promise<readonly AssistFinding[] | undefined> {
    const context = contextOf(file, known, this.#turnOf(known));
    const catalog = await this.#assist.catalog();
    const variableValue = this.#assist.variableValue(document, known.outside);
    const found: AssistFinding[] = [];
    let since = performance.now();
    for (const placed of file.sections) {
      const earlier = this.#checked.get(placed.section);
      let findings = earlier?.context === context ? moveAll(earlier.findings, placed.line - earlier.line) : undefined;
      if (!findings) {
        findings = await this.#checkSection(placed, (request) => checkRequest(request, catalog, variableValue), known);
        this.#checked.set(placed.section, { context, line: placed.line, findings });
        if (performance.now() - since > SLICE_MS) {
          await new Promise((resolve) => setTimeout(resolve));
          since = performance.now();
        }
      }
      if (isOver()) return undefined;
      found.push(...findings);
    }
    return found;
  }

  async #checkSection(
    placed: PlacedSection,
    check: (request: PlacedSection['requests'][number]) => Promise<readonly AssistFinding[]>,
    known: KnownNames,
  ): Promise<readonly AssistFinding[]> {
    const ofRequests: AssistFinding[] = [];
    for (const request of placed.requests) ofRequests.push(...(await check(request)));
    return [
      ...checkVariables(placed, this.#assist.words, known),
      ...placed.variables.flatMap(checkVariable),
      ...ofRequests,
    ];
  }

  readonly #turns = new WeakMap<object, number>();

  /** Tells surroundings apart that were read anew. */
  #turnOf({ outside }: KnownNames): number {
    const turn = this.#turns.get(outside) ?? ++this.#turn;
    this.#turns.set(outside, turn);
    return turn;
  }

  #show(document: TextDocument, parsed: readonly HttpFinding[], found: readonly AssistFinding[]): void {
    const all = [...parsed, ...found].slice(0, MOST_FINDINGS);
    this.#diagnostics.set(
      document.uri,
      all.map(({ range, message, severity, code }) => {
        const diagnostic = new Diagnostic(toRange(range), message, SEVERITIES[severity]);
        diagnostic.source = 'Concur';
        diagnostic.code = code;
        if (code === 'deprecated' || code === 'retired') diagnostic.tags = [DiagnosticTag.Deprecated];
        return diagnostic;
      }),
    );
  }
}

/** Whatever beyond a section's own text its findings depend on. */
function contextOf(file: ParsedHttpFile, { requests }: KnownNames, turn: number): string {
  return JSON.stringify([turn, [...requests], file.variables.map(({ name, value }) => [name, value])]);
}

function moveAll(findings: readonly AssistFinding[], lines: number): readonly AssistFinding[] {
  if (lines === 0) return findings;
  const moveChange = ({ range, newText }: TextChange): TextChange => ({ range: move(range, lines), newText });
  return findings.map((finding) => ({
    ...finding,
    range: move(finding.range, lines),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      changes: fix.changes.map(moveChange),
      ...(fix.secret ? { secret: move(fix.secret, lines) } : {}),
    })),
  }));
}

function move({ start, end }: TextRange, lines: number): TextRange {
  return { start: { ...start, line: start.line + lines }, end: { ...end, line: end.line + lines } };
}
