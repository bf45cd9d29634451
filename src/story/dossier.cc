#include "story/dossier.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace dateline::story {
namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 11> kKinds = {"talks",    "trial",  "storm", "election", "strike", "mission",
                                                     "epidemic", "merger", "final", "bill",     "other"};

constexpr FieldName kTalks[] = {{"parties", true, false},
                                {"chairs", true, true},
                                {"delegations", true, true},
                                {"subjects", true, true},
                                {"statements", true, true}};
constexpr FieldName kTrial[] = {
    {"court", false, false}, {"parties", true, false}, {"charges", true, false}, {"hearings", true, true}};
constexpr FieldName kStorm[] = {{"track", true, false}, {"warnings", true, false}, {"tolls", false, false}};
constexpr FieldName kElection[] = {{"offices", true, false}, {"candidates", true, false}, {"results", false, true}};
constexpr FieldName kStrike[] = {
    {"unions", true, false}, {"employer", false, false}, {"demands", true, false}, {"out", false, false}};
constexpr FieldName kMission[] = {
    {"agency", true, false}, {"craft", false, false}, {"destination", false, false}, {"milestones", true, true}};
constexpr FieldName kEpidemic[] = {{"disease", false, false}, {"places", true, false}, {"counts", false, false}};
constexpr FieldName kMerger[] = {
    {"buyer", false, false}, {"target", false, false}, {"price", false, false}, {"approvals", true, false}};
constexpr FieldName kFinal[] = {{"teams", true, false}, {"venue", false, false}, {"scores", false, true}};
constexpr FieldName kBill[] = {{"name", false, false}, {"sponsors", true, false}, {"votes", false, true}};

/// Four digits, or two after a hyphen; the text is left with what follows.
std::optional<unsigned> take_number(std::string_view& text, std::size_t digits) {
  unsigned value = 0;
  if (text.size() < digits) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + digits, value);
  if (error != std::errc{} || end != text.data() + digits) return std::nullopt;
  text.remove_prefix(digits);
  return value;
}

std::optional<When> parse_one(std::string_view text) {
  const auto y = take_number(text, 4);
  if (!y || *y == 0) return std::nullopt;
  const year in{static_cast<int>(*y)};
  if (text.empty()) return When{sys_days{in / January / 1}, sys_days{in / December / 31}, When::Precision::kYear};
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const auto m = take_number(text, 2);
  if (!m || !month{*m}.ok()) return std::nullopt;
  if (text.empty())
    return When{sys_days{in / month{*m} / 1}, sys_days{in / month{*m} / std::chrono::last}, When::Precision::kMonth};
  if (!text.starts_with('-')) return std::nullopt;
  text.remove_prefix(1);
  const auto d = take_number(text, 2);
  const auto day_of = in / month{*m} / day{d.value_or(0)};
  if (!d || !text.empty() || !day_of.ok()) return std::nullopt;
  return When{sys_days{day_of}, sys_days{day_of}, When::Precision::kDay};
}

std::string printed(sys_days at, When::Precision precision) {
  const year_month_day ymd{at};
  std::string out = fmt::format("{:04}", static_cast<int>(ymd.year()));
  if (precision != When::Precision::kYear) out += fmt::format("-{:02}", static_cast<unsigned>(ymd.month()));
  if (precision == When::Precision::kDay) out += fmt::format("-{:02}", static_cast<unsigned>(ymd.day()));
  return out;
}

}  // namespace

std::string_view to_string(DossierKind kind) {
  return kKinds[static_cast<std::size_t>(kind)];
}

std::optional<DossierKind> parse_dossier_kind(std::string_view text) {
  const auto found = std::ranges::find(kKinds, text);
  if (found == kKinds.end()) return std::nullopt;
  return static_cast<DossierKind>(found - kKinds.begin());
}

std::span<const FieldName> fields_of(DossierKind kind) {
  switch (kind) {
    case DossierKind::kTalks:
      return kTalks;
    case DossierKind::kTrial:
      return kTrial;
    case DossierKind::kStorm:
      return kStorm;
    case DossierKind::kElection:
      return kElection;
    case DossierKind::kStrike:
      return kStrike;
    case DossierKind::kMission:
      return kMission;
    case DossierKind::kEpidemic:
      return kEpidemic;
    case DossierKind::kMerger:
      return kMerger;
    case DossierKind::kFinal:
      return kFinal;
    case DossierKind::kBill:
      return kBill;
    case DossierKind::kOther:
      break;
  }
  return {};
}

std::string to_string(const When& when) {
  const std::string first = printed(when.first, when.precision);
  const std::string last = printed(when.last, when.precision);
  return first == last ? first : first + "/" + last;
}

std::optional<When> parse_when(std::string_view text) {
  const std::size_t slash = text.find('/');
  auto when = parse_one(text.substr(0, slash));
  if (!when || slash == std::string_view::npos) return when;
  const auto last = parse_one(text.substr(slash + 1));
  if (!last || last->precision != when->precision || last->last < when->last) return std::nullopt;
  when->last = last->last;
  return when;
}

std::vector<RoundChange> what_changed(const Round& before, const Round& after) {
  using enum RoundChange::What;
  std::vector<RoundChange> out;
  if (!before.places.empty() && !after.places.empty() && before.places.back().value != after.places.back().value)
    out.push_back({kPlace, "", "", before.places.back().value, after.places.back().value});
  if (!before.participants.empty() && !after.participants.empty()) {
    for (const std::string& name : after.participants) {
      if (std::ranges::find(before.participants, name) == before.participants.end())
        out.push_back({kCame, "", "", "", name});
    }
    for (const std::string& name : before.participants) {
      if (std::ranges::find(after.participants, name) == after.participants.end())
        out.push_back({kLeft, "", "", name, ""});
    }
  }
  for (const Field& now : after.fields) {
    const auto then = std::ranges::find_if(
        before.fields, [&](const Field& field) { return field.name == now.name && field.of == now.of; });
    if (then == before.fields.end()) continue;
    if (!now.list) {
      if (then->said.back().value != now.said.back().value)
        out.push_back({kChangedValue, now.name, now.of, then->said.back().value, now.said.back().value});
      continue;
    }
    const auto has = [](const Field& field, const std::string& value) {
      return std::ranges::find(field.said, value, &Said::value) != field.said.end();
    };
    for (const Said& said : now.said) {
      if (!has(*then, said.value)) out.push_back({kNewValue, now.name, now.of, "", said.value});
    }
    for (const Said& said : then->said) {
      if (!has(now, said.value)) out.push_back({kGoneValue, now.name, now.of, said.value, ""});
    }
  }
  return out;
}

}  // namespace dateline::story
