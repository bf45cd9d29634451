#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "text/charset.h"
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

TEST(ToUtf8, BelievesAMultiByteDeclarationUntilChanceIsOut) {
  // Four bytes are two characters in GBK and two in UTF-8 as well.
  EXPECT_EQ(to_utf8("\xC1\xAA\xCD\xA8", "gbk"), "联通");
  EXPECT_EQ(to_utf8("本市今晨降雪，多条公交线路改道，学校照常上课。", "gbk"),
            "本市今晨降雪，多条公交线路改道，学校照常上课。");
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

TEST(EncodingOf, KnowsTheLabelsOfTheStandard) {
  EXPECT_EQ(encoding_of("utf8"), "utf-8");
  EXPECT_EQ(encoding_of(" ISO-8859-1\n"), "windows-1252");
  EXPECT_EQ(encoding_of("latin5"), "windows-1254");
  EXPECT_EQ(encoding_of("ISO-8859-11"), "windows-874");
  EXPECT_EQ(encoding_of("iso_8859-8:1988"), "iso-8859-8");
  EXPECT_EQ(encoding_of("logical"), "iso-8859-8-i");
  EXPECT_EQ(encoding_of("x-mac-ukrainian"), "x-mac-cyrillic");
  EXPECT_EQ(encoding_of("gb2312"), "gbk");
  EXPECT_EQ(encoding_of("ks_c_5601-1987"), "euc-kr");
  EXPECT_EQ(encoding_of("x-sjis"), "shift_jis");
  EXPECT_EQ(encoding_of("cseucpkdfmtjapanese"), "euc-jp");
  EXPECT_EQ(encoding_of("utf-16"), "utf-16le");
  EXPECT_EQ(encoding_of("unicodefffe"), "utf-16be");
  EXPECT_EQ(encoding_of("x-user-defined"), "windows-1252");
}

TEST(EncodingOf, KnowsNoOthers) {
  for (const char* label : {"", " ", "utf", "utf-7", "utf-32", "scsu", "hz-gb-2312", "iso-2022-kr", "ebcdic-cp-us",
                            "l1 l2", "windows-1252x", "iso-8859-16"}) {
    EXPECT_EQ(encoding_of(label), std::nullopt) << label;
  }
}

TEST(Decode, HasAConverterForEveryEncoding) {
  for (const char* label :
       {"ibm866",       "iso-8859-2",   "iso-8859-3",     "iso-8859-4",   "iso-8859-5",   "iso-8859-6",
        "iso-8859-7",   "iso-8859-8",   "iso-8859-8-i",   "iso-8859-10",  "iso-8859-13",  "iso-8859-14",
        "iso-8859-15",  "koi8-r",       "koi8-u",         "macintosh",    "windows-874",  "windows-1250",
        "windows-1251", "windows-1252", "windows-1253",   "windows-1254", "windows-1255", "windows-1256",
        "windows-1257", "windows-1258", "x-mac-cyrillic", "gbk",          "gb18030",      "big5",
        "euc-jp",       "shift_jis",    "euc-kr"}) {
    ASSERT_EQ(encoding_of(label), label);
    // Read by no converter, they would be one U+FFFD each.
    EXPECT_NE(decode("\xE4\xE4", label).substr(0, 3), "\uFFFD") << label;
  }
  EXPECT_EQ(decode(std::string_view("a\0", 2), "utf-16le"), "a");
  EXPECT_EQ(decode("\x1B$B$\"\x1B(B", "iso-2022-jp"), "あ");
}

TEST(ChooseEncoding, TakesABeginningForWhatItBegins) {
  EXPECT_EQ(choose_encoding("Zürich\xC3", {}).name, "utf-8");
  // Alone, it is the end of a word in Latin 1.
  EXPECT_EQ(choose_encoding("Caf\xE9", {}).name, "windows-1252");
}

TEST(ChooseEncoding, SaysWhichDeclarationItBelieved) {
  const std::string_view declared[] = {"utf-8", "x-klingon", "koi8-r"};
  const ChosenEncoding chosen = choose_encoding("\xF0\xD2\xC9", declared);
  EXPECT_EQ(chosen.name, "koi8-r");
  EXPECT_EQ(chosen.declared, 2u);
  EXPECT_EQ(choose_encoding("plain", {}).declared, std::nullopt);
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
