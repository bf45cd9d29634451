// Our trees beside those of gumbo and MyHTML: on generated pages where these are known to agree with the standard, and
// on the real pages of DATELINE_CORPORA.

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "base/file.h"
#include "markup/testing/agreed_pages.h"
#include "markup/testing/oracles.h"

namespace dateline::markup {
namespace {

using testing::Oracle;
using testing::Outline;

Outline our_outline(std::string_view page) {
  return testing::outline_of(Document::parse(page).value().top());
}

/// Doctypes aside, which gumbo has no place for, and texts that touch joined, which it splits.
Outline comparable(const Outline& outline) {
  Outline out;
  for (const auto& line : outline) {
    if (line.kind == Node::Kind::kDoctype) continue;
    if (!out.empty() && line.kind == Node::Kind::kText && out.back().kind == line.kind &&
        out.back().depth == line.depth) {
      out.back().text += line.text;
    } else {
      out.push_back(line);
    }
  }
  return out;
}

Outline of_oracle(Oracle oracle, std::string_view page) {
  return comparable(oracle == Oracle::kGumbo ? testing::gumbo_outline(page) : testing::myhtml_outline(page));
}

void check_agreement(Oracle oracle) {
  const auto choices = *rc::gen::arbitrary<std::vector<std::uint8_t>>();
  const std::string page = testing::agreed_page(oracle, choices);
  RC_LOG() << page;
  RC_ASSERT(in_one_line(comparable(our_outline(page))) == in_one_line(of_oracle(oracle, page)));
}

RC_GTEST_PROP(HtmlDifferential, AgreesWithGumbo, ()) {
  check_agreement(Oracle::kGumbo);
}

RC_GTEST_PROP(HtmlDifferential, AgreesWithMyHtml, ()) {
  check_agreement(Oracle::kMyHtml);
}

/// Where an oracle is older than the standard or wrong by it. Found by millions of generated pages; each is left out by
/// agreed_page().
struct KnownDifference {
  std::string_view page;
  bool gumbo, myhtml;  ///< Which of them differs.
  std::string_view why;
};
constexpr KnownDifference kKnownDifferences[] = {
    {"<body><select><p>a", true, true, "since 2025 select holds any element"},
    {"<p><search>a", true, true, "search is of 2023"},
    {"<body><svg></p>", true, true, "since 2017 an end tag of p or br ends svg and math"},
    {"<body><nobr><b><a><x><u><li><nobr><a>", true, true,
     "behind three elements, formatting between is dropped from the stack, too (adoption agency, step 4.13)"},
    {"<body><a><dd><li><div><address><article><figure><section><fieldset><a>", true, true,
     "what is removed is the link that there was before, not what became of it"},
    {"<!doctype html public 'html'><p><table>", true, true, "a doctype of the list that means quirks"},
    {"<body><iframe>&amp;</b>", false, true, "raw text has no character references"},
    {"<body>a</>", false, true, "an empty end tag is nothing"},
    {"<body>a<b c=", false, true, "a tag that the page's end cuts off is nothing"},
    {"<!doctype html><noscript> x", false, true, "the space is still noscript's, the x ends it"},
    {"<body><template><tr><b><tbody> ", false, true, "white space in a template's table opens no formatting again"},
    {"<body><nobr><table><object></table></nobr>x", true, true,
     "behind a marker that a table's end left, an end tag of formatting is as any other"},
    {"<body><lineargradient>", false, true, "svg's spelling is svg's only"},
    {"<p><b a=1 b=2><b b=2 a=1><b a=1 b=2><b b=2 a=1>x<p>y", false, true, "attributes are alike in any order"},
    {"<p><dialog>", true, false, "dialog ends a paragraph"},
    {"<body><b><main></b>", true, false, "main is special"},
    {"<body><form> </form>", true, false, "a form's end tag ends what is in it"},
    {"<body><isindex>", true, false, "isindex is no element any more"},
    {"<menuitem>a", true, false, "menuitem is no element any more"},
    {"<body><x><y>a</x>b", true, false, "end tags of unknown elements differ by their names"},
    {"<!doctype html></br><frameset>", true, false, "a line break keeps the body"},
    {"<html><html> ", true, false, "a second html tag ends nothing"},
    {"<body><table><b><tbody><rtc> ", true, false, "a space before a table opens formatting again"},
};

// The control: the oracles are not we.
TEST(HtmlDifferential, KnowsWhereTheOraclesDiffer) {
  for (const auto& [page, gumbo, myhtml, why] : kKnownDifferences) {
    const Outline ours = comparable(our_outline(page));
    EXPECT_EQ(ours != of_oracle(Oracle::kGumbo, page), gumbo) << page << ": " << why;
    EXPECT_EQ(ours != of_oracle(Oracle::kMyHtml, page), myhtml) << page << ": " << why;
  }
}

/// Pages of the corpora whose tree is not MyHTML's; each was looked at.
struct KnownPage {
  std::string_view page, why;
};
constexpr KnownPage kKnownPages[] = {
    {"wcxb/0402.html.gz", "MyHTML reads character references in an iframe, which is raw text"},
    {"wcxb/0616.html.gz", "MyHTML takes </> for text"},
    {"wcxb/4200.html.gz", "MyHTML drops a span in an option; since 2025 it stays"},
    {"wcxb/4720.html.gz", "MyHTML takes </> for text"},
};

TEST(HtmlDifferential, RealPages) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  int pages = 0, as_all = 0, as_myhtml = 0, as_gumbo = 0, as_none = 0, against_us = 0;
  for (const char* set : {"wcxb", "fundus"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::filesystem::path(corpora) / "extraction" / set / "html")) {
      const std::string page = decode_html(gunzip(read_file(entry.path()).value()).value());
      const Outline ours = comparable(our_outline(page));
      const Outline gumbo = of_oracle(Oracle::kGumbo, page), myhtml = of_oracle(Oracle::kMyHtml, page);
      ++pages;
      ++(ours == myhtml ? (ours == gumbo ? as_all : as_myhtml) : (ours == gumbo ? as_gumbo : as_none));
      const std::string name = std::string(set) + '/' + entry.path().filename().string();
      if (ours != myhtml) {
        EXPECT_NE(std::ranges::find(kKnownPages, name, &KnownPage::page), std::end(kKnownPages)) << name;
        against_us += gumbo == myhtml;
      }
    }
  }
  std::cout << pages << " pages; the same tree by all three " << as_all << ", by MyHTML and us " << as_myhtml
            << ", by gumbo and us " << as_gumbo << ", by us alone " << as_none << "; by gumbo and MyHTML, not by us "
            << against_us << '\n';
  for (const auto& [page, why] : kKnownPages) std::cout << "  " << page << ": " << why << '\n';
  EXPECT_GE(pages, 1000);
  EXPECT_EQ(against_us, 0);
}

}  // namespace
}  // namespace dateline::markup
