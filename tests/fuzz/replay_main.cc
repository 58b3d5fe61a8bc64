// Runs a fuzz target once on every file of a corpus folder: what libFuzzer does with -runs=0, for
// compilers without libFuzzer. The folder must hold at least one file.
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: " << argv[0] << " CORPUS\n";
    return 2;
  }
  std::error_code error;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(argv[1], error)) {
    std::ifstream stream(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
    if (!stream) {
      std::cerr << entry.path() << ": cannot be read\n";
      return 1;
    }
    // Said before the run: it names the culprit if the target aborts.
    std::cout << entry.path().filename().string() << std::endl;
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
    ++files;
  }
  if (error || files == 0) {
    std::cerr << argv[1] << ": no corpus: " << (error ? error.message() : "empty folder") << '\n';
    return 1;
  }
  return 0;
}
