#include "markup/tag.h"

#include <algorithm>
#include <array>

namespace dateline::markup {
namespace {

constexpr auto kNames = std::to_array<std::string_view>({"",  // Tag::kUnknown.
#define X(constant, name) name,
                                                         DATELINE_MARKUP_TAGS(X)
#undef X
});
static_assert(kNames.size() <= 256, "a Tag is one byte");
static_assert(std::ranges::is_sorted(kNames));

constexpr std::size_t kSlots = 512;

/// Gives every name of the list a slot of its own. Found by trying six million sets of factors; when a name joins the
/// list and slots_of_names() does not compile any more, 1,024 slots take about two thousand tries.
constexpr std::size_t slot_of(std::string_view name) {
  const auto byte = [name](std::size_t i) { return static_cast<unsigned char>(name[i]); };
  return (name.size() * 570 + byte(0) * 823 + byte(name.size() / 2) * 166 + byte(name.size() - 1) * 118) % kSlots;
}

consteval std::array<Tag, kSlots> slots_of_names() {
  std::array<Tag, kSlots> slots{};
  for (std::size_t i = 1; i < kNames.size(); ++i) {
    Tag& slot = slots[slot_of(kNames[i])];
    if (slot != Tag::kUnknown) throw "two names share a slot";
    slot = static_cast<Tag>(i);
  }
  return slots;
}
constexpr std::array<Tag, kSlots> kTagInSlot = slots_of_names();

}  // namespace

Tag tag_of(std::string_view lower_case) {
  if (lower_case.empty()) return Tag::kUnknown;
  const Tag tag = kTagInSlot[slot_of(lower_case)];
  return name_of(tag) == lower_case ? tag : Tag::kUnknown;
}

std::string_view name_of(Tag tag) {
  return kNames[static_cast<std::size_t>(tag)];
}

}  // namespace dateline::markup
