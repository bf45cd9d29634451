#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ranges>

#include "base/file.h"
#include "story/dossier.h"
#include "story/story_fixture.h"

namespace dateline::story {
namespace {

using namespace std::chrono;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// A report of a day: "2023-03-06".
ArticlePtr told(std::string_view day, std::string headline, std::string text, std::string outlet = "Post",
                bool primary = false, std::string language = "en") {
  article::Article a;
  const auto at = parse_when(day);
  a.headline = std::move(headline);
  a.text = std::move(text);
  a.lede = a.text.substr(0, a.text.find('\n'));
  a.canonical_url = "https://" + outlet + ".example/" + std::to_string(digest64(a.headline + a.text));
  a.id = article::ArticleId{digest64(a.canonical_url)};
  a.outlet = {outlet, outlet, primary};
  a.published_at = at->first + hours{18};
  a.fetched_at = *a.published_at;
  a.language = std::move(language);
  return std::make_shared<const article::Article>(std::move(a));
}

std::vector<std::string> dates(const Dossier& dossier, bool announced = false) {
  std::vector<std::string> out;
  for (const Round& round : dossier.rounds) {
    if (round.announced == announced) out.push_back(to_string(round.when));
  }
  return out;
}
std::vector<std::string> places(const Dossier& dossier) {
  std::vector<std::string> out;
  for (const Round& round : dossier.rounds) {
    if (!round.announced) out.push_back(round.places.empty() ? "" : round.places.back().value);
  }
  return out;
}
std::vector<std::string> values(const std::vector<Field>& fields, std::string_view name) {
  std::vector<std::string> out;
  for (const Field& field : fields) {
    for (const Said& said : field.said) {
      if (field.name == name) out.push_back(said.value);
    }
  }
  return out;
}
std::vector<std::string> people(const Dossier& dossier) {
  std::vector<std::string> out;
  for (const Participant& one : dossier.participants) {
    if (one.is_person) out.push_back(one.name);
  }
  return out;
}

std::vector<ArticlePtr> quarry_talks() {
  return {
      told(
          "2022-03-08", "Arden and Lydden open quarry talks",
          "ARDEN - Negotiators of Arden and Lydden met in Arden on Tuesday for the first round of talks about the "
          "quarry at "
          "Tallow Hill.\n\nThe delegation of Arden was led by Ines Corvo, a lawyer; Lydden sent Jonas Pell, its envoy. "
          "They discussed dust, lorries at night and the price of gravel.\n\nThe second round of the talks will be "
          "held in "
          "Lydden on 5 April."),
      told("2022-04-01", "Quarry talks put off by a week",
           "LYDDEN - The second round of the quarry talks between Arden and Lydden has been postponed. It was to be "
           "held on "
           "5 April and will now take place in Lydden on 12 April, the negotiator of Arden, Ines Corvo, said.",
           "Echo"),
      told("2022-04-12", "Second round of quarry talks ends without a text",
           "LYDDEN - The second round of talks on the quarry at Tallow Hill ended in Lydden on Tuesday. The "
           "delegations of "
           "Arden and Lydden had last met in March.\n\nJonas Pell, the envoy of Lydden, spoke of progress. Ines Corvo, "
           "who "
           "leads the delegation of Arden, did not. The talks will resume in Arden on 3 May.",
           "Courier"),
  };
}

TEST(FindDossiers, TalksBecomeOneDossierWithItsRounds) {
  const auto found = find_dossiers(quarry_talks());
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kTalks);
  EXPECT_THAT(dossier.name, HasSubstr("uarry talks"));
  EXPECT_THAT(dates(dossier), ElementsAre("2022-03-08", "2022-04-12"));
  EXPECT_THAT(places(dossier), ElementsAre("Arden", "Lydden"));
  EXPECT_EQ(dossier.rounds[0].number, 1);
  EXPECT_EQ(dossier.rounds[1].number, 2);
  EXPECT_THAT(dates(dossier, true), ElementsAre("2022-05-03"));
  EXPECT_THAT(people(dossier), testing::UnorderedElementsAre("Ines Corvo", "Jonas Pell"));
  EXPECT_THAT(values(dossier.rounds[0].fields, "subjects"), ElementsAre("dust", "lorries at night", "price of gravel"));
}

TEST(FindDossiers, ADateThatWasMovedShowsItsHistory) {
  const auto found = find_dossiers(quarry_talks());
  ASSERT_THAT(found, SizeIs(1));
  std::vector<std::string> said;
  for (const Said& one : found.front().rounds[1].dates) said.push_back(one.value);
  EXPECT_THAT(said, ElementsAre("2022-04-05", "2022-04-12"));
}

TEST(FindDossiers, TheOrderOfThePileDoesNotMatter) {
  auto pile = quarry_talks();
  const auto before = find_dossiers(pile);
  std::ranges::reverse(pile);
  EXPECT_EQ(find_dossiers(pile), before);
}

TEST(FindDossiers, TheDossierAboutAReportIsFoundAndOfAStrangerNone) {
  auto pile = quarry_talks();
  pile.push_back(told("2022-04-02", "Library opens", "ARDEN - The library of Arden opened on Saturday after repairs."));
  EXPECT_TRUE(dossier_about(pile, pile.front()->id));
  EXPECT_FALSE(dossier_about(pile, pile.back()->id));
}

TEST(FindDossiers, OneEventOnOneDayIsNoDossier) {
  auto pile = quarry_talks();
  pile.resize(1);
  pile.push_back(
      told("2022-03-08", "Quarry talks begin in Arden",
           "ARDEN - Talks about the quarry at Tallow Hill began in Arden on Tuesday; negotiators of Lydden and "
           "Arden met for the first round, led by Ines Corvo and Jonas Pell.",
           "Echo"));
  EXPECT_THAT(find_dossiers(pile), IsEmpty());
}

TEST(FindDossiers, WhatARewriteBrokeIsNotBelieved) {
  auto pile = quarry_talks();
  std::string broken = pile.back()->text;
  broken.replace(broken.find("on Tuesday"), 10, "on Monday");
  broken.replace(broken.find("Jonas Pell"), 10, "Jonas Bell");
  pile.push_back(told("2022-04-13", "Quarry talks end without text", broken, "Relay"));
  const auto found = find_dossiers(pile);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(dates(found.front()), ElementsAre("2022-03-08", "2022-04-12"));
  EXPECT_THAT(people(found.front()), Not(Contains("Jonas Bell")));
  EXPECT_THAT(found.front().reports, Contains(pile.back()->id)) << "but the copy is named";
}

TEST(FindDossiers, OtherTalksOfTheSameTwoAreNotTaken) {
  auto pile = quarry_talks();
  pile.push_back(
      told("2022-04-20", "Arden and Lydden begin ferry talks",
           "ARDEN - Arden and Lydden held a first round of talks about a ferry on Wednesday. The delegations were "
           "led by Otto Marsh of the harbour board and by Lena Fisk of the ministry of transport.\n\nThe ferry "
           "would carry cars, bicycles and mail, and cross in forty minutes.",
           "Ledger"));
  const auto found = find_dossiers(pile);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found.front().reports, SizeIs(3));
}

