#include <algorithm>

#include "story/dossier.h"

namespace dateline::story {

std::vector<Dossier> find_dossiers(std::span<const ArticlePtr>) {
  return {};
}

std::optional<Dossier> dossier_about(std::span<const ArticlePtr> reports, article::ArticleId report) {
  for (Dossier& dossier : find_dossiers(reports)) {
    if (std::ranges::find(dossier.reports, report) != dossier.reports.end()) return std::move(dossier);
  }
  return std::nullopt;
}

}  // namespace dateline::story
