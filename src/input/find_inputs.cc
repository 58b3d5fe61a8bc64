#include "input/find_inputs.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>

#include "input/folder_listing.h"

namespace trailsift {
namespace {

std::string Join(const std::string& folder, const std::string& name) {
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

bool IsSmall(std::uint64_t size) { return size <= InputFile::kSmall; }

}  // namespace

// Goes through the paths, and down into folders, as far as the next batch needs.
class InputFinder::Walk {
 public:
  Walk(std::vector<std::string> paths, FindOptions options, std::size_t batch)
      : paths_(std::move(paths)), options_(std::move(options)), batch_(batch) {
    for (const Identity& identity : options_.excluded) excluded_.Insert(identity);
    for (const Identity& identity : options_.appended) appended_.Insert(identity);
    for (const Identity& identity : options_.targets) targets_.Insert(identity);
  }

  std::vector<FoundInput> NextBatch() {
    while (!ended() && found_.size() < batch_) Step();
    return std::exchange(found_, {});
  }
  bool ended() const { return met_target_ || (folders_.empty() && next_path_ == paths_.size()); }
  const std::optional<InputFile>& met_target() const { return met_target_; }
  void Exclude(const Identity& identity) { excluded_.Insert(identity); }

 private:
  // A folder whose entries are being visited.
  struct Folder {
    std::string path;
    bool named = false;
    FolderListing listing;
    std::size_t next = 0;
  };

  void Step();
  void AddNamed(const std::string& path);
  void AddStandardInput();
  void Add(const std::string& path, const Identity& identity, bool named, bool small);
  void Enter(std::string path, bool named);
  void Continue(Folder& folder);
  void Visit(const std::string& path, const FolderEntry& entry);

  FoundInput& Append(const std::string& path, bool named);
  Ledger& AppendSettled(const std::string& path, bool named);
  void AppendSkipped(const std::string& path, bool named, std::string reason, std::string message);
  void AppendUnreadable(const std::string& path, bool named, int error);
  void AppendUnread(const std::string& path, bool named);

