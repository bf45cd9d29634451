#include "wire/opml.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "text/utf8.h"

namespace dateline::wire {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Opml, ReadsFoldersAsPaths) {
  const auto file = parse_opml(R"(<opml version="2.0"><body>
    <outline text="News"><outline title="Europe" text="Europe">
      <outline type="rss" text="The Post" xmlUrl="https://example.org/rss"/></outline></outline>
    <outline text="Loose" XMLURL="feed://example.net/rss"/></body></opml>)");
  ASSERT_TRUE(file) << file.error().message;
  ASSERT_EQ(file->sources.size(), 2U);
  EXPECT_EQ(file->sources[0].folder, "News/Europe");
  EXPECT_EQ(file->sources[0].outlet.name, "The Post");
  EXPECT_EQ(file->sources[1].folder, "");
  EXPECT_EQ(file->sources[1].url, "http://example.net/rss");
  EXPECT_TRUE(file->warnings.empty());
}

TEST(Opml, PassesOverWhatItCannotReadAndSaysSo) {
  const auto file = parse_opml(R"(<opml><body><outline text="A" xmlUrl="https://a.example/"/>
    <outline text="Odd" xmlUrl="javascript:x"/><outline text="Again" xmlUrl="http://www.a.example"/></body></opml>)");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->sources.size(), 1U);
  EXPECT_THAT(file->warnings, ElementsAre(HasSubstr("outline 'Odd'"), HasSubstr("more than once")));
}

TEST(Opml, ReadsWhatBreaksOff) {
  const auto file = parse_opml("<opml><body><outline text='A' xmlUrl='https://a.example/'/><outline");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->sources.size(), 1U);
  EXPECT_THAT(file->warnings, ElementsAre(HasSubstr("ends inside a tag"), HasSubstr("ends inside <body>")));
}

TEST(Opml, RefusesOtherDocuments) {
  for (const char* text : {"", "<rss/>", "words"}) {
    const auto file = parse_opml(text);
    ASSERT_FALSE(file) << text;
    EXPECT_THAT(file.error().message, HasSubstr("OPML"));
  }
}

RC_GTEST_PROP(Opml, ReadsBackWhatItWrites, ()) {
  std::vector<Source> sources;
  const auto count = *rc::gen::inRange(0, 6);
  for (int i = 0; i < count; ++i) {
    auto source = Source::from_url("https://example.org/feed?n=" + std::to_string(i) + "&amp=\"");
    RC_ASSERT(source.has_value());
    source->outlet.name =
        *rc::gen::element<std::string>("Post", "A & B", "<Tag> \"quoted\"", "Жизнь", "It's ]]> --> &amp; &#38;",
                                       "مرحبا بالعالم", "🗞️ Morgenpost", "日刊 \xE2\x80\xAEtxet");
    source->folder = *rc::gen::element<std::string>("", "News", "News/Europe", "Science & Co", "世界/<Asia> \"East\"");
    sources.push_back(*source);
  }
  const auto back = parse_opml(write_opml(sources));
  RC_ASSERT(back.has_value());
  RC_ASSERT(back->sources.size() == sources.size());
  for (const Source& read : back->sources) {
    const auto same = std::ranges::find(sources, read.id, &Source::id);
    RC_ASSERT(same != sources.end());
    RC_ASSERT(same->folder == read.folder);
    RC_ASSERT(read.outlet.name == text::collapse(same->outlet.name));  // What turns a line round stays out of it.
    RC_ASSERT(read.outlet.owner == same->outlet.owner);
    RC_ASSERT(same->url == read.url);
  }
}

TEST(Opml, WritesNoCharacterThatXmlCannotHold) {
  Source source = *Source::from_url("https://example.org/feed");
  source.outlet.name = "Tide\x01 and\x0B fog\xEF\xBF\xBE";
  source.folder =
      "Se\x02"
      "a";
  const auto back = parse_opml(write_opml(std::vector{source}));
  ASSERT_TRUE(back);
  EXPECT_THAT(back->warnings, testing::IsEmpty());
  ASSERT_EQ(back->sources.size(), 1U);
  EXPECT_EQ(back->sources[0].outlet.name, "Tide and fog");
  EXPECT_EQ(back->sources[0].folder, "Sea");
}

// The control of the property above: it sees another name, a folder that went, an address that changed.
TEST(Opml, DoesNotReadBackWhatIsNotWritten) {
  Source source = *Source::from_url("https://example.org/feed");
  source.outlet.name = "Post";
  source.folder = "News";
  const std::string text = write_opml(std::vector{source});
  for (const auto& [what, instead] :
       {std::pair<std::string_view, std::string_view>{"Post", "Pest"}, {"News", "Newt"}, {"org/feed", "org/food"}}) {
    std::string bad = text;
    for (auto at = bad.find(what); at != std::string::npos; at = bad.find(what, at + 1))
      bad.replace(at, what.size(), instead);
    const auto back = parse_opml(bad);
    ASSERT_TRUE(back);
    const Source& read = back->sources.at(0);
    EXPECT_FALSE(read.id == source.id && read.outlet == source.outlet && read.folder == source.folder) << what;
  }
}

}  // namespace
}  // namespace dateline::wire
