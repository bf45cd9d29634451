#include "markup/xml.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline::markup {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Writes down what it is told: "(name a=b:", "text", ")".
class Log final : public XmlHandler {
 public:
  int code_of(std::string_view space, std::string_view local) override {
    asked.push_back(expanded(space, local));
    return static_cast<int>(asked.size());
  }
  void start(const XmlName& name, std::span<const XmlAttribute> attributes) override {
    out += "(" + expanded(name.space, name.local);
    for (const auto& [key, value] : attributes) out += " " + expanded(key.space, key.local) + "=" + std::string(value);
    out += ":";
    EXPECT_EQ(asked.at(static_cast<std::size_t>(name.code) - 1), expanded(name.space, name.local));
  }
  void end(const XmlName&) override { out += ")"; }
  void text(std::string_view utf8) override { out += utf8; }
  void restart() override {
    out.clear();
    asked.clear();
  }
  XmlRank rank_of(std::string_view written) const override {
    if (written == "item") return XmlRank::kEntry;
    return written == "title" || written == "link" ? XmlRank::kField : XmlRank::kNone;
  }
  static std::string expanded(std::string_view space, std::string_view local) {
    return std::string(space) + (space.empty() ? "" : " ") + std::string(local);
  }
  std::string out;
  std::vector<std::string> asked;
};

/// What was read, and " ! " with what was wrong where nothing could be.
std::string read(std::string_view bytes, std::string_view charset = {}) {
  Log log;
  const auto mends = read_xml(bytes, log, charset);
  return mends ? log.out : log.out + " ! " + mends.error().message;
}
std::vector<std::string> notes_of(std::string_view bytes) {
  Log log;
  const auto mends = read_xml(bytes, log);
  EXPECT_TRUE(mends) << mends.error().message;
  return mends ? mends->notes : std::vector<std::string>();
}
Error error_of(std::string_view bytes) {
  Log log;
  const auto mends = read_xml(bytes, log);
  EXPECT_FALSE(mends);
  return mends ? Error{} : mends.error();
}

TEST(Xml, AsksForANameOnce) {
  Log log;
  ASSERT_TRUE(read_xml("<a xmlns='u' k=''><b/><b xmlns='v'/><b/><b k='' xmlns='v'/></a>", log));
  EXPECT_THAT(log.asked, ElementsAre("u a", "k", "u b", "v b"));
}

TEST(Xml, ExpandsNames) {
  EXPECT_EQ(read("<a:x xmlns:a='urn:a' xmlns='urn:d' a:k='1' k='2'><y/></a:x>"), "(urn:a x urn:a k=1 k=2:(urn:d y:))");
  EXPECT_EQ(read("<x xmlns='urn:d'><y xmlns=''/><z/></x>"), "(urn:d x:(y:)(urn:d z:))");
  EXPECT_EQ(read("<x xml:lang='en'/>"), "(x http://www.w3.org/XML/1998/namespace lang=en:)");
}

TEST(Xml, TakesUndeclaredPrefixesForWhatFeedsMean) {
  EXPECT_EQ(read("<item><dc:creator>A</dc:creator><odd:x/></item>"),
            "(item:(http://purl.org/dc/elements/1.1/ creator:A)(odd:x:))");
}

TEST(Xml, GivesTextWhole) {
  EXPECT_EQ(read("<t>a&amp;b\n<![CDATA[<c>]]>&#x64;</t>"), "(t:a&b\n<c>d)");
}

TEST(Xml, ResolvesHtmlEntitiesThatNobodyDeclared) {
  EXPECT_EQ(read("<t a='&eacute;'>caf&eacute;&nbsp;&hellip; &AMP; &notit; &CounterClockwiseContourIntegral;</t>"),
            "(t a=é:café\u00A0… & &notit; ∳)");
  EXPECT_THAT(notes_of("<t>caf&eacute;\n &nbsp;</t>"),
              ElementsAre("line 1, column 7: expected an entity that is declared, got &eacute;",
                          "line 2, column 2: expected an entity that is declared, got &nbsp;"));
}

