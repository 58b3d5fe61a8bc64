// node check_judges.mjs VALIDATORS SCHEMAS GOLDEN VERSION
//
// Proves that the judges judge: sound documents, spoilt in one way each, must be refused.
import path from 'node:path';
import {goldenOutputs, Problems, requirePackage} from './documents.mjs';
import {JsonJudge} from './json_rules.mjs';
import {SarifJudge} from './sarif_rules.mjs';

const [validators, schemas, golden, version] = process.argv.slice(2);
const ajv = requirePackage(validators, 'ajv/dist/2020').default;
const multitool = requirePackage(validators, '@microsoft/sarif-multitool-linux');
const jsonJudge = new JsonJudge(ajv, schemas);
const sarifJudge = new SarifJudge(ajv, requirePackage(validators, 'ajv-formats').default,
                                  path.join(path.dirname(multitool), 'sarif-2.1.0.json'), jsonJudge);
const problems = new Problems();
const outputs = goldenOutputs(golden, version);
const find = (name) => outputs.find((output) => output.name === path.join(name, 'stdout'));

// The region of a result; its properties; the first object of a list.
const place = (document) => document.runs[0].results[0].locations[0].physicalLocation;
const run = (document) => document.runs[0];

const sarifDamage = {
  'unknown level': (d) => { run(d).results[0].level = 'critical'; },
  'large integer': (d) => { place(d).region.startColumn = 2 ** 31; },
  'column behind its end': (d) => { place(d).region.startColumn = place(d).region.endColumn + 1; },
  'empty text': (d) => { run(d).results[0].message.text = ''; },
  'line break in a message': (d) => { run(d).results[0].message.text += '\n'; },
  'link in a message': (d) => { run(d).results[0].message.text += '[x](y)'; },
  'hostile character': (d) => { run(d).results[0].message.text += '\u202e'; },
  'rule index': (d) => { run(d).results[0].ruleIndex += 1; },
  'rule index out of range': (d) => { run(d).results[0].ruleIndex = 99; },
  'equal fingerprints': (d) => { run(d).results.push(run(d).results[0]); },
  'absolute path': (d) => { run(d).artifacts[0].location.uri = '/etc/passwd'; },
  'artifact index': (d) => { place(d).artifactLocation.index = 99; },
  'other artifact': (d) => { place(d).artifactLocation.uri += 'x'; },
  'unknown taxon': (d) => { run(d).results.find((r) => r.taxa).taxa[0].guid = run(d).taxonomies[0].guid; },
  'tag order': (d) => { run(d).tool.driver.rules[0].properties.tags.reverse(); },
  'numeric severity': (d) => { run(d).tool.driver.rules[0].properties['security-severity'] = 5; },
  'success': (d) => { run(d).invocations[0].executionSuccessful = false; },
  'exit code': (d) => { run(d).invocations[0].exitCode = 1; },
  'command line': (d) => { run(d).invocations[0].commandLine = 'x'; },
  'no results': (d) => { delete run(d).columnKind; },
  'unbalanced bytes': (d) => { run(d).properties.trailsift.summary.bytes.decoded += 1; },
  'unknown key': (d) => { run(d).extra = 1; },
};

const lintSarifDamage = {
  'security-severity': (d) => { run(d).tool.driver.rules[0].properties['security-severity'] = '5.0'; },
  'fix elsewhere': (d) => { run(d).results.find((r) => r.fixes).fixes[0].artifactChanges[0].replacements[0].deletedRegion.endColumn += 1; },
  'summary': (d) => { run(d).properties.trailsift.summary.notes += 1; },
};

const lintDamage = {
  'level': (d) => { d.findings[0].level = 'fatal'; },
  'count': (d) => { d.findings.pop(); },
  'no line': (d) => { d.findings[0].line = null; },
  'length': (d) => { d.findings[0].length += 1000; },
  'order': (d) => { const {code} = d.findings[0]; delete d.findings[0].code; d.findings[0].code = code; },
};

const reportDamage = {
  'missing key': (d) => { delete d.run.filters.since; },
  'missing key of a match': (d) => { delete d.matches[0].error_code; },
  'unknown key': (d) => { d.matches[0].location.extra = 1; },
  'unknown anomaly': (d) => { d.summary.anomalies.by_kind = {oddity: 1}; },
  'order': (d) => { const {schema} = d.matches[0]; delete d.matches[0].schema; d.matches[0].schema = schema; },
  'upper case': (d) => { d.matches[0].severity = 'Medium'; },
  'time': (d) => { d.matches[0].event_time = '2026-11-03 03:12:45'; },
  'fraction': (d) => { d.matches[0].event_time = '2026-11-03T03:12:45.120Z'; },
  'unbalanced bytes': (d) => { d.summary.bytes.damaged += 1; },
  'incomplete': (d) => { d.summary.complete = false; },
  'number of matches': (d) => { d.matches.pop(); },
  'counts': (d) => { d.summary.matches.by_severity.low += 1; },
  'sources': (d) => { d.summary.sources.read += 1; },
  'unknown rule': (d) => { d.matches[0].rule_id = 'x'; },
};

const sourcesDamage = {
  'account missing': (d) => { d.sources.pop(); },
  'unbalanced bytes': (d) => { d.sources[0].bytes.payload += 1; },
  'more bytes than the scan': (d) => { d.sources.push(d.sources[0]); },
  'clean one': (d) => { d.sources[0].anomaly_counts = {}; },
  'reason': (d) => { d.sources[0].reason = 'digest'; },
  'count': (d) => { d.sources[0].anomaly_counts = {checksum_mismatch: 99}; },
  'too many': (d) => { d.sources_omitted = 999; },
};

