#include "loader/rule_file_parser.h"

#include <exception>
#include <utility>

namespace trailsift {
namespace {

// Fewer are parsed before a thread has started.
constexpr std::size_t kManyFiles = 8;
// Files that are held parsed or half parsed, at most.
constexpr std::size_t kAhead = 4;

}  // namespace

RuleFileParser::RuleFileParser(const std::vector<RuleFile>& files, unsigned helpers)
    : files_(files), results_(files.size()) {
  if (files.size() < kManyFiles) return;
  try {
    while (helpers_.size() < helpers) helpers_.emplace_back([this] { Help(); });
  } catch (const std::exception&) {
    // No thread, or no memory for one: it goes with those there are.
  }
}

RuleFileParser::~RuleFileParser() {
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
  }
  changed_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

// While another thread has the file that is wanted, this one does not wait but goes ahead as well.
std::unique_ptr<ParsedRuleFile> RuleFileParser::Next() {
  std::unique_lock lock(mutex_);
  Result& wanted = results_[given_++];
  changed_.notify_all();
  while (!wanted.done) {
    if (may_begin()) {
      ParseOne(lock);
    } else {
      changed_.wait(lock);
    }
  }
  if (wanted.failure) std::rethrow_exception(wanted.failure);
  return std::move(wanted.file);
}

void RuleFileParser::Help() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return stops_ || begun_ == files_.size() || may_begin(); });
    if (stops_ || begun_ == files_.size()) return;
    ParseOne(lock);
  }
}

bool RuleFileParser::may_begin() const {
  return begun_ < files_.size() && begun_ < given_ + kAhead;
}

void RuleFileParser::ParseOne(std::unique_lock<std::mutex>& lock) {
  const std::size_t number = begun_++;
  lock.unlock();
  Result result;
  result.done = true;
  try {
    result.file = std::make_unique<ParsedRuleFile>(files_[number]);
  } catch (...) {
    result.failure = std::current_exception();
  }
  lock.lock();
  results_[number] = std::move(result);
  changed_.notify_all();
}

}  // namespace trailsift