TEST(FindDossiers, SpanishTalksAreReadLikeEnglishOnes) {
  const auto found = find_dossiers(std::vector<ArticlePtr>{
      told("2022-03-08", "Arden y Lido abren conversaciones sobre la cantera",
           "ARDEN - Negociadores de Arden y de Lido se reunieron en Arden el martes para la primera ronda de "
           "conversaciones "
           "sobre la cantera de Cerro Sebo.\n\nLa delegación de Arden fue encabezada por Inés Corvo, abogada; por Lido "
           "vino "
           "el enviado Jonás Pell. Las delegaciones trataron el polvo, los camiones y el precio de la grava.\n\nLa "
           "segunda "
           "ronda se celebrará en Lido el 12 de abril.",
           "Diario", false, "es"),
      told("2022-04-12", "Termina sin acuerdo la segunda ronda de conversaciones sobre la cantera",
           "LIDO, 12 de abril - La segunda ronda de conversaciones sobre la cantera de Cerro Sebo terminó este martes "
           "en "
           "Lido. Las delegaciones de Arden y de Lido se habían reunido en marzo.\n\nEl enviado de Lido, Jonás Pell, "
           "dijo "
           "que hubo avances. Las conversaciones se reanudarán en Arden el 3 de mayo.",
           "Correo", false, "es")});
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kTalks);
  EXPECT_EQ(dossier.language, "es");
  EXPECT_THAT(dates(dossier), ElementsAre("2022-03-08", "2022-04-12"));
  EXPECT_THAT(places(dossier), ElementsAre("Arden", "Lido"));
  EXPECT_EQ(dossier.rounds[1].number, 2);
  EXPECT_THAT(dates(dossier, true), ElementsAre("2022-05-03"));
  EXPECT_THAT(people(dossier), Contains("Jonás Pell"));
  EXPECT_THAT(values(dossier.rounds[0].fields, "subjects"), ElementsAre("polvo", "camiones", "precio de la grava"));
}

