// Bytes become articles and calls, three a call: no crash, no hang, and all that must hold of stories holds
// (rehearsal.h).
#include <cstdint>

#include "base/result.h"
#include "story/rehearsal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  dateline::story::Rehearsal rehearsal(data[0] % 2 == 1, data[0] / 2 % 2 == 1);
  for (std::size_t i = 1; i + 3 <= size && i < 900; i += 3) {
    rehearsal.take({data[i], data[i + 1], data[i + 2]});
    DATELINE_CHECK(rehearsal.wrong().empty());
  }
  return 0;
}
