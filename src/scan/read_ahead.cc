#include "scan/read_ahead.h"

#include <algorithm>
#include <new>
#include <utility>

namespace trailsift {
namespace {

// Bytes that are read before another thread is hired: a source of some milliseconds is done before
// it has its first pieces.
constexpr std::uint64_t kLarge = std::uint64_t{4} << 20;
// For each there are two pieces in memory.
constexpr std::size_t kMostThreads = 64;

}  // namespace

ReadAhead::ReadAhead(std::unique_ptr<ByteSource> source, const Ledger& decoding, Ledger& ledger,
                     IdleThreads& idle, Work work)
    : idle_(idle), ledger_(ledger), work_(std::move(work)), maker_(std::move(source), decoding) {
  maker_.EnterBeginning(ledger_);
}

ReadAhead::~ReadAhead() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
  idle_.Give(threads_.size());
  try {
    maker_.Close(ledger_);
  } catch (const std::exception&) {
    ledger_.Fail(AnomalyKind::kOutOfMemory, "memory ran out");
  }
}

std::string_view ReadAhead::Next() {
  if (ended_) return {};
  if (threads_.empty() && passed_ >= kLarge && (work_.decodes || maker_.has_lines())) {
    const Lock lock(mutex_);
    Hire(1);
  }
  if (threads_.empty()) {
    const std::string_view bytes = maker_.NextDirectly(ledger_);
    passed_ += bytes.size();
    ended_ = bytes.empty();
    return bytes;
  }
  Lock lock(mutex_);
  Release();
  Item& front = AwaitFront(lock);
  if (front.verdict) ++refused_;
  front.verdict.reset();
  front.state = Item::State::kTaken;
  handed_out_ = true;
  lock.unlock();
  EnterEntries(front);
  ended_ = front.piece.size == 0;
  return front.piece.bytes();
}

std::optional<LinesRead> ReadAhead::Take(const LinesStart& start) {
  if (threads_.empty() || ended_) return std::nullopt;
  Lock lock(mutex_);
  Release();
  if (accepted_ > 0 && idle_.any()) Hire(kMostThreads);
  Item& front = AwaitFront(lock);
  front.state = Item::State::kTaken;
  if (!front.verdict) return std::nullopt;
  lock.unlock();
  EnterEntries(front);
  const bool accepted = work_.accept(*front.verdict, start);
  const LinesRead read = front.verdict->read;
  lock.lock();
  front.verdict.reset();
  ++(accepted ? accepted_ : refused_);
  if (!accepted) return std::nullopt;
  handed_out_ = true;
  Release();
  return read;
}

void ReadAhead::EnterEntries(Item& item) {
  if (item.piece.entries) {
    LedgerFeed::Enter(*std::exchange(item.piece.entries, std::nullopt), ledger_);
  }
}

// Takes idle threads until there are `most`. Called by the reader's thread, with the mutex.
void ReadAhead::Hire(std::size_t most) {
  while (threads_.size() < most && idle_.Take()) {
    try {
      threads_.emplace_back([this] { Run(); });
    } catch (const std::exception&) {
      // No thread, or no memory for one: without it the scan is slower, not wrong.
      passed_ = 0;
      idle_.Give(1);
      break;
    }
    room_ = 2 * threads_.size() + 2;
  }
}

// Releases the first item if the reader has read it.
void ReadAhead::Release() {
  if (!std::exchange(handed_out_, false)) return;
  spare_.push_back(std::move(items_.front()));
  items_.pop_front();
  changed_.notify_all();
}

// The first item, once no other thread reads it. The thread that waits works meanwhile.
ReadAhead::Item& ReadAhead::AwaitFront(Lock& lock) {
  while (true) {
    if (!items_.empty() && items_.front()->state != Item::State::kReading) return *items_.front();
    if (items_.empty() && failure_ != nullptr) std::rethrow_exception(failure_);
    if (!DoWork(reader_, lock)) changed_.wait(lock);
  }
}

void ReadAhead::Run() {
  std::unique_ptr<LinesReader> reader;
  Lock lock(mutex_);
  while (!closed_) {
    if (!DoWork(reader, lock)) changed_.wait(lock);
  }
}

// Makes or reads one piece; false if there is none to be made or read. Pieces can only be made one
// after the other, so that comes first.
bool ReadAhead::DoWork(std::unique_ptr<LinesReader>& reader, Lock& lock) {
  if (!producing_ && !produced_all_ && items_.size() < room_) {
    Produce(lock);
  } else if (Item* const lines = FindLines(); lines != nullptr) {
    ReadLines(*lines, reader, lock);
  } else {
    return false;
  }
  return true;
}

// The next item that may be read ahead; the first one is the reader's. Sources whose pieces are
// refused have lines, but not of records.
ReadAhead::Item* ReadAhead::FindLines() const {
  if (refused_ > 4 + accepted_ / 4) return nullptr;
  for (std::size_t i = 1; i < items_.size(); ++i) {
    Item& item = *items_[i];
    if (item.state == Item::State::kUnread && item.piece.whole_lines) return &item;
  }
  return nullptr;
}

void ReadAhead::ReadLines(Item& item, std::unique_ptr<LinesReader>& reader, Lock& lock) {
  item.state = Item::State::kReading;
  lock.unlock();
  std::optional<LinesVerdict> verdict;
  try {
    if (reader == nullptr) reader = work_.make_reader();
    verdict = reader->Read(item.piece.bytes());
  } catch (const std::exception&) {
    // The reader of the source meets what happened here again, and says so.
    reader.reset();
  }
  lock.lock();
  item.verdict = std::move(verdict);
  item.state = Item::State::kRead;
  if (!item.verdict) ++refused_;
  changed_.notify_all();
}

// What the next piece is put into; null if there is no memory for one more than there are.
std::unique_ptr<ReadAhead::Item> ReadAhead::MakeItem(std::unique_ptr<Item> spare, bool needed) {
  try {
    if (spare == nullptr) spare = std::make_unique<Item>();
    PieceMaker::Reserve(spare->piece);
    return spare;
  } catch (const std::bad_alloc&) {
    if (needed) throw;
    return nullptr;
  }
}

// Makes the next piece.
void ReadAhead::Produce(Lock& lock) {
  producing_ = true;
  std::unique_ptr<Item> item;
  if (!spare_.empty()) {
    item = std::move(spare_.back());
    spare_.pop_back();
  }
  const bool needed = items_.empty();
  lock.unlock();
  std::exception_ptr failure;
  try {
    item = MakeItem(std::move(item), needed);
    if (item != nullptr) maker_.Fill(item->piece);
    lock.lock();
    if (item != nullptr) {
      item->state = Item::State::kUnread;
      produced_all_ = item->piece.size == 0;
      items_.push_back(std::move(item));
    } else {
      room_ = std::max<std::size_t>(items_.size(), 1);
    }
  } catch (...) {
    failure = std::current_exception();
  }
  if (!lock.owns_lock()) lock.lock();
  producing_ = false;
  failure_ = failure;
  produced_all_ = produced_all_ || failure != nullptr;
  changed_.notify_all();
}

}  // namespace trailsift
