#include "article/pictures.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <unordered_set>

#include "article/body_markup.h"
#include "article/words.h"
#include "text/utf8.h"

namespace dateline::article {
namespace {

using markup::Node;
using markup::Tag;

/// A picture that says to be smaller is an icon, or counts readers.
constexpr int kSmallestPicture = 60;

/// Words in class, id and address of what is no picture of an event.
bool names_no_picture(std::string_view names) {
  constexpr std::array<std::string_view, 14> kStems = {"logo",   "avatar", "author", "byline", "icon",
                                                       "sprite", "emoji",  "badge",  "pixel",  "tracking",
                                                       "spacer", "blank",  "advert", "sponsor"};
  // What every such word holds, for passing over most elements.
  constexpr Parts kOfStems(std::to_array<std::string_view>({"logo", "vata", "utho", "ylin", "icon", "prit", "moji",
                                                            "badg", "ixel", "rack", "pace", "lank", "dver", "pons"}));
  if (names.empty()) return false;
  const std::string lower = text::fold(names);
  if (!kOfStems.any_in(lower)) return false;
  return std::ranges::any_of(kStems, [&](std::string_view stem) {
    for (std::size_t at = lower.find(stem); at != std::string::npos; at = lower.find(stem, at + 1)) {
      if (at == 0 || lower[at - 1] < 'a' || lower[at - 1] > 'z') return true;
    }
    return false;
  });
}

bool is_beside(const Node& node) {
  const Tag tag = node.tag;
  if (tag == Tag::kNav || tag == Tag::kAside || tag == Tag::kFooter || tag == Tag::kForm) return true;
  return names_no_picture(node.attribute("class")) || names_no_picture(node.attribute("id"));
}

std::size_t common_element(const PageBlocks& page, std::size_t a, std::size_t b) {
  while (a != b) (a > b ? a : b) = page.elements[std::max(a, b)].parent;
  return a;
}

/// A link around a picture shows it larger, or leads to another page.
bool leads_away(const Node& link) {
  std::string_view address = link.attribute("href");
  address = address.substr(0, address.find_first_of("?#"));
  return !address.empty() && std::ranges::none_of(std::array{".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif"},
                                                  [&](std::string_view end) { return address.ends_with(end); });
}

}  // namespace

bool says_small(const Node& image) {
  for (const std::string_view name : {"width", "height"}) {
    const std::string_view value = image.attribute(name);
    int size = kSmallestPicture;
    std::from_chars(value.data(), value.data() + value.size(), size);
    if (size < kSmallestPicture) return true;
  }
  return false;
}

Pictures pictures_of(const PageBlocks& page, std::span<const std::size_t> kept, std::size_t headline) {
  Pictures out;
  if (kept.empty()) return out;
  const Block& first = page.blocks[kept.front()];
  std::size_t around = common_element(page, page.blocks[headline].element, first.element);
  if (headline == kept.front()) around = page.elements[page.elements[first.element].parent].parent;
  const Node* const root = page.elements[around].node;
  const Node* const last = page.blocks[kept.back()].last_text;
  std::unordered_set<std::string_view> seen;
  for (const Node* node = root->first_child; node && node != last;) {
    const bool is_picture = node->tag == Tag::kImg || (node->is_element() && node->name() == "amp-img");
    if (is_picture && !says_small(*node) && !is_beside(*node)) {
      const std::string_view source = source_of(*node);
      if (!source.empty() && !names_no_picture(source) && !source.ends_with(".svg") && seen.insert(source).second) {
        if (out.count++ == 0) out.first = source;
      }
    }
    const bool skip =
        node->is_element() && !is_picture && (is_beside(*node) || (node->tag == Tag::kA && leads_away(*node)));
    node = skip ? markup::next_skipping_children(node, root) : markup::next_in_order(node, root);
  }
  return out;
}

}  // namespace dateline::article
