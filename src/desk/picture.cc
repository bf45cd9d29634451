#include "desk/picture.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ids.h"
#include "text/utf8.h"

namespace dateline::desk {
namespace {

// A phone's own width, twice that for its dense screen and a tablet, and a full column on a large dense screen.
constexpr std::array kWidths = {480, 960, 1600};
// Phones take 50 megapixels. What is above is a scan, or a bomb: a few hundred bytes of PNG can claim a gigapixel.
constexpr std::int64_t kMaxPixels = 64'000'000;
// A strip; at 1,600 pixels of width it stays within WebP's 16,383 of height.
constexpr int kMaxRatio = 8;
// A pictogram, as a page counts its visitors with. A strip's smallest rendition, 480 by 60, is above it.
constexpr int kMinSide = 48;

constexpr std::size_t kMaxAlt = 1'000;  // Some graphs need a paragraph.
constexpr std::size_t kMaxCaption = 1'000;
constexpr std::size_t kMaxCredit = 200;

constexpr std::string_view kAccepted = "Pictures can be JPEG, PNG, WebP, AVIF, HEIC or GIF.";

using std::operator""sv;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

/// Two bytes, high one first; the caller has looked at the size.
int big16(std::string_view bytes, std::size_t at) {
  return static_cast<int>(byte_at(bytes, at) << 8 | byte_at(bytes, at + 1));
}
int little16(std::string_view bytes, std::size_t at) {
  return static_cast<int>(byte_at(bytes, at + 1) << 8 | byte_at(bytes, at));
}
int little24(std::string_view bytes, std::size_t at) {
  return static_cast<int>(byte_at(bytes, at + 2) << 16) | little16(bytes, at);
}

using Head = std::optional<PictureHead>;
using Kind = PictureHead::Kind;

/// ISO/IEC 10918-1, annex B: segments up to the frame header. Absent if there is none.
Head jpeg_head(std::string_view bytes) {
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (byte_at(bytes, at) != 0xff) return std::nullopt;
    const unsigned marker = byte_at(bytes, at + 1);
    if (marker == 0xff) {  // A fill byte.
      ++at;
      continue;
    }
    if (marker == 0xd9 || marker == 0xda) return std::nullopt;   // The end, or the scan, without a frame before it.
    if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {  // These stand alone.
      at += 2;
      continue;
    }
    const bool frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (frame) {
      if (at + 9 > bytes.size()) return std::nullopt;
      return PictureHead{Kind::kJpeg, big16(bytes, at + 7), big16(bytes, at + 5)};
    }
    at += 2 + static_cast<std::size_t>(std::max(2, big16(bytes, at + 2)));
  }
  return std::nullopt;
}

/// PNG specification (W3C, third edition), section 11.2.1: IHDR comes first.
Head png_head(std::string_view bytes) {
  if (bytes.size() < 24 || bytes.substr(12, 4) != "IHDR") return std::nullopt;
  // A side above 65,535 is refused with the rest; the sum keeps it from wrapping round.
  const auto side = [&](std::size_t at) { return big16(bytes, at) != 0 ? 1 << 24 : big16(bytes, at + 2); };
  return PictureHead{Kind::kPng, side(16), side(20)};
}

/// RFC 9649: the first chunk is one of three, and each tells the size in its own way.
Head webp_head(std::string_view bytes) {
  if (bytes.size() < 30) return std::nullopt;
  const std::string_view chunk = bytes.substr(12, 4);
  if (chunk == "VP8X") return PictureHead{Kind::kWebp, 1 + little24(bytes, 24), 1 + little24(bytes, 27)};
  if (chunk == "VP8 " && bytes.substr(23, 3) == "\x9d\x01\x2a"sv) {
    return PictureHead{Kind::kWebp, little16(bytes, 26) & 0x3fff, little16(bytes, 28) & 0x3fff};
  }
  if (chunk == "VP8L" && byte_at(bytes, 20) == 0x2f) {
    const unsigned bits = static_cast<unsigned>(little24(bytes, 21)) | byte_at(bytes, 24) << 24;
    return PictureHead{Kind::kWebp, static_cast<int>(1 + (bits & 0x3fff)), static_cast<int>(1 + (bits >> 14 & 0x3fff))};
  }
  return std::nullopt;
}

Head gif_head(std::string_view bytes) {
  if (bytes.size() < 10) return std::nullopt;
  return PictureHead{Kind::kGif, little16(bytes, 6), little16(bytes, 8)};
}

/// ISO/IEC 23008-12 and AV1's image format: a file type box with one of these brands.
bool is_heif(std::string_view bytes) {
  if (bytes.size() < 16 || bytes.substr(4, 4) != "ftyp") return false;
  constexpr std::array kBrands = {"avif"sv, "avis"sv, "heic"sv, "heix"sv, "heim"sv, "heis"sv, "mif1"sv};
  return std::ranges::find(kBrands, bytes.substr(8, 4)) != kBrands.end();
}

/// What people send when they mean a picture, by how it begins.
std::string_view other_kind(std::string_view bytes) {
  struct Known {
    std::string_view start, name;
  };
  constexpr std::array kKnown = {
      Known{"%PDF-", "a PDF"},
      Known{"II*\0"sv, "a TIFF or a camera’s raw file"},
      Known{"MM\0*"sv, "a TIFF or a camera’s raw file"},
      Known{"BM", "a BMP"},
      Known{"8BPS", "a Photoshop file"},
      Known{"\0\0\1\0"sv, "an icon"},
      Known{"\xff\x0a", "a JPEG XL"},
      Known{"\0\0\0\x0cJXL "sv, "a JPEG XL"},
      Known{"\0\0\0\x0cjP  "sv, "a JPEG 2000"},
      Known{"PK\3\4", "a ZIP, or an office document"},
      Known{"\xd0\xcf\x11\xe0", "an office document"},
  };
  for (const Known& known : kKnown) {
    if (bytes.starts_with(known.start)) return known.name;
  }
  if (bytes.size() >= 8 && bytes.substr(4, 4) == "ftyp") return "a video";
  std::string_view text = bytes.substr(0, 1024);
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first != std::string_view::npos && text[first] == '<') {
    return text.find("<svg") != std::string_view::npos ? "an SVG, which is a program as much as a drawing"
                                                       : "a web page";
  }
  return {};
}

}  // namespace