TEST(FindDossiers, AnEpidemicHasItsDiseaseAndItsCounts) {
  const auto found = find_dossiers(std::vector<ArticlePtr>{
      told("2023-05-02", "Cholera outbreak in Port Ansel",
           "PORT ANSEL - Health authorities declared an outbreak of cholera in Port Ansel on Tuesday after 12 cases "
           "and two "
           "deaths.\n\nDr Mira Holt, the chief epidemiologist of the Ministry of Health, said that patients had drunk "
           "from "
           "one well."),
      told("2023-05-09", "Cholera outbreak in Port Ansel grows to 85 cases",
           "PORT ANSEL - The cholera outbreak in Port Ansel has grown to 85 cases, and seven people have died of the "
           "disease, "
           "the Ministry of Health said on Tuesday.\n\nPatients are treated in a ward of the hospital, said Dr Mira "
           "Holt, the "
           "chief epidemiologist.",
           "Echo"),
      told("2023-05-30", "Vaccine against cholera arrives in Port Ansel",
           "PORT ANSEL - Vaccination against cholera began in Port Ansel on Tuesday. The outbreak has infected 140 "
           "people; "
           "there were 140 cases and nine deaths, said Mira Holt, the chief epidemiologist. Patients are fewer.",
           "Courier")});
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kEpidemic);
  EXPECT_THAT(dossier.name, HasSubstr("holera outbreak"));
  EXPECT_THAT(dates(dossier), ElementsAre("2023-05-02", "2023-05-09", "2023-05-30"));
  EXPECT_THAT(values(dossier.fields, "disease"), ElementsAre("cholera"));
  EXPECT_THAT(values(dossier.fields, "counts"), testing::IsSupersetOf({"12", "85", "140", "two", "seven", "nine"}));
  EXPECT_THAT(people(dossier), ElementsAre("Mira Holt"));
}

TEST(FindDossiers, AMergerHasItsBuyerItsTargetAndItsPrice) {
  const auto found = find_dossiers(
      std::vector<ArticlePtr>{told("2023-02-01", "Norvik bids for Tarnwell",
                                   "OSLEY - Norvik offered on Wednesday to buy Tarnwell for 2.4 billion euros. "
                                   "Shareholders of Tarnwell would get a "
                                   "premium of a third, said Norvik's chief executive, Hanna Roth.\n\nThe takeover "
                                   "needs the consent of regulators."),
                              told("2023-03-01", "Tarnwell board rejects Norvik takeover",
                                   "OSLEY - The board of Tarnwell rejected the takeover bid by Norvik on Wednesday. "
                                   "The bid for Tarnwell was too low, "
                                   "said its chairman, Piet Lund. Shareholders of both companies saw shares fall.",
                                   "Echo"),
                              told("2023-04-05", "Norvik raises its bid for Tarnwell",
                                   "OSLEY - Norvik raised its takeover bid for Tarnwell to 2.9 billion euros on "
                                   "Wednesday, and the board accepted. "
                                   "Norvik will acquire Tarnwell if shareholders agree on 10 May, said its chief "
                                   "executive, Hanna Roth. A merger "
                                   "of the two needs the Competition Commission.",
                                   "Courier")});
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kMerger);
  EXPECT_EQ(dossier.name, "Norvik bid for Tarnwell");
  EXPECT_THAT(values(dossier.fields, "price"), ElementsAre("2.4 billion euros", "2.9 billion euros"));
  EXPECT_THAT(dates(dossier), ElementsAre("2023-02-01", "2023-03-01", "2023-04-05"));
  EXPECT_THAT(people(dossier), testing::UnorderedElementsAre("Hanna Roth", "Piet Lund"));
}

