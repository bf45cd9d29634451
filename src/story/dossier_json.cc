// The JSON form of a dossier. Its fields are a contract: docs/formats/dossier.md.

#include <boost/json.hpp>

#include "story/dossier.h"
#include "text/utf8.h"

namespace dateline::story {
namespace {

namespace json = boost::json;

/// A dossier's own depth is five; what unknown fields hold is theirs.
constexpr std::size_t kMaxDepth = 32;

json::string_view view(std::string_view text) {
  return {text.data(), text.size()};
}

// --- Writing --------------------------------------------------------------------------------------------------------

json::array written(const std::vector<std::string>& texts) {
  json::array out;
  for (const std::string& text : texts) out.emplace_back(view(text));
  return out;
}

json::array written(const std::vector<article::ArticleId>& reports) {
  json::array out;
  for (const article::ArticleId report : reports) out.emplace_back(view(report.str()));
  return out;
}

json::array written(const std::vector<Said>& said) {
  json::array out;
  for (const Said& one : said) {
    out.push_back(json::object{{"value", view(one.value)},
                               {"report", view(one.report.str())},
                               {"reported", view(format_rfc3339(one.reported))}});
  }
  return out;
}

json::array written(const std::vector<Field>& fields) {
  json::array out;
  for (const Field& field : fields) {
    out.push_back(json::object{
        {"name", view(field.name)}, {"of", view(field.of)}, {"list", field.list}, {"said", written(field.said)}});
  }
  return out;
}

json::object written(const Round& round) {
  return {{"number", round.number ? json::value(*round.number) : json::value(nullptr)},
          {"when", view(to_string(round.when))},
          {"dates", written(round.dates)},
          {"places", written(round.places)},
          {"what", view(round.what)},
          {"fields", written(round.fields)},
          {"participants", written(round.participants)},
          {"reports", written(round.reports)},
          {"announced", round.announced}};
}

// --- Reading: absent is empty, of the wrong kind is an error
// -----------------------------------------------------------

/// What is wrong, thrown from the depth; ends in dossier_from_json().
struct Wrong {
  std::string why;
};

const json::value* member(const json::object& object, std::string_view key) {
  const json::value* value = object.if_contains(view(key));
  return value && !value->is_null() ? value : nullptr;
}

std::string text_of(const json::value& value, std::string_view key) {
  const json::string* text = value.if_string();
  if (!text) throw Wrong{"'" + std::string(key) + "' is no text"};
  return text::repair_utf8({text->data(), text->size()});
}

std::string text_in(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  return value ? text_of(*value, key) : std::string();
}

bool flag_in(const json::object& object, std::string_view key) {
  const json::value* value = member(object, key);
  if (value && !value->is_bool()) throw Wrong{"'" + std::string(key) + "' is neither true nor false"};
  return value && value->get_bool();
}

template <class Read>
auto list_in(const json::object& object, std::string_view key, Read read) {
  std::vector<decltype(read(std::declval<const json::value&>()))> out;
  const json::value* value = member(object, key);
  if (!value) return out;
  const json::array* list = value->if_array();
  if (!list) throw Wrong{"'" + std::string(key) + "' is no list"};
  out.reserve(list->size());
  for (const json::value& one : *list) out.push_back(read(one));
  return out;
}

/// A list of objects.
template <class Read>
auto objects_in(const json::object& object, std::string_view key, Read read) {
  return list_in(object, key, [&](const json::value& value) {
    const json::object* one = value.if_object();
    if (!one) throw Wrong{"'" + std::string(key) + "' holds what is no object"};
    return read(*one);
  });
}

article::ArticleId id_of(const json::value& value) {
  const auto id = article::ArticleId::parse(text_of(value, "report"));
  if (!id) throw Wrong{"'" + text_of(value, "report") + "' is no id of a report"};
  return *id;
}

std::vector<std::string> texts_in(const json::object& object, std::string_view key) {
  return list_in(object, key, [&](const json::value& value) { return text_of(value, key); });
}

Said said_of(const json::object& object) {
  Said said{text_in(object, "value"), {}, {}};
  if (const json::value* report = member(object, "report")) said.report = id_of(*report);
  if (const std::string at = text_in(object, "reported"); !at.empty()) {
    const auto reported = parse_rfc3339(at);
    if (!reported) throw Wrong{"'" + at + "' is no time"};
    said.reported = *reported;
  }
  return said;
}

Field field_of(const json::object& object) {
  Field field{text_in(object, "name"), text_in(object, "of"), flag_in(object, "list"),
              objects_in(object, "said", said_of)};
  if (field.name.empty()) throw Wrong{"a field has no 'name'"};
  if (field.said.empty()) throw Wrong{"field '" + field.name + "' has nothing 'said'"};
  return field;
}

Round round_of(const json::object& object) {
  Round round;
  if (const json::value* number = member(object, "number")) {
    json::error_code error;
    round.number = number->is_number() ? number->to_number<int>(error) : 0;
    if (error || !number->is_number()) throw Wrong{"'number' of a round is no number"};
  }
  const auto when = parse_when(text_in(object, "when"));
  if (!when) throw Wrong{"'when' of a round is no day, month or year: '" + text_in(object, "when") + "'"};
  round.when = *when;
  round.dates = objects_in(object, "dates", said_of);
  round.places = objects_in(object, "places", said_of);
  round.what = text_in(object, "what");
  round.fields = objects_in(object, "fields", field_of);
  round.participants = texts_in(object, "participants");
  round.reports = list_in(object, "reports", id_of);
  round.announced = flag_in(object, "announced");
  return round;
}

Participant participant_of(const json::object& object) {
  return {text_in(object, "name"), flag_in(object, "is_person"), objects_in(object, "roles", said_of)};
}

Dossier dossier_of(const json::object& object) {
  Dossier dossier;
  dossier.name = text_in(object, "name");
  if (dossier.name.empty()) throw Wrong{"it has no 'name'"};
  dossier.names = texts_in(object, "names");
  const auto kind = parse_dossier_kind(text_in(object, "kind"));
  if (!kind) throw Wrong{"'" + text_in(object, "kind") + "' is no kind of dossier"};
  dossier.kind = *kind;
  dossier.language = text_in(object, "language");
  dossier.rounds = objects_in(object, "rounds", round_of);
  dossier.participants = objects_in(object, "participants", participant_of);
  dossier.fields = objects_in(object, "fields", field_of);
  dossier.reports = list_in(object, "reports", id_of);
  return dossier;
}

}  // namespace

std::string to_json(const Dossier& dossier) {
  json::array rounds, participants;
  for (const Round& round : dossier.rounds) rounds.push_back(written(round));
  for (const Participant& one : dossier.participants) {
    participants.push_back(
        json::object{{"name", view(one.name)}, {"is_person", one.is_person}, {"roles", written(one.roles)}});
  }
  return json::serialize(json::object{{"name", view(dossier.name)},
                                      {"names", written(dossier.names)},
                                      {"kind", view(to_string(dossier.kind))},
                                      {"language", view(dossier.language)},
                                      {"rounds", std::move(rounds)},
                                      {"participants", std::move(participants)},
                                      {"fields", written(dossier.fields)},
                                      {"reports", written(dossier.reports)}});
}

Result<Dossier> dossier_from_json(std::string_view text) {
  try {
    json::parse_options options;
    options.max_depth = kMaxDepth;
    options.allow_invalid_utf8 = true;  // Repaired text by text.
    json::error_code error;
    const json::value value = json::parse(view(text), error, {}, options);
    if (error) return fail(Code::kInvalid, "not a dossier: it is not JSON (" + error.message() + ")");
    const json::object* object = value.if_object();
    if (!object) return fail(Code::kInvalid, "not a dossier: it is JSON but not an object");
    return dossier_of(*object);
  } catch (const Wrong& wrong) {
    return fail(Code::kInvalid, "not a dossier: " + wrong.why);
  } catch (const std::exception& error) {  // Boost.JSON throws when out of memory.
    return fail(Code::kInternal, std::string("cannot read the dossier: ") + error.what());
  }
}

}  // namespace dateline::story