PictureId picture_id(std::string_view bytes) {
  return PictureId{digest64(bytes)};
}

std::vector<int> rendition_widths(int width) {
  std::vector<int> widths;
  for (const int fixed : kWidths) {
    if (width <= fixed) break;
    widths.push_back(fixed);
  }
  if (width <= kWidths.back()) widths.push_back(width);
  return widths;
}

Result<PictureHead> read_picture_head(std::string_view bytes) {
  const auto refuse = [](std::string message) { return fail(Code::kInvalid, std::move(message)); };
  if (bytes.empty()) return refuse("This file is empty.");
  if (is_heif(bytes)) return PictureHead{Kind::kHeif, 0, 0};
  Head head;
  std::string_view name;
  if (bytes.starts_with("\xff\xd8\xff")) {
    name = "JPEG";
    head = jpeg_head(bytes);
  } else if (bytes.starts_with("\x89PNG\r\n\x1a\n")) {
    name = "PNG";
    head = png_head(bytes);
  } else if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") {
    name = "WebP";
    head = webp_head(bytes);
  } else if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) {
    name = "GIF";
    head = gif_head(bytes);
  } else if (const std::string_view other = other_kind(bytes); !other.empty()) {
    return refuse("This is " + std::string(other) + ". " + std::string(kAccepted));
  } else {
    return refuse("This is not a picture that we know. " + std::string(kAccepted));
  }
  if (!head) {
    return refuse("This " + std::string(name) + " is broken or incomplete. Save it again, or send the original.");
  }
  const std::int64_t width = head->width, height = head->height;
  if (width < kMinSide || height < kMinSide) {
    return refuse("This picture is too small: " + std::to_string(width) + " by " + std::to_string(height) +
                  " pixels. Each side needs " + std::to_string(kMinSide) + ", and 1600 in width look best.");
  }
  if (width * height > kMaxPixels) {
    return refuse("This picture has more than " + std::to_string(kMaxPixels / 1'000'000) +
                  " megapixels. Make it smaller: 1600 pixels in width are enough.");
  }
  if (std::max(width, height) > kMaxRatio * std::min(width, height)) {
    return refuse("This picture is a strip: one side is more than " + std::to_string(kMaxRatio) +
                  " times the other. Please crop it.");
  }
  return *head;
}