TEST(Xml, LeavesDeclaredEntitiesToTheDocument) {
  EXPECT_EQ(read("<!DOCTYPE t [<!ENTITY eacute 'E'><!ENTITY own \"o>n\">]><t>&eacute;&own;</t>"), "(t:Eo>n)");
}

TEST(Xml, TakesStrayMarksForText) {
  EXPECT_EQ(read("<t a='?x=1&y=2'>AT&T, R&D; a < b & c</t>"), "(t a=?x=1&y=2:AT&T, R&D; a < b & c)");
}

TEST(Xml, LeavesCdataAndCommentsAlone) {
  EXPECT_EQ(read("<t><!-- & &eacute; < --><![CDATA[& &eacute; <b>]]></t>"), "(t:& &eacute; <b>)");
}

TEST(Xml, DropsWhatXmlForbids) {
  EXPECT_EQ(read(std::string_view("<t>a\0b\x0B\x1F"
                                  "c&#0;&#11;&#xFFFF;d\uFFFE</t>",
                                  34)),
            "(t:abcd)");
  EXPECT_EQ(read("<t>&#146;&#8217;</t>"), "(t:’’)");
}

TEST(Xml, DropsWhatStandsBeforeTheDeclaration) {
  EXPECT_EQ(read("\xEF\xBB\xBF \n<?xml version='1.0'?><t/>"), "(t:)");
  EXPECT_EQ(read("Warning: out of cheese\n<?xml version='1.0' encoding='utf-8'?>\n<t/>"), "(t:)");
}

TEST(Xml, ReadsTheCharsetOfTransportDeclarationOrBytes) {
  EXPECT_EQ(read("<?xml version='1.0' encoding='windows-1251'?><t>\xCF\xF0</t>"), "(t:Пр)");
  EXPECT_EQ(read("<?xml version='1.0' encoding='koi8-r'?><t>\xCF\xF0</t>", "windows-1251"), "(t:Пр)");
  EXPECT_EQ(read("<?xml version='1.0' encoding='iso-8859-1'?><t>é</t>"), "(t:é)");
  EXPECT_EQ(read(std::string_view("\xFF\xFE<\0t\0/\0>\0", 10)), "(t:)");
  EXPECT_EQ(read(std::string_view("<\0t\0/\0>\0", 8)), "(t:)");
  EXPECT_EQ(read("<?xml version='1.0' encoding='UTF-7'?><t>+ADw-s+AD4-</t>"), "(t:+ADw-s+AD4-)");
}

TEST(Xml, SaysWhichCharsetWasALie) {
  EXPECT_THAT(notes_of("<?xml version='1.0' encoding='bogus'?><t/>"),
              ElementsAre("line 1, column 1: expected utf-8, got the charset 'bogus', which nobody knows"));
  EXPECT_THAT(notes_of("<?xml version='1.0' encoding='utf-8'?><t>caf\xE9 cr\xE8me br\xFBl\xE9"
                       "e</t>"),
              ElementsAre(HasSubstr("got the charset 'utf-8', which the bytes are not in")));
  EXPECT_THAT(notes_of("<?xml version='1.0' encoding='iso-8859-1'?><t>caf\xE9</t>"), IsEmpty());
  EXPECT_THAT(notes_of(std::string("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><t/>")), IsEmpty());
}

TEST(Xml, ReadsOnBehindATagThatDoesNotMatch) {
  constexpr std::string_view kText = "<rss>\n<channel>\n <item>a\n</channel><item>b</item></rss>";
  EXPECT_EQ(read(kText), "(rss:\n(channel:\n (item:a\n))(item:b))");
  EXPECT_THAT(notes_of(kText), ElementsAre("line 4, column 1: expected </item>, got </channel>"));
  EXPECT_EQ(read("<a><b>1</i></b><b>2</b></a>"), "(a:(b:1)(b:2))");
  EXPECT_EQ(read("<r><d><p>x<b>y</d><d>z</d></r>"), "(r:(d:(p:x(b:y)))(d:z))");
  EXPECT_EQ(read("<r><Item>a</item><b/></r>"), "(r:(Item:a)(b:))");
}

