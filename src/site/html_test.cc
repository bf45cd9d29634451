#include "site/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "markup/html.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;

template <std::size_t n>
consteval TemplateFault fault(std::string_view text, const Slot (&slots)[n]) {
  return template_fault(text, slots, n);
}
constexpr Slot kOneText[] = {Slot::kText};
constexpr Slot kTwoTexts[] = {Slot::kText, Slot::kText};
constexpr Slot kOneHref[] = {Slot::kHref};
constexpr Slot kOneSrcset[] = {Slot::kSrcset};
constexpr Slot kOneFlag[] = {Slot::kFlag};
constexpr Slot kOneMarkup[] = {Slot::kMarkup};
constexpr Slot kOneRefused[] = {Slot::kRefused};

// What must not compile, as the compiler itself checks it. That the check really stops a build is shown by the test
// site.refuses_an_unsafe_template (CMakeLists.txt).
using enum TemplateFault;
static_assert(fault("<p>{}</p>", kOneText) == kNone);
static_assert(fault(R"(<p class="a {} b">x</p>)", kOneText) == kNone);
static_assert(fault(R"(<a href="{}">x</a>)", kOneHref) == kNone);
static_assert(fault(R"(<img srcset="{}">)", kOneSrcset) == kNone);
static_assert(fault(R"(<input type="checkbox" {}>)", kOneFlag) == kNone);
static_assert(fault("<div>{}</div>", kOneMarkup) == kNone);
static_assert(fault("<title>{}</title>", kOneText) == kNone);
static_assert(fault("<textarea name=\"a\">\n{}</textarea>", kOneText) == kNone);
static_assert(fault("<?xml version=\"1.0\"?><a>{}</a><!-- x -->", kOneText) == kNone);

static_assert(fault("<p>{}</p>", kTwoTexts) == kWrongNumberOfValues);
static_assert(fault("<p>{}{}</p>", kOneText) == kWrongNumberOfValues);
static_assert(fault("<p>{}</p>", kOneRefused) == kValueOfNoKnownType);
static_assert(fault("<p>{0}</p>", kOneText) == kStrayBrace);
static_assert(fault("<p>a < b {}</p>", kOneText) == kStrayBrace);
static_assert(fault("<p class={}>x</p>", kOneText) == kUnquotedAttribute);
static_assert(fault("<p class=a>{}</p>", kOneText) == kUnquotedAttribute);
static_assert(fault("<{}>x</p>", kOneText) == kPlaceholderInTagName);
static_assert(fault("<h{}>x</h1>", kOneText) == kPlaceholderInTagName);
static_assert(fault("<p {}>x</p>", kOneText) == kPlaceholderInTagName);
static_assert(fault("<p data-{}=\"1\">x</p>", kOneText) == kPlaceholderInTagName);
static_assert(fault("<script>{}</script>", kOneText) == kPlaceholderInScript);
static_assert(fault("<script>alert(1)</script>{}", kOneText) == kPlaceholderInScript);
static_assert(fault("<style>{}</style>", kOneText) == kPlaceholderInScript);
static_assert(fault("<!-- {} -->", kOneText) == kPlaceholderInComment);
static_assert(fault(R"(<p onclick="{}">x</p>)", kOneText) == kEventOrStyleAttribute);
static_assert(fault(R"(<p style="color:red">{}</p>)", kOneText) == kEventOrStyleAttribute);
static_assert(fault(R"(<img srcset="{}">)", kOneText) == kAddressNeedsHref);
static_assert(fault(R"(<img srcset="{} 2x">)", kOneSrcset) == kAddressNeedsHref);
static_assert(fault(R"(<img alt="{}">)", kOneSrcset) == kHrefOutsideAddress);
static_assert(fault(R"(<a href="{}">x</a>)", kOneText) == kAddressNeedsHref);
static_assert(fault(R"(<a href="/x/{}">x</a>)", kOneHref) == kAddressNeedsHref);
static_assert(fault(R"(<a href="{}?x">x</a>)", kOneHref) == kAddressNeedsHref);
static_assert(fault("<p>{}</p>", kOneHref) == kHrefOutsideAddress);
static_assert(fault(R"(<p title="{}">x</p>)", kOneHref) == kHrefOutsideAddress);
static_assert(fault(R"(<p title="{}">x</p>)", kOneMarkup) == kMarkupOutsideText);
static_assert(fault("<title>{}</title>", kOneMarkup) == kMarkupOutsideText);
static_assert(fault("<p>{}</p>", kOneFlag) == kFlagOutsideTag);
static_assert(fault(R"(<p title="{}">x</p>)", kOneFlag) == kFlagOutsideTag);
static_assert(fault("{}<p title=\"", kOneText) == kUnfinished);
static_assert(fault("{}<title>", kOneText) == kUnfinished);
static_assert(fault("<textarea>{}</textarea>", kOneText) == kTextareaWithoutNewline);
static_assert(slot_for<bool>() == Slot::kRefused && slot_for<double>() == Slot::kRefused);

