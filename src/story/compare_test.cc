#include "story/compare.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "text/utf8.h"

namespace dateline::story {
namespace {

using Fate = Comparison::Fate;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

constexpr const char* kStatement =
    "The ministers met in Port Said on 4 and 5 March. Four such talks were held from 2015 to 2018. "
    "The delegation included the Bureau of River Affairs and the Coast Guard.\n\n"
    "The ministers spoke about fisheries, piracy and the lighthouse at Cape Rose.";

TEST(Compare, AVerbatimCopyIsKeptWholeAndChangesNothing) {
  const Comparison c = compare(kStatement, kStatement);
  EXPECT_DOUBLE_EQ(c.kept, 1);
  EXPECT_TRUE(c.facts.empty());
  for (const auto& s : c.sentences) EXPECT_EQ(s.fate, Fate::kKept);
}

/// A fact broken by a rewording, and nothing else.
struct Broken {
  const char* source;
  const char* copy;
  FactKind kind;
  const char* before;
  const char* after;
  const char* language = "en";
};

/// It is the only change that is found.
void expect_found(const Broken& b) {
  const Comparison c = compare(b.source, b.copy, b.language);
  EXPECT_EQ(c.facts.size(), 1U) << b.copy;
  if (c.facts.empty()) return;
  EXPECT_EQ(c.facts[0].kind, b.kind) << b.copy;
  EXPECT_THAT(c.facts[0].before, HasSubstr(b.before)) << b.copy;
  EXPECT_THAT(c.facts[0].after, HasSubstr(b.after)) << b.copy;
}

TEST(Compare, AFactThatTheRewordingBrokeIsNamedBeforeAndAfter) {
  for (const Broken& b : {
           Broken{"Four such talks were held from 2015 to 2018.", "Some 5 such talks were held between 2015 and 2018.",
                  FactKind::kNumber, "Four", "5"},
           Broken{"The team won 14 medals at the games in Turin.", "Forty medals went to the team at the Turin games.",
                  FactKind::kNumber, "14", "Forty"},
           Broken{"The strike begins on March 4.", "The strike will begin on 14 March.", FactKind::kDate, "March 4",
                  "14 March"},
           Broken{"The ferry sank on Monday at 5.30 p.m.", "On Monday at 15:30 the ferry sank.", FactKind::kDate,
                  "5.30 p.m", "15:30"},
           Broken{"The bridge closes for three weeks.", "For three months the bridge will be closed.",
                  FactKind::kDuration, "three weeks", "three months"},
           Broken{"The bank lost $2.5 million on bonds in May.", "The bank made a loss of $25 million on bonds in May.",
                  FactKind::kAmount, "$2.5 million", "$25 million"},
           Broken{"Neil Garroway was sentenced on Friday.", "Sentence was passed on Neil Garraway on Friday.",
                  FactKind::kName, "Neil Garroway", "Neil Garraway"},
           Broken{"The deputy minister, Ana Holt, spoke of progress.", "The minister, Ana Holt, spoke of progress.",
                  FactKind::kTitle, "deputy minister", "minister"},
           Broken{"The delegation included the Bureau of River Affairs.",
                  "In the delegation was the Bureau of Lake Affairs.", FactKind::kOrganisation, "River Affairs",
                  "Lake Affairs"},
           Broken{"The envoys met in Lisbon on Sunday.", "The envoys met in Madrid on Sunday.", FactKind::kPlace,
                  "Lisbon", "Madrid"},
           Broken{"\"We will not wait for anybody,\" said the mayor.",
                  "\"We cannot wait for anybody,\" said the mayor.", FactKind::kQuotation, "will not", "cannot"},
           Broken{"The court did not order a new trial.", "A new trial was ordered by the court.", FactKind::kNegation,
                  "not order", "ordered"},
           Broken{"Exports rose to a record in May.", "Exports fell to a record in May.", FactKind::kNegation, "rose",
                  "fell"},
           Broken{"La ayuda durará dos años.", "La ayuda tendrá una duración de tres años.", FactKind::kDuration,
                  "dos años", "tres años", "es"},
           Broken{"El ministro no descartó más ayudas.", "El ministro descartó más ayudas.", FactKind::kNegation,
                  "no descartó", "descartó", "es"},
           Broken{"La reunión será el 4 de marzo en Lima.", "El 14 de marzo habrá reunión en Lima.", FactKind::kDate,
                  "4 de marzo", "14 de marzo", "es"},
       }) {
    const Comparison c = compare(b.source, b.copy, b.language);
    ASSERT_EQ(c.facts.size(), 1U) << b.copy;
    EXPECT_EQ(c.facts[0].kind, b.kind) << b.copy;
    EXPECT_THAT(c.facts[0].before, HasSubstr(b.before));
    EXPECT_THAT(c.facts[0].after, HasSubstr(b.after));
  }
}

TEST(Compare, ANewsroomsUsualSlipsAreNamed) {
  for (const Broken& b : {
           Broken{"The container was bound for Rotterdam on Friday. It had been filled in Antwerp.",
                  "On Friday the container was bound for Antwerp.", FactKind::kName, "Rotterdam", "Antwerp"},
           Broken{"The mayor of Ipiales, Ana Holt, asked for a better road to Pasto.",
                  "Ana Holt, the mayor of Pasto, wants the road to be better.", FactKind::kName, "Ipiales", "Pasto"},
           Broken{"Sky Nusantara cancelled 16 flights; Garuda Timur diverted two to Kupang.",
                  "Garuda Timur cancelled 16 flights; two were diverted to Kupang.", FactKind::kName, "Sky Nusantara",
                  "Garuda Timur"},
           Broken{"Lawyer Jordi Ferrandis will appeal. Rosa Llorens spoke for the victims.",
                  "Jordi Ferrandis, the lawyer, will appeal. Rosa Ferrandis spoke for the victims.", FactKind::kName,
                  "Rosa Llorens", "Rosa Ferrandis"},
           Broken{"The bridge cost 6.4 million quetzales.", "The bridge cost 6.4 million dollars.", FactKind::kAmount,
                  "6.4 million quetzales", "6.4 million dollars"},
           Broken{"Exports were worth 4.9 billion euros last year.", "Last year's exports were worth EUR 9.4 billion.",
                  FactKind::kAmount, "4.9 billion euros", "EUR 9.4 billion"},
           Broken{"The probe weighs 740 pounds, the agency said.",
                  "The probe weighs 740 tons, according to the agency.", FactKind::kAmount, "740 pounds", "740 tons"},
           Broken{"Pilots want a limit of 75 flying hours a month.", "The pilots want no more than 75 hours per week.",
                  FactKind::kDuration, "a month", "per week"},
           Broken{"Counsellors will be at the school all week.", "The school has counsellors throughout the month.",
                  FactKind::kDuration, "all week", "throughout the month"},
           Broken{"The vote at the Reno site is due in the fall.", "A vote at the site in Reno comes in the spring.",
                  FactKind::kDate, "fall", "spring"},
           Broken{"The hens will be culled by the end of the week.",
                  "By the end of next week the hens are to be culled.", FactKind::kDate, "end of the week",
                  "next week"},
           Broken{"The forecast was lowered to 1.4 percent from 1.9 percent.",
                  "The forecast is now 1.9 percent instead of 1.4 percent.", FactKind::kNumber, "1.4", "1.9"},
           Broken{"Corvair made a loss of 47 million euros in the half.",
                  "In the half Corvair had a profit of 47 million euros.", FactKind::kNegation, "loss", "profit"},
           Broken{"Chief financial officer Patrik Hallin will leave in May.", "CEO Patrik Hallin will leave in May.",
                  FactKind::kTitle, "Chief financial officer", "CEO"},
           Broken{"The magma was still rising, the centre said.", "The magma was no longer rising, said the centre.",
                  FactKind::kNegation, "rising", "no longer rising"},
           Broken{"There is no sign of a fire in the mill.", "There are signs of a fire in the mill.",
                  FactKind::kNegation, "no sign", "signs"},
           Broken{"\"Nobody called us for a week,\" Tom Webb said.", "\"Nobody called us for a week,\" Ana Holt said.",
                  FactKind::kName, "Tom Webb", "Ana Holt"},
           Broken{"Sales grew to up to 612 million euros.", "Sales grew to up to 621 million euros.", FactKind::kAmount,
                  "612", "621"},
           Broken{"El director general del organismo, Raúl Treviño Cantú, habló ayer.",
                  "Habló ayer Raúl Treviño, subdirector del organismo.", FactKind::kTitle, "director general",
                  "subdirector", "es"},
           Broken{"En los últimos doce meses la luz subió.", "La luz subió en el último mes.", FactKind::kDuration,
                  "doce meses", "último mes", "es"},
           Broken{"El comercio fue un 12 % menos que en 2023.", "El comercio fue un 12 % más que en 2023.",
                  FactKind::kNegation, "menos", "más", "es"},
           Broken{"\"No hemos cedido en nada\", dijo Quispe.", "\"Hemos cedido en nada\", dijo Quispe.",
                  FactKind::kQuotation, "No", "Hemos", "es"},
       }) {
    expect_found(b);
  }
}

struct Innocent {
  const char* source;
  const char* copy;
  const char* language = "en";
};

void expect_no_change(const Innocent& i) {
  const Comparison c = compare(i.source, i.copy, i.language);
  for (const auto& fact : c.facts)
    ADD_FAILURE() << i.copy << ": " << to_string(fact.kind) << " \"" << fact.before << "\" -> \"" << fact.after << '"';
}

TEST(Compare, AFactInAnotherFormIsNoChange) {
  for (const Innocent& i : {
           Innocent{"14 people were hurt on the ferry.", "Fourteen people on the ferry were injured."},
           Innocent{"The plan costs 2,500,000 euros.", "The plan has a cost of 2.5 million euros."},
           Innocent{"The talks lasted two weeks.", "Talks went on for 14 days, a fortnight."},
           Innocent{"They met on January 18-19 in Havana.", "They met in Havana on 18 and 19 January."},
           Innocent{"Unemployment stood at 5.4 percent.", "Unemployment was at 5.4%."},
           Innocent{"The train left at 17:00.", "The train left at 5 p.m. that day."},
           Innocent{"The Federal Bureau of Investigation has opened an inquiry.", "The FBI has opened an inquiry."},
           Innocent{"The Department of Justice sent lawyers.", "The Justice Department sent lawyers."},
           Innocent{"The talks were held by the United States.", "American talks were held."},
           Innocent{"Andrés Núñez won the race.", "Andres Nunez won the race."},
           Innocent{"Some 1,187 runners finished the race.", "About 1,200 runners finished the race."},
           Innocent{"The minister did not attend the ceremony.", "The minister was absent from the ceremony."},
           Innocent{"Sales were 45 against 64 the year before.", "Sales of 45 were 19 fewer than the 64 before."},
           Innocent{"\"We are ready, and we have been ready for years,\" she said.", "\"We are ready,\" she said."},
           Innocent{"El plan cuesta 1,5 millones de euros.", "El plan tiene un coste de 1.500.000 euros.", "es"},
           Innocent{"La OPS es la Organización Panamericana de la Salud.",
                    "La Organización Panamericana de la Salud es "
                    "la OPS.",
                    "es"},
       }) {
    expect_no_change(i);
  }
}

TEST(Compare, ANegationThatWasLostIsNamedThoughAnotherOneStays) {
  for (const Broken& b : {
           Broken{"The suspects did not resist arrest and no shots were fired.",
                  "The suspects resisted arrest, although not a shot was fired.", FactKind::kNegation, "not resist",
                  "resisted"},
           Broken{"The difference did not persist in older patients, which the authors could not explain.",
                  "The difference persisted in older patients, and the authors had no explanation for it.",
                  FactKind::kNegation, "not persist", "persisted"},
           Broken{"He did not believe that the operator could have stopped the load.",
                  "In his view the operator could have stopped the load.", FactKind::kNegation, "not believe", "load"},
           Broken{"The company lost $18.4 million in the quarter.",
                  "In the quarter the company posted a profit of $18.4 million.", FactKind::kNegation, "lost",
                  "profit"},
           Broken{"The president said that the fund would not appeal.", "The fund will appeal, the president said.",
                  FactKind::kNegation, "not appeal", "appeal"},
           Broken{"A jury in Dayton acquitted the treasurer, Walter Prusik, of theft.",
                  "Walter Prusik, the treasurer, was convicted of theft by a Dayton jury.", FactKind::kNegation,
                  "acquitted", "convicted"},
           Broken{"Ninguno fue indemnizado por la empresa.", "Todos fueron indemnizados por la empresa.",
                  FactKind::kNegation, "Ninguno", "Todos", "es"},
       }) {
    expect_found(b);
  }
}

TEST(Compare, ADenialThatDeniesNothingOfTheOtherIsNoChange) {
  for (const Innocent& i : {
           Innocent{"The kiln burned driftwood and gorse.", "The kiln burned nothing but driftwood and gorse."},
           Innocent{"Each customer will get at least 250 pounds.", "Nobody will get less than 250 pounds."},
           Innocent{"The paper is good; what is not good is the attic.", "The paper is good; the attic is bad."},
           Innocent{"The board will read the text before it calls a strike.",
                    "The board will not call a strike without a look at the text."},
           Innocent{"The service does not expect the dykes to be overtopped.",
                    "The dykes are expected to hold the water, said the service."},
           Innocent{"She said that all 41 showers had been replaced.",
                    "None of the 41 old showers is still in use, she said."},
           Innocent{"The airline Skyward will end its route to Leeds.", "No more Skyward planes will fly to Leeds."},
           Innocent{"A second release is planned unless the river floods.",
                    "A second release will follow if the river does not flood."},
           Innocent{"Ni el alcalde ni la oposición acudieron a la reunión.",
                    "A la reunión faltaron tanto el alcalde como la oposición.", "es"},
           Innocent{"A report that fines would be doubled is wrong, said the clerk.",
                    "Fines will not be doubled, the clerk said of a report."},
           Innocent{"She is the only woman in charge of a club.", "No other club has a woman in charge."},
           Innocent{"Arrears were higher among small firms.", "More small firms fell behind on their arrears."},
           Innocent{"Not all medicines were stored safely on the ward.",
                    "Some medicines on the ward were not safely kept."},
       }) {
    expect_no_change(i);
  }
}

TEST(Compare, ASlipOfUnitOrRankIsNamed) {
  for (const Broken& b : {
           Broken{"The trial will run for three years.", "The trial is to last three months.", FactKind::kDuration,
                  "three years", "three months"},
           Broken{"The keeper retires following 17 seasons.", "After 27 seasons behind the stumps the keeper retires.",
                  FactKind::kNumber, "17 seasons", "27 seasons"},
           Broken{"The Minister of State for Sport, Cormac Tierney, opened the races.",
                  "The Minister for Sport, Cormac Tierney, opened the races.", FactKind::kTitle, "Minister",
                  "Minister"},
           Broken{"The deputy harbourmaster, Declan Furey, gave evidence.",
                  "The harbourmaster, Declan Furey, gave evidence.", FactKind::kTitle, "deputy harbourmaster",
                  "harbourmaster"},
       }) {
    expect_found(b);
  }
}

TEST(Compare, WhatNewswritersDoEveryDayIsNoChange) {
  for (const Innocent& i : {
           Innocent{"Officers found R412 000 in cash.", "Cash of more than R400 000 was found by officers."},
           Innocent{"The river rose by 20 centimetres an hour.", "Every hour the river rose: 20cm every hour."},
           Innocent{"The ship was refitted for £740,000.",
                    "Almost three-quarters of a million pounds was spent to refit the ship."},
           Innocent{"A phone stays in the office for 10 school days.",
                    "The office keeps a phone for two school weeks."},
           Innocent{"The board voted 5-2 for the rule.", "The board passed the rule with two of seven against."},
           Innocent{"Minister K. V. Sudhakaran announced it.", "It was announced by Minister K.V. Sudhakaran."},
           Innocent{"She was the daughter of a tram inspector, Albert Tolgarth.",
                    "Her father, Albert Tolgarth, inspected trams."},
           Innocent{"Her shed stood at Porthenna, in Cornwall.", "At Porthenna, on the Cornish coast, stood her shed."},
           Innocent{"Councillor Ana Holt, the cabinet member for leisure, was pleased.",
                    "Leisure boss Ana Holt was pleased."},
           Innocent{"Crews had rescued 17, said its regional controller, Bruce Tandy.",
                    "Crews rescue until Monday, controller Bruce Tandy said."},
           Innocent{"Agriculture Minister Harkirat Dhindwal said the money would be paid.",
                    "The money would be paid, the Agriculture Minister said."},
           Innocent{"It lands in Leeds an hour and a quarter later.", "It lands in Leeds 75 minutes later."},
           Innocent{"Its chief ecologist, Imogen Tressider, was glad.",
                    "Imogen Tressider, the head ecologist, was glad."},
           Innocent{"Managing director Holger Stahl blamed cheap imports.",
                    "Cheap imports, said Holger Stahl, its boss."},
           Innocent{"Their goalkeeper, Matti Salonen, was booked.", "Their keeper, Matti Salonen, was booked."},
           Innocent{"Inga Rendall, whose late husband Magnus founded the watch, spoke.",
                    "Inga Rendall, widow of Magnus, who founded the watch, spoke."},
           Innocent{"The Norwegian Research Council paid.", "The Research Council of Norway paid."},
           Innocent{"The trial cost 34 million Norwegian crowns.", "The trial cost NOK 34m."},
           Innocent{"They have until the end of March to object.", "They may object before April."},
           Innocent{"Pandas live in Nepal, Bhutan and India.", "Pandas live in Asia."},
           Innocent{"La contrarreloj se correrá mañana en Sogamoso y la vuelta acaba el domingo.",
                    "El jueves habrá contrarreloj en Sogamoso.", "es"},
           Innocent{"La conciliación rige por quince días hábiles.", "La conciliación vale por tres semanas hábiles.",
                    "es"},
           Innocent{"El sismo ocurrió a las 22.41, hora local.", "El sismo ocurrió a las 22.41.", "es"},
           Innocent{"La deuda bajó de 140 a 95 millones.", "La deuda bajó 45 millones, hasta 95.", "es"},
           Innocent{"The agency in Warsaw confirmed the outbreak.", "Poland's agency confirmed the outbreak."},
           Innocent{"A Dutchman was arrested on the ship.", "Arrested on the ship was a man from the Netherlands."},
           Innocent{"It costs 400,000 crowns to move.", "The move costs 400,000 Norwegian kroner."},
           Innocent{"It seeks 55 million Swiss francs.", "It is seeking CHF 55 million."},
           Innocent{"She scored 7.5 points from nine games.", "Seven and a half points from nine games were hers."},
           Innocent{"The boat sank shortly after 6.40 a.m.", "At twenty to seven in the morning the boat sank."},
           Innocent{"The goal came in the 71st minute.", "The goal came 19 minutes from the end."},
           Innocent{"An overspend of up to £250 million is likely.", "It may overspend a quarter of a billion pounds."},
           Innocent{"Winds of 90 kilometres an hour were measured.", "Winds were measured at 90 km/h."},
           Innocent{"Research had left no doubt that it was looted.",
                    "Research showed beyond doubt that it was looted."},
           Innocent{"The strikes planned for May have been called off.", "There will be no strikes in May."},
           Innocent{"Chief executive Ana Holt will resign.", "CEO Ana Holt will resign."},
           Innocent{"The finance director, Ana Holt, resigned.", "Ana Holt, chief financial officer, has resigned."},
           Innocent{"Prime Minister Ana Holt flew home.", "The premier, Ana Holt, has flown home."},
           Innocent{"Deputy Civil Protection Minister Ana Holt came.",
                    "The deputy minister for civil protection, Ana Holt, came."},
           Innocent{"Value-added tax on books will rise.", "VAT on books is to rise."},
           Innocent{"The plant opens on July 15.", "The plant is to open in mid-July."},
           Innocent{"He said on Wednesday, June 3, that trains would run tomorrow.",
                    "Trains will run on Thursday, June 4, he said."},
           Innocent{"El colapso ocurrió a las 4:15 de la madrugada.", "A las cuatro y cuarto ocurrió el colapso.",
                    "es"},
           Innocent{"Los hospitales y las escuelas quedarán exentos.", "Ni escuelas ni hospitales quedarán sin agua.",
                    "es"},
           Innocent{"Venció a Paraguay en Asunción la selección uruguaya.",
                    "La selección uruguaya venció a Paraguay en la capital paraguaya.", "es"},
       }) {
    expect_no_change(i);
  }
}

TEST(Compare, EveryChangedFactStandsInItsSentences) {
  const Comparison c =
      compare(kStatement,
              "PORT SAID – Ministers of the U.S.-Canada Coast Guard met on 5 and 6 March. Five such talks "
              "were held between 2015 and 2018.");
  EXPECT_FALSE(c.facts.empty());
  for (const auto& fact : c.facts) {
    EXPECT_THAT(c.sentences.at(fact.sentence).copy, HasSubstr(fact.after));
    EXPECT_THAT(c.sentences.at(fact.sentence).source, HasSubstr(fact.before));
  }
}

TEST(Compare, SentencesMeltedIntoOneAndCutInTwoAreToldAgain) {
  const Comparison melted = compare("The museum opens on Friday. Entry to the museum is free for children.",
                                    "The museum opens on Friday and is free to enter for children.");
  ASSERT_EQ(melted.sentences.size(), 1U);
  EXPECT_EQ(melted.sentences[0].told, (std::vector<std::uint32_t>{0, 1}));
  const Comparison cut =
      compare("The bridge over the Wye was closed on Friday after engineers found cracks in its piers.",
              "The bridge over the Wye was closed on Friday. Engineers had found cracks in its piers.");
  ASSERT_EQ(cut.sentences.size(), 2U);
  for (const auto& s : cut.sentences) EXPECT_EQ(s.fate, Fate::kReworded);
}

TEST(Compare, ShorteningIsNotAChangeOfFact) {
  const Comparison c = compare(kStatement, "The delegation included the Bureau of River Affairs.");
  EXPECT_TRUE(c.facts.empty());
  EXPECT_THAT(c.sentences, Contains(Field(&Comparison::Sentence::fate, Fate::kDropped)));
}

TEST(Compare, ASentenceThatTheSourceDoesNotHaveIsAdded) {
  const Comparison c =
      compare(kStatement, std::string(kStatement) + " Gulls circled over an empty harbour restaurant.");
  EXPECT_EQ(c.sentences.back().fate, Fate::kAdded);
}

TEST(Compare, ASentenceOfFunctionWordsAloneIsKeptToo) {
  EXPECT_EQ(compare("So it is. And so it was.", "And so it was.").sentences.back().fate, Fate::kKept);
}

TEST(Compare, TextsWithoutWordsHaveNothingToCompare) {
  EXPECT_TRUE(compare("", "").sentences.empty());
  EXPECT_TRUE(compare(" \n ", "--- !!!").sentences.empty());
}

TEST(Compare, AVeryLongTextIsComparedByItsBeginning) {
  std::string source, copy;
  for (int i = 0; i < 60'000; ++i) {
    source += "The " + std::to_string(i) + " gulls of Port Said flew over 4 piers and did not land. ";
    copy += "Over 5 piers flew the " + std::to_string(i) + " gulls of Port Sand and landed. ";
  }
  const Comparison c = compare(source, copy);  // Two texts of 800,000 words.
  EXPECT_LE(c.sentences.size(), 4000U);
  EXPECT_FALSE(c.facts.empty());
}

TEST(Compare, TextsOfTwoLanguagesAndFromRightToLeftComeOutSensibly) {
  const Comparison two = compare(kStatement, "Los ministros se reunieron en Port Said. No hubo acuerdo.");
  EXPECT_TRUE(two.facts.empty());
  constexpr const char* kHebrew = "השרים נפגשו בפורט סעיד ב-4 במרץ. ארבע שיחות כאלה נערכו מאז 2015.";
  const Comparison same = compare(kHebrew, kHebrew, "he");
  ASSERT_FALSE(same.sentences.empty());
  for (const auto& s : same.sentences) EXPECT_EQ(s.fate, Fate::kKept);
  EXPECT_FALSE(compares_words_of("he"));
}

/// Sentences of words that mean something to a comparison, in any order.
rc::Gen<std::string> sentences() {
  return rc::gen::map(
      rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
          "the",   "deputy", "minister", "Ana",  "Holt",        "Holt's", "said",    "not",      "denied", "refused",
          "to",    "4",      "14",       "four", "forty-three", "2.5",    "million", "$3",       "£4m",    "percent",
          "5%",    "weeks",  "a",        "week", "and",         "half",   "March",   "3-1",      "18-19",  "2023",
          "17:00", "p.m.",   "Monday",   "in",   "Lisbon",      "Bank",   "of",      "Kenya",    "FBI",    "U.S.",
          "\"we",  "will",   "wait\"",   ".",    ",",           "\n\n",   "rose",    "fell",     "first",  "twice",
          "years", "old",    "Oct.",     "né",   "«sí»",        "EUR",    "past",    "next",     "spring", "per",
          "CEO",   "CFO",    "minute",   "all",  "still",       "longer", "from",    "mid-June", "than"})),
      [](const std::vector<std::string>& words) {
        std::string text;
        for (const std::string& word : words) text += word + " ";
        return text;
      });
}

RC_GTEST_PROP(Compare, WhatChangedStandsWhereItIsSaidTo, ()) {
  const std::string source = *sentences(), copy = *sentences();
  const Comparison c = compare(source, copy, *rc::gen::element<std::string>("en", "es", "de"));
  for (const auto& fact : c.facts) {
    RC_ASSERT(fact.sentence < c.sentences.size());
    RC_ASSERT(text::collapse(c.sentences[fact.sentence].copy).contains(fact.after));
    // A person's name may be taken from where the source has it in full.
    RC_ASSERT(text::collapse(c.sentences[fact.sentence].source).contains(fact.before) || fact.kind == FactKind::kName);
  }
}

RC_GTEST_PROP(Compare, AnyTextComparedWithItselfIsKept, (const std::string& bytes)) {
  const std::string text = text::repair_utf8(bytes);
  for (const auto& s : compare(text, text).sentences) RC_ASSERT(s.fate == Fate::kKept);
}

}  // namespace
}  // namespace dateline::story