Result<std::string> bare_webp(std::string_view webp) {
  const auto broken = [] { return fail(Code::kInvalid, "this WebP cannot be read"); };
  if (webp.size() < 12 || !webp.starts_with("RIFF") || webp.substr(8, 4) != "WEBP") return broken();
  std::string size_and_canvas, alpha, image;
  const auto size_at = [](std::string_view bytes, std::size_t at) {
    return static_cast<std::size_t>(little24(bytes, at)) | std::size_t{byte_at(bytes, at + 3)} << 24;
  };
  std::string_view rest = webp.substr(0, 8 + size_at(webp, 4));
  rest.remove_prefix(std::min<std::size_t>(rest.size(), 12));
  while (rest.size() >= 8) {
    const std::string_view name = rest.substr(0, 4);
    const std::size_t size = size_at(rest, 4);
    if (size > rest.size() - 8) return broken();
    const std::size_t whole = std::min(rest.size(), 8 + size + size % 2);  // Chunks begin at even places.
    if (name == "VP8X" && size == 10) size_and_canvas = rest.substr(0, whole);
    if (name == "ALPH") alpha = rest.substr(0, whole);
    if (name == "VP8 " || name == "VP8L") image = rest.substr(0, whole);
    rest.remove_prefix(whole);
  }
  if (image.empty() || (!alpha.empty() && size_and_canvas.empty())) return broken();
  if (!alpha.empty()) {
    size_and_canvas[8] = 0x10;  // There is transparency, and nothing else.
    image = size_and_canvas + alpha + image;
  }
  std::string out = "RIFF";
  const std::size_t size = 4 + image.size();
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift & 0xff);
  return out + "WEBP" + image;
}

std::vector<Problem> check_picture_words(const PictureUse& use) {
  std::vector<Problem> problems;
  const auto check = [&](std::string_view field, std::string_view label, std::string_view value, std::size_t most) {
    std::string message;
    const std::size_t size = text::length(value);
    auto kind = Problem::Kind::kTooLong;
    if (!text::is_utf8(value)) {
      kind = Problem::Kind::kUnreadable;
      message = "The " + std::string(label) + " has characters that cannot be read. Please type it again.";
    } else if (value.find_first_of("\r\n") != std::string_view::npos) {
      kind = Problem::Kind::kManyLines;
      message = "Please write the " + std::string(label) + " on one line.";
    } else if (size > most) {
      message = "Please shorten the " + std::string(label) + ": it has " + std::to_string(size) + " characters, and " +
                std::to_string(most) + " fit.";
    }
    if (!message.empty()) problems.push_back({std::string(field), std::move(message), kind, size, most});
  };
  if (text::collapse(use.alt).empty()) {
    problems.push_back({"alt",
                        "Please say what the picture shows: some readers hear the page, and some see no pictures.",
                        Problem::Kind::kMissing});
  }
  check("alt", "description", use.alt, kMaxAlt);
  check("caption", "caption", use.caption, kMaxCaption);
  check("credit", "credit", use.credit, kMaxCredit);
  return problems;
}

}  // namespace dateline::desk
