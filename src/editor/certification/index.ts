import { commands, type Disposable, type LogOutputChannel, l10n, ProgressLocation, window, workspace } from 'vscode';
import { guard } from '../host/log.js';
import type { EvidenceService } from './evidenceService.js';

/** What the check of certification readiness needs. */
export interface CertificationNeeds {
  readonly evidence: EvidenceService;
  readonly log: LogOutputChannel;
}

/** The command that judges an application by what Concur's review asks, and opens the report as Markdown. */
export function registerCertification({ evidence, log }: CertificationNeeds): Disposable {
  return commands.registerCommand('concur.certify', () =>
    guard(log, async () => {
      const aborter = new AbortController();
      const report = await window.withProgress(
        {
          location: ProgressLocation.Notification,
          title: l10n.t('Checking certification readiness'),
          cancellable: true,
        },
        async (_, token) => {
          token.onCancellationRequested(() => aborter.abort());
          try {
            const found = await evidence.gather(aborter.signal);
            const { judgeReadiness } = await import('../../certification/readiness.js');
            const { writeReport } = await import('../../certification/report.js');
            return writeReport(judgeReadiness(found), new Date());
          } catch (error) {
            if (aborter.signal.aborted) return undefined;
            throw error;
          }
        },
      );
      if (report === undefined) return;
      const document = await workspace.openTextDocument({ language: 'markdown', content: report });
      await window.showTextDocument(document, { preview: false });
      await commands.executeCommand('markdown.showPreviewToSide');
    }),
  );
}