  const std::vector<std::string> paths_;
  const FindOptions options_;
  const std::size_t batch_;
  std::size_t next_path_ = 0;
  std::vector<Folder> folders_;  // From the outermost on.
  IdentitySet excluded_;
  IdentitySet appended_;
  IdentitySet targets_;
  IdentitySet seen_;  // Files and folders.
  bool standard_input_seen_ = false;
  std::optional<InputFile> met_target_;
  std::vector<FoundInput> found_;
};

FoundInput& InputFinder::Walk::Append(const std::string& path, bool named) {
  return found_.emplace_back(FoundInput{{path, false, named}, nullptr});
}

Ledger& InputFinder::Walk::AppendSettled(const std::string& path, bool named) {
  FoundInput& input = Append(path, named);
  input.settled = std::make_unique<Ledger>(path);
  return *input.settled;
}

void InputFinder::Walk::AppendSkipped(const std::string& path, bool named, std::string reason,
                                      std::string message) {
  AppendSettled(path, named).ReportSkipped(std::move(reason), std::move(message));
}

void InputFinder::Walk::AppendUnreadable(const std::string& path, bool named, int error) {
  AppendSettled(path, named)
      .Fail(AnomalyKind::kUnreadable,
            fmt::format("cannot be read: {}", std::generic_category().message(error)));
}

// What this run appends to.
void InputFinder::Walk::AppendUnread(const std::string& path, bool named) {
  AppendSettled(path, named)
      .Fail(AnomalyKind::kUnreadable,
            "not read, since this run appends to it; send standard output and standard error "
            "elsewhere");
}

void InputFinder::Walk::Step() {
  if (folders_.empty()) return AddNamed(paths_[next_path_++]);
  Folder& folder = folders_.back();
  if (folder.next < folder.listing.entries.size()) {
    const FolderEntry entry = std::move(folder.listing.entries[folder.next++]);
    Visit(Join(folder.path, entry.name), entry);
  } else if (folder.listing.more) {
    Continue(folder);
  } else {
    folders_.pop_back();
  }
}

void InputFinder::Walk::AddNamed(const std::string& path) {
  if (path == "-") return AddStandardInput();
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return AppendUnreadable(path, true, errno);
  if (S_ISDIR(status.st_mode)) return Enter(path, true);
  Add(path, IdentityOf(status), true,
      S_ISREG(status.st_mode) && IsSmall(static_cast<std::uint64_t>(status.st_size)));
}

void InputFinder::Walk::AddStandardInput() {
  const std::string& name = options_.standard_input_name;
  struct stat status {};
  const bool regular = fstat(STDIN_FILENO, &status) == 0 && S_ISREG(status.st_mode);
  if (regular && targets_.Contains(IdentityOf(status))) {
    met_target_ = InputFile{name, true, true};
    return;
  }
  const bool seen_as_file = regular && !seen_.Insert(IdentityOf(status));
  if (std::exchange(standard_input_seen_, true) || seen_as_file) {
    return AppendSkipped(name, true, "already_scanned", "standard input was read before");
  }
  if (regular && appended_.Contains(IdentityOf(status))) return AppendUnread(name, true);
  Append(name, true).file.standard_input = true;
}

void InputFinder::Walk::Add(const std::string& path, const Identity& identity, bool named,
                            bool small) {
  if (excluded_.Contains(identity)) return;
  if (targets_.Contains(identity)) {
    met_target_ = InputFile{path, false, named};
    return;
  }
  if (!seen_.Insert(identity)) {
    return AppendSkipped(path, named, "already_scanned",
                         "the same file was met before under another name");
  }
  if (appended_.Contains(identity)) return AppendUnread(path, named);
  Append(path, named).file.small = small;
}

// Holds no descriptor while it descends: the depth of a tree is not bounded by their number.
void InputFinder::Walk::Enter(std::string path, bool named) {
  FolderListing listing = ListFolder(path, named, "", batch_);
  if (listing.open_error != 0) return AppendUnreadable(path, named, listing.open_error);
  if (!seen_.Insert(listing.folder)) {
    return AppendSkipped(path, named, "already_scanned", "the same folder was met before");
  }
  if (listing.read_error != 0) AppendUnreadable(path, named, listing.read_error);
  folders_.push_back({std::move(path), named, std::move(listing), 0});
}

// Lists what comes behind the entries visited last.
void InputFinder::Walk::Continue(Folder& folder) {
  FolderListing next = ListFolder(folder.path, folder.named, folder.listing.last_name, batch_);
  const int error = next.open_error != 0 ? next.open_error : next.read_error;
  if (error != 0) AppendUnreadable(folder.path, folder.named, error);
  folder.listing = std::move(next);
  folder.next = 0;
}

void InputFinder::Walk::Visit(const std::string& path, const FolderEntry& entry) {
  if (entry.error != 0) return AppendUnreadable(path, false, entry.error);
  switch (entry.type) {
    case FolderEntry::Type::kFile:
      return Add(path, entry.identity, false, IsSmall(entry.size));
    case FolderEntry::Type::kFolder:
      return Enter(path, false);
    case FolderEntry::Type::kLink:
      return AppendSkipped(path, false, "symlink", "a symbolic link in a folder is not followed");
    case FolderEntry::Type::kOther:
      return AppendSkipped(path, false, "not_regular", "in a folder, only regular files are read");
  }
}

InputFinder::InputFinder(std::vector<std::string> paths, FindOptions options, std::size_t batch)
    : walk_(std::make_unique<Walk>(std::move(paths), std::move(options), batch)) {}
InputFinder::~InputFinder() = default;

std::vector<FoundInput> InputFinder::NextBatch() { return walk_->NextBatch(); }
bool InputFinder::ended() const { return walk_->ended(); }
const std::optional<InputFile>& InputFinder::met_target() const { return walk_->met_target(); }
void InputFinder::Exclude(const Identity& identity) { walk_->Exclude(identity); }

std::vector<FoundInput> FindInputs(const std::vector<std::string>& paths,
                                   const FindOptions& options) {
  InputFinder finder(paths, options);
  std::vector<FoundInput> all;
  while (!finder.ended()) std::ranges::move(finder.NextBatch(), std::back_inserter(all));
  return all;
}

}  // namespace trailsift
