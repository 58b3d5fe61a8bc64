// node check_sarif.mjs VALIDATORS SCHEMAS GOLDEN VERSION SCRATCH
//
// Judges every SARIF document among the golden outputs: by the JSON Schema of SARIF and the rules of
// sarif_rules.mjs, then by the SARIF Multitool with its rules for SARIF and for GitHub.
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import {goldenOutputs, Problems, requirePackage} from './documents.mjs';
import {JsonJudge} from './json_rules.mjs';
import {SarifJudge} from './sarif_rules.mjs';

const [validators, schemas, golden, version, scratch] = process.argv.slice(2);
const multitool = requirePackage(validators, '@microsoft/sarif-multitool-linux');
const judge = new SarifJudge(
    requirePackage(validators, 'ajv/dist/2020').default,
    requirePackage(validators, 'ajv-formats').default,
    path.join(path.dirname(multitool), 'sarif-2.1.0.json'),
    new JsonJudge(requirePackage(validators, 'ajv/dist/2020').default, schemas));
const problems = new Problems();

// The Multitool ends with status 0 whatever it finds, and says nothing at all about documents that
// it cannot read: each must have drawn a note.
function judgeByMultitool() {
  fs.chmodSync(multitool, 0o755);  // Its install script does that, which tools/test does not run.
  const verdict = path.join(scratch, 'verdict.json');
  const files = names.map((_, i) => path.join(scratch, `${i + 1}.sarif`));
  const options = [
    '--rule-kind', 'Sarif;Gh', '--level', 'Error;Warning;Note', '--kind', 'Fail', '--output', verdict,
    '--log', 'ForceOverwrite'
  ];
  execFileSync(multitool, ['validate', ...files, ...options],
               {env: {DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1'}, stdio: 'pipe'});
  const alive = new Set();
  for (const result of JSON.parse(fs.readFileSync(verdict, 'utf8')).runs[0].results ?? []) {
    const {uri} = result.locations[0].physicalLocation.artifactLocation;
    const name = names[Number(path.basename(uri, '.sarif')) - 1];
    alive.add(name);
    if (result.level !== 'note') {
      problems.add(name, `${result.ruleId}: ${JSON.stringify(result.message)}`);
    }
  }
  for (const name of names) {
    problems.check(name, alive.has(name), 'the SARIF Multitool did not read it');
  }
}

fs.rmSync(scratch, {recursive: true, force: true});
fs.mkdirSync(scratch, {recursive: true});
const names = [];
for (const {name, text, status} of goldenOutputs(golden, version)) {
  if (!/^\{\s*"\$schema":"[^"]*sarif/u.test(text)) continue;
  judge.judge(text, status, (problem) => problems.add(name, problem));
  names.push(name);
  fs.writeFileSync(path.join(scratch, `${names.length}.sarif`), text);
}
problems.check('golden cases', names.length > 0, 'no document to judge');

if (process.arch === 'x64') {
  judgeByMultitool();
} else {
  console.log('not judged by the SARIF Multitool, which is built for x86-64 only');
}
problems.finish(`${names.length} SARIF documents judged`);
