#pragma once
// A dossier with something of everything, for the tests of its pages.

#include "site/site_fixture.h"

namespace dateline::site {

/// Talks about a quarry: two rounds held, one announced and moved; of three reports, two of them stories' own.
class DossierFixture : public SiteFixture {
 public:
  DossierFixture();
  desk::Dossier& stored() { return reader.all_dossiers.front(); }
  std::string page() { return body(get("/dossier/" + kept.id.str())); }

  std::shared_ptr<const story::Story> first, second;
  desk::Dossier kept;
};

}  // namespace dateline::site
