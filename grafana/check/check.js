// Writes each dashboard as a TypeScript literal, so that its values are not widened, and lets the compiler judge.
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const here = dirname(fileURLToPath(import.meta.url));
const dashboards = process.argv[2] ?? join(here, '..', 'dashboards');
const out = join(here, 'node_modules', '.dashboards');
mkdirSync(out, { recursive: true });
const files = readdirSync(dashboards)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const target = join(out, basename(file, '.json') + '.ts');
    const json = readFileSync(join(dashboards, file), 'utf8');
    writeFileSync(target, `import type { Dashboard } from '../../schema';\nexport const dashboard: Dashboard = ${json};\n`);
    return target;
  });
const program = ts.createProgram(files, {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
});
const complaints = ts.getPreEmitDiagnostics(program);
for (const complaint of complaints) {
  const place = complaint.file?.getLineAndCharacterOfPosition(complaint.start ?? 0);
  console.error(
    `${complaint.file ? basename(complaint.file.fileName) : ''}:${place ? place.line : ''} ` +
      ts.flattenDiagnosticMessageText(complaint.messageText, '\n'),
  );
}
console.log(`${files.length} dashboards, ${complaints.length} complaints`);
process.exit(files.length === 0 || complaints.length > 0 ? 1 : 0);
