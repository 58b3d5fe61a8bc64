// Judges SARIF documents by the JSON Schema of SARIF 2.1.0 and by what neither the schema nor the
// SARIF Multitool notices.
import fs from 'node:fs';
import {kHostile} from './json_rules.mjs';

const kMaximumInteger = 2 ** 31 - 1;  // Of viewers: a larger one makes them drop the document.
const kMaximumPlaces = 101;  // Of one result.

// Calls visit(value, pointer) for every value outside property bags.
function walk(value, visit, pointer = '') {
  visit(value, pointer);
  if (value === null || typeof value !== 'object') return;
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'properties') walk(member, visit, `${pointer}/${key}`);
  }
}

function checkValues(document, report) {
  walk(document, (value, pointer) => {
    if (typeof value === 'number' && Number.isInteger(value) && value > kMaximumInteger) {
      report(`${pointer} is too large: ${value}`);
    }
    if (value === '') report(`${pointer} is empty`);
    if (/\/(uri|uriBaseId)$/u.test(pointer) && /^(\/|file:)/u.test(value)) {
      report(`${pointer} is absolute: ${value}`);
    }
  });
}

// An object that points into a list must mean the element it names.
function checkReferences(run, report) {
  const {driver} = run.tool;
  const taxa = run.taxonomies?.[0]?.taxa ?? [];
  const same = (reference, list, key, pointer) => {
    if (reference.index === undefined) return;
    const element = list[reference.index];
    if (!element) report(`${pointer}: index ${reference.index} is out of range`);
    else if (reference[key] !== undefined && reference[key] !== element[key]) {
      report(`${pointer}: ${key} is not that of element ${reference.index}`);
    }
  };
  walk(run, (value, pointer) => {
    if (value === null || typeof value !== 'object') return;
    if (pointer.endsWith('/artifactLocation')) {
      same(value, run.artifacts.map((artifact) => artifact.location), 'uri', pointer);
    }
    if (pointer.endsWith('/descriptor')) same(value, driver.notifications, 'id', pointer);
    if (pointer.endsWith('/toolComponent') || /\/supportedTaxonomies\/\d+$/u.test(pointer)) {
      same(value, run.taxonomies ?? [], 'name', pointer);
      same(value, run.taxonomies ?? [], 'guid', pointer);
    }
    if (/\/results\/\d+\/taxa\/\d+$/u.test(pointer) || pointer.endsWith('/target')) {
      same(value, taxa, 'id', pointer);
      if (!taxa.some((taxon) => taxon.id === value.id && taxon.guid === value.guid)) {
        report(`${pointer}: no such taxon`);
      }
    }
    if (value.parentIndex !== undefined && !run.artifacts[value.parentIndex]) {
      report(`${pointer}: parentIndex is out of range`);
    }
  });
  for (const artifact of run.artifacts ?? []) {
    if (artifact.parentIndex !== undefined && artifact.location.uri.startsWith('/')) {
      report('a member begins with a slash');
    }
  }
}

// The findings of a check of rule files, not the matches of a scan.
function isLint(run) {
  return run.automationDetails.id === 'trailsift/lint/';
}

// A fix replaces what its result points at.
function checkFixes(run, report) {
  for (const [i, {fixes = [], locations}] of run.results.entries()) {
    const {artifactLocation, region} = locations[0].physicalLocation;
    for (const {artifactChanges} of fixes) {
      const [change] = artifactChanges;
      const [{deletedRegion, insertedContent}] = change.replacements;
      if (change.artifactLocation.index !== artifactLocation.index) {
        report(`result ${i}: the fix is in another file`);
      }
      for (const key of ['startLine', 'startColumn', 'endColumn']) {
        if (deletedRegion[key] !== region[key]) report(`result ${i}: the fix is elsewhere`);
      }
      if (!insertedContent.text) report(`result ${i}: the fix is empty`);
    }
  }
}

function checkLintSummary(run, report) {
  const {summary} = run.properties.trailsift;
  const count = summary.errors + summary.warnings + summary.notes;
  if (count !== summary.results.total) report('the summary does not add up');
  if (run.tool.driver.rules.some(({id}, i, rules) => rules.findIndex((r) => r.id === id) !== i)) {
    report('a code stands twice');
  }
}

