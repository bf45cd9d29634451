#include "site/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace dateline::site {
namespace {

using testing::HasSubstr;

TEST(Catalogue, CountsAsTheLanguageDoes) {
  const Catalogue english = *Catalogue::of("en", "UTC");
  EXPECT_EQ(english.count("reply.count", 1), "1 Reply");
  EXPECT_EQ(english.count("reply.count", 1200), "1,200 Replies");
  const Catalogue spanish = *Catalogue::of("es-MX", "UTC");
  EXPECT_EQ(spanish.count("reply.count", 2), "2 respuestas");
}

TEST(Catalogue, SaysInEnglishWhatALanguageDoesNot) {
  const Catalogue german = *Catalogue::of("de", "UTC", "search.button = Suchen\n", "texts/de.txt");
  EXPECT_EQ(german.say("search.button"), "Suchen");
  EXPECT_EQ(german.say("nav.front"), "Front page");
  EXPECT_THAT(german.missing(), testing::Contains("nav.front"));
}

TEST(Catalogue, LetsANewsroomSayItInItsOwnWords) {
  const Catalogue ours = *Catalogue::of("es", "UTC", "nav.front = Inicio\n", "texts/es.txt");
  EXPECT_EQ(ours.say("nav.front"), "Inicio");
  EXPECT_EQ(ours.say("front.latest"), "Lo último");
  EXPECT_THAT(ours.missing(), testing::IsEmpty());
}

TEST(Catalogue, SpeaksEnglishThroughoutWhereItDoesNotHaveTheLanguage) {
  const Catalogue none = *Catalogue::of("de", "UTC");
  EXPECT_EQ(none.locale().language(), "en");
  EXPECT_EQ(none.say("nav.front"), "Front page");
}

TEST(Catalogue, TakesPluralsThatEnglishDoesNotHave) {
  const Catalogue polish =
      *Catalogue::of("pl", "UTC", "reply.count.few = {n} odpowiedzi\nreply.count.many = {n} odpowiedzi.\n", "pl");
  EXPECT_EQ(polish.count("reply.count", 3), "3 odpowiedzi");
  EXPECT_EQ(polish.count("reply.count", 5), "5 odpowiedzi.");
}

TEST(Catalogue, NamesTheLineThatIsWrong) {
  const auto problem = [](std::string_view file) {
    return Catalogue::of("de", "UTC", file, "texts/de.txt").error().message;
  };
  EXPECT_THAT(problem("# x\nsearch.buton = Suchen\n"),
              HasSubstr("texts/de.txt:2: unknown text 'search.buton', did you mean 'search.button'?"));
  EXPECT_THAT(problem("search.button\n"), HasSubstr("texts/de.txt:1: write a line as 'key = text'"));
  EXPECT_THAT(problem("reply.count.one = {m} Antwort\n"), HasSubstr("has no place {m}"));
}

TEST(Catalogue, EscapesItsOwnTextsButNotTheMarkupInTheirPlaces) {
  const Catalogue odd = *Catalogue::of("de", "UTC", "reply.count.other = <{n}>\n", "de");
  EXPECT_EQ(odd.markup("reply.count.other", {{"n", html("<b>{}</b>", "&")}}).str(), "&lt;<b>&amp;</b>&gt;");
}

TEST(Catalogue, HasEveryTextInEveryLanguageOfTheBinary) {
  for (const std::string_view language : Catalogue::languages()) {
    EXPECT_THAT(Catalogue::of(language, "UTC")->missing(), testing::IsEmpty()) << language;
  }
}

// What a source says, and where keys are put together instead (find_name, say_name, json).
constexpr std::array<std::string_view, 21> kPutTogether = {
    "drift.kind.",         "drift.fate.",       "desk.audit.by.",    "desk.did.",         "desk.field.",
    "desk.state.",         "section.",          "problem.",          "script.",           "live.updates.",
    "desk.queue.",         "desk.queue_empty.", "desk.reply_state.", "desk.reply_since.", "desk.moderating.",
    "desk.ground.",        "report.ground.",    "dossier.kind.",     "dossier.field.",    "desk.dossier_state.",
    "desk.dossiers_empty."};

/// The keys in say("..."), count("...") and markup("..."); of count, with the plural that every language has.
std::set<std::string> keys_said(std::string_view source) {
  std::set<std::string> keys;
  for (const std::string_view call : {"say(", "count(", "markup("}) {
    for (auto at = source.find(call); at != std::string_view::npos; at = source.find(call, at + 1)) {
      if (at > 0 && (std::isalnum(static_cast<unsigned char>(source[at - 1])) || source[at - 1] == '_')) continue;
      const auto quote = source.find_first_not_of(" \n", at + call.size());
      if (quote == std::string_view::npos || source[quote] != '"') continue;
      const auto end = source.find('"', quote + 1);
      keys.insert(std::string(source.substr(quote + 1, end - quote - 1)) + (call == "count(" ? ".other" : ""));
    }
  }
  return keys;
}

/// What is said without a text, and what is there and said nowhere.
std::vector<std::string> slips(std::string_view source, const Catalogue::Texts& texts) {
  std::vector<std::string> found;
  const auto said = keys_said(source);
  for (const std::string& key : said) {
    if (!texts.contains(key)) found.push_back("'" + key + "' is not in texts/en.txt");
  }
  for (const auto& [key, _] : texts) {
    const bool put_together =
        std::ranges::any_of(kPutTogether, [&](std::string_view group) { return key.starts_with(group); });
    const std::string of_count = key.substr(0, key.rfind('.')) + ".other";
    if (!put_together && !said.contains(key) && !said.contains(of_count))
      found.push_back("'" + key + "' is said nowhere");
  }
  return found;
}

std::string sources_of_the_site(std::string_view ending) {
  std::string all;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(DATELINE_SITE_SOURCES)) {
    const std::string name = entry.path().filename().string();
    if (!name.ends_with(ending) || name.ends_with("_test.cc")) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    all.append(std::istreambuf_iterator<char>(file), {});
  }
  return all;
}

