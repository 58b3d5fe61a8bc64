#include "writer/sarif_artifacts.h"

#include "writer/sarif_uri.h"

namespace trailsift {
namespace {

std::string_view FileName(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

// What `gzip -d` or `zstd -d` would call the content.
std::string_view DecompressedName(std::string_view path) {
  std::string_view name = FileName(path);
  for (const std::string_view ending : {".gz", ".gzip", ".zst", ".zstd"}) {
    if (name.size() > ending.size() && name.ends_with(ending)) {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return name;
}

std::string_view MimeType(std::string_view name) {
  struct Ending {
    std::string_view text;
    std::string_view mime_type;
  };
  constexpr Ending kEndings[] = {
      {".gz", "application/gzip"},         {".gzip", "application/gzip"},
      {".zst", "application/zstd"},        {".zstd", "application/zstd"},
      {".json", "application/json"},       {".jsonl", "application/x-ndjson"},
      {".ndjson", "application/x-ndjson"},
  };
  for (const Ending& ending : kEndings) {
    if (name.ends_with(ending.text)) return ending.mime_type;
  }
  return {};
}

void AppendMimeType(JsonBuilder& json, std::string_view name) {
  const std::string_view mime_type = MimeType(name);
  if (!mime_type.empty()) json.Key("mimeType").String(mime_type);
}

std::string_view WithoutLeadingSlashes(std::string_view name) {
  while (name.starts_with('/')) name.remove_prefix(1);
  return name.empty() ? "content" : name;
}

}  // namespace

std::size_t SarifArtifacts::Add(const SarifSource& source) {
  const auto key = std::make_pair(source.path, source.standard_input);
  const auto found = roots_.find(key);
  const std::size_t root = found != roots_.end() ? found->second : AddRoot(source);
  roots_.emplace(key, root);
  if (!source.member.empty()) {
    AddMember(root, source.member);
  } else if (source.compressed && !source.standard_input) {
    AddMember(root, DecompressedName(source.path));
  }
  return root;
}

std::size_t SarifArtifacts::AddRoot(const SarifSource& source) {
  const std::size_t index = entries_.size();
  std::string entry;
  JsonBuilder json(entry);
  json.BeginObject().Key("location").BeginObject();
  if (source.standard_input) {
    locations_.push_back({EncodeUriPath(WithoutLeadingSlashes(source.path)), false});
    json.Key("uri").String(locations_.back().uri);
    json.Key("description").BeginObject().Key("text").String("standard input").EndObject();
    json.EndObject().Key("roles").BeginList().String("standardStream").EndList();
  } else {
    const PathUri uri = UriOfPath(source.path, start_directory_);
    locations_.push_back({uri.text, uri.relative});
    json.Key("uri").String(uri.text);
    if (uri.relative) json.Key("uriBaseId").String("SRCROOT");
    json.EndObject().Key("roles").BeginList().String("analysisTarget").EndList();
    AppendMimeType(json, FileName(source.path));
  }
  json.EndObject();
  entries_.push_back(std::move(entry));
  return index;
}

void SarifArtifacts::AddMember(std::size_t parent, std::string_view name) {
  const auto key = std::make_pair(parent, std::string(name));
  if (!members_.emplace(key, entries_.size()).second) return;
  locations_.push_back({EncodeUriPath(WithoutLeadingSlashes(name)), false});
  std::string entry;
  JsonBuilder json(entry);
  json.BeginObject().Key("location").BeginObject();
  json.Key("uri").String(locations_.back().uri).EndObject();
  json.Key("parentIndex").Number(parent);
  AppendMimeType(json, name);
  json.EndObject();
  entries_.push_back(std::move(entry));
}

void SarifArtifacts::AppendLocation(JsonBuilder& json, std::size_t index) const {
  const Location& location = locations_[index];
  json.BeginObject().Key("uri").String(location.uri);
  if (location.relative) json.Key("uriBaseId").String("SRCROOT");
  json.Key("index").Number(index).EndObject();
}

}  // namespace trailsift