TEST(Xml, AStartTagClosesWhatItCannotStandIn) {
  EXPECT_EQ(read("<r><item><title>A <item><title>B</title><link>c</item></r>"),
            "(r:(item:(title:A ))(item:(title:B)(link:c)))");
  EXPECT_EQ(read("<r><item><title>A<link>b</link></item></r>"), "(r:(item:(title:A)(link:b)))");
  EXPECT_EQ(read("<r><title>A<item>b</item></r>"), "(r:(title:A)(item:b))");
}

TEST(Xml, ReadsOnBehindAnEarlyEnd) {
  EXPECT_EQ(read("<r><item>a</item></r><item>b</item> more"), "(r:(item:a)(item:b) more)");
  EXPECT_THAT(notes_of("<r/> junk"), ElementsAre("line 1, column 5: expected the end, got 'junk'"));
}

TEST(Xml, ReadsWhatBreaksOff) {
  EXPECT_EQ(read("<rss><item>text"), "(rss:(item:text))");
  EXPECT_THAT(notes_of("<rss><item>text"), ElementsAre("line 1, column 16: the document ends inside <item>"));
  EXPECT_EQ(read("<rss>a<it"), "(rss:a)");
  EXPECT_EQ(read("<rss>a<it b='"), "(rss:a)");
  EXPECT_EQ(read("<rss>a</rs"), "(rss:a)");
  EXPECT_EQ(read("<rss>a&am"), "(rss:a&am)");
  EXPECT_EQ(read("<rss><![CDATA[x"), "(rss:x)");
  EXPECT_EQ(read("<rss>a<!-- x"), "(rss:a)");
}

TEST(Xml, EndsWhatNeverEndsWhereItsElementEnds) {
  EXPECT_EQ(read("<r><d><![CDATA[x & <b>y</d><d>z</d></r>"), "(r:(d:x & <b>y)(d:z))");
  EXPECT_EQ(read("<r>& <d><![CDATA[x</d><d><![CDATA[y]]></d></r>"), "(r:& (d:x)(d:y))");
  EXPECT_THAT(notes_of("<r><d><![CDATA[x</d></r>"), ElementsAre("line 1, column 7: expected ]]>, got </d>"));
  EXPECT_EQ(read("<r>a<!-- b>c</r>"), "(r:ac)");
}

TEST(Xml, TakesAttributesAsBrowsersDo) {
  EXPECT_EQ(read("<a b></a>"), "(a b=:)");
  EXPECT_EQ(read("<a b=c d = 'e' d='f' g=http://h/?i&j k/>"), "(a b=c d=e g=http://h/?i&j k=:)");
  EXPECT_EQ(read("<a b='c'd=\"<e>\"/>"), "(a b=c d=<e>:)");
  EXPECT_EQ(read("<r><a b=\"c>d</a><a b=\"e\">f</a></r>"), "(r:(a b=c:d)(a b=e:f))");
  EXPECT_THAT(notes_of("<a\nb=c />"), ElementsAre("line 2, column 3: expected a quote before the value of 'b'"));
}

TEST(Xml, KnowsATagFromWordsBehindAStrayMark) {
  EXPECT_EQ(read("<r>a <b and c <i>d</i> <3 <</r>"), "(r:a <b and c (i:d) <3 <)");
  EXPECT_EQ(read("<r><item <title>a</title></item></r>"), "(r:(item:(title:a)))");
}