TEST(Catalogue, HasEveryTextThatThePagesSayAndNoOther) {
  EXPECT_THAT(slips(sources_of_the_site(".cc"), Catalogue::of("en", "UTC")->texts()), testing::IsEmpty());
}

TEST(Catalogue, HasEveryWordThatTheScriptsSayAndNoOther) {
  const std::string scripts = sources_of_the_site(".js");
  const auto texts = Catalogue::of("en", "UTC")->texts();
  for (const auto& [key, _] : texts) {
    if (!key.starts_with("script.")) continue;
    // What is told of the bar is named by its kind.
    const bool is_kind = key == "script.breaking" || key == "script.correction" || key == "script.withdrawal";
    EXPECT_THAT(scripts, HasSubstr(is_kind ? "words[kind]" : "words." + key.substr(7))) << key;
  }
  for (auto at = scripts.find("words."); at != std::string::npos; at = scripts.find("words.", at + 1)) {
    const auto end = std::find_if_not(scripts.begin() + static_cast<std::ptrdiff_t>(at) + 6, scripts.end(),
                                      [](unsigned char c) { return std::isalnum(c) || c == '_'; });
    const std::string name(scripts.begin() + static_cast<std::ptrdiff_t>(at) + 6, end);
    EXPECT_TRUE(name.empty() || texts.contains("script." + name)) << name;  // Empty: the end of a comment.
  }
}

TEST(Catalogue, IsFoundWantingWhenAPageSaysWhatItDoesNotHave) {
  const Catalogue::Texts texts = {{"a.b", ""}, {"n.one", ""}, {"n.other", ""}, {"section.x", ""}, {"old", ""}};
  EXPECT_THAT(slips("say(\"a.b\") texts.count(\n  \"n\", 2) bar_markup(\"q\") texts.markup(\"new\", {})", texts),
              testing::UnorderedElementsAre("'new' is not in texts/en.txt", "'old' is said nowhere"));
}

TEST(Catalogue, GivesAScriptItsWordsAsJson) {
  const Catalogue german = *Catalogue::of("de", "UTC", "script.pause = \"Halt\" \\ Pause\n", "de");
  EXPECT_THAT(german.json("script"), testing::StartsWith(R"({"breaking":"Breaking: {headline}","close":"Close",)"));
  EXPECT_THAT(german.json("script"), HasSubstr(R"("pause":"\"Halt\" \\ Pause")"));
}

}  // namespace
}  // namespace dateline::site
