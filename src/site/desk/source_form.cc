#include "site/desk/source_form.h"

#include <algorithm>

#include "site/desk/desk_frame.h"
#include "text/utf8.h"

namespace dateline::site {
namespace {

constexpr std::size_t kMostInLine = 200;      // Characters of a name or folder: the longest outlet's name seen has 90.
constexpr std::size_t kMostInAddress = 2000;  // As in all our lists of addresses.
constexpr std::size_t kMostFolders = 300;     // Offered; any other can be typed.

Html line_field(const Catalogue& texts, const SourceForm& form, std::string_view name, std::string_view label,
                std::string_view hint, std::string_view value, std::string_view type) {
  const Html problem = problem_beside(texts, form.problems, name);
  return html(R"(<div class="field"><label for="{}">{}</label>
{}<input id="{}" name="{}" type="{}" value="{}" aria-describedby="{}-hint" autocomplete="off" {} {}>
<p class="hint" id="{}-hint">{}</p></div>
)",
              name, label, problem, name, name, type, value, name, Flag::required(name == "address"),
              Flag::invalid(!problem.empty()), name, hint);
}

Html rights_choice(const Catalogue& texts, wire::Rights chosen) {
  const auto option = [&](wire::Rights rights, const std::string& words) {
    return html(R"(<option value="{}" {}>{}</option>)", wire::to_string(rights), Flag::selected(rights == chosen),
                words);
  };
  return html(R"(<div class="field"><label for="rights">{}</label>
<select id="rights" name="rights" aria-describedby="rights-hint">{}{}{}</select>
<p class="hint" id="rights-hint">{}</p></div>
)",
              texts.say("desk.source.rights"), option(wire::Rights::kLink, texts.say("sources.rights.link")),
              option(wire::Rights::kSnippet, texts.say("sources.rights.snippet")),
              option(wire::Rights::kFull, texts.say("sources.rights.full")), texts.say("desk.source.rights_hint"));
}

}  // namespace

SourceForm SourceForm::of(const wire::Source& source) {
  return {source.url, source};
}

SourceForm SourceForm::typed(const Catalogue& texts, const net::Form& fields) {
  SourceForm form;
  form.address = text::collapse(fields.get("address"));
  wire::Source& source = form.source;
  source.outlet.name = text::collapse(fields.get("name"));
  source.outlet.owner = text::collapse(fields.get("owner"));
  source.outlet.primary = fields.has("primary");
  source.rights = wire::parse_rights(fields.get("rights")).value_or(wire::Rights::kSnippet);
  source.folder = text::collapse(fields.get("folder"));
  using Kind = desk::Problem::Kind;
  const auto check_length = [&](std::string_view field, std::string_view value, std::size_t most) {
    if (const std::size_t size = text::length(value); size > most)
      form.problems.push_back({std::string(field), "", Kind::kTooLong, size, most});
  };
  if (form.address.empty()) {
    form.problems.push_back({"address", texts.say("desk.source.no_address")});
  } else if (!wire::Source::from_url(form.address)) {
    form.problems.push_back({"address", texts.say("desk.source.bad_address")});
  }
  check_length("address", form.address, kMostInAddress);
  check_length("name", source.outlet.name, kMostInLine);
  check_length("owner", source.outlet.owner, kMostInLine);
  check_length("folder", source.folder, kMostInLine);
  return form;
}

wire::Source SourceForm::whole() const {
  wire::Source whole = *wire::Source::from_url(address);
  const std::string site = whole.outlet.owner;
  whole.outlet = source.outlet;
  if (whole.outlet.owner.empty()) whole.outlet.owner = site;
  whole.rights = source.rights;
  whole.folder = source.folder;
  return whole;
}

Html source_fields(const Catalogue& texts, const SourceForm& form, const std::vector<std::string>& folders) {
  const wire::Source& source = form.source;
  Html offered;
  for (std::size_t i = 0; i < std::min(folders.size(), kMostFolders); ++i)
    offered.add(R"(<option value="{}">)", folders[i]);
  const Html problem = problem_beside(texts, form.problems, "folder");
  return html(R"({}{}{}{}<div class="field"><label for="folder">{}</label>
{}<input id="folder" name="folder" value="{}" list="folders" autocomplete="off" aria-describedby="folder-hint" {}>
<datalist id="folders">{}</datalist><p class="hint" id="folder-hint">{}</p></div>
<p class="consent"><input type="checkbox" id="primary" name="primary" value="yes" {}> <label for="primary">{}</label></p>
)",
              line_field(texts, form, "address", texts.say("desk.source.address"),
                         texts.say("desk.source.address_hint"), form.address, "url"),
              line_field(texts, form, "name", texts.say("desk.source.name"), texts.say("desk.source.name_hint"),
                         source.outlet.name, "text"),
              line_field(texts, form, "owner", texts.say("desk.source.owner"), texts.say("desk.source.owner_hint"),
                         source.outlet.owner, "text"),
              rights_choice(texts, source.rights), texts.say("desk.source.folder"), problem, source.folder,
              Flag::invalid(!problem.empty()), offered, texts.say("desk.source.folder_hint"),
              Flag::checked(source.outlet.primary), texts.say("desk.source.primary"));
}

}  // namespace dateline::site
