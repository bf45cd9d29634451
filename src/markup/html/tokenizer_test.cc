#include "markup/html/tokenizer.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace dateline::markup {
namespace {

using State = Tokenizer::State;

struct Setting {
  State state = State::kData;
  std::string_view last_start_tag = {};
  bool cdata = false;
};

/// What a source is taken apart into, one string a token: "<p a='1'>", "</p>", "'text'", "<!--comment-->",
/// "<!doctype html>", "NUL". Neighbouring text is one; `texts` counts what it was made of.
class Tokens {
 public:
  explicit Tokens(std::string_view source, const Setting& setting = {}) : source_(source), size_(source.size()) {
    source_.resize(size_ + Tokenizer::kPadding);
    Tokenizer tokenizer({source_.data(), size_}, spill_);
    tokenizer.set_state(setting.state);
    tokenizer.set_last_start_tag(setting.last_start_tag);
    tokenizer.allow_cdata(setting.cdata);
    bool text_before = false;
    for (;;) {
      const Token& token = tokenizer.next();
      if (token.kind == Token::Kind::kEnd) break;
      const bool is_text = token.kind == Token::Kind::kText;
      if (is_text) ++texts;
      if (is_text && text_before) {
        list.back().insert(list.back().size() - 1, token.text);
      } else {
        list.push_back(written(token));
      }
      text_before = is_text;
    }
    EXPECT_EQ(tokenizer.next().kind, Token::Kind::kEnd) << "again and again";
    EXPECT_EQ(source_.substr(size_), std::string(Tokenizer::kPadding, '\0'));
    spilled = spill_.size() > 0;
  }

  std::vector<std::string> list;
  int texts = 0;
  bool spilled = false;

 private:
  std::string seen(std::string_view view) const {
    const char* begin = source_.data();
    const bool in_source = view.data() >= begin && view.data() <= begin + size_;
    EXPECT_TRUE(in_source ? view.data() + view.size() <= begin + size_ : view.empty() || spill_.size() >= view.size());
    return std::string(view);
  }

  std::string written(const Token& token) const {
    using Kind = Token::Kind;
    std::string out;
    switch (token.kind) {
      case Kind::kText:
        return "'" + seen(token.text) + "'";
      case Kind::kNul:
        return "NUL";
      case Kind::kComment:
        return "<!--" + seen(token.text) + "-->";
      case Kind::kDoctype:
        out = "<!doctype " + seen(token.name);
        if (token.public_id) out += " public '" + seen(*token.public_id) + "'";
        if (token.system_id) out += " system '" + seen(*token.system_id) + "'";
        return out + (token.force_quirks ? " quirks>" : ">");
      case Kind::kStartTag:
      case Kind::kEndTag:
        EXPECT_EQ(token.tag, tag_of(token.name));
        out = (token.kind == Kind::kEndTag ? "</" : "<") + seen(token.name);
        for (const Attribute& attribute : token.attributes) {
          out += " " + seen(attribute.name) + "='" + seen(attribute.value) + "'";
        }
        return out + (token.self_closing ? "/>" : ">");
      case Kind::kEnd:
        break;
    }
    return "end";
  }

