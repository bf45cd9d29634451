#include "article/kind.h"

namespace dateline::article {

std::string_view to_string(PageKind) {
  return "article";
}

KindOfPage kind_of(const Metadata&, const PageBlocks&, const Body&) {
  return {};
}

}  // namespace dateline::article