const sarifSourcesDamage = {
  'unbalanced bytes': (d) => { run(d).properties.trailsift.sources[0].bytes.payload += 1; },
};

const alertReportDamage = {
  'missing key': (d) => { delete d.alerts[0].window; },
  'unknown key': (d) => { d.alerts[0].extra = 1; },
  'order of keys': (d) => { const {schema} = d.alerts[0]; delete d.alerts[0].schema; d.alerts[0].schema = schema; },
  'order of alerts': (d) => { d.alerts.reverse(); },
  'order of matches': (d) => { d.alerts[0].matches.reverse(); },
  'order of signals': (d) => { d.signals.reverse(); },
  'number of alerts': (d) => { d.alerts.pop(); },
  'number of signals': (d) => { d.signals.pop(); },
  'count': (d) => { d.alerts[0].count += 1; },
  'threshold': (d) => { d.alerts[0].threshold = 9; },
  'severity': (d) => { d.alerts[0].severity = 'low'; },
  'window': (d) => { d.alerts[0].window.end = d.alerts[0].last_time; },
  'last time': (d) => { d.alerts[0].last_time = d.alerts[0].first_time; },
  'match of another rule': (d) => { d.alerts[0].matches[0].rule_id = d.signals[0].rule_id; },
  'match of another alert': (d) => { d.alerts[0].matches[0].dedup += 'x'; },
  'match in two places': (d) => { d.summary.alerts.matches_below_threshold += 1; },
  'no counts of alerts': (d) => { delete d.summary.alerts; },
  'severity of a signal': (d) => { d.signals[0].severity = 'low'; },
};

const alertSarifDamage = {
  'repeated id': (d) => { run(d).results[0].relatedLocations.forEach((r) => { r.id = 1; }); },
  'missing place': (d) => { run(d).results[0].relatedLocations.pop(); },
  'region of a related place': (d) => { run(d).results[0].relatedLocations[0].physicalLocation.region.endLine = 0; },
  'number of results': (d) => { run(d).results.pop(); },
};

const matchDamage = {
  'hostile character': (d) => { d.title += '\u009b'; },
  'flag': (d) => { d.flags = ['unheard_of']; },
  'no text': (d) => { d.actor_user = null; },
};

const ledgerDamage = {
  'unbalanced bytes': (d) => { d.bytes.decoded += 1; },
  'unbalanced stored bytes': (d) => { d.bytes.payload += 1; },
  'complete': (d) => { d.complete = !d.complete; },
  'reason': (d) => { d.reason = 'digest'; },
  'count': (d) => { d.anomalies.pop(); },
  'path': (d) => { d.anomalies[0].path += 'x'; },
  'order': (d) => { const {schema} = d; delete d.schema; d.schema = schema; },
};

function prove(kind, sound, damages, judge) {
  judge(JSON.stringify(sound), (problem) => problems.add(kind, `refused though sound: ${problem}`));
  for (const [name, damage] of Object.entries(damages)) {
    const spoilt = structuredClone(sound);
    damage(spoilt);
    let refused = false;
    judge(JSON.stringify(spoilt), () => { refused = true; });
    problems.check(kind, refused, `accepted in spite of: ${name}`);
  }
}

const report = JSON.parse(find('scan-json').text);
prove('SARIF', JSON.parse(find('scan-sarif').text), sarifDamage,
      (text, tell) => sarifJudge.judge(text, 0, tell));
prove('report', report, reportDamage, (text, tell) => jsonJudge.judgeReport(text, tell));
prove('accounts of sources', JSON.parse(find('damaged-json').text), sourcesDamage,
      (text, tell) => jsonJudge.judgeReport(text, tell));
prove('accounts of sources in SARIF', JSON.parse(find('damaged-sarif').text), sarifSourcesDamage,
      (text, tell) => sarifJudge.judge(text, 3, tell));
prove('match', report.matches[0], matchDamage, (text, tell) => jsonJudge.judgeLine(text, tell));
prove('lint', JSON.parse(find('lint-json').text), lintDamage,
      (text, tell) => jsonJudge.judgeLint(text, tell));
prove('SARIF of lint', JSON.parse(find('lint-sarif').text), lintSarifDamage,
      (text, tell) => sarifJudge.judge(text, 1, tell));
prove('alert report', JSON.parse(find('alerts-json').text), alertReportDamage,
      (text, tell) => jsonJudge.judgeReport(text, tell));
prove('SARIF of alerts', JSON.parse(find('alerts-sarif').text), alertSarifDamage,
      (text, tell) => sarifJudge.judge(text, 0, tell));
const ledgers = outputs.find((output) => output.name === path.join('ledger', 'stdout'));
prove('ledger', ledgers.text.split('\n').filter(Boolean).map(JSON.parse)
          .find((line) => line.state === 'scanned' && line.anomalies.length > 0),
      ledgerDamage, (text, tell) => jsonJudge.judgeLedger(text, tell));
const count = [
  sarifDamage, lintSarifDamage, lintDamage, reportDamage, matchDamage, alertReportDamage,
  alertSarifDamage, ledgerDamage, sourcesDamage, sarifSourcesDamage
].map((d) => Object.keys(d).length);
problems.finish(`${count.reduce((a, b) => a + b)} spoilt documents judged`);
