#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string_view>
#include <thread>
#include <vector>

#include "base/byte_source.h"
#include "base/ledger.h"
#include "event/lines_ahead.h"
#include "scan/idle_threads.h"
#include "scan/lines_reader.h"
#include "scan/piece_maker.h"

namespace trailsift {

// Passes on the bytes of a source. Of a large one, threads that are idle do the work ahead: one of
// them at a time decodes the next piece, so that inflating and judging overlap, and if the source
// has lines, the others read pieces that its reader has not come to yet. The reader passes over
// what was read so where it would have read the same, and reads everything else itself.
class ReadAhead final : public ByteSource, public LinesAhead {
 public:
  // What there is to do ahead, and with what.
  struct Work {
    // Making a piece is work worth another thread. Else only a source with lines gets one.
    bool decodes = false;
    // Makes what one thread reads with.
    std::function<std::unique_ptr<LinesReader>()> make_reader;
    // Takes over what was read of the lines that begin at `start`; false if it cannot.
    std::function<bool(LinesVerdict& verdict, const LinesStart& start)> accept;
  };

  // `source` was opened with the ledger `decoding`, whose entries go to `ledger` with the bytes
  // they precede. It must never wait for a stream. All but `source` and `work` must outlive this.
  ReadAhead(std::unique_ptr<ByteSource> source, const Ledger& decoding, Ledger& ledger,
            IdleThreads& idle, Work work);
  // Closes the source, and enters what it then has to say.
  ~ReadAhead() override;

  std::string_view Next() override;
  std::optional<LinesRead> Take(const LinesStart& start) override;

 private:
  // Pieces in the order of the source. Who has one alone may look into it without the mutex: the
  // thread that reads it ahead (kReading), and the reader of the source (kTaken).
  struct Item {
    enum class State : std::uint8_t { kUnread, kReading, kRead, kTaken };
    State state = State::kUnread;
    SourcePiece piece;
    std::optional<LinesVerdict> verdict;
  };
  using Lock = std::unique_lock<std::mutex>;

  void EnterEntries(Item& item);
  void Hire(std::size_t most);
  void Run();
  bool DoWork(std::unique_ptr<LinesReader>& reader, Lock& lock);
  static std::unique_ptr<Item> MakeItem(std::unique_ptr<Item> spare, bool needed);
  void Produce(Lock& lock);
  void Release();
  Item* FindLines() const;
  void ReadLines(Item& item, std::unique_ptr<LinesReader>& reader, Lock& lock);
  Item& AwaitFront(Lock& lock);

  IdleThreads& idle_;
  Ledger& ledger_;
  Work work_;
  std::unique_ptr<LinesReader> reader_;  // Of the thread that waits; made when it is needed.
  std::vector<std::thread> threads_;
  std::uint64_t passed_ = 0;  // Bytes before the first thread.
  bool ended_ = false;

  // Once there is a thread: by the mutex, but for the maker, which who has set `producing_` has
  // alone.
  PieceMaker maker_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::unique_ptr<Item>> items_;  // The first one is next, or taken.
  std::vector<std::unique_ptr<Item>> spare_;
  std::size_t room_ = 0;        // For items.
  bool handed_out_ = false;     // The reader has the bytes of the first item.
  bool producing_ = false;      // Some thread makes a piece.
  bool produced_all_ = false;   // The source has ended,
  std::exception_ptr failure_;  // by this.
  bool closed_ = false;
  std::uint64_t accepted_ = 0;  // Pieces read ahead that were of use,
  std::uint64_t refused_ = 0;   // and others.
};

}  // namespace trailsift