TEST(Xml, FindsNothingWhereThereIsNoElement) {
  EXPECT_EQ(error_of("").message, "line 1, column 1: expected an XML element, found none");
  EXPECT_EQ(error_of("no markup at all").message, "line 1, column 1: expected an XML element, found none");
  EXPECT_EQ(error_of("<?xml version='1.0'?>").message, "line 1, column 1: expected an XML element, found none");
}

TEST(Xml, NotesWhatAPersonReadsAndCountsTheRest) {
  std::string text = "<r>";
  for (int i = 0; i < 1000; ++i) text += "&";
  Log log;
  const auto mends = read_xml(text + "</r>", log);
  ASSERT_TRUE(mends);
  EXPECT_EQ(mends->notes.size(), 50U);
  EXPECT_EQ(mends->more, 950U);
  EXPECT_THAT(notes_of("\n\n<?xml version='1.0'?><r/>"), IsEmpty()) << "blank lines in front are no news";
}

TEST(Xml, NeverLooksOutside) {
  EXPECT_EQ(read("<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><t>a&x;b</t>"), "(t:ab)");
  EXPECT_EQ(read("<!DOCTYPE t SYSTEM 'http://127.0.0.1/x.dtd'><t>&eacute;</t>"), "(t:é)");
  EXPECT_EQ(read("<!DOCTYPE t [<!ENTITY % x SYSTEM 'http://127.0.0.1/x.dtd'> %x;]><t a='&eacute;'/>"), "(t a=é:)");
}

TEST(Xml, RefusesEntityBombs) {
  std::string laughs = "<!DOCTYPE t [<!ENTITY l0 'lol'>";
  for (int i = 1; i < 10; ++i) {
    laughs += "<!ENTITY l" + std::to_string(i) + " '";
    for (int k = 0; k < 10; ++k) laughs += "&l" + std::to_string(i - 1) + ";";
    laughs += "'>";
  }
  const Error error = error_of(laughs + "]><t>&l9;</t>");
  EXPECT_EQ(error.code, Code::kLimit);
  EXPECT_THAT(error.message, HasSubstr("refused, because its entities expand to many times its size"));

  EXPECT_THAT(error_of("<!DOCTYPE t [<!ENTITY a '&b;'><!ENTITY b '&a;'>]><t>&a;</t>").message,
              HasSubstr("an entity contains itself"));

  std::string chain = "<!DOCTYPE t [<!ENTITY a0 'x'>";
  for (int i = 1; i < 100'000; ++i) chain += "<!ENTITY a" + std::to_string(i) + " '&a" + std::to_string(i - 1) + ";'>";
  EXPECT_THAT(error_of(chain + "]><t>&a99999;</t>").message, HasSubstr("entities consist of others"));
  EXPECT_EQ(read(laughs + "]><t>& &l9;</t>"), "(t:& &l9;)") << "mending knows no entities within entities";
}

TEST(Xml, MendsWithTheEntitiesThatAreText) {
  EXPECT_EQ(
      read("<!DOCTYPE t [<!ENTITY o \"a'&#38;#60;\"><!ENTITY p 'q&#233;r'><!ENTITY m '<b>'>]><t a=&p;>&p;&m;</t>"),
      "(t a=qér:qér&m;)");
}

TEST(Xml, FlattensWhatIsTooDeep) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>x";
  EXPECT_THAT(notes_of(deep), ElementsAre(HasSubstr("nested more than 256 deep"), HasSubstr("ends inside <a>")));
  const std::string out = read(deep);
  EXPECT_EQ(std::ranges::count(out, '('), 256);
  EXPECT_EQ(std::ranges::count(out, 'x'), 100000);
}

TEST(Xml, RefusesSizeAndNames) {
  EXPECT_EQ(error_of(std::string(kMaxXmlBytes + 1, ' ')).code, Code::kLimit);
  std::string names = "<r>";
  for (std::size_t i = 0; i <= kMaxXmlNames; ++i) names += "<a" + std::to_string(i) + "/>";
  EXPECT_THAT(error_of(names + "</r>").message, HasSubstr("more than 10000 different names"));
}

