#include "story/descent.h"

#include <gtest/gtest.h>

#include <chrono>
#include <map>

#include "story/story_fixture.h"
#include "story/story_index.h"
#include "story/tuning.h"

namespace dateline::story {
namespace {

using namespace std::chrono_literals;

/// One story of several outlets, as an index sees it come.
class WhoCopiedWhom : public testing::Test {
 protected:
  struct Told {
    std::string outlet;
    int minutes = 0;  ///< When it claims to have been published.
    std::string text;
    int late = 0;  ///< So many minutes later it came.
    bool primary = false;
  };

  article::ArticleId file(const Told& told) {
    auto a = std::make_shared<article::Article>(*report(told.outlet, told.minutes, headline_, told.text));
    a->language = language_;
    a->fetched_at += std::chrono::minutes{told.late};
    a->outlet.primary = told.primary;
    names_[a->id] = told.outlet;
    story_ = index_.add(a).story;
    return a->id;
  }
  /// "own-report", or "cut of Wire".
  std::string how(const std::string& outlet) const {
    for (const Member& m : index_.story(story_)->members) {
      if (m.article->outlet.name != outlet) continue;
      return std::string(to_string(m.kinship)) + (m.of ? " of " + names_.at(*m.of) : "");
    }
    return "not there";
  }