TEST(FindDossiers, ABillHasItsNameAndItsVotes) {
  const auto found =
      find_dossiers(std::vector<ArticlePtr>{told("2023-02-01", "Clean Rivers Bill introduced",
                                                 "LYDDEN - Senator Ada Finch introduced the Clean Rivers Bill in the "
                                                 "Senate on Wednesday. The bill would forbid "
                                                 "mills to empty their tanks. Lawmakers of both parties sponsor it."),
                                            told("2023-03-15", "Senate committee passes Clean Rivers Bill",
                                                 "LYDDEN - A committee of the Senate approved the Clean Rivers Bill on "
                                                 "Wednesday by 9 votes to 4, after an amendment "
                                                 "on fees. Senator Ada Finch, its sponsor, thanked lawmakers.",
                                                 "Echo"),
                                            told("2023-04-19", "Clean Rivers Bill becomes law",
                                                 "LYDDEN - The Senate passed the Clean Rivers Bill on Wednesday by 31 "
                                                 "votes to 22. The legislation and its amendment "
                                                 "on fees take effect next year, said Ada Finch, its sponsor.",
                                                 "Courier")});
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kBill);
  EXPECT_EQ(dossier.name, "Clean Rivers Bill");
  EXPECT_THAT(values(dossier.rounds[2].fields, "votes"), ElementsAre("31 votes to 22"));
  EXPECT_THAT(people(dossier), ElementsAre("Ada Finch"));
}

TEST(FindDossiers, AMissionHasItsCraftAndItsDestination) {
  const auto found = find_dossiers(std::vector<ArticlePtr>{
      told("2021-06-10", "Kestrel probe leaves for asteroid Dorian",
           "TARN POINT - The spacecraft Kestrel was launched from Tarn Point on Thursday on its way to the asteroid "
           "Dorian. "
           "The rocket of the Meridian Space Agency put the probe into orbit, said the flight director, Lina Osei."),
      told("2022-09-01", "Kestrel probe flies past Venus",
           "TARN POINT - The probe Kestrel flew past Venus on Thursday, the Meridian Space Agency said. The spacecraft "
           "is on "
           "its way to the asteroid Dorian. Its antenna works, said Lina Osei, the flight director.",
           "Echo"),
      told("2024-01-18", "Kestrel in orbit around asteroid Dorian",
           "TARN POINT - The spacecraft Kestrel entered orbit around Dorian on Thursday after a journey of two years. "
           "The probe "
           "of the Meridian Space Agency will land on the asteroid Dorian on 6 March, said its flight director, Lina "
           "Osei.",
           "Courier")});
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kMission);
  EXPECT_EQ(dossier.name, "Kestrel");
  EXPECT_THAT(values(dossier.fields, "destination"), ElementsAre("Dorian"));
  EXPECT_THAT(values(dossier.fields, "agency"), ElementsAre("Meridian Space Agency"));
  EXPECT_THAT(dates(dossier), ElementsAre("2021-06-10", "2022-09-01", "2024-01-18"));
  EXPECT_THAT(dates(dossier, true), ElementsAre("2024-03-06"));
}

