#include "writer/sarif_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "event/utf8.h"
#include "writer/json_builder.h"
#include "writer/json_text.h"
#include "writer/sarif_document.h"
#include "writer/sarif_message.h"
#include "writer/sarif_rules.h"
#include "writer/sarif_severity.h"
#include "writer/sha256.h"

namespace trailsift {
namespace {

constexpr std::size_t kSnippetUnits = 300;
// Bounds what one hostile record can take of the document's size limit.
constexpr std::size_t kMaximumProperty = 1000;

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

void AppendTime(JsonBuilder& json, std::string_view key, const std::optional<Timestamp>& time) {
  if (time) json.Key(key).String(FormatTimestamp(*time));
}

void AppendProperties(JsonBuilder& json, const Match& match, Severity severity,
                      const Alert* alert) {
  json.Key("properties").BeginObject();
  json.Key("severity").String(SeverityName(severity));
  AppendTime(json, "eventTime", match.event_time);
  AppendProperty(json, "eventId", match.event_id);
  AppendProperty(json, "recipientAccountId", match.recipient_account_id);
  AppendProperty(json, "awsRegion", match.aws_region);
  AppendProperty(json, "sourceIPAddress", match.source_ip_address);
  AppendProperty(json, "actorUser", match.actor_user);
  AppendProperty(json, "errorCode", match.error_code);
  json.Key("record").Number(match.place.record);
  json.Key("byteOffset").Number(match.place.byte_offset);
  AppendProperty(json, "dedup", match.dedup);
  if (alert != nullptr) {
    json.Key("matches").Number(alert->matches.size());
    AppendTime(json, "lastTime", alert->last_time);
  }
  if (!match.flags.empty()) {
    json.Key("flags").BeginList();
    for (const std::string& flag : match.flags) json.String(flag);
    json.EndList();
  }
  json.EndObject();
}

// Of the first match, and of the alert that it stands for, if it does.
std::string OpeningMembers(const Match& match, const Alert* alert, const Rule& rule,
                           std::uint32_t rule_index) {
  const SarifSeverity& severity =
      SarifSeverityOf(alert != nullptr ? alert->severity : match.severity);
  std::string title = QuoteValues(match.title, rule.title.source());
  if (alert != nullptr && alert->matches.size() > 1) {
    title += fmt::format(" ({} matches", alert->matches.size());
    if (alert->first_time) {
      title += fmt::format(" from {} to {}", FormatTimestamp(*alert->first_time),
                           FormatTimestamp(*alert->last_time));
    }
    title += ')';
  }
  const std::string message = EscapeMessage(title);
  std::string members;
  JsonBuilder json(members);
  json.Key("ruleId").String(rule.id).Key("ruleIndex").Number(rule_index);
  json.Key("kind").String("fail").Key("level").String(severity.level);
  json.Key("rank").Raw(severity.rank);
  json.Key("message").BeginObject();
  json.Key("text")
      .String(FirstText({message, rule.name, rule.id}, kMaximumSarifMessage))
      .EndObject();
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

std::string ClosingMembers(const Match& match, const Alert* alert, const Rule& rule,
                           const SarifTaxonomy& taxonomy) {
  std::string members;
  JsonBuilder json(members);
  if (!TechniquesOf(rule).empty()) taxonomy.AppendTaxa(json.Key("taxa"), rule);
  AppendProperties(json, match, alert != nullptr ? alert->severity : match.severity, alert);
  return members;
}

SarifLocation LocationOf(const Match& match) {
  SarifLocation location;
  location.source = {match.path, match.member, match.compressed, match.standard_input};
  location.region = SarifRegion(match.place, match.event);
  location.logical_locations = LogicalLocations(match.place.pointer);
  return location;
}

// Without the text of the record, of which a document could hold very many.
SarifLocation RelatedLocationOf(const Match& match) {
  SarifLocation location = LocationOf(match);
  location.region = SarifRegion(match.place, {});
  location.message =
      match.event_time ? "a match at " + FormatTimestamp(*match.event_time) : "a match";
  return location;
}

SarifResult MakeResult(const Match& match, const Alert* alert, const Rule& rule,
                       std::uint32_t rule_index, const SarifTaxonomy& taxonomy) {
  SarifResult result;
  result.severity = alert != nullptr ? alert->severity : match.severity;
  result.location = LocationOf(match);
  result.fingerprint = Fingerprint(match, rule);
  result.opening_members = OpeningMembers(match, alert, rule, rule_index);
  result.other_fingerprints = OtherFingerprints(match);
  result.closing_members = ClosingMembers(match, alert, rule, taxonomy);
  return result;
}

void AppendLocationMembers(JsonBuilder& json, const SarifLocation& location,
                           SarifArtifacts& artifacts) {
  json.Key("physicalLocation").BeginObject();
  artifacts.AppendLocation(json.Key("artifactLocation"), artifacts.Add(location.source));
  if (!location.region.empty()) json.Key("region").Raw(location.region);
  json.EndObject().Key("logicalLocations").Raw(location.logical_locations);
}

void AppendRelatedLocations(JsonBuilder& json, const SarifResult& result,
                            SarifArtifacts& artifacts) {
  json.Key("relatedLocations").BeginList();
  for (std::size_t i = 0; i < result.related.size(); ++i) {
    json.BeginObject().Key("id").Number(i + 1);
    AppendLocationMembers(json, result.related[i], artifacts);
    json.Key("message").BeginObject().Key("text").String(result.related[i].message).EndObject();
    json.EndObject();
  }
  json.EndList();
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
  if (place.line > kMaximumSarifInteger || place.end_line > kMaximumSarifInteger) return {};
  const bool has_columns =
      place.utf16_column <= kMaximumSarifInteger && place.utf16_end_column <= kMaximumSarifInteger;
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
  return MakeResult(match, nullptr, rule, rule_index, taxonomy);
}

SarifResult MakeSarifResult(const Alert& alert, const Rule& rule, std::uint32_t rule_index,
                            const SarifTaxonomy& taxonomy) {
  SarifResult result = MakeResult(alert.matches.At(0), &alert, rule, rule_index, taxonomy);
  const std::size_t end = std::min(alert.matches.size(), kMaximumRelatedLocations + 1);
  for (std::size_t i = 1; i < end; ++i) {
    result.related.push_back(RelatedLocationOf(alert.matches.At(i)));
  }
  return result;
}

void AppendSarifResult(JsonBuilder& json, const SarifResult& result, SarifArtifacts& artifacts,
                       std::uint64_t occurrence) {
  json.BeginObject().Raw(result.opening_members);
  json.Key("locations").BeginList().BeginObject();
  AppendLocationMembers(json, result.location, artifacts);
  json.EndObject().EndList();
  if (!result.related.empty()) AppendRelatedLocations(json, result, artifacts);
  json.Key("partialFingerprints").BeginObject().Key("primaryLocationLineHash");
  json.String(result.fingerprint + ':' + std::to_string(occurrence));
  json.Raw(result.other_fingerprints).EndObject();
  json.Raw(result.closing_members).EndObject();
}

}  // namespace trailsift
