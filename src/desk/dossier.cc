#include "desk/dossier.h"

#include <algorithm>
#include <array>
#include <boost/json.hpp>

namespace dateline::desk {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 3> kStates = {"proposed", "confirmed", "dismissed"};

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

story::Said by_the_desk(std::string value, Instant at) {
  return {std::move(value), {}, at};
}

/// The round that `key` means: that date, else one that has a day in common with it.
story::Round* find_round(std::vector<story::Round>& rounds, std::string_view key) {
  const auto same = std::ranges::find(rounds, key, round_key);
  if (same != rounds.end()) return &*same;
  const auto when = story::parse_when(key);
  if (!when) return nullptr;
  const auto near = std::ranges::find_if(
      rounds, [&](const story::Round& r) { return r.when.first <= when->last && when->first <= r.when.last; });
  return near == rounds.end() ? nullptr : &*near;
}

bool is_list(story::DossierKind kind, std::string_view name) {
  const auto fields = story::fields_of(kind);
  const auto found = std::ranges::find(fields, name, &story::FieldName::name);
  return found == fields.end() || found->list;
}

void edit_value(std::vector<story::Field>& fields, story::DossierKind kind, const DossierEdits::Value& edit) {
  auto field =
      std::ranges::find_if(fields, [&](const story::Field& f) { return f.name == edit.name && f.of == edit.of; });
  if (edit.removed) {
    if (field == fields.end()) return;
    std::erase_if(field->said, [&](const story::Said& said) { return said.value == edit.value; });
    if (field->said.empty()) fields.erase(field);
    return;
  }
  if (field == fields.end()) {
    const auto order = story::fields_of(kind);
    const auto place = [&](std::string_view name) {
      return std::ranges::find(order, name, &story::FieldName::name) - order.begin();
    };
    const auto after =
        std::ranges::find_if(fields, [&](const story::Field& f) { return place(f.name) > place(edit.name); });
    field = fields.insert(after, {edit.name, edit.of, is_list(kind, edit.name), {}});
  }
  field->said.push_back(by_the_desk(edit.value, edit.at));
}

void edit_round(story::Round& round, const DossierEdits::Round& edit) {
  if (edit.when) {
    round.when = *edit.when;
    round.dates.push_back(by_the_desk(story::to_string(*edit.when), edit.at));
  }
  if (edit.place) {
    if (edit.place->empty()) round.places.clear();
    if (!edit.place->empty()) round.places.push_back(by_the_desk(*edit.place, edit.at));
  }
  if (edit.what) round.what = *edit.what;
  if (edit.announced) round.announced = *edit.announced;
}

std::string last_of(const std::vector<story::Said>& said) {
  return said.empty() ? "" : said.back().value;
}

template <class T>
const T* same_target(const std::vector<T>& edits, const auto& is_same) {
  const auto found = std::ranges::find_if(edits, is_same);
  return found == edits.end() ? nullptr : &*found;
}

/// Takes a value away that is the machine's and was not the desk's before.
template <class T>
void drop_if_same(std::optional<T>& edit, const T& machine, bool was_said) {
  if (edit && *edit == machine && !was_said) edit.reset();
}

// --- JSON -----------------------------------------------------------------------------------------------------------

template <class T>
void put(json::object& object, std::string_view key, const std::optional<T>& value) {
  if (!value) return;
  if constexpr (std::same_as<T, bool>)
    object[view(key)] = *value;
  else if constexpr (std::same_as<T, story::When>)
    object[view(key)] = view(story::to_string(*value));
  else
    object[view(key)] = view(*value);
}

/// What is wrong, thrown from the depth; ends in edits_from_json().
struct Wrong {
  std::string why;
};

std::optional<std::string> text_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(view(key));
  if (!value) return std::nullopt;
  const json::string* text = value->if_string();
  if (!text) throw Wrong{"'" + std::string(key) + "' is no text"};
  return std::string(text->data(), text->size());
}

std::optional<bool> flag_in(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(view(key));
  if (!value) return std::nullopt;
  if (!value->is_bool()) throw Wrong{"'" + std::string(key) + "' is neither true nor false"};
  return value->get_bool();
}

Instant time_in(const json::object& object) {
  const auto at = parse_rfc3339(text_in(object, "at").value_or(""));
  if (!at) throw Wrong{"'at' is no time"};
  return *at;
}

template <class T, class Read>
std::vector<T> list_in(const json::object& object, std::string_view key, Read read) {
  std::vector<T> out;
  const json::value* value = object.if_contains(view(key));
  if (!value) return out;
  const json::array* list = value->if_array();
  if (!list) throw Wrong{"'" + std::string(key) + "' is no list"};
  for (const json::value& one : *list) {
    const json::object* edit = one.if_object();
    if (!edit) throw Wrong{"'" + std::string(key) + "' holds what is no object"};
    out.push_back(read(*edit));
  }
  return out;
}