TEST(FindDossiers, AFinalHasItsTeamsAndScores) {
  const auto found = find_dossiers(
      std::vector<ArticlePtr>{told("2023-05-03", "Arden Rovers reach Harbour Cup final",
                                   "ARDEN - Arden Rovers beat Port Ansel 2-1 in the semi-final of the Harbour Cup on "
                                   "Wednesday. The winning goal came "
                                   "from the striker Ivo Lind. The final will be played at Quay Stadium on 20 May."),
                              told("2023-05-06", "Lydden United join Arden Rovers in Harbour Cup final",
                                   "LYDDEN - Lydden United beat Tarn 3-0 on Saturday and will meet Arden Rovers in the "
                                   "Harbour Cup final at Quay Stadium "
                                   "on 20 May. The coach, Sven Arnott, praised his team and its midfielder.",
                                   "Echo"),
                              told("2023-05-20", "Arden Rovers win Harbour Cup on penalties",
                                   "PORT ANSEL - Arden Rovers won the Harbour Cup on Saturday, when they beat Lydden "
                                   "United 4-2 on penalties in the final at "
                                   "Quay Stadium. The goalkeeper saved two. Ivo Lind, the striker, had scored the goal "
                                   "for a 1-1 draw; Lydden's coach, "
                                   "Sven Arnott, wept.",
                                   "Courier")});
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.kind, DossierKind::kFinal);
  EXPECT_THAT(dates(dossier), ElementsAre("2023-05-03", "2023-05-06", "2023-05-20"));
  EXPECT_THAT(dates(dossier, true), IsEmpty()) << "it was held";
  EXPECT_THAT(values(dossier.rounds[2].fields, "scores"), ElementsAre("4-2", "1-1"));
  EXPECT_THAT(values(dossier.fields, "venue"), ElementsAre("Quay Stadium"));
  EXPECT_THAT(people(dossier), testing::UnorderedElementsAre("Ivo Lind", "Sven Arnott"));
}

TEST(FindDossiers, AStatementHasItsOfficesAndWhatItIsFor) {
  auto pile = quarry_talks();
  pile.push_back(
      told("2022-05-04", "Statement on the third round of talks",
           "On May 3, officials of Arden and Lydden met in Arden for the third round of talks on the quarry at Tallow "
           "Hill.\n\nThe Departments of Stone, Inner Roads and Water chaired the talks for Arden. The delegation "
           "included the Stone Department's Office of Blasts, Dust, and Noise and the Quarry Inspection Service; "
           "and the Water Department's Bureau of Springs. Officials of the Embassy of Lydden also contributed.\n\n"
           "These talks strengthen the trust of neighbours. They do not affect the work on bathing rights, which is "
           "at the heart of our commitment.",
           "Office", true));
  const auto found = find_dossiers(pile);
  ASSERT_THAT(found, SizeIs(1));
  ASSERT_THAT(dates(found.front()), ElementsAre("2022-03-08", "2022-04-12", "2022-05-03"));
  const Round& round = found.front().rounds[2];
  EXPECT_THAT(values(round.fields, "chairs"),
              ElementsAre("Department of Stone", "Department of Inner Roads", "Department of Water"));
  EXPECT_THAT(values(round.fields, "delegations"),
              testing::UnorderedElementsAre("Office of Blasts, Dust, and Noise", "Quarry Inspection Service",
                                            "Bureau of Springs", "Embassy of Lydden"));
  EXPECT_THAT(values(round.fields, "statements"), SizeIs(2));
  EXPECT_THAT(round.participants, Contains("Bureau of Springs"));
}

