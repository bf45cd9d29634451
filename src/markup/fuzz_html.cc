#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "markup/html.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::markup;
  const std::string page = decode_html({reinterpret_cast<const char*>(data), size});
  const auto document = Document::parse(page);
  DATELINE_CHECK(document.has_value());
  for (const Node* node = &document->root(); node; node = next_in_order(node, &document->root())) {
    std::size_t depth = 0;
    for (const Node* up = node; up; up = up->parent) ++depth;
    DATELINE_CHECK(depth <= kMaxDepth);
    DATELINE_CHECK(!node->next || node->next->previous == node);
  }
  text_of(document->root());
  DATELINE_CHECK(Document::parse_fragment(page).has_value());
  return 0;
}