  std::string headline_ = "Ferry Halcyon runs aground off Stroma";
  std::string language_ = "en";
  StoryIndex index_;
  StoryId story_;
  std::map<article::ArticleId, std::string> names_;
};

const std::vector<std::string> kSentences = {
    "The ferry Halcyon ran aground off the island of Stroma on Tuesday night with 212 people on board, the coast guard "
    "said.",
    "Lifeboats from Scrabster and Longhope took off the passengers within three hours, and nobody was badly hurt.",
    "Captain Ewan Sinclair told investigators that the steering had failed in a strong tide.",
    "The operator, Pentland Line, has taken a sister ship out of service until the cause is known.",
    "Divers found a gash of nine metres below the waterline, and a tug will try to pull the vessel free on Friday.",
    "Islanders had complained for years that the thirty-year-old ferry broke down every other week.",
    "Booms were laid to protect the seal colony at Duncansby, since forty tonnes of diesel are in the tanks.",
    "An inquiry led by the former harbour master Morag Petrie will publish its findings before Easter."};

std::string of(std::initializer_list<std::size_t> sentences) {
  std::string text;
  for (const std::size_t s : sentences) text += (text.empty() ? "" : " ") + kSentences[s];
  return text;
}
const std::string kWhole = of({0, 1, 2, 3, 4, 5, 6, 7});

constexpr const char* kRewrite =
    "Late on Tuesday the passenger ship Halcyon, carrying 212 people, got stuck off Stroma, according to the coast "
    "guard. "
    "All passengers were brought ashore inside three hours by lifeboats from Longhope and Scrabster; no one was "
    "seriously "
    "injured. The steering broke down in a strong tide, the captain, Ewan Sinclair, stated to investigators. Until it "
    "is "
    "clear what caused it, Pentland Line, the operator, keeps a sister ship in port. A gash of 9 metres was discovered "
    "by "
    "divers under the waterline. On Friday a tug is to pull the ship free. For years people on the island had "
    "complained "
    "that the ferry, which is thirty years old, broke down every second week. To protect the seals at Duncansby from "
    "the "
    "forty tonnes of diesel in its tanks, booms have been put out.";

constexpr const char* kOtherReport =
    "Two hundred and twelve passengers and crew were brought to safety after a ferry hit rocks near Stroma late on "
    "Tuesday. "
    "Rescue boats were at the scene until after midnight, and the village hall in Mey was opened for those who had "
    "lost "
    "their luggage. According to its captain, Ewan Sinclair, the Halcyon no longer answered to the helm. Agnes Rosie, "
    "who "
    "keeps the only shop on the island, handed out tea and dry socks. Its owner, the Pentland Line, faces questions "
    "about a "
    "lay-up in January, when engineers in Leith replaced a pump. A lawyer for the passengers, Hamish Groat, spoke of a "
    "claim "
    "for damages.";

TEST_F(WhoCopiedWhom, AWholeTextIsVerbatimAndAPartOfItIsCut) {
  file({"Wire", 0, kWhole});
  file({"Post", 30, "(Wire) – " + kWhole});
  file({"Brief", 40, of({0, 1, 2, 4})});
  EXPECT_EQ(how("Wire"), "own-report");
  EXPECT_EQ(how("Post"), "verbatim of Wire");
  EXPECT_EQ(how("Brief"), "cut of Wire");
  EXPECT_EQ(index_.story(story_)->independent_outlets(), 1);
  EXPECT_EQ(index_.story(story_)->copies(), 2);
}

TEST_F(WhoCopiedWhom, ATextToldAgainSentenceBySentenceIsRewordedAndCountsForNobody) {
  file({"Wire", 0, kWhole});
  file({"Daily", 60, kRewrite});
  EXPECT_EQ(how("Daily"), "reworded of Wire");
  EXPECT_EQ(index_.story(story_)->independent_outlets(), 1);
}

TEST_F(WhoCopiedWhom, AnotherReportOfTheSameEventIsItsOwn) {
  file({"Wire", 0, kWhole});
  file({"Agency", 20, kOtherReport});
  EXPECT_EQ(how("Agency"), "own-report");
  EXPECT_EQ(index_.story(story_)->independent_outlets(), 2);
}

TEST_F(WhoCopiedWhom, ALongReportThatPrintsAShortOneWholeIsItsOwn) {
  file({"Flash", 0, of({0, 1})});
  file({"Agency", 20, of({0, 1}) + " " + kOtherReport});
  EXPECT_EQ(how("Agency"), "own-report");
}

TEST_F(WhoCopiedWhom, WhatIsLeftOutAndWhatIsChangedShowFromWhomACopyCame) {
  file({"Wire", 0, kWhole});
  file({"Brief", 10, of({0, 1, 3, 4, 7})});
  std::string edited = kWhole;
  edited.replace(edited.find("a strong tide"), 13, "a violent current");
  file({"Post", 20, edited});
  file({"Shorter", 30, of({0, 1, 3, 4})});
  file({"Relay", 40, edited});
  file({"Echo", 50, kWhole});
  EXPECT_EQ(how("Brief"), "cut of Wire");
  EXPECT_EQ(how("Post"), "verbatim of Wire");
  EXPECT_EQ(how("Shorter"), "cut of Brief") << "it lacks what that one had left out";
  EXPECT_EQ(how("Relay"), "verbatim of Post") << "it has its words";
  EXPECT_EQ(how("Echo"), "verbatim of Wire");
}

TEST_F(WhoCopiedWhom, OfTwoAlikeThePrimarySourceIsTheParentElseTheFirst) {
  file({"Post", 0, kWhole});
  file({"Harbour Office", 1, kWhole, 0, true});
  file({"Relay", 30, kWhole});
  EXPECT_EQ(how("Relay"), "verbatim of Harbour Office");
}

TEST_F(WhoCopiedWhom, WhoComesLateIsTheSourceIfItsTextShowsIt) {
  file({"Brief", 60, of({0, 1, 2, 3})});
  EXPECT_EQ(how("Brief"), "own-report");
  file({"Wire", 0, kWhole, 180});
  EXPECT_EQ(how("Wire"), "own-report") << "it has what the other lost";
  EXPECT_EQ(how("Brief"), "cut of Wire");
}

TEST_F(WhoCopiedWhom, WhoComesLateIsTheSourceIfItIsCredited) {
  file({"Post", 60, kWhole + " Reporting by Northwire."});
  file({"Northwire", 0, kWhole, 180});
  EXPECT_EQ(how("Post"), "verbatim of Northwire");
  EXPECT_EQ(how("Northwire"), "own-report");
}

TEST_F(WhoCopiedWhom, ALateClaimToHaveBeenFirstStealsNothing) {
  file({"Wire", 60, kWhole});
  file({"Thief", 0, kWhole, 180});
  EXPECT_EQ(how("Wire"), "own-report");
  EXPECT_EQ(how("Thief"), "verbatim of Wire");
}

TEST_F(WhoCopiedWhom, ThreeWhoCopiedAnOutletVouchForWhatItClaims) {
  const std::string other_words = kOtherReport;
  file({"Wire", 0, other_words});
  for (const char* copier : {"One", "Two", "Three"}) file({copier, 10, other_words});
  file({"Post", 60, kWhole});
  file({"Wire", 30, kWhole, 180});
  EXPECT_EQ(how("Post"), "verbatim of Wire");
}

TEST_F(WhoCopiedWhom, WhatWasFiledTogetherIsInTheOrderThatItClaims) {
  file({"Post", 60, kWhole});
  file({"Wire", 0, kWhole, 65});
  EXPECT_EQ(how("Post"), "verbatim of Wire");
}

TEST_F(WhoCopiedWhom, OrphansAreAdopted) {
  const auto wire = file({"Wire", 0, kWhole});
  file({"Post", 10, kWhole});
  file({"Brief", 20, of({0, 1, 2, 3})});
  file({"Daily", 60, kRewrite});
  const Changes changes = index_.remove(wire);
  EXPECT_EQ(changes.placed.size(), 3U);
  EXPECT_EQ(how("Post"), "own-report");
  EXPECT_EQ(how("Brief"), "cut of Post");
  EXPECT_EQ(how("Daily"), "reworded of Post");
}

TEST_F(WhoCopiedWhom, WhatAnEditorMovesIsAskedAgain) {
  const auto wire = file({"Wire", 0, kWhole});
  const auto post = file({"Post", 10, kWhole});
  const auto relay = file({"Relay", 20, kWhole});
  ASSERT_TRUE(index_.move({post, relay}, std::nullopt));
  EXPECT_EQ(how("Wire"), "own-report");
  story_ = *index_.story_of(post);
  EXPECT_EQ(how("Post"), "own-report");
  EXPECT_EQ(how("Relay"), "verbatim of Post");
  const auto back = index_.merge(*index_.story_of(wire), story_);
  ASSERT_TRUE(back);
  story_ = *index_.story_of(wire);
  EXPECT_EQ(how("Post"), "verbatim of Wire");
  EXPECT_EQ(how("Relay"), "verbatim of Post") << "as an editor left it, but for what stood for itself";
}

// Spanish as English.
class QuienCopia : public WhoCopiedWhom {
 protected:
  QuienCopia() {
    language_ = "es";
    headline_ = "Encalla el transbordador Alcatraz frente a La Graciosa";
  }
  const std::string nota_ =
      "El transbordador Alcatraz encalló el martes por la noche frente a La Graciosa con 212 personas a bordo, informó "
      "Salvamento Marítimo. Dos lanchas de Órzola y Arrecife evacuaron a los pasajeros en tres horas y nadie resultó "
      "herido de gravedad. El capitán, Elías Cabrera, declaró a los investigadores que el timón falló en plena "
      "corriente. "
      "La naviera Líneas del Río ha retirado un buque gemelo hasta que se conozca la causa. Los buzos hallaron una "
      "grieta "
      "de nueve metros bajo la línea de flotación. Los vecinos se quejaban desde hacía años de las averías del barco. "
      "Se "
      "han tendido barreras para proteger la colonia de pardelas de Alegranza de las cuarenta toneladas de gasóleo.";
};

TEST_F(QuienCopia, LoReescritoSeReconoceYLoPropioTambien) {
  file({"Agencia", 0, nota_});
  file({"Gaceta", 10, nota_.substr(0, nota_.find(" La naviera"))});
  file({"Diario", 60,
        "Con 212 personas a bordo, el barco Alcatraz quedó varado el martes por la noche frente a La Graciosa, según "
        "Salvamento Marítimo. Los pasajeros fueron evacuados en tres horas por dos lanchas llegadas de Arrecife y "
        "Órzola, "
        "sin heridos graves. Según declaró su capitán, Elías Cabrera, el timón dejó de responder en plena corriente. "
        "Hasta "
        "conocer la causa, Líneas del Río, la naviera, deja en puerto un buque gemelo. Bajo la línea de flotación los "
        "buzos encontraron una grieta de 9 metros. Desde hacía años los vecinos protestaban por las averías. Para "
        "proteger las pardelas de Alegranza de las cuarenta toneladas de gasóleo se colocaron barreras."});
  file({"Isla Viva", 70,
        "Maruja Toledo sirvió caldo hasta las dos de la madrugada en el único bar abierto de Caleta de Sebo. Los 212 "
        "ocupantes del Alcatraz pasaron la noche en el polideportivo, envueltos en mantas de la parroquia. Elías "
        "Cabrera, "
        "el capitán, no quiso hablar con nadie. En enero el astillero de Las Palmas había cambiado una bomba, recuerda "
        "el sindicato, que pide ver los papeles. Líneas del Río no respondió a las preguntas de esta redacción."});
  EXPECT_EQ(how("Gaceta"), "cut of Agencia");
  EXPECT_EQ(how("Diario"), "reworded of Agencia");
  EXPECT_EQ(how("Isla Viva"), "own-report");
}

TEST_F(WhoCopiedWhom, FromRightToLeftToo) {
  language_ = "ar";
  headline_ = "جنوح عبارة قبالة ستروما";
  const std::string first =
      "جنحت العبارة هالسيون قبالة جزيرة ستروما مساء الثلاثاء وعلى متنها مئتان واثنا عشر شخصا حسب خفر السواحل. ونقلت "
      "قوارب "
      "الإنقاذ من سكرابستر ولونغهوب الركاب خلال ثلاث ساعات ولم يصب أحد بجروح خطيرة. ";
  const std::string second =
      "وقال القبطان إيوان سنكلير للمحققين إن الدفة تعطلت في تيار قوي. وسحبت شركة بنتلاند سفينة شقيقة من الخدمة إلى أن "
      "يعرف "
      "السبب. وعثر الغواصون على شق طوله تسعة أمتار تحت خط الماء.";
  file({"Wire", 0, first + second});
  file({"Post", 10, first + second});
  file({"Brief", 20, first});
  EXPECT_EQ(how("Post"), "verbatim of Wire");
  EXPECT_EQ(how("Brief"), "cut of Wire");
}

TEST(Descent, TextsOfNoWordsAndOfAHundredThousandAreAnsweredFor) {
  StoryIndex index;
  std::string endless;
  for (int i = 0; i < 100'000; ++i) endless += "w" + std::to_string(i * 7919 % 100'003) + (i % 12 == 11 ? ". " : " ");
  std::string one_sentence(500'000, 'x');
  for (std::size_t i = 5; i < one_sentence.size(); i += 6) one_sentence[i] = ' ';
  const std::string quotes = [] {
    std::string text;
    for (int i = 0; i < 10'000; ++i) text += "“”\".";
    return text;
  }();
  int minutes = 0;
  for (const std::string& text : {std::string(), std::string("…… — !!"), endless, endless, one_sentence, quotes}) {
    for (const char* outlet : {"Wire", "Post"}) {
      const Placement placed =
          index.add(report(outlet + std::to_string(minutes), minutes, "A headline of no moment", text));
      EXPECT_EQ(placed.of.has_value(), is_copy(placed.kinship));
      ++minutes;
    }
  }
}

TEST(Marks, AreBoundedWhateverTheText) {
  text::Tokenizer tokenizer(1 << 10);
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "Word" + std::to_string(i) + ". ";
  std::vector<std::uint16_t> sentence_of;
  const Marks marks = sentences_of(tokenizer.tokens(text, "en"), sentence_of);
  EXPECT_EQ(marks.sentences.size(), kMarkedSentences);
  EXPECT_EQ(marks.words, 10'000U);
  EXPECT_EQ(sentence_of.back(), 0);
}

TEST(Marks, LeaveOutWhatIsQuoted) {
  text::Tokenizer tokenizer(1 << 10);
  std::vector<std::uint16_t> sentence_of;
  const Marks marks =
      sentences_of(tokenizer.tokens("Dr. Petrie said: “No comment.” She left at 3.30 p.m. today.", "en"), sentence_of);
  EXPECT_EQ(marks.sentences.size(), 2U);
  EXPECT_EQ(sentence_of[2], 1) << "said";
  EXPECT_EQ(sentence_of[3], 0) << "No";
  EXPECT_EQ(sentence_of[5], 2) << "She";
}

}  // namespace
}  // namespace dateline::story