TEST(FindDossiers, TheSampleEditionHasItsDialogue) {
  auto bytes = read_file("sample/edition.jsonl");
  ASSERT_TRUE(bytes) << bytes.error().message;
  std::vector<ArticlePtr> pile;
  for (const auto part : *bytes | std::views::split('\n')) {
    auto article = article::from_json(std::string_view(part), kMorning);
    if (article) pile.push_back(std::make_shared<const article::Article>(std::move(*article)));
  }
  const auto found = find_dossiers(pile);
  ASSERT_THAT(found, SizeIs(1));
  const Dossier& dossier = found.front();
  EXPECT_EQ(dossier.name, "U.S.-Cuba Law Enforcement Dialogue");
  EXPECT_EQ(dossier.kind, DossierKind::kTalks);
  EXPECT_THAT(dates(dossier),
              ElementsAre("2015-11-09", "2016-05-17", "2017-09-15", "2018-07-10", "2023-01-18/2023-01-19"));
  EXPECT_THAT(places(dossier), ElementsAre("Washington", "Havana", "Washington", "Washington", "Havana"));
  EXPECT_THAT(values(dossier.fields, "parties"), testing::UnorderedElementsAre("Cuba", "United States"));
  const Round& last = dossier.rounds.back();
  EXPECT_EQ(last.number, 5);
  EXPECT_THAT(values(last.fields, "chairs"),
              ElementsAre("Department of State", "Department of Homeland Security", "Department of Justice"));
  EXPECT_THAT(values(last.fields, "delegations"),
              testing::IsSupersetOf({"Bureau of Western Hemisphere Affairs", "Office of the Legal Adviser",
                                     "Office of Strategy, Policy, and Plans", "Immigration and Customs Enforcement",
                                     "Customs and Border Protection", "Coast Guard", "Office of International Affairs",
                                     "Federal Bureau of Investigation", "Embassy of the United States"}));
  EXPECT_THAT(values(last.fields, "subjects"), SizeIs(3));
  EXPECT_THAT(to_json(dossier), Not(HasSubstr("Defense"))) << "which only the rewrite has";
}

// --- What arrives --------------------------------------------------------------------------------------------------

TEST(FindDossiers, NothingAndNoWordsAreNoDossiers) {
  EXPECT_THAT(find_dossiers({}), IsEmpty());
  EXPECT_THAT(find_dossiers(std::vector<ArticlePtr>{told("2023-01-01", "x", ""), told("2023-02-01", ".", "...")}),
              IsEmpty());
}

TEST(FindDossiers, AMillionWordsAreReadInPart) {
  std::string long_text;
  while (long_text.size() < 6'000'000) long_text += "talks on January 18 and 19 in Havana, said the chair, Ana Bel. ";
  auto pile = quarry_talks();
  pile.push_back(told("2022-05-03", "Third round of quarry talks", long_text));
  EXPECT_FALSE(find_dossiers(pile).empty());
}

TEST(FindDossiers, OneUnbrokenWordAndNothingButDatesAndNamesAreRead) {
  std::string dates_only, names_only, ordinals;
  for (int i = 0; i < 2'000; ++i) {
    dates_only += "3 May 2022, ";
    names_only += "Ana Bel ";
    ordinals += "third round ";
  }
  for (const std::string& text :
       {std::string(100'000, 'a'), dates_only, names_only, ordinals, std::string(5'000, '"')}) {
    auto pile = quarry_talks();
    pile.push_back(told("2022-05-03", "Third round of quarry talks of Arden and Lydden", text));
    EXPECT_FALSE(find_dossiers(pile).empty());
  }
}

TEST(FindDossiers, YearsThatAreNoneAndBrokenBytesDoNoHarm) {
  auto pile = quarry_talks();
  auto odd = *pile.back();
  odd.id = article::ArticleId{1};
  odd.published_at = Instant{seconds{-62'167'219'200}};  // The year 0.
  odd.fetched_at = *odd.published_at;
  odd.text += " On 31 February 0000 and 99 May 9999 \xFF\xFE talks in \xE2\x80.";
  pile.push_back(std::make_shared<const article::Article>(odd));
  for (const Dossier& dossier : find_dossiers(pile)) {
    for (const Round& round : dossier.rounds) EXPECT_TRUE(parse_when(to_string(round.when)));
  }
}

TEST(FindDossiers, ALanguageWithoutATableIsLeftOut) {
  auto arabic =
      told("2022-03-08", "الجولة الأولى من المحادثات",
           "اجتمعت الوفود في العاصمة يوم الثلاثاء لإجراء الجولة الأولى من المحادثات حول المحجر.", "Sada", false, "ar");
  auto pile = quarry_talks();
  pile.push_back(arabic);
  const auto found = find_dossiers(pile);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(found.front().reports, Not(Contains(arabic->id)));
}

}  // namespace
}  // namespace dateline::story
