#include "site/dossier_fixture.h"

namespace dateline::site {

DossierFixture::DossierFixture() {
  const auto tell = [&](const char* outlet, const char* headline, int days_ago) {
    auto made = report(outlet, std::string("https://") + outlet + ".example/" + headline, headline, "A text.");
    made->published_at = clock.now() - std::chrono::days(days_ago);
    return made;
  };
  const auto early = tell("harbour-wire", "First round of quarry talks", 300);
  const auto late = tell("stone-ministry", "Second <round> of quarry talks", 10);
  first = add_story({{early}});
  second = add_story({{late}});
  const auto said = [](std::string value, const article::Article& by) {
    return story::Said{std::move(value), by.id, by.reported_at()};
  };
  kept.id = desk::DossierId{77};
  kept.updated_at = clock.now() - std::chrono::hours(1);
  kept.active_at = late->reported_at();
  kept.sequence = 3;
  story::Dossier& dossier = kept.machine;
  dossier.name = "Arden & Lydden Quarry Talks";
  dossier.names = {"talks on the quarry"};
  dossier.kind = story::DossierKind::kTalks;
  dossier.language = "en";
  dossier.reports = {early->id, late->id};
  story::Round one, two, next;
  one.number = 1;
  one.when = *story::parse_when("2022-04");
  one.dates = {said("2022-04", *late)};
  one.places = {said("Arden", *early)};
  one.what = "first round";
  one.reports = {early->id};
  one.fields = {{"subjects", "", true, {said("sand", *early), said("gulls", *early)}}};
  two.number = 2;
  two.when = *story::parse_when("2023-01-18/2023-01-19");
  two.dates = {said("2023-01-18", *early), said("2023-01-18/2023-01-19", *late)};
  two.places = {said("Port Lydden", *late)};
  two.participants = {"Ida Holm", "Ministry of Stone"};
  two.reports = {late->id};
  two.fields = {{"chairs", "Lydden", true, {said("Ida Holm", *late)}},
                {"subjects", "", true, {said("sand", *late), said("fish", *late)}},
                {"statements", "Lydden", true, {said("We moved a stone.", *late)}}};
  next.number = 3;
  next.when = *story::parse_when("2023-06-07");
  next.dates = {said("2023-06-05", *early), said("2023-06-07", *late)};
  next.places = {said("Arden", *late)};
  next.announced = true;
  dossier.rounds = {one, two, next};
  dossier.participants = {{"Ida Holm", true, {said("envoy", *early), said("minister", *late)}},
                          {"Ministry of Stone", false, {}}};
  dossier.fields = {{"parties", "", true, {said("Arden", *early), said("Lydden", *early)}}};
  reader.all_dossiers = {kept};
}

}  // namespace dateline::site
