#pragma once
// One report read for dossiers: its sentences, dates, names, people. Internal to story.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "story/dossier.h"
#include "story/dossiers/words.h"
#include "story/syndication.h"
#include "text/tokens.h"

namespace dateline::story {

struct ReadWord {
  std::string_view printed;
  std::string lower;
  const WordCues* cues;
  std::uint32_t bare = 0;  ///< text::Word::bare.
  std::uint32_t term = 0;  ///< 0: no term.
  bool capitalised = false;
  bool number = false;
  bool function_word = false;
  std::string_view gap;  ///< What stands between it and the word before.
  bool joined = false;   ///< Only a space, a hyphen or an apostrophe does.
  bool is(Cue cue) const { return cues->is(cue); }
};

enum class Tense { kNone, kPast, kFuture, kStale };  ///< Stale: a plan that was.

/// Words from `begin` to before `end`.
struct Stretch {
  std::size_t begin = 0, end = 0;
  std::size_t size() const { return end - begin; }
};

struct Sentence : Stretch {
  std::size_t paragraph = 0;  ///< 0 is the headline.
  bool moved = false;         ///< Something is postponed or moved.
};

struct DateIn : Stretch {
  When when;
  Tense tense = Tense::kNone;
  std::size_t sentence = 0;
  bool going_on = false;  ///< "since 2018": no date of an event.
};

/// "the third round": a number and what is counted.
struct Counted : Stretch {
  int number = 0;
  std::string noun;
  std::size_t sentence = 0;
};

/// A person with what they are called right there.
struct PersonIn : Stretch {
  std::string name;  ///< "Kirsten Aasland"
  std::string role;  ///< "" where none is said.
  std::size_t sentence = 0;
};

struct ReportReading {
  ArticlePtr article;
  const DossierWords* words_of_language = nullptr;
  std::string text;  ///< Headline and body; `words` are views into it.
  std::chrono::sys_days day;
  std::vector<ReadWord> words;
  std::vector<Sentence> sentences;  ///< The first is the headline.
  std::vector<DateIn> dates;
  std::vector<Stretch> names;  ///< Runs of capitalised words, without articles and titles in front.
  std::vector<PersonIn> people;
  std::vector<Counted> counted;
  Sketch sketch;
  std::string dateline;  ///< "Port Ellery"; "" where none is printed.

  std::string_view printed(Stretch stretch) const;  ///< As it stands in the text.
  std::string tidy(Stretch stretch) const;          ///< The same in one line.
  std::size_t sentence_of(std::size_t word) const;
};

/// nullptr for a report in a language that has no table of words. `tokenizer` remembers words from report to report.
std::unique_ptr<ReportReading> read_for_dossier(const ArticlePtr& report, std::string_view language,
                                                text::Tokenizer& tokenizer);

/// What a count is of: "round", "dialogue" and "talks" count the same thing.
std::string series_of(const std::string& noun);

/// Fills `people` from the rest (people.cc).
void find_people(ReportReading& reading);

}  // namespace dateline::story
