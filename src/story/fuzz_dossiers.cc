// Any texts are a pile of reports: no crash, no hang, and what is found can be written and read back.
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "story/dossier.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (auto dossier = story::dossier_from_json(bytes)) {
    const auto again = story::dossier_from_json(story::to_json(*dossier));
    DATELINE_CHECK(again && *again == *dossier);
  }
  // Reports are apart by a zero; each tells of another week.
  std::vector<story::ArticlePtr> pile;
  std::int64_t at = 1'640'000'000;
  for (std::size_t i = 0; i < size && pile.size() < 12;) {
    const std::size_t end = std::min(bytes.find('\0', i), size);
    article::Article report;
    report.text = text::repair_utf8(bytes.substr(i, end - i));
    report.headline = report.text.substr(0, report.text.find('\n'));
    report.id = article::ArticleId{pile.size() + 1};
    report.language = pile.size() % 3 == 2 ? "es" : "en";
    report.fetched_at = Instant{std::chrono::seconds{at}};
    report.outlet = {"Outlet", "Outlet", pile.size() % 4 == 0};
    at += 604'800;
    pile.push_back(std::make_shared<const article::Article>(std::move(report)));
    i = end + 1;
  }
  for (const story::Dossier& dossier : story::find_dossiers(pile)) {
    DATELINE_CHECK(dossier.rounds.size() >= 2 && !dossier.name.empty() && !dossier.reports.empty());
    const auto again = story::dossier_from_json(story::to_json(dossier));
    DATELINE_CHECK(again && *again == dossier);
  }
  return 0;
}
