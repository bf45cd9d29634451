#include "markup/xml.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

namespace dateline::markup {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

/// Writes down what it is told: "(name a=b", "text", ")".
class Log final : public XmlHandler {
 public:
  void start(std::string_view name, const Attributes& attributes) override {
    out += "(" + std::string(name);
    for (const auto& [key, value] : attributes) out += " " + key + "=" + value;
    out += ":";
  }
  void end(std::string_view) override { out += ")"; }
  void text(std::string_view utf8) override { out += utf8; }
  std::string out;
};

std::string read(std::string_view bytes, std::string_view charset = {}) {
  Log log;
  const Status status = read_xml(bytes, log, charset);
  return status ? log.out : log.out + " ! " + status.error().message;
}
Error error_of(std::string_view bytes) {
  Log log;
  const Status status = read_xml(bytes, log);
  EXPECT_FALSE(status);
  return status ? Error{} : status.error();
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

TEST(Xml, SaysWhereATagDoesNotMatchAndWhatWasExpected) {
  EXPECT_EQ(error_of("<rss>\n<channel>\n <item>\n</channel></rss>").message,
            "line 4, column 3: expected </item>, got </channel>");
  EXPECT_EQ(error_of("junk\n\n<?xml version='1.0'?>\n<a>\n<b></a>").message,
            "line 5, column 6: expected </b>, got </a>");
}

TEST(Xml, SaysWhereTheDocumentBreaksOff) {
  EXPECT_EQ(error_of("<rss><item>text").message, "line 1, column 16: the document ends inside <item>");
  EXPECT_THAT(error_of("<rss><it").message, HasSubstr("ends inside a tag"));
  EXPECT_THAT(error_of("<rss><![CDATA[x").message, HasSubstr("ends inside a CDATA section"));
  EXPECT_EQ(error_of("").message, "line 1, column 1: expected an XML element, found none");
  EXPECT_EQ(error_of("no markup at all").message, "line 1, column 1: expected an XML element, found none");
  EXPECT_EQ(error_of("<a b></a>").message, "line 1, column 5: expected a tag or text, got '></a>'");
}

TEST(Xml, GivesEverythingBeforeTheError) {
  EXPECT_THAT(read("<r><i>one</i><i>two</i></x>"), StartsWith("(r:(i:one)(i:two) ! line 1"));
}

TEST(Xml, NeverLooksOutside) {
  EXPECT_EQ(read("<!DOCTYPE t [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><t>a&x;b</t>"), "(t:ab)");
  EXPECT_EQ(read("<!DOCTYPE t SYSTEM 'http://127.0.0.1/x.dtd'><t>&eacute;</t>"), "(t:é)");
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
}

TEST(Xml, RefusesDepthAndSize) {
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  const Error error = error_of(deep);
  EXPECT_EQ(error.code, Code::kLimit);
  EXPECT_THAT(error.message, HasSubstr("nested more than 256 deep"));
  EXPECT_EQ(error_of(std::string(kMaxXmlBytes + 1, ' ')).code, Code::kLimit);
}

TEST(Xml, BearsManyAttributesAndNamespaces) {
  std::string attributes = "<a ", spaces = "<a ";
  for (int i = 0; i < 20000; ++i) {
    attributes += "a" + std::to_string(i) + "='x' ";
    spaces += "xmlns:n" + std::to_string(i) + "='u' ";
  }
  EXPECT_THAT(read(attributes + "/>"), HasSubstr("a19999=x"));
  EXPECT_EQ(read(spaces + "><n7:b/></a>"), "(a:(u b:))");
}

RC_GTEST_PROP(Xml, NeverCrashesAndKeepsItsOrder, (const std::string& bytes)) {
  Log log;
  (void)read_xml("<t>" + bytes + "</t>", log);
  RC_ASSERT(log.out.starts_with("(t:"));
}

RC_GTEST_PROP(Xml, ReadsBackAnyText, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(' ', '~'));
  std::string escaped;
  for (const char c : text) escaped += "&#" + std::to_string(int(c)) + ";";
  RC_ASSERT(read("<t>" + escaped + "</t>") == "(t:" + text + ")");
}

}  // namespace
}  // namespace dateline::markup
