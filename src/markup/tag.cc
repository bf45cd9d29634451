#include "markup/tag.h"

#include <algorithm>
#include <array>

namespace dateline::markup {
namespace {
constexpr std::array kNames = {std::string_view(),
#define X(constant, name) std::string_view(name),
                               DATELINE_MARKUP_TAGS(X)
#undef X
};
}  // namespace

Tag tag_of(std::string_view lower_case) {
  const auto found = std::ranges::lower_bound(kNames, lower_case);
  return found != kNames.end() && *found == lower_case ? static_cast<Tag>(found - kNames.begin()) : Tag::kUnknown;
}

std::string_view name_of(Tag tag) {
  return kNames[static_cast<std::size_t>(tag)];
}

}  // namespace dateline::markup
