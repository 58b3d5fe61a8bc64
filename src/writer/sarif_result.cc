#include "writer/sarif_result.h"

#include <limits>

#include "event/utf8.h"
#include "writer/json_builder.h"
#include "writer/json_text.h"
#include "writer/sarif_message.h"
#include "writer/sarif_rules.h"
#include "writer/sarif_severity.h"
#include "writer/sha256.h"

namespace trailsift {
namespace {

constexpr std::uint64_t kMaximumInteger = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t kSnippetUnits = 300;
// Bounds what one hostile record can take of the document's size limit.
constexpr std::size_t kMaximumProperty = 1000;
constexpr std::size_t kMaximumMessage = 4096;

std::string Fingerprint(const Match& match, const Rule& rule) {
  std::string key = rule.id;
  key += '\0';
  const bool has_id = match.event_id.text && !match.event_id.text->empty();
  key += has_id ? *match.event_id.text : match.event;
  return Sha256Hex(key).substr(0, 16);
}

void AppendProperty(JsonBuilder& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.Key(key).String(ShortenText(text, kMaximumProperty));
}

void AppendProperty(JsonBuilder& json, std::string_view key, const MatchField& field) {
  if (field.text) AppendProperty(json, key, *field.text);
}

void AppendProperties(JsonBuilder& json, const Match& match) {
  json.Key("properties").BeginObject();
  json.Key("severity").String(SeverityName(match.severity));
  if (match.event_time) json.Key("eventTime").String(FormatTimestamp(*match.event_time));
  AppendProperty(json, "eventId", match.event_id);
  AppendProperty(json, "recipientAccountId", match.recipient_account_id);
  AppendProperty(json, "awsRegion", match.aws_region);
  AppendProperty(json, "sourceIPAddress", match.source_ip_address);
  AppendProperty(json, "actorUser", match.actor_user);
  AppendProperty(json, "errorCode", match.error_code);
  json.Key("record").Number(match.place.record);
  json.Key("byteOffset").Number(match.place.byte_offset);
  AppendProperty(json, "dedup", match.dedup);
  if (match.signal) json.Key("signal").Boolean(true);
  if (!match.flags.empty()) {
    json.Key("flags").BeginList();
    for (const std::string& flag : match.flags) json.String(flag);
    json.EndList();
  }
  json.EndObject();
}

std::string OpeningMembers(const Match& match, const Rule& rule, std::uint32_t rule_index) {
  const SarifSeverity& severity = SarifSeverityOf(match.severity);
  const std::string message = EscapeMessage(QuoteValues(match.title, rule.title.source()));
  std::string members;
  JsonBuilder json(members);
  json.Key("ruleId").String(rule.id).Key("ruleIndex").Number(rule_index);
  json.Key("kind").String("fail").Key("level").String(severity.level);
  json.Key("rank").Raw(severity.rank);
  json.Key("message").BeginObject();
  json.Key("text").String(FirstText({message, rule.name, rule.id}, kMaximumMessage)).EndObject();
  return members;
}

std::string LogicalLocations(const std::string& pointer) {
  std::string list;
  JsonBuilder json(list);
  json.BeginList();
  if (!pointer.empty()) {
    json.BeginObject();
    const std::string name = pointer.substr(pointer.rfind('/') + 1);
    if (!name.empty()) json.Key("name").String(name);
    json.Key("fullyQualifiedName").String(pointer);
    json.Key("kind").String("object").EndObject();
  }
  json.EndList();
  return list;
}

std::string OtherFingerprints(const Match& match) {
  std::string members;
  JsonBuilder json(members);
  AppendProperty(json, "cloudTrailEventId/v1", match.event_id);
  json.Key("trailsiftDedup/v1").String(Sha256Hex(match.dedup).substr(0, 32));
  return members;
}

std::string ClosingMembers(const Match& match, const Rule& rule, const SarifTaxonomy& taxonomy) {
  std::string members;
  JsonBuilder json(members);
  if (!TechniquesOf(rule).empty()) taxonomy.AppendTaxa(json.Key("taxa"), rule);
  AppendProperties(json, match);
  return members;
}

}  // namespace

std::string SarifSnippet(std::string_view text) {
  std::string_view rest = FirstUtf16Units(text, kSnippetUnits);
  std::string snippet;
  while (!rest.empty()) {
    const Character character = NextCharacter(rest);
    const bool blank = rest[0] == '\n' || rest[0] == '\r' || rest[0] == '\t';
    if (!blank && IsHostile(character.code_point)) {
      AppendUnicodeEscape(snippet, character.code_point);
    } else {
      snippet += rest.substr(0, character.length);
    }
    rest.remove_prefix(character.length);
  }
  return snippet;
}

std::string SarifRegion(const RecordPlace& place, std::string_view record) {
  if (place.line > kMaximumInteger || place.end_line > kMaximumInteger) return {};
  const bool has_columns =
      place.utf16_column <= kMaximumInteger && place.utf16_end_column <= kMaximumInteger;
  std::string region;
  JsonBuilder json(region);
  json.BeginObject().Key("startLine").Number(place.line);
  if (has_columns) json.Key("startColumn").Number(place.utf16_column);
  json.Key("endLine").Number(place.end_line);
  if (has_columns) {
    json.Key("endColumn").Number(place.utf16_end_column);
    const std::string snippet = SarifSnippet(record);
    if (!snippet.empty()) {
      json.Key("snippet").BeginObject().Key("text").String(snippet).EndObject();
    }
  }
  json.EndObject();
  return region;
}

SarifResult MakeSarifResult(const Match& match, const Rule& rule, std::uint32_t rule_index,
                            const SarifTaxonomy& taxonomy) {
  SarifResult result;
  result.severity = match.severity;
  result.source = {match.path, match.member, match.compressed, match.standard_input};
  result.fingerprint = Fingerprint(match, rule);
  result.opening_members = OpeningMembers(match, rule, rule_index);
  result.region = SarifRegion(match.place, match.event);
  result.logical_locations = LogicalLocations(match.place.pointer);
  result.other_fingerprints = OtherFingerprints(match);
  result.closing_members = ClosingMembers(match, rule, taxonomy);
  return result;
}

void AppendSarifResult(JsonBuilder& json, const SarifResult& result,
                       const SarifArtifacts& artifacts, std::size_t artifact_index,
                       std::uint64_t occurrence) {
  json.BeginObject().Raw(result.opening_members);
  json.Key("locations").BeginList().BeginObject().Key("physicalLocation").BeginObject();
  artifacts.AppendLocation(json.Key("artifactLocation"), artifact_index);
  if (!result.region.empty()) json.Key("region").Raw(result.region);
  json.EndObject().Key("logicalLocations").Raw(result.logical_locations);
  json.EndObject().EndList();
  json.Key("partialFingerprints").BeginObject().Key("primaryLocationLineHash");
  json.String(result.fingerprint + ':' + std::to_string(occurrence));
  json.Raw(result.other_fingerprints).EndObject();
  json.Raw(result.closing_members).EndObject();
}

}  // namespace trailsift
