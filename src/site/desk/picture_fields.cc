#include "site/desk/picture_fields.h"

#include <algorithm>

#include "desk/picture.h"
#include "site/desk/desk_frame.h"
#include "site/paths.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

// As many as somebody looks through; an older one is brought up again by sending it again.
constexpr int kMostChoices = 100;
constexpr std::size_t kMaxChoice = 80;

Html line_field(const Catalogue& texts, const std::vector<desk::Problem>& problems, std::string_view name,
                std::string_view label, std::string_view value) {
  const Html problem = problem_beside(texts, problems, name);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}<input id="{}" name="{}" value="{}" {}></div>
)",
              name, label, problem, name, name, value, Flag::invalid(!problem.empty()));
}

}  // namespace

Result<std::vector<desk::Picture>> picture_choices(const Context& context, const std::optional<desk::PictureUse>& now) {
  DATELINE_TRY(auto pictures, context.reader.pictures(kMostChoices));
  if (now && std::ranges::find(pictures, now->id, &desk::Picture::id) == pictures.end()) {
    DATELINE_TRY(auto older, context.reader.picture(now->id));
    if (older) pictures.push_back(std::move(*older));
  }
  return pictures;
}

Html picture_fields(const Catalogue& texts, const std::vector<desk::Picture>& choices,
                    const std::optional<desk::PictureUse>& now, const std::vector<desk::Problem>& problems) {
  const desk::PictureUse chosen = now.value_or(desk::PictureUse());
  Html options = html("<option value=\"\">{}</option>\n", texts.say("desk.post.no_picture"));
  for (const desk::Picture& picture : choices) {
    options.add("<option value=\"{}\" {}>{}</option>\n", picture.id.str(),
                Flag::selected(now && picture.id == chosen.id), text::shorten(picture.alt, kMaxChoice));
  }
  return html(R"(<div class="field"><label for="picture">{}</label>
<select id="picture" name="picture" aria-describedby="picture-hint">
{}</select>
<p class="hint" id="picture-hint">{} <a href="{}">{}</a></p></div>
{}{}{})",
              texts.say("desk.post.picture"), options, texts.say("desk.post.picture_hint"), desk_paths::pictures(),
              texts.say("desk.pictures.name"),
              line_field(texts, problems, "picture_alt", texts.say("desk.pictures.alt"), chosen.alt),
              line_field(texts, problems, "picture_caption", texts.say("desk.pictures.caption"), chosen.caption),
              line_field(texts, problems, "picture_credit", texts.say("desk.pictures.credit"), chosen.credit));
}

std::optional<desk::PictureUse> typed_picture(const std::vector<desk::Picture>& choices, const net::Form& form,
                                              const std::optional<desk::PictureUse>& before) {
  const auto id = desk::PictureId::parse(form.get("picture"));
  const auto picture = id ? std::ranges::find(choices, *id, &desk::Picture::id) : choices.end();
  if (picture == choices.end()) return std::nullopt;
  const desk::PictureUse was = before.value_or(desk::PictureUse());
  const bool same = before && was.id == *id;
  desk::PictureUse use = picture->use();
  const auto take = [&](std::string& own, const std::string& earlier, std::string_view name) {
    std::string typed = text::collapse(form.get(name));
    if (same || (!typed.empty() && typed != earlier)) own = std::move(typed);
  };
  take(use.alt, was.alt, "picture_alt");
  take(use.caption, was.caption, "picture_caption");
  take(use.credit, was.credit, "picture_credit");
  return use;
}

}  // namespace dateline::site