function checkRules(run, report) {
  for (const rule of run.tool.driver.rules) {
    const {properties} = rule;
    if (rule.name.length > 255) report(`${rule.id}: name is too long`);
    for (const text of [rule.shortDescription.text, rule.fullDescription.text]) {
      if (text.length > 1024) report(`${rule.id}: a description is too long`);
    }
    if (!rule.help?.text || !rule.help.markdown) report(`${rule.id}: help lacks text or markdown`);
    if (properties.tags[0] !== 'security' || properties.tags.length > 10) {
      report(`${rule.id}: tags are wrong`);
    }
    if (isLint(run)) {
      if ('security-severity' in properties) report(`${rule.id}: a finding is no vulnerability`);
    } else if (!/^\d+\.\d$/u.test(properties['security-severity'])) {
      report(`${rule.id}: security-severity is no string with a number`);
    }
    if (rule.helpUri && !/^https?:\/\//u.test(rule.helpUri)) report(`${rule.id}: helpUri is no link`);
  }
  for (const notification of run.tool.driver.notifications) {
    if (!notification.fullDescription?.text || !notification.help?.text) {
      report(`${notification.id}: a notification needs a description and help`);
    }
  }
}

function checkResults(run, report) {
  const fingerprints = new Set();
  for (const [i, result] of run.results.entries()) {
    const rule = run.tool.driver.rules[result.ruleIndex];
    if (rule?.id !== result.ruleId) report(`result ${i}: ruleIndex is not that of the rule`);
    if (/[\r\n]/u.test(result.message.text)) report(`result ${i}: the message has line breaks`);
    if (/(^|[^\\])[[\]]/u.test(result.message.text)) {
      report(`result ${i}: the message has a bracket that makes a link`);
    }
    const fingerprint = result.partialFingerprints.primaryLocationLineHash;
    if (!/^[0-9a-f]{16}:[1-9]\d*$/u.test(fingerprint)) report(`result ${i}: odd fingerprint`);
    if (fingerprints.has(fingerprint)) report(`result ${i}: fingerprint is not unique`);
    fingerprints.add(fingerprint);
    if (result.locations.length !== 1) report(`result ${i}: needs one location`);
    const related = result.relatedLocations ?? [];
    for (const {physicalLocation} of [...result.locations, ...related]) {
      checkRegion(physicalLocation.region, `result ${i}`, report);
    }
    if (new Set(related.map(({id}) => id)).size !== related.length) {
      report(`result ${i}: ids of related locations repeat`);
    }
    if (!isLint(run) && related.length + 1 !==
        Math.min(result.properties.matches ?? 1, kMaximumPlaces)) {
      report(`result ${i}: does not point at all matches of the alert`);
    }
  }
}

function checkRegion(region, where, report) {
  if (!region) return;
  const endLine = region.endLine ?? region.startLine;
  if (endLine < region.startLine ||
      endLine === region.startLine && region.endColumn < region.startColumn) {
    report(`${where}: ends before it begins`);
  }
  if ('byteOffset' in region) report(`${where}: byteOffset in the region`);
}

function checkInvocation(run, report) {
  const [invocation] = run.invocations;
  const successful = invocation.exitCode === 0 || invocation.exitCode === 1;
  if (invocation.executionSuccessful !== successful) report('executionSuccessful is wrong');
  if (successful && invocation.toolExecutionNotifications.some(({level}) => level === 'error')) {
    report('successful in spite of an error');
  }
  for (const name of ['commandLine', 'account', 'machine', 'workingDirectory', 'arguments']) {
    if (name in invocation) report(`the invocation tells the ${name}`);
  }
}

export class SarifJudge {
  #validate;
  #jsonJudge;

  // `schemaFile`: the JSON Schema of SARIF 2.1.0.
  constructor(ajvClass, addFormats, schemaFile, jsonJudge) {
    const ajv = new ajvClass({strict: false, allErrors: true});
    addFormats(ajv);
    const schema = JSON.parse(fs.readFileSync(schemaFile, 'utf8'));
    delete schema.$schema;
    this.#validate = ajv.compile(schema);
    this.#jsonJudge = jsonJudge;
  }

  // Calls `report` with each problem of the document.
  judge(text, status, report) {
    let document;
    try {
      document = JSON.parse(text);
    } catch (error) {
      report(`no JSON: ${error.message}`);
      return;
    }
    if (!this.#validate(document)) {
      for (const error of this.#validate.errors) report(`${error.instancePath} ${error.message}`);
      return;
    }
    if (kHostile.test(text.replaceAll('\n', ''))) report('a hostile character stands raw');
    if (document.runs.length !== 1) report('there must be one run');
    const [run] = document.runs;
    checkValues(document, report);
    checkReferences(run, report);
    checkRules(run, report);
    checkResults(run, report);
    checkInvocation(run, report);
    if (run.columnKind !== 'utf16CodeUnits') report('columnKind is wrong');
    if (run.originalUriBaseIds.SRCROOT.uri !== undefined) report('SRCROOT has a uri');
    if (run.invocations[0].exitCode !== status) report(`exitCode is not ${status}`);
    checkFixes(run, report);
    const {results, ...summary} = run.properties.trailsift.summary;
    if (isLint(run)) checkLintSummary(run, report);
    else {
      this.#jsonJudge.judgeSummary(summary, report);
      this.#jsonJudge.judgeSources(run.properties.trailsift, summary, report);
    }
    const {matches, alerts} = summary;
    const wanted = isLint(run) ? results.total
                               : alerts?.total ?? matches.total - matches.signals;
    if (results.written !== run.results.length || results.total !== wanted ||
        results.omitted !== results.total - results.written) {
      report('the summary miscounts the results');
    }
  }
}
