#include <gmock/gmock.h>

#include "markup/html.h"

namespace dateline::markup {
namespace {

TEST(DecodeHtml, ReadsTheCharsetOfTheMarkup) {
  EXPECT_EQ(decode_html("<meta charset=windows-1251>\xCF\xF0\xE8\xE2\xE5\xF2"), "<meta charset=windows-1251>Привет");
  EXPECT_EQ(decode_html("<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=\"koi8-r\"'>\xF0\xD2"),
            "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=\"koi8-r\"'>Пр");
}

TEST(DecodeHtml, TrustsTheTransportMoreThanTheMarkup) {
  EXPECT_EQ(decode_html("<meta charset=koi8-r>\xCF\xF0", "windows-1251"), "<meta charset=koi8-r>Пр");
}

TEST(DecodeHtml, TurnsToTheMarkupWhenTheTransportIsWrong) {
  EXPECT_EQ(decode_html("<meta charset=windows-1251>\xCF\xF0\xE8", "utf-8"), "<meta charset=windows-1251>При");
  EXPECT_EQ(decode_html("<meta charset=windows-1251>\xCF\xF0\xE8", "no-such-charset"),
            "<meta charset=windows-1251>При");
}

TEST(DecodeHtml, DoesNotLookIntoComments) {
  EXPECT_EQ(decode_html("<!-- <meta charset=koi8-r> --><meta charset=windows-1251>\xCF"),
            "<!-- <meta charset=koi8-r> --><meta charset=windows-1251>П");
}

TEST(DecodeHtml, LooksNoFurtherThanTheFirstKilobyte) {
  const std::string page = "<p>é</p>" + std::string(1024, ' ') + "<meta charset=windows-1251>";
  EXPECT_EQ(decode_html(page), page);
}

TEST(DecodeHtml, DoesNotBelieveInUtf16ThatItCanRead) {
  EXPECT_EQ(decode_html("<meta charset=utf-16>é"), "<meta charset=utf-16>é");
}

TEST(DecodeHtml, BearsATagThatTheFirstKilobyteCuts) {
  for (std::size_t cut = 0; cut < 30; ++cut) {
    const std::string page = std::string(1024 - cut, ' ') + "<meta charset=windows-1251>x";
    EXPECT_EQ(decode_html(page), page);
  }
}

}  // namespace
}  // namespace dateline::markup
