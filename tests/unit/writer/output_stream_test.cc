#include "writer/output_stream.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <thread>

namespace trailsift {
namespace {

using State = OutputStream::State;

struct Pipe {
  Pipe() { EXPECT_EQ(::pipe(ends), 0); }
  ~Pipe() {
    CloseReader();
    CloseWriter();
  }
  void CloseReader() { Close(ends[0]); }
  void CloseWriter() { Close(ends[1]); }
  static void Close(int& descriptor) {
    if (descriptor >= 0) ::close(descriptor);
    descriptor = -1;
  }
  std::string ReadAll() const {
    std::string text;
    char part[4096];
    for (ssize_t count = 0; (count = ::read(ends[0], part, sizeof part)) > 0;) {
      text.append(part, static_cast<std::size_t>(count));
    }
    return text;
  }

  int ends[2] = {-1, -1};
};

std::string LongText(std::size_t size) {
  std::string text(size, 'x');
  for (std::size_t i = 0; i < size; i += 97) text[i] = static_cast<char>('a' + i % 23);
  return text;
}

TEST(OutputStream, HoldsBackUntilFlushed) {
  Pipe pipe;
  OutputStream stream(pipe.ends[1]);
  stream.Write("one ");
  stream.Write("two");
  EXPECT_EQ(stream.bytes_written(), 0U);
  stream.Flush();
  EXPECT_EQ(stream.bytes_written(), 7U);
  pipe.CloseWriter();
  EXPECT_EQ(pipe.ReadAll(), "one two");
  EXPECT_EQ(stream.state(), State::kGood);
}

TEST(OutputStream, KeepsOrderOfSmallAndLargeTexts) {
  for (const std::size_t size : {65'535U, 65'536U, 65'537U, 1'000'000U}) {
    Pipe pipe;
    const std::string large = LongText(size);
    std::string received;
    std::thread reader([&] { received = pipe.ReadAll(); });
    OutputStream stream(pipe.ends[1]);
    stream.Write("first");
    stream.Write(large);
    stream.Write("last");
    stream.Flush();
    pipe.CloseWriter();
    reader.join();
    EXPECT_TRUE(received == "first" + large + "last") << size;
    EXPECT_EQ(stream.bytes_written(), size + 9);
  }
}

TEST(OutputStream, WaitsForAFullNonBlockingPipe) {
  Pipe pipe;
  ASSERT_EQ(::fcntl(pipe.ends[1], F_SETFL, O_NONBLOCK), 0);
  const std::string large = LongText(1'000'000);
  std::string received;
  std::thread reader([&] {
    ::usleep(20'000);
    received = pipe.ReadAll();
  });
  OutputStream stream(pipe.ends[1]);
  stream.Write(large);
  stream.Flush();
  pipe.CloseWriter();
  reader.join();
  EXPECT_TRUE(received == large);
  EXPECT_EQ(stream.state(), State::kGood);
}

TEST(OutputStream, AFullDeviceIsAFailure) {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  ASSERT_GE(full, 0);
  OutputStream stream(full);
  stream.Write("text");
  EXPECT_EQ(stream.state(), State::kGood);
  stream.Flush();
  EXPECT_EQ(stream.state(), State::kFailed);
  EXPECT_EQ(stream.error(), ENOSPC);
  EXPECT_EQ(stream.bytes_written(), 0U);
  stream.Write("more");
  stream.Flush();
  EXPECT_EQ(stream.error(), ENOSPC);
  ::close(full);
}

TEST(OutputStream, AClosedDescriptorIsAFailure) {
  OutputStream stream(-1);
  stream.Write(LongText(100'000));
  EXPECT_EQ(stream.state(), State::kFailed);
  EXPECT_EQ(stream.error(), EBADF);
}

TEST(OutputStream, AGoneReaderIsNotAFailure) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  Pipe pipe;
  pipe.CloseReader();
  OutputStream stream(pipe.ends[1]);
  stream.Write("text");
  stream.Flush();
  EXPECT_EQ(stream.state(), State::kClosedPipe);
  std::signal(SIGPIPE, before);
}

void DoNothing(int /*signal*/) {}

TEST(OutputStream, GoesOnAfterSignals) {
  struct sigaction action {};
  struct sigaction before {};
  action.sa_handler = DoNothing;  // No SA_RESTART: blocked writes end with EINTR or short.
  ASSERT_EQ(::sigaction(SIGUSR1, &action, &before), 0);
  Pipe pipe;
  const std::string large = LongText(2'000'000);
  std::string received;
  const pthread_t writer = ::pthread_self();
  std::thread reader([&] {
    for (int i = 0; i < 20; ++i) {
      ::pthread_kill(writer, SIGUSR1);
      ::usleep(1'000);
    }
    received = pipe.ReadAll();
  });
  OutputStream stream(pipe.ends[1]);
  stream.Write(large);
  stream.Flush();
  pipe.CloseWriter();
  reader.join();
  ASSERT_EQ(::sigaction(SIGUSR1, &before, nullptr), 0);
  EXPECT_TRUE(received == large);
  EXPECT_EQ(stream.state(), State::kGood);
}

}  // namespace
}  // namespace trailsift
