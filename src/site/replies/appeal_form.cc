#include "site/replies/appeal_form.h"

#include "base/log.h"
#include "site/replies/fields.h"
#include "site/replies/statement.h"

namespace dateline::site {

bool may_appeal(std::optional<Instant> decided_at, const std::optional<desk::Appeal>& appeal, Instant now) {
  return decided_at && !appeal && now < *decided_at + desk::kAppealWindow;
}

std::expected<std::string, std::vector<desk::Problem>> check_appeal_words(std::string_view typed) {
  auto words = desk::check_appeal(typed);
  if (!words) {
    for (desk::Problem& problem : words.error()) problem.about = "appeal";
  }
  return words;
}

desk::Problem appeal_refused(const Catalogue& texts, const Error& error) {
  if (error.code == Code::kConflict) return {"", texts.say("report.appeal.again")};
  if (error.code == Code::kDenied) return {"", texts.say("report.appeal.denied")};
  if (error.code != Code::kNotFound) log::error("site", "cannot take an appeal: " + error.message);
  return {"", texts.say("reply.refused.failed")};
}

Html appeal_markup(const Catalogue& texts, const AppealView& view, const Href& action) {
  Html out;
  if (view.appeal) {
    out.add(R"(<p class="appeal-state">{}</p>
)",
            appeal_in_words(texts, *view.appeal));
    if (!view.appeal->answer.empty())
      out.add(R"(<p class="appeal-answer">{}</p>
)",
              texts.say("report.statement.words", {{"words", view.appeal->answer}}));
    return out;
  }
  const Fields write(texts, view.problems, "appeal-note");
  out.add(write.summary(texts.say("report.appeal.not_sent"), "appeal-errors", {"words"}));
  if (!view.may_appeal) return out;
  return out.add(
      R"(<details class="appeal" {}><summary>{}</summary>
<form class="appeal-form" action="{}" method="post" novalidate>
<p class="note" id="appeal-note">{}</p>
{}<p class="submit"><button type="submit">{}</button></p>
</form>
</details>
)",
      Flag::open(!view.problems.empty()), texts.say("report.appeal.offer"), action, texts.say("report.appeal.note"),
      write.area(
          {.name = "words", .label = texts.say("report.appeal.words"), .most = desk::kMaxReportWords, .required = true},
          view.words, 5),
      texts.say("report.appeal.send"));
}

}  // namespace dateline::site
