#pragma once
// Inside markup/: sets of element names, asked in one step.

#include <array>
#include <cstdint>
#include <initializer_list>

#include "markup/tag.h"

namespace dateline::markup {

class TagSet {
 public:
  constexpr TagSet(std::initializer_list<Tag> tags) {
    for (const Tag tag : tags) words_[index(tag) / 64] |= std::uint64_t{1} << (index(tag) % 64);
  }
  constexpr bool contains(Tag tag) const { return words_[index(tag) / 64] >> (index(tag) % 64) & 1; }
  constexpr TagSet with(TagSet more) const {
    for (std::size_t i = 0; i < words_.size(); ++i) more.words_[i] |= words_[i];
    return more;
  }

 private:
  static constexpr std::size_t index(Tag tag) { return static_cast<std::size_t>(tag); }
  std::array<std::uint64_t, 4> words_ = {};  // A Tag is a byte.
};

inline constexpr TagSet kHeadings = {Tag::kH1, Tag::kH2, Tag::kH3, Tag::kH4, Tag::kH5, Tag::kH6};
/// Elements without content or end tag.
inline constexpr TagSet kVoid = {Tag::kArea,  Tag::kBase,  Tag::kBasefont, Tag::kBgsound, Tag::kBr,    Tag::kCol,
                                 Tag::kEmbed, Tag::kFrame, Tag::kHr,       Tag::kImg,     Tag::kInput, Tag::kKeygen,
                                 Tag::kLink,  Tag::kMeta,  Tag::kParam,    Tag::kSource,  Tag::kTrack, Tag::kWbr};
/// Start tags that belong into the head, and are read as if they stood there wherever they stand.
inline constexpr TagSet kForHead = {Tag::kBase,     Tag::kBasefont, Tag::kBgsound, Tag::kLink,     Tag::kMeta,
                                    Tag::kNoframes, Tag::kScript,   Tag::kStyle,   Tag::kTemplate, Tag::kTitle};

}  // namespace dateline::markup