// Markup is what the sanitizer gave out and what our own literals made, and nothing that only looks like it.
struct LooksSanitized {
  std::string str() const { return "<script>"; }
};
struct BornOfSanitized : markup::SanitizedHtml {};
static_assert(slot_for<markup::SanitizedHtml>() == Slot::kMarkup && slot_for<Html>() == Slot::kMarkup);
static_assert(slot_for<std::string>() == Slot::kText && slot_for<const char*>() == Slot::kText);
static_assert(slot_for<LooksSanitized>() == Slot::kRefused && slot_for<BornOfSanitized>() == Slot::kRefused);
static_assert(slot_for<markup::Node>() == Slot::kRefused && slot_for<DataBlock>() == Slot::kRefused);
static_assert(!std::is_constructible_v<Html, std::string> && !std::is_constructible_v<Html, const char*>);
static_assert(!std::is_constructible_v<Html, markup::SanitizedHtml> && !std::is_aggregate_v<Html>);

/// Any text that a page is given: every character but control characters (text::collapse drops those, and the parser
/// that reads the page back here replaces some) and the surrogates.
std::string any_text(const std::vector<std::uint32_t>& numbers) {
  constexpr std::string_view kSharp = "&<>\"'\r\n {}=/;#x";
  std::string out;
  for (std::uint32_t n : numbers) {
    if (n % 3 != 0) {
      out += kSharp[n % kSharp.size()];
      continue;
    }
    const std::uint32_t c = n % 2 ? 0xA0 + n % 0xD000 : 0x20 + n % 0x5F;
    if (c < 0x7F) {
      out += static_cast<char>(c);
    } else if (c < 0x800) {
      out += static_cast<char>(0xC0 | (c >> 6));
      out += static_cast<char>(0x80 | (c & 63));
    } else {
      out += static_cast<char>(0xE0 | (c >> 12));
      out += static_cast<char>(0x80 | ((c >> 6) & 63));
      out += static_cast<char>(0x80 | (c & 63));
    }
  }
  return out;
}

const markup::Node* find(const markup::Document& document, std::string_view element) {
  for (const markup::Node* node = &document.root(); node; node = markup::next_in_order(node, &document.root())) {
    if (node->is(element)) return node;
  }
  return nullptr;
}

std::string inner(const markup::Node& node) {
  std::string text;
  for (const markup::Node* child = node.first_child; child; child = child->next) text += child->text();
  return text;
}

RC_GTEST_PROP(Html, AnyTextInAnyPlaceIsReadBackAsItWas, (const std::vector<std::uint32_t>& numbers)) {
  const std::string text = any_text(numbers);
  Html page;
  page.add(R"(<!doctype html><html><head><title>{}</title></head><body><b title="{}" lang='{}'>{}</b>)", text, text,
           text, text);
  page.add("<textarea>\n{}</textarea></body></html>", text);
  auto document = markup::Document::parse(page.str());
  RC_ASSERT(document.has_value());
  const markup::Node* b = find(*document, "b");
  RC_ASSERT(b != nullptr);
  RC_ASSERT(b->attributes().size() == 2U);
  RC_ASSERT(std::string(b->attribute("title")) == text);
  RC_ASSERT(std::string(b->attribute("lang")) == text);
  RC_ASSERT(inner(*b) == text);
  RC_ASSERT(inner(*find(*document, "title")) == text);
  RC_ASSERT(inner(*find(*document, "textarea")) == text);
}

TEST(Html, LetsSanitizedMarkupAndItsOwnPiecesThrough) {
  EXPECT_EQ(html("<p>{}</p>", html("<b>{}</b>", "a&b")).str(), "<p><b>a&amp;b</b></p>");
  EXPECT_THAT(html("<div>{}</div>", markup::render_markdown("*x*", {})).str(), HasSubstr("<em>x</em>"));
}

TEST(Html, PrintsNumbersAndFlags) {
  EXPECT_EQ(html(R"(<input value="{}" {}>)", 42, Flag::checked(true)).str(), R"(<input value="42" checked>)");
  EXPECT_EQ(html(R"(<input value="{}" {}>)", -1, Flag::checked(false)).str(), R"(<input value="-1" >)");
}

TEST(Href, EncodesEachPart) {
  EXPECT_EQ(Href::path({}).str(), "/");
  EXPECT_EQ(Href::path({"section", "a/b \"c\""}).str(), "/section/a%2Fb%20%22c%22");
  EXPECT_EQ(Href::path({"search"}).with("q", "a&b=c").with("page", "2").at("x y").str(),
            "/search?q=a%26b%3Dc&page=2#x%20y");
  EXPECT_EQ(Href::path({"a"}).on("https://example.org").str(), "https://example.org/a");
}

TEST(DataBlock, HoldsNothingThatCouldEndItsElement) {
  Html page;
  page.add(DataBlock::of(R"({"headline":"</script><script>alert(1)</script> <!-- & \u003c"})"));
  EXPECT_EQ(page.str(),
            "<script type=\"application/ld+json\">{\"headline\":\"\\u003c/script\\u003e\\u003cscript\\u003ealert(1)"
            "\\u003c/script\\u003e \\u003c!-- \\u0026 \\u003c\"}</script>\n");
  EXPECT_EQ(DataBlock::of("\"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xA7\"").str(), "\"\\u2028\\u2029\xE2\x80\xA7\"");
}

TEST(Href, GrowsByAPartBeforeItsQuery) {
  EXPECT_EQ(Href::path({}).under("feed").str(), "/feed");
  EXPECT_EQ(Href::path({"a"}).with("q", "x y").under("b c").str(), "/a/b%20c?q=x%20y");
}

}  // namespace
}  // namespace dateline::site