  std::string source_;
  std::size_t size_;
  Arena spill_;
};

using List = std::vector<std::string>;

List tokens(std::string_view source, const Setting& setting = {}) {
  return Tokens(source, setting).list;
}
List rcdata(std::string_view source) {
  return tokens(source, {State::kRcdata, "title"});
}
List rawtext(std::string_view source) {
  return tokens(source, {State::kRawtext, "style"});
}
List script(std::string_view source) {
  return tokens(source, {State::kScriptData, "script"});
}
List plaintext(std::string_view source) {
  return tokens(source, {State::kPlaintext, "plaintext"});
}
List cdata(std::string_view source) {
  return tokens(source, {.cdata = true});
}

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

TEST(HtmlTokenizer, TakesAPageApart) {
  EXPECT_EQ(tokens("<!DOCTYPE html>\n<p class=a>Flood in Orrin</p>"),
            (List{"<!doctype html>", "'\n'", "<p class='a'>", "'Flood in Orrin'", "</p>"}));
  EXPECT_EQ(tokens(""), List{});
}

TEST(HtmlTokenizer, TakesALessThanSignThatBeginsNothingForText) {
  EXPECT_EQ(tokens("3 < 4, <<b>"), (List{"'3 < 4, <'", "<b>"}));
  EXPECT_EQ(tokens("<>< <1"), List{"'<>< <1'"});
  EXPECT_EQ(tokens("a<"), List{"'a<'"});
  EXPECT_EQ(tokens("a</"), List{"'a</'"});
}

TEST(HtmlTokenizer, GivesARunBetweenTwoTagsAsOneView) {
  EXPECT_EQ(Tokens("<p>Marta &amp; Ilse &lt; 3 < 4 &notathing; caf&eacute;</p>").texts, 1);
}

TEST(HtmlTokenizer, LowersNamesWhereTheyStand) {
  EXPECT_EQ(tokens("<DiV CLASS=Lead ID>"), List{"<div class='Lead' id=''>"});
  EXPECT_EQ(tokens("</DIV>"), List{"</div>"});
  EXPECT_EQ(tokens("<\u00C9><X\u00C9Q>"), (List{"'<\u00C9>'", "<x\u00C9q>"})) << "letters of ASCII only";
}

TEST(HtmlTokenizer, ReadsAttributesInEveryQuote) {
  EXPECT_EQ(tokens("<a b=\"1 >\" c='2 \"' d=3 e f = 4>"), List{"<a b='1 >' c='2 \"' d='3' e='' f='4'>"});
  EXPECT_EQ(tokens("<a\tb\n=\f1\nc>"), List{"<a b='1' c=''>"});
  EXPECT_EQ(tokens("<a b='1'c='2'd>"), List{"<a b='1' c='2' d=''>"}) << "no space between";
  EXPECT_EQ(tokens("<a b=>"), List{"<a b=''>"});
  EXPECT_EQ(tokens("<a b= c>"), List{"<a b='c'>"});
  EXPECT_EQ(tokens("<a =b=c ==>"), List{"<a =b='c' ==''>"}) << "a name may begin with the sign";
  EXPECT_EQ(tokens("<a b\"c='1' <d>"), List{"<a b\"c='1' <d=''>"});
  EXPECT_EQ(tokens("<a b=c\"d'e=f<g`>"), List{"<a b='c\"d'e=f<g`'>"});
}

TEST(HtmlTokenizer, TellsASelfClosingTagFromASlash) {
  EXPECT_EQ(tokens("<br/><br /><br / ><a/b/>"), (List{"<br/>", "<br/>", "<br>", "<a b=''/>"}));
  EXPECT_EQ(tokens("<a b=/>"), List{"<a b='/'>"});
  EXPECT_EQ(tokens("<a b='1'/>"), List{"<a b='1'/>"});
  EXPECT_EQ(tokens("<a / b /c>"), List{"<a b='' c=''>"});
}

TEST(HtmlTokenizer, KeepsTheFirstOfAttributesWithOneName) {
  EXPECT_EQ(tokens("<a b=1 B=2 c b=3 C>"), List{"<a b='1' c=''>"});
  EXPECT_EQ(tokens(std::string("<a b\0=1 b\uFFFD=2>", 15)), List{"<a b\uFFFD='1'>"});
}

TEST(HtmlTokenizer, DropsAttributesBeyondTheLimit) {
  std::string page = "<a";
  for (int i = 0; i < 300; ++i) page += " a" + std::to_string(i);
  const List list = tokens(page + ">text");
  ASSERT_EQ(list.size(), 2);
  EXPECT_EQ(std::ranges::count(list[0], '='), kMaxAttributes);
  EXPECT_THAT(list[0], ::testing::EndsWith(" a254=''>"));
}

TEST(HtmlTokenizer, GivesNoAttributesOfEndTags) {
  EXPECT_EQ(tokens("</p class='a>b' id>c"), (List{"</p>", "'c'"}));
}

TEST(HtmlTokenizer, DropsATagThatTheSourcesEndCutsOff) {
  for (const std::string_view cut : {"<b", "<b ", "<b c", "<b c ", "<b c=", "<b c='", "<b c='>", "<b c='&amp;",
                                     "<b c=d", "<b c=&amp;", "<b /", "<b c='d'", "</b", "</b c", "<b c=\"&"}) {
    EXPECT_EQ(tokens("a" + std::string(cut)), List{"'a'"}) << cut;
  }
}

TEST(HtmlTokenizer, TakesOddEndTagsForNothingOrAComment) {
  EXPECT_EQ(tokens("a</>b"), List{"'ab'"});
  EXPECT_EQ(tokens("</ p></3>"), (List{"<!-- p-->", "<!--3-->"}));
}

TEST(HtmlTokenizer, EndsACommentWhereBrowsersDo) {
  EXPECT_EQ(tokens("<!--a--><!----><!--a-b--c-->"), (List{"<!--a-->", "<!---->", "<!--a-b--c-->"}));
  EXPECT_EQ(tokens("<!-->a"), (List{"<!---->", "'a'"}));
  EXPECT_EQ(tokens("<!--->a"), (List{"<!---->", "'a'"}));
  EXPECT_EQ(tokens("<!----->a"), (List{"<!----->", "'a'"}));
  EXPECT_EQ(tokens("<!--a--!>b"), (List{"<!--a-->", "'b'"}));
  EXPECT_EQ(tokens("<!--!>a-->"), List{"<!--!>a-->"});
  EXPECT_EQ(tokens("<!---!>a-->"), List{"<!---!>a-->"});
  EXPECT_EQ(tokens("<!----!>a"), (List{"<!---->", "'a'"}));
  EXPECT_EQ(tokens("<!--a--!b-->"), List{"<!--a--!b-->"});
  EXPECT_EQ(tokens("<!--a<!--b-->c-->"), (List{"<!--a<!--b-->", "'c-->'"}));
  EXPECT_EQ(tokens("<!--a<!-->b"), (List{"<!--a<!-->", "'b'"}));
}

TEST(HtmlTokenizer, EndsAnUnclosedCommentWithTheSource) {
  EXPECT_EQ(tokens("<!--"), List{"<!---->"});
  EXPECT_EQ(tokens("<!---"), List{"<!---->"});
  EXPECT_EQ(tokens("<!----"), List{"<!---->"});
  EXPECT_EQ(tokens("<!--a-"), List{"<!--a-->"});
  EXPECT_EQ(tokens("<!--a--"), List{"<!--a-->"});
  EXPECT_EQ(tokens("<!--a--!"), List{"<!--a-->"});
  EXPECT_EQ(tokens("<!--a<p>"), List{"<!--a<p>-->"});
}

TEST(HtmlTokenizer, TakesWhatItDoesNotKnowForAComment) {
  EXPECT_EQ(tokens("<?xml version='1.0'?>a"), (List{"<!--?xml version='1.0'?-->", "'a'"}));
  EXPECT_EQ(tokens("<!ELEMENT p>"), List{"<!--ELEMENT p-->"});
  EXPECT_EQ(tokens("<!>a<!"), (List{"<!---->", "'a'", "<!---->"}));
  EXPECT_EQ(tokens("<!-a-->"), List{"<!---a---->"});
  EXPECT_EQ(tokens("<?"), List{"<!--?-->"});
}

TEST(HtmlTokenizer, ReadsDoctypes) {
  EXPECT_EQ(tokens("<!doctype HTML>"), List{"<!doctype html>"});
  EXPECT_EQ(tokens("<!DOCTYPEhtml>"), List{"<!doctype html>"});
  EXPECT_EQ(tokens("<!DOCTYPE html PUBLIC \"-//O//DTD\" 'o.dtd'>"),
            List{"<!doctype html public '-//O//DTD' system 'o.dtd'>"});
  EXPECT_EQ(tokens("<!DOCTYPE html public''>"), List{"<!doctype html public ''>"});
  EXPECT_EQ(tokens("<!DOCTYPE html SYSTEM 'about:legacy-compat' >"),
            List{"<!doctype html system 'about:legacy-compat'>"});
  EXPECT_EQ(tokens("<!DOCTYPE html SYSTEM 'a' b>c"), (List{"<!doctype html system 'a'>", "'c'"}));
}

TEST(HtmlTokenizer, TellsOddDoctypesByQuirks) {
  EXPECT_EQ(tokens("<!DOCTYPE>a"), (List{"<!doctype  quirks>", "'a'"}));
  EXPECT_EQ(tokens("<!DOCTYPE"), List{"<!doctype  quirks>"});
  EXPECT_EQ(tokens("<!DOCTYPE html"), List{"<!doctype html quirks>"});
  EXPECT_EQ(tokens("<!DOCTYPE html odd>a"), (List{"<!doctype html quirks>", "'a'"}));
  EXPECT_EQ(tokens("<!DOCTYPE html PUBLIC>a"), (List{"<!doctype html quirks>", "'a'"}));
  EXPECT_EQ(tokens("<!DOCTYPE html PUBLIC 'a>b"), (List{"<!doctype html public 'a' quirks>", "'b'"}));
  EXPECT_EQ(tokens("<!DOCTYPE html PUBLIC 'a' b>c"), (List{"<!doctype html public 'a' quirks>", "'c'"}));
  EXPECT_EQ(tokens("<!DOCTYPE html SYSTEM 'a"), List{"<!doctype html system 'a' quirks>"});
  EXPECT_EQ(tokens("<!DOCTYPE html SYSTEM 'a'"), List{"<!doctype html system 'a' quirks>"});
}

TEST(HtmlTokenizer, DecodesReferencesWhereTheyStand) {
  const Tokens page("Caf&eacute; &amp; bar&hellip;&#8217;&#x2019;<b title='&lt;1&gt;' lang=&quot;en>");
  EXPECT_EQ(page.list, (List{"'Café & bar…’’'", "<b title='<1>' lang='\"en'>"}));
  EXPECT_FALSE(page.spilled);
  EXPECT_EQ(tokens("&&amp;&&#&#x;& &orrin;&"), List{"'&&&&#&#x;& &orrin;&'"});
}

TEST(HtmlTokenizer, KeepsAnAddressThatOnlyLooksLikeAReference) {
  EXPECT_EQ(tokens("<a b='?x=1&copy=2&reg2&amp;y&copy'>&copy=2"), (List{"<a b='?x=1&copy=2&reg2&y©'>", "'©=2'"}));
  EXPECT_EQ(tokens("<a b=?x&copy=2&lt>"), List{"<a b='?x&copy=2<'>"});
}

TEST(HtmlTokenizer, PutsAsideWhatBecomesLonger) {
  const Tokens text("a&nGt;b&nLt;");
  EXPECT_EQ(text.list, List{"'a\u226B\u20D2b\u226A\u20D2'"});
  EXPECT_EQ(text.texts, 1);
  EXPECT_TRUE(text.spilled);
  EXPECT_EQ(tokens("<a b='&nGt;&amp;&nGt;'>"), List{"<a b='\u226B\u20D2&\u226B\u20D2'>"});
  EXPECT_FALSE(Tokens("&amp;&nGt;").spilled) << "the room of the first is enough";
}

TEST(HtmlTokenizer, LeavesNulToTheTreeInTextOnly) {
  EXPECT_EQ(tokens(std::string_view("a\0b\0", 4)), (List{"'a'", "NUL", "'b'", "NUL"}));
  EXPECT_EQ(tokens(std::string_view("<a\0 b\0c='d\0' e=f\0>", 18)), (List{"<a\uFFFD b\uFFFDc='d\uFFFD' e='f\uFFFD'>"}));
  EXPECT_EQ(tokens(std::string_view("<a \0>", 5)), List{"<a \uFFFD=''>"});
  EXPECT_EQ(tokens(std::string_view("<!--\0--><!\0><!DOCTYPE \0 PUBLIC '\0'>", 35)),
            (List{"<!--\uFFFD-->", "<!--\uFFFD-->", "<!doctype \uFFFD public '\uFFFD'>"}));
  EXPECT_EQ(tokens(std::string_view("<\0</\0>", 6)), (List{"'<'", "NUL", "<!--\uFFFD-->"}));
  EXPECT_EQ(rcdata(std::string_view("\0a\0", 3)), List{"'\uFFFDa\uFFFD'"});
  EXPECT_EQ(script(std::string_view("\0a", 2)), List{"'\uFFFDa'"});
  EXPECT_EQ(plaintext(std::string_view("a\0", 2)), List{"'a\uFFFD'"});
}

TEST(HtmlTokenizer, EndsATitleAtItsOwnEndTagOnly) {
  EXPECT_EQ(rcdata("a <b> &amp; </b></titles></TITLE >c<b>"),
            (List{"'a <b> & </b></titles>'", "</title>", "'c'", "<b>"}));
  EXPECT_EQ(rcdata("a</title"), List{"'a</title'"});
  EXPECT_EQ(rcdata("</title/>&lt;"), (List{"</title/>", "'<'"}));
  EXPECT_EQ(rcdata("a</title b"), List{"'a'"});
  EXPECT_EQ(tokens("</>a", {State::kRcdata}), List{"'</>a'"}) << "no tag came before";
}

TEST(HtmlTokenizer, ReadsNoReferencesInAStyle) {
  EXPECT_EQ(rawtext("a &amp; <!--</style>--></style>"), (List{"'a &amp; <!--'", "</style>", "'-->'", "</style>"}));
}

TEST(HtmlTokenizer, FollowsTheLastStartTag) {
  std::string source = "<style>a</style><b>";
  const std::size_t size = source.size();
  source.resize(size + Tokenizer::kPadding);
  Arena spill;
  Tokenizer tokenizer({source.data(), size}, spill);
  EXPECT_EQ(tokenizer.next().tag, Tag::kStyle);
  tokenizer.set_state(State::kRawtext);
  EXPECT_EQ(tokenizer.next().text, "a");
  EXPECT_EQ(tokenizer.next().kind, Token::Kind::kEndTag);
  EXPECT_EQ(tokenizer.next().tag, Tag::kB) << "the state is over with its end tag";
  EXPECT_EQ(tokenizer.next().kind, Token::Kind::kEnd);
}

TEST(HtmlTokenizer, EndsAScriptAtItsEndTag) {
  EXPECT_EQ(script("if (a<b) w('<p>&lt;');</script>c"), (List{"'if (a<b) w('<p>&lt;');'", "</script>", "'c'"}));
  EXPECT_EQ(script("a</scripts></script\t>"), (List{"'a</scripts>'", "</script>"}));
  EXPECT_EQ(script("<!--a</script>b"), (List{"'<!--a'", "</script>", "'b'"}));
}

TEST(HtmlTokenizer, KeepsAScriptWithinAScriptsComment) {
  EXPECT_EQ(script("<!--<script>a</script>b--></script>"), (List{"'<!--<script>a</script>b-->'", "</script>"}));
  EXPECT_EQ(script("<!--<script>a--></script>"), (List{"'<!--<script>a-->'", "</script>"}));
  EXPECT_EQ(script("<!--<script>a</script></script>"), (List{"'<!--<script>a</script>'", "</script>"}));
  EXPECT_EQ(script("<!--<SCRIPT/</SCRIPT </script>"), (List{"'<!--<SCRIPT/</SCRIPT '", "</script>"}));
  EXPECT_EQ(script("<!--<script>a</script>b<script>c</script>d</script>"),
            (List{"'<!--<script>a</script>b<script>c</script>d'", "</script>"}));
  EXPECT_EQ(script("<!--><script></script>"), (List{"'<!--><script>'", "</script>"})) << "the comment is over at once";
  EXPECT_EQ(script("<!---><script></script>"), (List{"'<!---><script>'", "</script>"}));
  EXPECT_EQ(script("<!-<script></script>"), (List{"'<!-<script>'", "</script>"})) << "no comment";
  EXPECT_EQ(script("<!--<scripts></script>"), (List{"'<!--<scripts>'", "</script>"}));
  EXPECT_EQ(script("<!--<script>a</scrip></script>"), List{"'<!--<script>a</scrip></script>'"});
  EXPECT_EQ(script("<!--<script"), List{"'<!--<script'"});
}

TEST(HtmlTokenizer, NeverLeavesPlaintext) {
  EXPECT_EQ(plaintext("a</plaintext>&amp;<b>"), List{"'a</plaintext>&amp;<b>'"});
}

TEST(HtmlTokenizer, ReadsCdataSectionsWhereTheyAreAllowed) {
  EXPECT_EQ(cdata("<![CDATA[a<b>&lt;]]>c"), (List{"'a<b>&lt;c'"}));
  EXPECT_EQ(tokens("<![CDATA[a<b>c]]>"), (List{"<!--[CDATA[a<b-->", "'c]]>'"})) << "in HTML";
  EXPECT_EQ(cdata("<![cdata[a]]>"), List{"<!--[cdata[a]]-->"});
  EXPECT_EQ(cdata("<![CDATA[]]><b>"), List{"<b>"});
  EXPECT_EQ(cdata("<![CDATA[a]]]>b]>c]]d"), List{"'a]b]>c]]d'"});
  EXPECT_EQ(cdata("<![CDATA[a]]"), List{"'a]]'"});
  EXPECT_EQ(cdata("<![CDATA[]>"), List{"']>'"});
  EXPECT_EQ(cdata(std::string_view("<![CDATA[a\0]\0]>]]>", 18)), (List{"'a'", "NUL", "']'", "NUL", "']>'"}));
}

// Not timed: were one of these quadratic, it would take ten seconds and more for each state, and ctest ends a test
// after a minute.
TEST(HtmlTokenizer, IsLinearInWhateverNeverEnds) {
  constexpr std::size_t kBytes = std::size_t{1} << 20;
  for (const std::string_view piece : {"<",         "</",
                                       "<!",        "<!--",
                                       "<!-",       "-->",
                                       "&",         "&a",
                                       "&#",        "&#1",
                                       "&am",       "<a ",
                                       "<a b='",    "</scr",
                                       "</script",  "<!--<script",
                                       "<![CDATA[", "]]",
                                       "]",         "=",
                                       "a=b ",      "'",
                                       "\"",        "<a b=\"&",
                                       "&nGt;",     "<!DOCTYPE a PUBLIC '",
                                       "<?"}) {
    const std::string page = repeated(piece, kBytes);
    for (const State state : {State::kData, State::kRcdata, State::kScriptData, State::kCdata}) {
      EXPECT_LE(Tokens(page, {state, "script", true}).texts, static_cast<int>(kBytes)) << piece;
    }
    tokens("<a " + page);
    tokens("<!--" + page);
  }
  std::string most_attributes = "<a";
  for (std::size_t i = 1; i < kMaxAttributes; ++i) most_attributes += " a" + std::to_string(i);
  tokens(most_attributes + repeated(" a254", kBytes) + ">");
  const std::string nuls(kBytes / 4, '\0');
  tokens(nuls);
  EXPECT_EQ(rcdata(nuls).at(0).size(), 3 * nuls.size() + 2);
  tokens("<a b='" + nuls + "'>");
  EXPECT_EQ(cdata("<![CDATA[" + nuls).size(), nuls.size());
}

std::string joined(const std::vector<std::string>& pieces) {
  std::string out;
  for (const auto& piece : pieces) out += piece;
  return out;
}
rc::Gen<std::string> any_page() {
  const auto piece = rc::gen::elementOf(List{"<",          ">",
                                             "</",         "/",
                                             "<!--",       "-->",
                                             "--!>",       "-",
                                             "!",          "<![CDATA[",
                                             "]]>",        "]",
                                             "<!DOCTYPE ", " PUBLIC ",
                                             "<?",         "=",
                                             "'",          "\"",
                                             " ",          "\n",
                                             "a",          "B",
                                             "p",          "script",
                                             "<script>",   "</script>",
                                             "<title ",    "</title>",
                                             "&",          "&amp;",
                                             "&nGt;",      "&not",
                                             "&#x",        "&#",
                                             "1",          ";",
                                             "é",          std::string(1, '\0')});
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece), joined);
}

