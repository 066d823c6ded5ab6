import type { SandboxApp, SandboxCall, SandboxContext } from '../context.js';
import { administratorsOnly } from '../identity/administratorsOnly.js';
import { answerXmlOrJson } from '../protocol/answers.js';
import { readXmlBody } from '../protocol/bodies.js';
import { formatDateTime } from '../protocol/moments.js';
import { Refusal } from '../protocol/refusal.js';
import type { WireRecord } from '../protocol/xml.js';
import { type ExtractDefinition, extractDefinitions, extractFiles, extractName } from './extractDefinition.js';
import { type ExtractJob, statusOf } from './extractJob.js';
import { ExtractJobs } from './extractJobs.js';
import { answerFiles } from './fileAnswer.js';

const NAMESPACE = 'http://www.concursolutions.com/api/expense/extract/2010/02';
const LIST = '/api/expense/extract/v1.0';
const DEFINITION = `${LIST}/:definitionId`;
const JOBS = `${DEFINITION}/job`;
const JOB = `${JOBS}/:jobId`;

/** Extracts v1 (/api-reference/common/extracts/v1.extracts.html). */
export function registerExtracts(app: SandboxApp, context: SandboxContext): void {
  const { reports } = context.books;
  const definitions = extractDefinitions(context.company);
  const jobs = new ExtractJobs(definitions, context.random.fork('extracts'), context.now);
  context.state.keep('extracts', jobs);
  const allowed = context.allow('EXTRCT');

  const findDefinition = (call: SandboxCall): ExtractDefinition => {
    const id = call.req.param('definitionId') ?? '';
    const definition = definitions.find((known) => known.id === id);
    if (!definition) throw new Refusal(404, `The company has no extract definition ${id}.`);
    return definition;
  };

  const findJob = (call: SandboxCall): ExtractJob => {
    const definition = findDefinition(call);
    const id = call.req.param('jobId') ?? '';
    const job = jobs.ofDefinition(definition.id).find((known) => known.id === id);
    if (!job) throw new Refusal(404, `The extract ${definition.name} has no job ${id}.`);
    return job;
  };

  const urlOf = ({ id }: ExtractDefinition): string => `${context.url}${LIST}/${id}`;

  const viewDefinition = (definition: ExtractDefinition): WireRecord => ({
    id: urlOf(definition),
    'job-link': `${urlOf(definition)}/job`,
    name: definition.name,
  });

  const viewJob = (job: ExtractJob): WireRecord => {
    const url = `${context.url}${LIST}/${job.definitionId}/job/${job.id}`;
    const status = statusOf(job, context.now());
    return {
      id: url,
      'status-link': `${url}/status`,
      'start-time': formatDateTime(job.startsAt),
      ...(status === 'Completed' ? { 'stop-time': formatDateTime(job.endsAt) } : {}),
      status,
      ...(status === 'Completed' ? { 'file-link': `${url}/file` } : {}),
    };
  };

  const answerJob = (call: SandboxCall): Response =>
    answerXmlOrJson(call, 'job', viewJob(findJob(call)), 200, NAMESPACE);

  app.get(LIST, allowed, administratorsOnly, (call) =>
    answerXmlOrJson(call, 'definitions', { definition: definitions.map(viewDefinition) }, 200, NAMESPACE),
  );

  app.get(DEFINITION, allowed, administratorsOnly, (call) =>
    answerXmlOrJson(call, 'definition', viewDefinition(findDefinition(call)), 200, NAMESPACE),
  );

  app.get(JOBS, allowed, administratorsOnly, (call) => {
    const found = jobs.ofDefinition(findDefinition(call).id).map(viewJob);
    return answerXmlOrJson(call, 'jobs', { job: found }, 200, NAMESPACE);
  });

  app.post(JOBS, allowed, administratorsOnly, async (call) => {
    const definition = findDefinition(call);
    requireSameId(definition, (await readXmlBody(call, 'definition')).id);
    const view = viewJob(jobs.start(definition.id));
    call.header('Location', String(view.id));
    return answerXmlOrJson(call, 'job', view, 201, NAMESPACE);
  });

  app.get(JOB, allowed, administratorsOnly, answerJob);
  app.get(`${JOB}/status`, allowed, administratorsOnly, answerJob);

  app.get(`${JOB}/file`, allowed, administratorsOnly, (call) => {
    const [definition, job] = [findDefinition(call), findJob(call)];
    if (statusOf(job, context.now()) !== 'Completed') {
      throw new Refusal(404, 'The job has not ended, so there is no file yet.');
    }
    const all = reports.reports.map((report) => ({ report, entries: reports.entriesOf(report.id) }));
    return answerFiles(call, extractName(job.startsAt), extractFiles(definition, all, job.startsAt), job.startsAt);
  });
}

/** The body of a new job names its definition once more, by an address that may hold another host or `%24`. */
function requireSameId({ id, name }: ExtractDefinition, given: unknown): void {
  if (typeof given !== 'string' || given === '') throw new Refusal(400, 'The element id is missing in definition.');
  const last = given.trim().replace(/\/$/, '').split('/').at(-1) ?? '';
  if (last.replaceAll(/%24/g, '$') !== id) throw new Refusal(400, `The id in the body is not that of ${name}.`);
}
