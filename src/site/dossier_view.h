#pragma once
// A dossier as pages, feeds and the API show it: with the reports that its facts come from, and the stories of its
// rounds.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "desk/dossier.h"
#include "site/catalogue.h"
#include "site/html.h"
#include "store/store.h"

namespace dateline::site {

struct DossierView {
  desk::Dossier kept;
  story::Dossier shown;  ///< With the desk's edits.
  /// Those that are cited; what was withdrawn since is not there.
  std::map<article::ArticleId, std::shared_ptr<const article::Article>> reports;
  /// Of each of `shown.rounds`, those that tell it as news, the oldest first.
  std::vector<std::vector<std::shared_ptr<const story::Story>>> stories;

  const article::Article* report(article::ArticleId id) const;  ///< nullptr: the desk's word, or withdrawn.
  std::size_t held() const;                                     ///< Rounds that are not merely announced.
};
/// Cost: a look-up for each report and story.
Result<DossierView> dossier_view(const store::Reader& reader, desk::Dossier dossier);

/// "5 rounds, 9 November 2015 to 19 January 2023"; of no round, "".
std::string dossier_span(const Catalogue& texts, const story::Dossier& dossier);
/// "18–19 January 2023", "November 2015", "2015", "30 January 2023 to 2 February 2023".
std::string when_in_words(const Catalogue& texts, const story::When& when);
std::string day_in_words(const Catalogue& texts, std::chrono::sys_days day);
/// `<time>` of it, around those words.
Html when_tag(const Catalogue& texts, const story::When& when);

/// "Talks"; "Subjects".
std::string kind_name(const Catalogue& texts, story::DossierKind kind);
std::string field_name(const Catalogue& texts, std::string_view field);
/// "Round 5", "5th round" ... ; "" where it is not counted.
std::string round_number(const Catalogue& texts, const story::Round& round);
/// The place that holds, "" if none is known.
std::string place_of(const story::Round& round);

/// Those that readers see, of the dossiers that these reports are in; the one with the most of them first.
Result<std::vector<desk::Dossier>> dossiers_to_show(const store::Reader& reader, const story::Story& story);
/// "Round 5 of U.S.-Cuba Law Enforcement Dialogue", linked, for the top of a story's page; nothing where there is none.
Result<Html> dossier_line(const store::Reader& reader, const Catalogue& texts, const story::Story& story);

}  // namespace dateline::site
