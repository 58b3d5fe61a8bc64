// What the validators share: where documents are found, and how problems are told.
import fs from 'node:fs';
import path from 'node:path';
import {createRequire} from 'node:module';

// Exit status that ctest shows as "skipped".
export const kSkipped = 77;

// Loads a package out of the folder that tools/test installs; skips the test visibly without it.
export function requirePackage(folder, name) {
  try {
    return createRequire(path.join(path.resolve(folder), 'package.json'))(name);
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    console.log(`skipped: ${name} is not installed in ${folder} (tools/test does that)`);
    process.exit(kSkipped);
  }
}

function filesBelow(folder) {
  return fs.readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(name) : [name];
  }).sort();
}

// The outputs of all golden cases: [{name, text, status}], the version filled in. `status` is the
// exit status of the case.
export function goldenOutputs(folder, version) {
  const outputs = [];
  for (const name of fs.readdirSync(folder).sort()) {
    const golden = path.join(folder, name);
    if (!fs.existsSync(path.join(golden, 'status'))) continue;
    const status = Number(fs.readFileSync(path.join(golden, 'status'), 'utf8'));
    const files = [path.join(golden, 'stdout')];
    if (fs.existsSync(path.join(golden, 'files'))) files.push(...filesBelow(path.join(golden, 'files')));
    for (const file of files) {
      if (!fs.existsSync(file)) continue;
      const text = fs.readFileSync(file, 'utf8').replaceAll('@VERSION@', version);
      outputs.push({name: path.relative(folder, file), text, status});
    }
  }
  return outputs;
}

// Collects problems, and ends the test.
export class Problems {
  #lines = [];

  add(document, problem) {
    this.#lines.push(`${document}: ${problem}`);
  }

  check(document, condition, problem) {
    if (!condition) this.add(document, problem);
  }

  get count() {
    return this.#lines.length;
  }

  get lines() {
    return this.#lines;
  }

  finish(checked) {
    for (const line of this.#lines) console.log(line);
    console.log(`${checked}; ${this.#lines.length} problems`);
    process.exit(this.#lines.length === 0 ? 0 : 1);
  }
}