RC_GTEST_PROP(HtmlTokenizer, ReadsAPageTheSameBehindAnother, ()) {
  const std::string page = *any_page();
  List behind = tokens("<p a='&lt;'>" + page);
  RC_ASSERT(behind.at(0) == "<p a='<'>");
  behind.erase(behind.begin());
  RC_ASSERT(behind == tokens(page));
}

RC_GTEST_PROP(HtmlTokenizer, EndsInEveryStateAndLosesNoText, (bool allowed)) {
  const std::string page = *any_page();
  const State state =
      *rc::gen::element(State::kRcdata, State::kRawtext, State::kScriptData, State::kPlaintext, State::kCdata);
  const Tokens made(page, {state, "script", allowed});
  RC_ASSERT(page.empty() == made.list.empty() || page.find("</script") != std::string::npos ||
            page.find("]]>") != std::string::npos);
}

RC_GTEST_PROP(HtmlTokenizer, GivesTextWithoutMarkupBackAsItIs, (std::string text)) {
  constexpr std::string_view kMeansMore("<&\"\r\0", 5);
  std::erase_if(text, [&](char c) { return kMeansMore.find(c) != std::string_view::npos; });
  const Tokens made(text);
  RC_ASSERT(made.list == (text.empty() ? List{} : List{"'" + text + "'"}));
  RC_ASSERT(made.texts == (text.empty() ? 0 : 1));
  RC_ASSERT(tokens("<p a=\"" + text + "\">" + text).size() >= 1);
}

