// Pages and fragments as trees. The first byte chooses which.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "markup/html.h"
#include "text/utf8.h"

namespace dateline::markup {
namespace {

constexpr auto kContexts = std::to_array<std::pair<std::string_view, Space>>({
    {"body", Space::kHtml},
    {"div", Space::kHtml},
    {"table", Space::kHtml},
    {"tbody", Space::kHtml},
    {"tr", Space::kHtml},
    {"td", Space::kHtml},
    {"select", Space::kHtml},
    {"template", Space::kHtml},
    {"head", Space::kHtml},
    {"html", Space::kHtml},
    {"frameset", Space::kHtml},
    {"caption", Space::kHtml},
    {"colgroup", Space::kHtml},
    {"form", Space::kHtml},
    {"textarea", Space::kHtml},
    {"script", Space::kHtml},
    {"plaintext", Space::kHtml},
    {"x-other", Space::kHtml},
    {"svg", Space::kSvg},
    {"foreignObject", Space::kSvg},
    {"desc", Space::kSvg},
    {"math", Space::kMathMl},
    {"annotation-xml", Space::kMathMl},
    {"mi", Space::kMathMl},
});

/// All links agree, no node is its own ancestor, nothing is too deep, every view can be read.
void check(const Node& top) {
  std::size_t depth = 0;  // Elements around `node`, which is one.
  std::uint64_t sum = 0;
  const Node* node = &top;
  while (true) {
    for (const char c : node->name()) sum += static_cast<unsigned char>(c);
    for (const char c : node->text()) sum += static_cast<unsigned char>(c);
    for (const auto& [name, value] : node->attributes()) {
      for (const char c : name) sum += static_cast<unsigned char>(c);
      for (const char c : value) sum += static_cast<unsigned char>(c);
    }
    DATELINE_CHECK(!node->next || (node->next->previous == node && node->next->parent == node->parent));
    DATELINE_CHECK(!node->first_child == !node->last_child);
    DATELINE_CHECK(!node->first_child || (node->first_child->parent == node && !node->first_child->previous));
    DATELINE_CHECK(!node->last_child || (node->last_child->parent == node && !node->last_child->next));
    if (node->first_child) {
      DATELINE_CHECK(!node->is_text() && ++depth <= kMaxDepth + 1);  // The document is around them, too.
      node = node->first_child;
      continue;
    }
    while (node != &top && !node->next) {
      node = node->parent;
      --depth;
    }
    if (node == &top) break;
    node = node->next;
  }
  volatile std::uint64_t read = sum;
  static_cast<void>(read);
}

}  // namespace
}  // namespace dateline::markup

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::markup;
  if (size == 0) return 0;
  const std::string page = dateline::text::to_utf8({reinterpret_cast<const char*>(data) + 1, size - 1}, "utf-8");
  const std::size_t choice = data[0] % (kContexts.size() + 1);
  const auto document = choice == kContexts.size()
                            ? Document::parse(page)
                            : Document::parse_fragment(page, kContexts[choice].first, kContexts[choice].second);
  DATELINE_CHECK(document.has_value());
  check(document->top());
  return 0;
}