TEST(Xml, BearsManyAttributesAndNamespaces) {
  std::string attributes = "<a ", spaces = "<a ";
  for (int i = 0; i < 20000; ++i) {
    attributes += "a" + std::to_string(i) + "='x' ";
    spaces += "xmlns:n" + std::to_string(i) + "='u' ";
  }
  EXPECT_THAT(read(attributes + "/>"), HasSubstr("a999=x"));
  EXPECT_THAT(read(attributes + ">"), HasSubstr("a999=x"));
  EXPECT_EQ(read(spaces + "><n7:b/></a>"), "(a:(u b:))");

  std::string huge = "<a ";
  while (huge.size() < (2u << 20)) huge += "a" + std::to_string(huge.size()) + "='>' ";
  EXPECT_EQ(std::ranges::count(read(huge + "/>"), '='), std::ptrdiff_t(kMaxXmlAttributes));
}

/// Tags, quotes and marks in any order.
rc::Gen<std::string> markup() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{"<",
                                                                                               ">",
                                                                                               "</",
                                                                                               "/>",
                                                                                               "<a",
                                                                                               "<a>",
                                                                                               "</a>",
                                                                                               "<b:c",
                                                                                               "<item>",
                                                                                               "</item>",
                                                                                               "<title>",
                                                                                               "<br>",
                                                                                               "<p>",
                                                                                               "=",
                                                                                               "\"",
                                                                                               "'",
                                                                                               " k=",
                                                                                               " k='",
                                                                                               " k='v'",
                                                                                               "&",
                                                                                               "&amp;",
                                                                                               "&#0;",
                                                                                               "&#38;",
                                                                                               "&#60;",
                                                                                               "&nbsp;",
                                                                                               "<![CDATA[",
                                                                                               "]]>",
                                                                                               "<!--",
                                                                                               "-->",
                                                                                               "--",
                                                                                               "<?",
                                                                                               "?>",
                                                                                               "<?xml ",
                                                                                               "<!",
                                                                                               "<!DOCTYPE t [",
                                                                                               "]>",
                                                                                               "<!ENTITY e '",
                                                                                               "<!ENTITY f \"",
                                                                                               "&e;",
                                                                                               "&f;",
                                                                                               "%",
                                                                                               "text",
                                                                                               " ",
                                                                                               "\n",
                                                                                               "é",
                                                                                               "\xEF\xBF\xBE",
                                                                                               "\x01",
                                                                                               std::string(1, '\0'),
                                                                                               "xmlns='u'",
                                                                                               "xmlns:b='u' ",
                                                                                               "]",
                                                                                               "\xFF"})),
      [](const std::vector<std::string>& parts) {
        std::string text;
        for (const std::string& part : parts) text += part;
        return text;
      });
}

// Expat has the last word on whether mended markup is well-formed: it takes it, whatever it was made of.
RC_GTEST_PROP(Xml, MendedIsWellFormed, ()) {
  const std::string text =
      *rc::gen::weightedOneOf<std::string>({{4, markup()}, {1, rc::gen::arbitrary<std::string>()}});
  for (const std::string& document : {"<t>" + text, "<!DOCTYPE t [<!ENTITY e '" + text, text}) {
    Log log;
    const auto mends = read_xml(document, log);
    if (mends) {
      RC_ASSERT(log.out.starts_with('('));
    } else if (mends.error().code != Code::kLimit) {
      RC_ASSERT(mends.error().message == "line 1, column 1: expected an XML element, found none");
    }
  }
}

RC_GTEST_PROP(Xml, ReadsBackAnyText, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
  std::string escaped;
  for (const char c : text) escaped += "&#" + std::to_string(int(c)) + ";";
  RC_ASSERT(read("<t>" + escaped + "</t>") == "(t:" + text + ")");
}

}  // namespace
}  // namespace dateline::markup
