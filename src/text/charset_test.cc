#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "text/utf8.h"

namespace dateline::text {
namespace {

TEST(ToUtf8, ByteOrderMarkBeatsTheDeclaration) {
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF"
                    "é",
                    "windows-1252"),
            "é");
  EXPECT_EQ(to_utf8(std::string_view("\xFF\xFE"
                                     "a\0b\0",
                                     6),
                    "utf-8"),
            "ab");
  EXPECT_EQ(to_utf8(std::string_view("\xFE\xFF\0a\0b", 6)), "ab");
}

TEST(ToUtf8, ReadsLatin1AsTheWebDoes) {
  // The curly quotes are what windows-1252 has and ISO 8859-1 has not.
  EXPECT_EQ(to_utf8("\x93"
                    "Caf\xE9\x94",
                    "ISO-8859-1"),
            "“Café”");
}

TEST(ToUtf8, ReadsTheLegacyCharsetsOfTheNewsWorld) {
  EXPECT_EQ(to_utf8("\xCF\xF0\xE8\xE2\xE5\xF2", "windows-1251"), "Привет");
  EXPECT_EQ(to_utf8("\xF0\xD2\xC9\xD7\xC5\xD4", "koi8-r"), "Привет");
  EXPECT_EQ(to_utf8("\x93\xFA\x96{", "Shift_JIS"), "日本");
  EXPECT_EQ(to_utf8("\xD6\xD0\xCE\xC4", "gb2312"), "中文");
  EXPECT_EQ(to_utf8("\xA4\xA4\xA4\xE5", "Big5"), "中文");
  EXPECT_EQ(to_utf8("\xC7\xD1\xB1\xB9", "EUC-KR"), "한국");
}

TEST(ToUtf8, PassesOverNamesThatNobodyKnows) {
  EXPECT_EQ(to_utf8("é", "x-klingon"), "é");
}

TEST(ToUtf8, RefusesUtf7BecauseItHidesMarkup) {
  EXPECT_EQ(to_utf8("+ADw-script+AD4-", "UTF-7"), "+ADw-script+AD4-");
}

TEST(ToUtf8, PassesOverADeclarationThatTheBytesContradict) {
  EXPECT_EQ(to_utf8("Zürich", "iso-8859-1"), "Zürich");
  EXPECT_EQ(to_utf8("plain", "utf-16"), "plain");
  EXPECT_EQ(to_utf8("Caf\xE9 d\xE9j\xE0 vu, la for\xEAt et le ch\xE2teau", "utf-8"),
            "Café déjà vu, la forêt et le château");
}

TEST(ToUtf8, KeepsUtf8ThatWasCutInTheMiddleOfACharacter) {
  EXPECT_EQ(to_utf8("Die Größe der Städte über Köln für Zürich, Tür zu Übung schön früh\xC3"),
            "Die Größe der Städte über Köln für Zürich, Tür zu Übung schön früh\uFFFD");
}

TEST(ToUtf8, DetectsAnUndeclaredCharset) {
  EXPECT_EQ(to_utf8("\xCF\xF0\xE5\xE7\xE8\xE4\xE5\xED\xF2 \xEF\xEE\xE4\xEF\xE8\xF1\xE0\xEB \xF3\xEA\xE0\xE7 \xEE "
                    "\xED\xE0\xE7\xED\xE0\xF7\xE5\xED\xE8\xE8 \xEC\xE8\xED\xE8\xF1\xF2\xF0\xE0"),
            "Президент подписал указ о назначении министра");
}

RC_GTEST_PROP(ToUtf8, IsAlwaysValid, (const std::string& bytes)) {
  const auto charset = *rc::gen::element<std::string>("utf-8", "windows-1252", "shift_jis", "gb18030", "big5", "euc-jp",
                                                      "iso-2022-jp", "utf-16le", "utf-16be", "euc-kr", "nonsense", "");
  RC_ASSERT(is_utf8(to_utf8(bytes, charset)));
  RC_ASSERT(is_utf8(to_utf8(bytes)));
}

RC_GTEST_PROP(ToUtf8, LeavesAsciiAlone, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
  RC_ASSERT(to_utf8(text) == text);
}

}  // namespace
}  // namespace dateline::text
