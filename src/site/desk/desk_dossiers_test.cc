#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "site/dossier_fixture.h"

namespace dateline::site {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using State = desk::Dossier::State;

class DeskDossiers : public testing::Test {
 protected:
  std::string read(const std::string& path) { return f.body(f.get(path, ana.cookie)); }
  net::Response send(const std::string& path, const std::string& body) {
    return f.post(path, "csrf=" + ana.csrf + "&" + body, ana.cookie);
  }
  std::string path() const { return "/desk/dossiers/" + f.kept.id.str(); }

  /// The form's fields as a browser would send them, with these changed or (nullopt) left out.
  std::string fields(const std::map<std::string, std::optional<std::string>>& changes) {
    const std::string page = read(path());
    std::string body = "do=save";
    const std::string form = page.substr(page.find("class=\"dossier-form\""));
    const auto attribute = [](std::string_view tag, const std::string& name) {
      const auto at = tag.find(" " + name + "=\"");
      if (at == std::string_view::npos) return std::string();
      const auto from = at + name.size() + 3;
      return std::string(tag.substr(from, tag.find('"', from) - from));
    };
    const auto put = [&](const std::string& name, std::string value) {
      if (const auto change = changes.find(name); change != changes.end()) {
        if (!change->second) return;
        value = *change->second;
      }
      for (auto at = value.find("&amp;"); at != std::string::npos; at = value.find("&amp;")) value.replace(at, 5, "&");
      body += "&" + percent_encode(name) + "=" + percent_encode(value);
    };
    for (auto at = form.find('<'); at != std::string::npos; at = form.find('<', at + 1)) {
      const std::string tag = form.substr(at, form.find('>', at) - at + 1);
      const std::string name = attribute(tag, "name");
      if (name.empty() || name == "csrf" || name == "do") continue;
      if (tag.starts_with("<input")) {
        const bool is_box = attribute(tag, "type") == "checkbox";
        if (!is_box || tag.find(" checked") != std::string::npos || changes.contains(name))
          put(name, attribute(tag, "value"));
      } else if (tag.starts_with("<textarea")) {
        const auto from = at + tag.size();
        std::string text = form.substr(from, form.find("</textarea>", from) - from);
        if (text.starts_with('\n')) text.erase(0, 1);
        put(name, text);
      } else if (tag.starts_with("<select")) {
        const std::string options = form.substr(at, form.find("</select>", at) - at);
        const auto chosen = options.find(" selected");
        put(name, chosen == std::string::npos ? "" : attribute(options.substr(options.rfind('<', chosen)), "value"));
      }
    }
    return body;
  }

