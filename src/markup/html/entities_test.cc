#include "markup/html/entities.h"

#include <gmock/gmock.h>

#include <string>

namespace dateline::markup {
namespace {

/// The source with what it begins with read: "[é]rest"; as it is when that is no reference.
std::string read(std::string_view source, bool in_attribute = false) {
  const CharacterReference reference = read_character_reference(source, in_attribute);
  if (reference.length == 0) return std::string(source);
  return "[" + std::string(reference.text()) + "]" + std::string(source.substr(reference.length));
}

TEST(CharacterReference, FindsNames) {
  EXPECT_EQ(read("&eacute;s"), "[é]s");
  EXPECT_EQ(read("&AElig;"), "[Æ]") << "the first of the list";
  EXPECT_EQ(read("&zwnj;"), "[\u200C]") << "the last";
  EXPECT_EQ(read("&CounterClockwiseContourIntegral;"), "[∳]") << "the longest";
  EXPECT_EQ(read("&nGt;"), "[\u226B\u20D2]") << "two characters";
  EXPECT_EQ(read("&Eacute;"), "[É]") << "case counts";
}

TEST(CharacterReference, LeavesWhatIsNone) {
  for (const std::string_view none :
       {"&", "&;", "&&amp;", "& amp;", "&orrin;", "&EACUTE;", "&hellip", "&CounterClockwise",
        "&CounterClockwiseContourIntegrals;", "&1", "&#", "&#;", "&#x", "&#xg;", "&#a;"}) {
    EXPECT_EQ(read(none), none);
  }
}

TEST(CharacterReference, ReadsTheOldNamesWithoutASemicolonToo) {
  EXPECT_EQ(read("&eacutes"), "[é]s");
  EXPECT_EQ(read("&lt"), "[<]");
  EXPECT_EQ(read("&notin;"), "[∉]") << "the longest that fits";
  EXPECT_EQ(read("&notit;"), "[¬]it;");
  EXPECT_EQ(read("&ampamp;"), "[&]amp;");
  EXPECT_EQ(read("&sup1;&"), "[¹]&");
  EXPECT_EQ(read("&sup1a"), "[¹]a");
}

TEST(CharacterReference, IsCarefulInAttributes) {
  EXPECT_EQ(read("&copy=2", true), "&copy=2");
  EXPECT_EQ(read("&copy2", true), "&copy2");
  EXPECT_EQ(read("&copya", true), "&copya");
  EXPECT_EQ(read("&notit;", true), "&notit;");
  EXPECT_EQ(read("&copy;=2", true), "[©]=2");
  EXPECT_EQ(read("&copy&", true), "[©]&");
  EXPECT_EQ(read("&copy", true), "[©]");
}

TEST(CharacterReference, ReadsNumbers) {
  EXPECT_EQ(read("&#233;s"), "[é]s");
  EXPECT_EQ(read("&#xE9;s"), "[é]s");
  EXPECT_EQ(read("&#Xe9 s"), "[é] s");
  EXPECT_EQ(read("&#65a"), "[A]a");
  EXPECT_EQ(read("&#x1F5DE;"), "[🗞]");
  EXPECT_EQ(read("&#x10FFFF;"), "[\U0010FFFF]");
  EXPECT_EQ(read("&#146;"), "[’]") << "windows-1252";
  EXPECT_EQ(read("&#129;"), "[\u0081]") << "an empty place there";
}

TEST(CharacterReference, ReplacesNumbersThatCannotBe) {
  EXPECT_EQ(read("&#0;"), "[\uFFFD]");
  EXPECT_EQ(read("&#xD800;"), "[\uFFFD]");
  EXPECT_EQ(read("&#x110000;"), "[\uFFFD]");
  EXPECT_EQ(read("&#" + std::string(1000, '9') + ";"), "[\uFFFD]") << "far beyond";
  EXPECT_EQ(read("&#x100000041;"), "[\uFFFD]") << "not the A that 32 bits would leave";
}

}  // namespace
}  // namespace dateline::markup