DossierEdits edits_of(const json::object& object) {
  DossierEdits edits;
  edits.name = text_in(object, "name");
  if (const auto kind = text_in(object, "kind")) {
    edits.kind = story::parse_dossier_kind(*kind);
    if (!edits.kind) throw Wrong{"'" + *kind + "' is no kind of dossier"};
  }
  edits.rounds = list_in<DossierEdits::Round>(object, "rounds", [](const json::object& o) {
    DossierEdits::Round round{.of = text_in(o, "of").value_or(""), .at = time_in(o)};
    round.removed = flag_in(o, "removed").value_or(false);
    if (const auto when = text_in(o, "when")) {
      round.when = story::parse_when(*when);
      if (!round.when) throw Wrong{"'" + *when + "' is no date"};
    }
    round.place = text_in(o, "place");
    round.what = text_in(o, "what");
    round.announced = flag_in(o, "announced");
    return round;
  });
  edits.participants = list_in<DossierEdits::Participant>(object, "participants", [](const json::object& o) {
    return DossierEdits::Participant{text_in(o, "name").value_or(""), flag_in(o, "removed").value_or(false),
                                     text_in(o, "role"), time_in(o)};
  });
  edits.values = list_in<DossierEdits::Value>(object, "values", [](const json::object& o) {
    return DossierEdits::Value{text_in(o, "round").value_or(""),      text_in(o, "name").value_or(""),
                               text_in(o, "of").value_or(""),         text_in(o, "value").value_or(""),
                               flag_in(o, "removed").value_or(false), time_in(o)};
  });
  return edits;
}

}  // namespace

std::string_view to_string(Dossier::State state) {
  return kStates[static_cast<std::size_t>(state)];
}

std::optional<Dossier::State> parse_dossier_state(std::string_view text) {
  const auto found = std::ranges::find(kStates, text);
  if (found == kStates.end()) return std::nullopt;
  return static_cast<Dossier::State>(found - kStates.begin());
}

DossierId dossier_id(article::ArticleId first) {
  return DossierId{digest64("dossier " + first.str())};
}

std::string round_key(const story::Round& round) {
  return story::to_string(round.when);
}

story::Dossier Dossier::shown() const {
  return with_edits(machine, edits);
}

DossierEdits rekeyed(DossierEdits edits, const story::Dossier& machine) {
  std::vector<story::Round> rounds = machine.rounds;
  const auto rename = [&](std::string& key) {
    const story::Round* round = key.empty() ? nullptr : find_round(rounds, key);
    if (round) key = round_key(*round);
  };
  for (DossierEdits::Round& edit : edits.rounds) rename(edit.of);
  for (DossierEdits::Value& edit : edits.values) rename(edit.round);
  return edits;
}

story::Dossier with_edits(story::Dossier dossier, const DossierEdits& edits) {
  if (edits.name) {
    if (*edits.name != dossier.name) dossier.names.insert(dossier.names.begin(), dossier.name);
    std::erase(dossier.names, *edits.name);
    dossier.name = *edits.name;
  }
  if (edits.kind) dossier.kind = *edits.kind;
  // Values name their rounds as the machine does, so they come before the rounds' own dates change.
  for (const DossierEdits::Value& edit : edits.values) {
    if (edit.round.empty()) {
      edit_value(dossier.fields, dossier.kind, edit);
    } else if (story::Round* round = find_round(dossier.rounds, edit.round)) {
      edit_value(round->fields, dossier.kind, edit);
    }
  }
  // All of the machine's are found before one is changed or goes, so that none is taken for another.
  std::vector<story::Round*> meant;
  for (const DossierEdits::Round& edit : edits.rounds)
    meant.push_back(edit.of.empty() ? nullptr : find_round(dossier.rounds, edit.of));
  std::vector<const story::Round*> gone;
  std::vector<story::Round> own;
  for (std::size_t i = 0; i < edits.rounds.size(); ++i) {
    const DossierEdits::Round& edit = edits.rounds[i];
    if (edit.of.empty() && !edit.removed && edit.when) {
      edit_round(own.emplace_back(), edit);
    } else if (meant[i] && edit.removed) {
      gone.push_back(meant[i]);
    } else if (meant[i]) {
      edit_round(*meant[i], edit);
    }
  }
  std::vector<story::Round> rounds;
  for (story::Round& round : dossier.rounds) {
    if (std::ranges::find(gone, &round) == gone.end()) rounds.push_back(std::move(round));
  }
  std::ranges::move(own, std::back_inserter(rounds));
  std::ranges::stable_sort(rounds, {}, [](const story::Round& r) { return std::pair(r.announced, r.when.first); });
  dossier.rounds = std::move(rounds);

  for (const DossierEdits::Participant& edit : edits.participants) {
    auto known = std::ranges::find(dossier.participants, edit.name, &story::Participant::name);
    if (edit.removed) {
      if (known != dossier.participants.end()) dossier.participants.erase(known);
      for (story::Round& round : dossier.rounds) std::erase(round.participants, edit.name);
      continue;
    }
    if (known == dossier.participants.end()) {
      known = dossier.participants.insert(known, story::Participant{.name = edit.name, .roles = {}});
    }
    if (edit.role && edit.role->empty()) known->roles.clear();
    if (edit.role && !edit.role->empty()) known->roles.push_back(by_the_desk(*edit.role, edit.at));
  }
  return dossier;
}

