#pragma once
// Pictures of the newsroom's own articles: what the desk knows of one, what it accepts, and in which sizes it is kept.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "desk/post.h"
#include "desk/problem.h"

namespace dateline::desk {

// 12 MiB: what cameras and phones write as JPEG stays below it.
inline constexpr std::size_t kMaxPictureBytes = std::size_t{12} << 20;

/// A picture at the desk, without its bytes. Alt, caption and credit are what an article starts from (PictureUse).
struct Picture {
  PictureId id;               ///< Of the bytes that somebody brought, so the same file is the same picture.
  int width = 0, height = 0;  ///< Of the largest rendition, upright.
  std::string alt;            ///< What it shows, for who does not see it.
  std::string caption;        ///< May be "".
  std::string credit;         ///< May be "".
  std::string by;             ///< Account name.
  Instant at{};               ///< When it was brought.

  PictureUse use() const { return {id, width, height, alt, caption, credit}; }
};
PictureId picture_id(std::string_view bytes);

inline constexpr std::string_view kWebpType = "image/webp";
inline constexpr std::string_view kJpegType = "image/jpeg";

/// One size of a picture, as readers get it.
struct Rendition {
  int width = 0, height = 0;
  std::string content_type;  ///< kWebpType; and the largest also as kJpegType, for link cards.
  std::string bytes;
};

/// The widths that a picture of `width` is kept in, ascending: 480, 960 and 1600 as far as it is wider, and its own or
/// 1600 as the last. A pure function of the width, so that an address can be made without asking for a list.
std::vector<int> rendition_widths(int width);

/// What the first bytes say about a file. The sizes are those stored, before the picture is turned upright; 0 where
/// only decoding tells (AVIF, HEIC).
struct PictureHead {
  enum class Kind { kJpeg, kPng, kWebp, kGif, kHeif } kind = Kind::kJpeg;
  int width = 0, height = 0;
};
/// By the bytes, never by a name. kInvalid in words for the one who brought it: "This is a PDF. Pictures can be ...";
/// also for more pixels, or a narrower strip, than we take on.
Result<PictureHead> read_picture_head(std::string_view bytes);

/// A still WebP with nothing but its image: no Exif (which may tell where a photograph was taken), no XMP, no colour
/// profile, nothing behind its end. kInvalid where it is none.
Result<std::string> bare_webp(std::string_view webp);

/// What is wrong with the words of a picture; the fields are `alt`, `caption`, `credit`.
std::vector<Problem> check_picture_words(const PictureUse& use);

}  // namespace dateline::desk
