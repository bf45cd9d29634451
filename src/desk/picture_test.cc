#include "desk/picture.h"

#include <gmock/gmock.h>

namespace dateline::desk {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using std::operator""s;

std::string big(int value) {
  return {static_cast<char>(value >> 8), static_cast<char>(value)};
}
std::string little(int value, int bytes = 2) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> 8 * i);
  return out;
}

std::string png(int width, int height) {
  return "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"s + big(width) + "\0\0"s + big(height) + "\x8\2\0\0\0"s;
}
std::string jpeg(int width, int height) {
  // An application segment that holds what looks like a frame header, then the true one.
  const std::string decoy = "\xff\xc0\0\x11\x8\0\1\0\1"s;
  return "\xff\xd8\xff\xe1"s + big(static_cast<int>(decoy.size()) + 2) + decoy + "\xff\xff\xc2\0\x11\x8"s +
         big(height) + big(width) + "\3";
}
std::string gif(int width, int height) {
  return "GIF89a" + little(width) + little(height);
}
std::string webp(std::string_view chunk) {
  return "RIFF\0\0\0\0WEBP"s + std::string(chunk) + std::string(30, '\0');
}

std::string refusal(const std::string& bytes) {
  const auto head = read_picture_head(bytes);
  return head ? "(taken)" : head.error().message;
}

struct Size {
  PictureHead::Kind kind;
  int width, height;
  bool operator==(const Size&) const = default;
};
Size size_of(const std::string& bytes) {
  const auto head = read_picture_head(bytes);
  EXPECT_TRUE(head) << head.error().message;
  return head ? Size{head->kind, head->width, head->height} : Size{};
}

TEST(PictureHead, TellsKindAndSizeByTheBytes) {
  using enum PictureHead::Kind;
  EXPECT_EQ(size_of(png(1600, 900)), (Size{kPng, 1600, 900}));
  EXPECT_EQ(size_of(jpeg(4000, 3000)), (Size{kJpeg, 4000, 3000}));
  EXPECT_EQ(size_of(gif(320, 200)), (Size{kGif, 320, 200}));
  EXPECT_EQ(size_of(webp("VP8X\x0a\0\0\0\0\0\0\0"s + little(799, 3) + little(599, 3))), (Size{kWebp, 800, 600}));
  EXPECT_EQ(size_of(webp("VP8 \0\0\0\0\0\0\0\x9d\x01\x2a"s + little(640) + little(480))), (Size{kWebp, 640, 480}));
  EXPECT_EQ(size_of(webp("VP8L\0\0\0\0\x2f"s + little(99 | 49 << 14, 4))), (Size{kWebp, 100, 50}));
  EXPECT_EQ(size_of("\0\0\0\x1c"
                    "ftypavif\0\0\0\0"s),
            (Size{kHeif, 0, 0}));
}

TEST(PictureHead, NamesWhatIsNoPicture) {
  EXPECT_EQ(refusal("%PDF-1.7\n"), "This is a PDF. Pictures can be JPEG, PNG, WebP, AVIF, HEIC or GIF.");
  EXPECT_THAT(refusal("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), HasSubstr("an SVG"));
  EXPECT_THAT(refusal("\xef\xbb\xbf <!doctype html><p>"), HasSubstr("a web page"));
  EXPECT_THAT(refusal("II*\0"s), HasSubstr("a TIFF"));
  EXPECT_THAT(refusal("\0\0\0\x18"
                      "ftypmp42\0\0\0\0"s),
              HasSubstr("a video"));
  EXPECT_THAT(refusal("PK\3\4"), HasSubstr("a ZIP"));
  EXPECT_THAT(refusal("harbour.jpg"), HasSubstr("not a picture that we know"));
  EXPECT_THAT(refusal(""), HasSubstr("empty"));
}

TEST(PictureHead, RefusesBombsStripsAndPictograms) {
  EXPECT_THAT(refusal(png(50'000, 50'000)), HasSubstr("more than 64 megapixels"));
  EXPECT_THAT(refusal("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff"s), HasSubstr("megapixels"));
  EXPECT_THAT(refusal(png(8001, 1000)), HasSubstr("a strip"));
  EXPECT_THAT(refusal(png(1, 1)), HasSubstr("too small"));
  EXPECT_EQ(refusal(png(8000, 8000)), "(taken)");
  EXPECT_EQ(refusal(png(8000, 1000)), "(taken)");
}

TEST(PictureHead, RefusesAHeadThatWasCutAnywhere) {
  for (const std::string& whole : {png(800, 600), jpeg(800, 600), gif(800, 600)}) {
    const std::size_t needed = whole.starts_with("\x89") ? 24 : whole.size() - (whole.starts_with("\xff") ? 1 : 0);
    for (std::size_t size = 8; size < needed; ++size) {
      EXPECT_THAT(refusal(whole.substr(0, size)), HasSubstr("broken or incomplete")) << size;
    }
  }
  EXPECT_THAT(refusal(webp("VP9 ")), HasSubstr("broken"));
}

TEST(Renditions, AreAsWideAsThePictureAtMost) {
  EXPECT_THAT(rendition_widths(4000), ElementsAre(480, 960, 1600));
  EXPECT_THAT(rendition_widths(1600), ElementsAre(480, 960, 1600));
  EXPECT_THAT(rendition_widths(1200), ElementsAre(480, 960, 1200));
  EXPECT_THAT(rendition_widths(480), ElementsAre(480));
  EXPECT_THAT(rendition_widths(300), ElementsAre(300));
}

TEST(BareWebp, KeepsTheImageAndItsTransparencyOnly) {
  const std::string size = "VP8X\x0a\0\0\0\x3c\0\0\0"s + little(799, 3) + little(599, 3);
  const std::string image = "VP8 \3\0\0\0abc\0"s, alpha = "ALPH\1\0\0\0x\0"s;
  const std::string traces = "ICCP\2\0\0\0pr"s, position = "EXIF\4\0\0\0N 59XMP \0\0\0\0"s;
  const auto file = [](const std::string& chunks) {
    return "RIFF" + little(static_cast<int>(chunks.size()) + 4, 4) + "WEBP" + chunks;
  };
  EXPECT_EQ(bare_webp(file(size + traces + image + position) + "behind the end"), file(image));
  std::string kept = size;
  kept[8] = 0x10;
  EXPECT_EQ(bare_webp(file(size + traces + alpha + image + position)), file(kept + alpha + image));
  EXPECT_FALSE(bare_webp(file(size + traces)));
  EXPECT_FALSE(bare_webp(file(image).substr(0, 20)));
  EXPECT_FALSE(bare_webp("RIFF"));
}

TEST(PictureWords, NeedADescriptionAndSayWhy) {
  PictureUse use;
  use.alt = " ";
  const auto problems = check_picture_words(use);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "alt");
  EXPECT_THAT(problems[0].message, HasSubstr("some readers hear the page"));
  use.alt = "A harbour at dusk";
  EXPECT_THAT(check_picture_words(use), IsEmpty());
  use.credit = std::string(201, 'x');
  use.caption = "two\nlines";
  EXPECT_EQ(check_picture_words(use).size(), 2u);
}

}  // namespace
}  // namespace dateline::desk
