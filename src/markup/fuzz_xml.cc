#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/xml.h"
#include "text/utf8.h"

namespace {

/// Every element that starts ends, unless the document breaks off; everything is UTF-8.
class Check final : public dateline::markup::XmlHandler {
 public:
  int code_of(std::string_view space, std::string_view local) override {
    DATELINE_CHECK(dateline::text::is_utf8(space) && dateline::text::is_utf8(local));
    return 1;
  }
  void start(const dateline::markup::XmlName& name,
             std::span<const dateline::markup::XmlAttribute> attributes) override {
    DATELINE_CHECK(dateline::text::is_utf8(name.written));
    for (const auto& attribute : attributes) DATELINE_CHECK(dateline::text::is_utf8(attribute.value));
    ++open;
  }
  void end(const dateline::markup::XmlName&) override { DATELINE_CHECK(open-- > 0); }
  void text(std::string_view utf8) override { DATELINE_CHECK(!utf8.empty() && dateline::text::is_utf8(utf8)); }
  void restart() override { open = 0; }
  int open = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Check check;
  const auto status = dateline::markup::read_xml({reinterpret_cast<const char*>(data), size}, check);
  DATELINE_CHECK(!status || check.open == 0);
  // What is mended is well-formed: Expat may still refuse its size or its entities, but nothing else.
  DATELINE_CHECK(status || status.error().code == dateline::Code::kLimit || check.open == 0);
  for (const auto& note : status ? status->notes : std::vector{status.error().message}) {
    DATELINE_CHECK(dateline::text::is_utf8(note) && note.find('\n') == std::string::npos);
  }
  return 0;
}
