#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/xml.h"
#include "text/utf8.h"

namespace {

/// Every element that starts ends, unless the document breaks off; everything is UTF-8.
class Check final : public dateline::markup::XmlHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    DATELINE_CHECK(dateline::text::is_utf8(name));
    for (const auto& [key, value] : attributes) DATELINE_CHECK(dateline::text::is_utf8(key + value));
    ++open;
  }
  void end(std::string_view) override { DATELINE_CHECK(open-- > 0); }
  void text(std::string_view utf8) override { DATELINE_CHECK(!utf8.empty() && dateline::text::is_utf8(utf8)); }
  int open = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Check check;
  const auto status = dateline::markup::read_xml({reinterpret_cast<const char*>(data), size}, check);
  DATELINE_CHECK(!status || check.open == 0);
  DATELINE_CHECK(status || dateline::text::is_utf8(status.error().message));
  return 0;
}
