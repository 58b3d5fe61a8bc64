#include "writer/sarif_taxonomy.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "rule/attack_table.h"
#include "writer/sha256.h"

namespace trailsift {
namespace {

constexpr std::string_view kTaxonomyName = "MITRE ATT&CK";
constexpr std::string_view kTaxonomyGuid = "1f0a3b60-2f2a-4f35-9a44-0ea8fbd5c001";

// Constant for ever: documents written before the guids were made from the ids refer to it.
constexpr std::string_view kFirstTechnique = "T1562.003";
constexpr std::string_view kFirstTechniqueGuid = "6a7b3c22-7a0a-4a51-9f0c-1d2f5a9b0c01";

// The members of a toolComponentReference to the taxonomy.
void AppendReference(JsonBuilder& json) {
  json.BeginObject().Key("name").String(kTaxonomyName).Key("index").Number(0);
  json.Key("guid").String(kTaxonomyGuid).EndObject();
}

void AppendDescriptorReference(JsonBuilder& json, const std::string& technique) {
  json.BeginObject().Key("id").String(technique).Key("guid").String(AttackGuid(technique));
  AppendReference(json.Key("toolComponent"));
  json.EndObject();
}

// "Impair Defenses: Impair Command History Logging" is ImpairCommandHistoryLogging.
std::string Identifier(std::string_view name) {
  const std::size_t colon = name.rfind(": ");
  if (colon != std::string_view::npos) name.remove_prefix(colon + 2);
  std::string identifier;
  std::copy_if(name.begin(), name.end(), std::back_inserter(identifier), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return identifier;
}

std::string HelpUri(std::string_view technique) {
  std::string uri = "https://attack.mitre.org/techniques/";
  for (const char c : technique) uri += c == '.' ? '/' : c;
  return uri + '/';
}

void AppendTaxon(JsonBuilder& json, const std::string& technique) {
  const AttackTechnique* const entry = FindTechnique(technique);
  json.BeginObject().Key("id").String(technique).Key("guid").String(AttackGuid(technique));
  if (entry != nullptr) json.Key("name").String(Identifier(entry->name));
  json.Key("shortDescription").BeginObject().Key("text");
  json.String(entry != nullptr ? std::string(entry->name) + '.' : technique).EndObject();
  json.Key("helpUri").String(HelpUri(technique)).EndObject();
}

}  // namespace

std::vector<std::string> TechniquesOf(const Rule& rule) {
  std::set<std::string> techniques;
  for (const AttackReference& reference : rule.attack) {
    if (IsTechniqueId(reference.technique)) techniques.insert(reference.technique);
  }
  return {techniques.begin(), techniques.end()};
}

std::string AttackGuid(std::string_view id) {
  if (id == kFirstTechnique) return std::string(kFirstTechniqueGuid);
  std::string guid = Sha256Hex("trailsift:attack:" + std::string(id)).substr(0, 32);
  guid[12] = '5';  // Version and variant of RFC 4122: made from a name.
  guid[16] = 'a';
  for (const std::size_t hyphen : {8U, 13U, 18U, 23U}) guid.insert(hyphen, 1, '-');
  return guid;
}

SarifTaxonomy::SarifTaxonomy(const RuleSet& rules) {
  std::set<std::string> techniques;
  for (const Rule& rule : rules.rules) {
    if (!rule.evaluable()) continue;
    const std::vector<std::string> cited = TechniquesOf(rule);
    techniques.insert(cited.begin(), cited.end());
  }
  techniques_.assign(techniques.begin(), techniques.end());
}

void SarifTaxonomy::AppendTaxonomy(JsonBuilder& json) const {
  json.BeginObject().Key("name").String(kTaxonomyName).Key("guid").String(kTaxonomyGuid);
  json.Key("organization").String("MITRE").Key("version").String(kAttackVersion);
  json.Key("informationUri").String("https://attack.mitre.org/");
  json.Key("shortDescription").BeginObject();
  json.Key("text").String("MITRE ATT&CK for Enterprise.").EndObject();
  json.Key("isComprehensive").Boolean(false);
  json.Key("minimumRequiredLocalizedDataSemanticVersion").String(kAttackVersion);
  json.Key("taxa").BeginList();
  for (const std::string& technique : techniques_) AppendTaxon(json.LineBreak(), technique);
  json.EndList().EndObject();
}

void SarifTaxonomy::AppendSupported(JsonBuilder& json) const {
  json.BeginList();
  AppendReference(json);
  json.EndList();
}

void SarifTaxonomy::AppendRelationships(JsonBuilder& json, const Rule& rule) const {
  json.BeginList();
  for (const std::string& technique : TechniquesOf(rule)) {
    json.BeginObject();
    AppendDescriptorReference(json.Key("target"), technique);
    json.Key("kinds").BeginList().String("relevant").EndList().EndObject();
  }
  json.EndList();
}

void SarifTaxonomy::AppendTaxa(JsonBuilder& json, const Rule& rule) const {
  json.BeginList();
  for (const std::string& technique : TechniquesOf(rule)) {
    AppendDescriptorReference(json, technique);
  }
  json.EndList();
}

}  // namespace trailsift