DossierEdits only_changes(DossierEdits edits, const story::Dossier& machine, const DossierEdits& before) {
  drop_if_same(edits.name, machine.name, before.name.has_value());
  drop_if_same(edits.kind, machine.kind, before.kind.has_value());
  std::vector<story::Round> rounds = machine.rounds;
  for (DossierEdits::Round& edit : edits.rounds) {
    if (edit.of.empty() || edit.removed) continue;
    const story::Round* round = find_round(rounds, edit.of);
    if (!round) continue;
    const auto* was = same_target(before.rounds, [&](const auto& other) { return other.of == edit.of; });
    drop_if_same(edit.when, round->when, was && was->when);
    drop_if_same(edit.place, last_of(round->places), was && was->place);
    drop_if_same(edit.what, round->what, was && was->what);
    drop_if_same(edit.announced, round->announced, was && was->announced);
  }
  std::erase_if(edits.rounds, [](const DossierEdits::Round& edit) {
    return !edit.removed && !edit.when && !edit.place && !edit.what && !edit.announced;
  });
  for (DossierEdits::Participant& edit : edits.participants) {
    const auto known = std::ranges::find(machine.participants, edit.name, &story::Participant::name);
    if (known == machine.participants.end()) continue;
    const auto* was = same_target(before.participants, [&](const auto& other) { return other.name == edit.name; });
    drop_if_same(edit.role, last_of(known->roles), was && was->role);
  }
  std::erase_if(edits.participants, [&](const DossierEdits::Participant& edit) {
    return !edit.removed && !edit.role &&
           std::ranges::find(machine.participants, edit.name, &story::Participant::name) != machine.participants.end();
  });
  // Who says again what was said before said it then.
  const auto same_words = [](auto one, auto other) {
    one.at = other.at;
    return one == other;
  };
  for (auto& edit : edits.rounds) {
    if (const auto* was = same_target(before.rounds, [&](const auto& o) { return same_words(o, edit); }))
      edit.at = was->at;
  }
  for (auto& edit : edits.participants) {
    if (const auto* was = same_target(before.participants, [&](const auto& o) { return same_words(o, edit); }))
      edit.at = was->at;
  }
  for (auto& edit : edits.values) {
    if (const auto* was = same_target(before.values, [&](const auto& o) { return same_words(o, edit); }))
      edit.at = was->at;
  }
  return edits;
}

std::string to_json(const DossierEdits& edits) {
  json::object out;
  put(out, "name", edits.name);
  if (edits.kind) out["kind"] = view(story::to_string(*edits.kind));
  json::array rounds, participants, values;
  for (const auto& edit : edits.rounds) {
    json::object o{{"of", view(edit.of)}, {"removed", edit.removed}, {"at", view(format_rfc3339(edit.at))}};
    put(o, "when", edit.when);
    put(o, "place", edit.place);
    put(o, "what", edit.what);
    put(o, "announced", edit.announced);
    rounds.push_back(std::move(o));
  }
  for (const auto& edit : edits.participants) {
    json::object o{{"name", view(edit.name)}, {"removed", edit.removed}, {"at", view(format_rfc3339(edit.at))}};
    put(o, "role", edit.role);
    participants.push_back(std::move(o));
  }
  for (const auto& edit : edits.values) {
    values.push_back(json::object{{"round", view(edit.round)},
                                  {"name", view(edit.name)},
                                  {"of", view(edit.of)},
                                  {"value", view(edit.value)},
                                  {"removed", edit.removed},
                                  {"at", view(format_rfc3339(edit.at))}});
  }
  out["rounds"] = std::move(rounds);
  out["participants"] = std::move(participants);
  out["values"] = std::move(values);
  return json::serialize(out);
}

Result<DossierEdits> edits_from_json(std::string_view text) {
  try {
    json::error_code error;
    const json::value value = json::parse(view(text), error);
    if (error) return fail(Code::kInvalid, "not a dossier's edits: it is not JSON (" + error.message() + ")");
    const json::object* object = value.if_object();
    if (!object) return fail(Code::kInvalid, "not a dossier's edits: it is JSON but not an object");
    return edits_of(*object);
  } catch (const Wrong& wrong) {
    return fail(Code::kInvalid, "not a dossier's edits: " + wrong.why);
  } catch (const std::exception& error) {  // Boost.JSON throws when out of memory.
    return fail(Code::kInternal, std::string("cannot read a dossier's edits: ") + error.what());
  }
}

}  // namespace dateline::desk
