#include "event/record_reader.h"

#include "event/document_reader.h"

namespace trailsift {

class RecordReader::Implementation {
 public:
  Implementation(ByteSource& bytes, const Projection& projection, Ledger& ledger,
                 const ReaderOptions& options)
      : tools_(projection), reader_(bytes, tools_, ledger, options, 0) {}

  DocumentReader& reader() { return reader_; }

 private:
  ReaderTools tools_;
  DocumentReader reader_;
};

RecordReader::RecordReader(ByteSource& bytes, const Projection& projection, Ledger& ledger,
                           const ReaderOptions& options)
    : implementation_(std::make_unique<Implementation>(bytes, projection, ledger, options)) {}

RecordReader::~RecordReader() = default;

bool RecordReader::Next() { return implementation_->reader().Next(); }
const Event& RecordReader::event() const { return implementation_->reader().event(); }
const RecordFacts& RecordReader::facts() const { return implementation_->reader().facts(); }
RecordPlace RecordReader::Place() const { return implementation_->reader().Place(); }
void RecordReader::Validate() { implementation_->reader().Validate(); }

}  // namespace trailsift