// The suites of html5lib: $DATELINE_CORPORA/html5lib/tokenizer. Parse errors are not compared: the tokenizer does not
// tell them. xmlViolation.test is not read: it is about a page as XML ("\f" as a space, "--" apart).
namespace suites {

void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out += static_cast<char>(byte); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | code >> 6);
    put(0x80 | (code & 0x3F));
  } else {  // A lone surrogate too: as UTF-8 would have it, if it had it.
    put(0xE0 | code >> 12);
    put(0x80 | (code >> 6 & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

/// The text with its "\uXXXX" read: some suites write them twice escaped, because JSON has no lone surrogates.
std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    if (text.starts_with("\\u") && text.size() >= 6) {
      append_utf8(out, static_cast<std::uint32_t>(std::stoul(std::string(text.substr(2, 4)), nullptr, 16)));
      text.remove_prefix(6);
    } else {
      out += text.front();
      text.remove_prefix(1);
    }
  }
  return out;
}

std::string with_line_feeds(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out += text[i];
    } else if (i + 1 == text.size() || text[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

struct Case {
  std::string description, input, last_start_tag;
  std::vector<std::string> states;
  boost::json::array output;
  bool double_escaped = false;

  explicit Case(const boost::json::object& json) {
    const auto text = [&json](std::string_view key) {
      const auto* value = json.if_contains(key);
      return value ? std::string(value->as_string()) : std::string();
    };
    description = text("description");
    const auto* escaped = json.if_contains("doubleEscaped");
    double_escaped = escaped && escaped->as_bool();
    input = with_line_feeds(read(text("input")));
    last_start_tag = text("lastStartTag");
    output = json.at("output").as_array();
    if (const auto* list = json.if_contains("initialStates")) {
      for (const auto& state : list->as_array()) states.emplace_back(state.as_string());
    } else {
      states.emplace_back("Data state");
    }
  }
  std::string read(std::string_view text) const { return double_escaped ? unescaped(text) : std::string(text); }
  std::string read(const boost::json::value& value) const { return read(std::string_view(value.as_string())); }

  /// The output as Tokens writes it.
  List expected() const {
    List list;
    for (const auto& value : output) {
      const auto& token = value.as_array();
      const std::string_view kind = token[0].as_string();
      if (kind == "Character") {
        list.push_back("'" + read(token[1]) + "'");
      } else if (kind == "Comment") {
        list.push_back("<!--" + read(token[1]) + "-->");
      } else if (kind == "DOCTYPE") {
        std::string out = "<!doctype " + (token[1].is_null() ? "" : read(token[1]));
        if (!token[2].is_null()) out += " public '" + read(token[2]) + "'";
        if (!token[3].is_null()) out += " system '" + read(token[3]) + "'";
        list.push_back(out + (token[4].as_bool() ? ">" : " quirks>"));
      } else if (kind == "EndTag") {
        list.push_back("</" + read(token[1]) + ">");
      } else {
        std::string out = "<" + read(token[1]);
        for (const auto& [name, attribute] : token[2].as_object())
          out += " " + read(std::string_view(name)) + "='" + read(attribute) + "'";
        list.push_back(out + (token.size() > 3 ? "/>" : ">"));
      }
    }
    return list;
  }
  /// What Tokens made, as the suites tell it: an end tag is never self-closing, U+0000 is text.
  static List told(const List& made) {
    List list;
    bool joins = false;
    for (std::string token : made) {
      if (token == "NUL") token = std::string("'\0'", 3);
      if (token.starts_with("</") && token.ends_with("/>")) token.erase(token.size() - 2, 1);
      const bool is_text = token.starts_with("'");
      if (is_text && joins) {
        list.back().pop_back();
        list.back() += std::string_view(token).substr(1);
      } else {
        list.push_back(token);
      }
      joins = is_text;
    }
    return list;
  }
};

State state_named(std::string_view name) {
  if (name == "Data state") return State::kData;
  if (name == "RCDATA state") return State::kRcdata;
  if (name == "RAWTEXT state") return State::kRawtext;
  if (name == "Script data state") return State::kScriptData;
  if (name == "PLAINTEXT state") return State::kPlaintext;
  EXPECT_EQ(name, "CDATA section state");
  return State::kCdata;
}

TEST(Html5lib, Tokenizer) {
  const char* corpora = std::getenv("DATELINE_CORPORA");
  if (!corpora) GTEST_SKIP() << "DATELINE_CORPORA is not set";
  const std::filesystem::path folder = std::filesystem::path(corpora) / "html5lib" / "tokenizer";
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".test" && entry.path().stem() != "xmlViolation") files.push_back(entry.path());
  }
  ASSERT_FALSE(files.empty());
  std::ranges::sort(files);
  std::cout << "tokenizer/xmlViolation.test does not apply: nothing here turns a page into XML\n";
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string json((std::istreambuf_iterator<char>(in)), {});
    const auto document = boost::json::parse(json);
    int passed = 0;
    int all = 0;
    for (const auto& value : document.at("tests").as_array()) {
      const Case test(value.as_object());
      for (const std::string& state : test.states) {
        ++all;
        const List made = Case::told(tokens(test.input, {state_named(state), test.last_start_tag, false}));
        if (made == test.expected()) {
          ++passed;
        } else {
          ADD_FAILURE() << file.filename() << ": " << test.description << " (" << state << ")\n"
                        << ::testing::PrintToString(test.input) << "\nis " << ::testing::PrintToString(made) << "\nnot "
                        << ::testing::PrintToString(test.expected());
        }
      }
    }
    std::cout << "tokenizer/" << file.filename().string() << " " << passed << " of " << all << "\n";
  }
}

}  // namespace suites
}  // namespace
}  // namespace dateline::markup
