#include "text/utf8.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline::text {
namespace {

TEST(Utf8, RefusesWhatUnicodeRefuses) {
  EXPECT_TRUE(is_utf8("plain, é, 日本, 😀"));
  EXPECT_FALSE(is_utf8("\xC0\xAF"));          // Overlong.
  EXPECT_FALSE(is_utf8("\xED\xA0\x80"));      // A surrogate.
  EXPECT_FALSE(is_utf8("\xF4\x90\x80\x80"));  // Above U+10FFFF.
  EXPECT_FALSE(is_utf8("12345678\xC3"));      // Cut off, after a whole block of ASCII.
}

TEST(Utf8, RepairsEachMaximalPartOnce) {
  // Unicode 15, table 3-8.
  EXPECT_EQ(repair_utf8("a\xF1\x80\x80\xE1\x80\xC2"
                        "b\x80"
                        "c\x80\xBF"
                        "d"),
            "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd");
}

RC_GTEST_PROP(Utf8, RepairIsValidAndLeavesValidTextAlone, (const std::string& bytes)) {
  const std::string repaired = repair_utf8(bytes);
  RC_ASSERT(is_utf8(repaired));
  RC_ASSERT(repair_utf8(repaired) == repaired);
  RC_ASSERT(!is_utf8(bytes) || repaired == bytes);
}

TEST(Collapse, FoldsEveryKindOfSpace) {
  EXPECT_EQ(collapse(" a\t\n\u00A0b\u2003\u3000c \r\n"), "a b c");
  EXPECT_EQ(collapse("plain words  and  \tothers "), "plain words and others");
  EXPECT_EQ(collapse("Łódź и Київ \u00A0 ёлка"), "Łódź и Київ ёлка");
}

TEST(Collapse, DropsWhatWouldReorderOrHideText) {
  EXPECT_EQ(collapse("safe\u202Egnp.exe\u2066\u0007\uFEFF"), "safegnp.exe");
  EXPECT_EQ(collapse(std::string_view("a\0b", 3)), "ab");
}

TEST(Collapse, KeepsParagraphsApartWhenAsked) {
  EXPECT_EQ(collapse_paragraphs("\n one\nline \n\n\n  two\r\n\r\nthree\r\nlines\u2029four"),
            "one line\n\ntwo\n\nthree lines\n\nfour");
}

RC_GTEST_PROP(Collapse, IsStable, (const std::string& bytes)) {
  const std::string once = collapse(bytes);
  RC_ASSERT(collapse(once) == once);
  const std::string paragraphs = collapse_paragraphs(bytes);
  RC_ASSERT(collapse_paragraphs(paragraphs) == paragraphs);
}

TEST(Fold, MakesFormsOfOneWordEqual) {
  EXPECT_EQ(fold("STRASSE"), fold("Straße"));
  EXPECT_EQ(fold("ＡＢＣ"), "abc");
  EXPECT_EQ(fold("Cafe\u0301"), fold("CAFÉ"));
  EXPECT_EQ(fold("ﬁnance"), "finance");
}

TEST(Shorten, CutsAtAWordAndSaysSo) {
  EXPECT_EQ(shorten("The Department of State said", 100), "The Department of State said");
  EXPECT_EQ(shorten("The Department, of State said", 19), "The Department…");
}

TEST(Shorten, NeverCutsACharacterOrItsAccent) {
  EXPECT_EQ(shorten("日本語日本語", 10), "日本…");
  EXPECT_EQ(shorten("xe\u0301e\u0301e\u0301", 7), "xe\u0301…");
}

RC_GTEST_PROP(Shorten, FitsAndStaysValid, (const std::string& bytes)) {
  const std::string text = repair_utf8(bytes);
  const auto most = *rc::gen::inRange<std::size_t>(0, 40);
  const std::string cut = shorten(text, most);
  RC_ASSERT(cut.size() <= most);
  RC_ASSERT(is_utf8(cut));
}

TEST(Length, CountsCharactersNotBytes) {
  EXPECT_EQ(length("a é 日"), 5u);
}

TEST(FirstSentences, KnowsThatAbbreviationsEndNothing) {
  const std::string text = "Mr. Smith met U.S. officials in Havana.  They talked for two days! A second round follows.";
  EXPECT_EQ(first_sentences(text, 1), "Mr. Smith met U.S. officials in Havana.");
  EXPECT_EQ(first_sentences(text, 2), "Mr. Smith met U.S. officials in Havana.  They talked for two days!");
  EXPECT_EQ(first_sentences(text, 9), text);
  EXPECT_EQ(first_sentences(text, 0), "");
}

TEST(FirstSentences, KnowsOtherScripts) {
  EXPECT_EQ(first_sentences("首都は東京です。人口は多い。", 1, "ja"), "首都は東京です。");
}

}  // namespace
}  // namespace dateline::text