  DossierFixture f;
  SiteFixture::Signed ana = f.sign_in_as("ana");
};

TEST_F(DeskDossiers, AProposalIsConfirmedDismissedAndTakenBack) {
  EXPECT_THAT(read("/desk/dossiers"), HasSubstr("Quarry Talks"));
  const auto confirmed = send("/desk/dossiers", "do=confirm+" + f.kept.id.str());
  EXPECT_EQ(confirmed.status, 303);
  EXPECT_EQ(f.stored().state, State::kConfirmed);
  const std::string after = read(f.header(confirmed, "Location"));
  EXPECT_THAT(after, HasSubstr("Confirmed: Arden &amp; Lydden Quarry Talks."));
  EXPECT_THAT(after, HasSubstr("value=\"proposed " + f.kept.id.str() + "\"")) << "Undo";
  EXPECT_THAT(after, Not(HasSubstr("data-dossier"))) << "no longer a proposal";
  send("/desk/dossiers", "do=proposed+" + f.kept.id.str());
  EXPECT_EQ(f.stored().state, State::kProposed);
  send("/desk/dossiers", "do=dismiss+" + f.kept.id.str());
  EXPECT_EQ(f.stored().state, State::kDismissed);
  EXPECT_THAT(read("/desk/dossiers?state=dismissed"), HasSubstr("Quarry Talks"));
  EXPECT_THAT(read("/desk/dossiers"), HasSubstr("Nothing is proposed."));
}

TEST_F(DeskDossiers, IsForEditorsAndChangesNothingWithoutTheirToken) {
  EXPECT_EQ(f.get("/desk/dossiers").status, 303);
  EXPECT_EQ(f.post("/desk/dossiers", "do=confirm+" + f.kept.id.str(), ana.cookie).status, 403);
  EXPECT_EQ(send("/desk/dossiers", "do=feast").status, 422);
  EXPECT_EQ(send("/desk/dossiers", "do=confirm+0000000000001").status, 404);
  EXPECT_EQ(f.get("/desk/dossiers/nonsense", ana.cookie).status, 404);
  EXPECT_EQ(f.stored().state, State::kProposed);
}

TEST_F(DeskDossiers, TheFormShowsEachValueWithItsReport) {
  const std::string page = read(path());
  EXPECT_THAT(page, HasSubstr("value=\"2023-01-18/2023-01-19\""));
  EXPECT_THAT(page, HasSubstr("stone-ministry, 21 January 2023</a>"));
  EXPECT_THAT(page, HasSubstr(">\nsand\nfish</textarea>"));
}

TEST_F(DeskDossiers, SavingWhatIsThereIsNoEdit) {
  EXPECT_EQ(send(path(), fields({})).status, 303);
  EXPECT_TRUE(f.stored().edits.empty()) << desk::to_json(f.stored().edits);
}

TEST_F(DeskDossiers, WhatIsChangedIsKeptAndNothingElse) {
  const auto saved = send(path(), fields({{"name", "Talks on the quarry"},
                                          {"place-1", "New Lydden"},
                                          {"removed-0", "yes"},
                                          {"role-0", "chair"},
                                          {"who-2", "Jon Vale"},
                                          {"role-2", "secretary"},
                                          {"when-3", "2024-01"},
                                          {"place-3", "Arden"},
                                          {"announced-3", "yes"}}));
  EXPECT_EQ(saved.status, 303);
  const desk::DossierEdits& edits = f.stored().edits;
  EXPECT_EQ(edits.name, "Talks on the quarry");
  EXPECT_FALSE(edits.kind);
  ASSERT_THAT(edits.rounds, SizeIs(3));
  EXPECT_TRUE(edits.rounds[0].removed);
  EXPECT_EQ(edits.rounds[1].place, "New Lydden");
  EXPECT_FALSE(edits.rounds[1].when);
  EXPECT_EQ(edits.rounds[2].of, "");
  EXPECT_EQ(edits.rounds[2].when, story::parse_when("2024-01"));
  ASSERT_THAT(edits.participants, SizeIs(2));
  EXPECT_EQ(edits.participants[0].role, "chair");
  EXPECT_EQ(edits.participants[1].name, "Jon Vale");
  EXPECT_THAT(edits.values, IsEmpty());
  EXPECT_THAT(f.page(), HasSubstr("Talks on the quarry"));
  // And the form shows it so: saved again, it is the same.
  const desk::DossierEdits before = edits;
  send(path(), fields({}));
  EXPECT_EQ(f.stored().edits, before);
}

TEST_F(DeskDossiers, ValuesOfAListAreTakenOutAndAdded) {
  const std::string page = read(path());
  // Which of the numbered fields it is, by what stands in it.
  const auto at = page.find(">\nsand\nfish</textarea>");
  const auto name = page.rfind(" name=\"value-", at) + 7;
  const std::string value = page.substr(name, page.find('"', name) - name);
  send(path(), fields({{value, "fish\ncranes"}}));
  const desk::DossierEdits& edits = f.stored().edits;
  ASSERT_THAT(edits.values, SizeIs(2));
  EXPECT_EQ(edits.values[0].value, "sand");
  EXPECT_TRUE(edits.values[0].removed);
  EXPECT_EQ(edits.values[1].value, "cranes");
  EXPECT_EQ(edits.values[1].round, "2023-01-18/2023-01-19");
  EXPECT_THAT(read(path()), HasSubstr(">\nfish\ncranes</textarea>"));
}

TEST_F(DeskDossiers, AWrongDateIsSaidAtItsFieldAndNothingIsLost) {
  const auto refused = send(path(), fields({{"when-1", "soon"}, {"name", "Talks on the quarry"}}));
  EXPECT_EQ(refused.status, 422);
  EXPECT_THAT(f.body(refused), HasSubstr("when-1-error"));
  EXPECT_THAT(f.body(refused), HasSubstr("value=\"soon\""));
  EXPECT_THAT(f.body(refused), HasSubstr("value=\"Talks on the quarry\""));
  EXPECT_TRUE(f.stored().edits.empty());
}

TEST_F(DeskDossiers, WhatSomebodyElseSavedMeanwhileIsNotOverwritten) {
  const std::string mine = fields({{"name", "Mine"}});
  send(path(), fields({{"name", "Theirs"}}));
  const auto refused = send(path(), mine);
  EXPECT_EQ(refused.status, 409);
  EXPECT_THAT(f.body(refused), HasSubstr("value=\"Mine\""));
  EXPECT_EQ(f.stored().edits.name, "Theirs");
}

TEST_F(DeskDossiers, AllEditsCanBeTakenBack) {
  send(path(), fields({{"name", "Mine"}}));
  send(path(), "do=reset&revision=1");
  EXPECT_TRUE(f.stored().edits.empty());
}

}  // namespace
}  // namespace dateline::site
